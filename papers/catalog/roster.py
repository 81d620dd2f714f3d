"""公开主体 in words → the organisations of the registry that a row obliges, at county and at township level."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from contracts.organisations import Organisation
from papers.catalog.departments import of_domain, of_words
from papers.files.spelling import plain

_TOWN_KINDS = ("街道", "镇", "乡")
_APART = re.compile(r"[、,，;；/]|(?<=[府局委会门处关])[和及与或](?=[^、,;]{2,})|以及|或者")
_LEVELS = re.compile(r"^(?:[省市区县旗、,及和]*(?:两级|各级|级)?)(?:人民)?政府(?=.)")
_TOWNS_BESIDE = r"(?:\([^()]*(?:街道?|镇|场|办事处|管理处|管委会)[^()]*\))?"
_ALL_TOWNS = re.compile(
    r"各?(?:乡镇街道|乡镇?|镇乡?|镇街|街镇|街乡|乡街|乡\(镇\)|镇\(乡\)|街道)"
    rf"{_TOWNS_BESIDE}级?(?:人民)?(?:政府|办事处|办)?{_TOWNS_BESIDE}"
)
_ALL_DEPARTMENTS = re.compile(
    r"(?:县级|县直|区级|区直|本级|政府|各级)?各(?:级|有关|相关)?(?:部门|单位)|[县区](?:级|直)部门|[县区]属各单位"
)
_STREETS = re.compile(r"各?街(?:道|办)?(?:办事处|办)?(?:\(管理处\))?|\(街道办事处\)")
_VILLAGES = re.compile(r"(?:各?(?:村|居|社区|村居|村\(社区\)|村\(居\)))(?:民)?(?:委员会|委会|两委|级)?(?:\(.*\))?")
_VAGUE = re.compile(
    r".{0,8}(?:主管|相关|有关|审批|监督|监管|管理|责任|业务|职能|牵头|负责).{0,10}(?:部门|单位|机关|机构)|.{0,4}部门|县级|本级"
)
_LEVEL_WORDS = "省市区县旗级各地方本"
_PLACE = re.compile(r"^([\u4e00-\u9fff]{2,4}?)[省市县区旗](?![\u4e00-\u9fff]{0,2}(?:部门|机关))")
_OURS = re.compile(r"^(?:[全我本][县区市]|[县区市](?=各|乡|镇|街))")
_JOINED = re.compile(r"(?<=[局委])(?=[\u4e00-\u9fff]{3})|(?<=[府处室会])(?=[县区各乡镇街])")
"""Where one name may end and another begin, when only a line break parted them."""
_COUNTY_AND = re.compile(r"(?<![\u4e00-\u9fff])([县区])级?[、和](?=各?[乡镇街][^、]*政府)")
"""县、乡镇人民政府: the county's government and those of the townships."""
_TAIL = re.compile(r"(?:负责|分别|按职责|依职责|等).*$")


@dataclass(frozen=True)
class Roster:
    """Slugs by level, in the registry's order, and the words that met nobody."""

    county: list[str] = field(default_factory=list)
    towns: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)


class Resolver:
    """Resolves the words for the catalog of one issuer."""

    def __init__(self, issuer: Organisation, known: Iterable[Organisation], own: Mapping[str, list[str]]) -> None:
        self._issuer = issuer
        self._orgs = [organisation for organisation in known if organisation.county == issuer.county]
        self._kinds = {organisation.org: organisation.kind for organisation in self._orgs}
        self._towns = [org for org in self._orgs if org.kind in _TOWN_KINDS]
        self._own = own
        self._names: dict[str, str] = {}
        for organisation in self._orgs:
            for name in _spellings(organisation):
                self._names.setdefault(name, organisation.org)
        self._resolved: dict[tuple[str, str], Roster] = {}

    @property
    def issuer_name(self) -> str:
        """The issuer in Chinese."""
        return self._issuer.name

    def knows(self, slug: str) -> bool:
        """Whether the county has an organisation of this slug."""
        return slug in self._kinds

    def roster_of(self, body: str, domain: str, tiers: tuple[bool, bool] | None) -> tuple[Roster, bool]:
        """The roster of a row, and whether the issuer stands in because nobody else is known."""
        roster = self.resolve(body, domain, tiers)
        if roster.county or roster.towns:
            return roster, False
        own = [self._issuer.org]
        towns = self._issuer.kind in _TOWN_KINDS
        return Roster([] if towns else own, own if towns else [], roster.unknown), True

    def resolve(self, body: str, domain: str, tiers: tuple[bool, bool] | None) -> Roster:
        """The roster of a row; where the words name nobody, what its levels say: 主管部门 and all townships."""
        roster = self._of_words(plain(body), plain(domain))
        if roster.county or roster.towns or roster.unknown or tiers is None:
            return roster
        county = self._by_parts(of_domain(plain(domain))) if tiers[0] else []
        towns = self._of_kinds(_TOWN_KINDS) if tiers[1] else []
        return Roster(county, towns)

    def _of_words(self, words: str, domain: str) -> Roster:
        if (words, domain) not in self._resolved:
            self._resolved[words, domain] = self._roster(words, domain)
        return self._resolved[words, domain]

    def _roster(self, words: str, domain: str) -> Roster:
        slugs: set[str] = set()
        unknown: list[str] = []
        for phrase in [words] if words in self._own else _phrases(words):
            meant = self._joined(phrase, domain) or self._phrase(phrase, domain)
            slugs.update(meant)
            if not meant:
                unknown.append(phrase)
        ordered = [organisation.org for organisation in self._orgs if organisation.org in slugs]
        towns = [slug for slug in ordered if self._kinds[slug] in _TOWN_KINDS]
        return Roster([slug for slug in ordered if slug not in towns], towns, unknown)

    def _joined(self, phrase: str, domain: str) -> list[str]:
        """Whom names mean that stand one after the other; nobody, unless each of them means somebody."""
        parts = [] if phrase in self._own or self._named(phrase) else _JOINED.split(phrase)
        meant = [self._phrase(part, domain) for part in parts]
        return [slug for slugs in meant for slug in slugs] if len(parts) > 1 and all(meant) else []

    def _phrase(self, phrase: str, domain: str) -> list[str]:
        """Whom a phrase means: the county's own words first, then a name, a class of townships, a department."""
        if phrase in self._own:
            return self._own[phrase]
        bare = _TAIL.sub("", phrase) or phrase
        county = self._issuer.county_name
        if county in bare[1:]:
            # 重庆市奉节县民政局
            bare = bare[bare.index(county) :]
        if named := self._named(bare):
            return [named]
        ours = _OURS.sub("", bare.removeprefix(county))
        return self._of_class(ours) or self._department(ours, domain)

    def _department(self, phrase: str, domain: str) -> list[str]:
        """The department of a phrase, or all of them; of words such as 主管部门 that of the domain."""
        if _ALL_DEPARTMENTS.fullmatch(phrase):
            return [organisation.org for organisation in self._orgs if organisation.kind == "部门"]
        bare = _LEVELS.sub("", phrase)
        if _VILLAGES.fullmatch(bare) or self._is_elsewhere(bare):
            return []
        return self._by_parts(of_words(phrase) or (of_domain(domain) if _VAGUE.fullmatch(bare) else ()))

    def _named(self, phrase: str) -> str | None:
        """The organisation of this name, with or without its county before it and what follows in brackets."""
        for words in (phrase, re.sub(r"\(.*\)$", "", phrase)):
            if words in self._names:
                return self._names[words]
        return None

    def _is_elsewhere(self, phrase: str) -> bool:
        """Whether the phrase names another place: 盖州市民政局 is no department of ours."""
        place = _PLACE.match(phrase.removeprefix(self._issuer.county_name))
        return place is not None and not set(place[1]) <= set(_LEVEL_WORDS)

    def _of_class(self, phrase: str) -> list[str]:
        if not _ALL_TOWNS.fullmatch(phrase) and not _STREETS.fullmatch(phrase):
            return []
        if self._issuer.kind in _TOWN_KINDS:
            return [self._issuer.org]
        if _STREETS.fullmatch(phrase):
            return self._of_kinds(("街道",))
        if "街" in phrase:
            return self._of_kinds(_TOWN_KINDS)
        both = "级" in phrase or ("乡" in phrase and "镇" in phrase)
        return self._of_kinds(("镇", "乡") if both else ("镇",) if "镇" in phrase else ("乡",))

    def _of_kinds(self, kinds: Iterable[str]) -> list[str]:
        if self._issuer.kind in _TOWN_KINDS:
            return [self._issuer.org]
        wanted = set(kinds)
        return [organisation.org for organisation in self._towns if organisation.kind in wanted]

    def _by_parts(self, parts: Iterable[str]) -> list[str]:
        for part in parts:
            for organisation in self._orgs:
                if organisation.kind == "部门" and part in (organisation.full_name or organisation.name):
                    return [organisation.org]
        return []


def _phrases(words: str) -> list[str]:
    """The phrases of a cell; a bracket stays whole, and what parts two names inside it does not part them."""
    inside = re.sub(r"\([^()]*\)", lambda bracket: re.sub(r"[、,，;；/]", "\x00", bracket[0]), words)
    inside = _COUNTY_AND.sub(r"\1人民政府、", inside)
    levels = re.sub(r"(?<=[省市区县])、(?=[省市区县旗]+(?:级|两级|人民政府|政府))", "", inside)
    return [
        phrase.replace("\x00", "、").strip("。.") for phrase in _APART.split(levels) if phrase and phrase.strip("。.")
    ]


def _spellings(organisation: Organisation) -> Iterable[str]:
    """The names by which tables know an organisation: short, in full, without the county, and as a government."""
    county = organisation.county_name
    bare = county[:-1]
    for name in filter(None, (organisation.name, organisation.full_name)):
        short = plain(name)
        for spelling in (short, short.removeprefix(county), short.removeprefix(bare)):
            yield spelling
            if organisation.kind not in _TOWN_KINDS and spelling != short:
                yield f"县{spelling}"
                yield f"区{spelling}"
    if organisation.kind in _TOWN_KINDS:
        for ending in ("人民政府", "政府") if organisation.kind != "街道" else ("办事处", "办"):
            yield f"{plain(organisation.name)}{ending}"
            yield f"{county}{plain(organisation.name)}{ending}"
