"""Whom and which year a clause speaks of, beside whom and which year the report is about."""

from __future__ import annotations

import re
from dataclasses import dataclass

_PLACE = "县|市|区|旗|州|省|镇|乡|街道|局|委|系统|办"
_WHOLE = re.compile(rf"全({_PLACE})|([我本])({_PLACE}|单位|机关)")
_OFFICE = re.compile(
    r"(?:[县市区旗州])?(?:人民)?政府(?:和[县市区旗州]?(?:人民)?政府)?办(?:公室|公厅)?|本级|以[县市区]?政府.{0,9}名义"
)
_COUNTY_OWN = re.compile(r"[县市区](?:人民)?政府(?!信息|门户|网|公报|部门|各|投资|采购)")
_UNITS = re.compile(r"各(?:部门|单位|乡镇?|镇|街道)|(?:部门|乡镇|镇街)(?:共|累计|收到|受理|办理|新收)|其他部门")
_OTHER_ORGAN = re.compile(r"(?:省|市|县|区)?[一-龥]{2,8}局(?=共|收到|受理|办理|新收|接到|答复|办结|累计)")
_COUNTIES, _TOWNS = frozenset("县市区旗州省"), frozenset({"镇", "乡", "街道"})
_OF_OFFICE = re.compile(r"(?:政府办|办公室|办公厅)$")
_OTHER_YEAR = re.compile(r"(?<!\d)(20\d\d)年")
_LAST = re.compile(r"上年(?!度?结转)(?!结转)|去年|上一年|上年度(?!结转)|前一年")


@dataclass(frozen=True, slots=True)
class Speaker:
    """Whose report it is, as far as its name tells."""

    agency: str

    @property
    def office(self) -> bool:
        """A government's office reports for itself."""
        return bool(_OF_OFFICE.search(self.agency))

    @property
    def level(self) -> str:
        """The last word of its name that tells its kind: 县, 镇, 局; nothing for an office or where none tells."""
        bare = re.sub(r"(?:人民政府|管理?委员会|管委会|办事处)?$", "", self.agency)
        return next((kind for kind in ("街道", *"县市区旗州省镇乡局委") if bare.endswith(kind)), "")

    def other_scope(self, clause: str) -> str:
        """The words by which ``clause`` speaks of others than the report's tables do; nothing where it does not."""
        whole = _WHOLE.search(clause)
        if whole:
            return "" if self._is_whole(whole) else whole.group()
        if units := _UNITS.search(clause):
            return units.group()
        if self.agency and self.agency in clause:
            return ""
        if self.office or self.level in _TOWNS or self.level in {"局", "委"}:
            return self._other_organ(clause)
        office = _OFFICE.search(clause) or _COUNTY_OWN.search(clause)
        return office.group() if office else self._other_organ(clause)

    def _is_whole(self, whole: re.Match[str]) -> bool:
        if whole[2]:  # 我县, 本局: the speaker itself, except 我办 in a county's report
            own = whole[3]
            county = self.level in _COUNTIES and not self.office
            return not county or own in _COUNTIES
        if self.office:
            return False
        return not self.level or whole[1] == self.level or (whole[1] == "系统") or whole[1] in _same(self.level)

    def _other_organ(self, clause: str) -> str:
        organ = _OTHER_ORGAN.search(clause)
        if organ is None or (self.agency and (organ.group() in self.agency or self.agency in organ.group())):
            return ""
        return "" if self.level == "局" else organ.group()


def _same(level: str) -> frozenset[str]:
    """Words that mean the same whole: a county may be called 县, 市 or 区."""
    return _COUNTIES if level in _COUNTIES else _TOWNS if level in _TOWNS else frozenset({level})


def year_of(clause: str, year: int | None) -> int | None:
    """The year that ``clause`` speaks of where it is not the report's: 0 for one that is not known."""
    plain = re.sub(r"结转[到至]?20\d\d年|转结20\d\d年|20\d\d年(?:继续|再行?)?办[理结]", "", clause)
    if _LAST.search(plain):
        return year - 1 if year else 0
    years = {int(found) for found in _OTHER_YEAR.findall(plain)}
    if year is None or not years or year in years:
        return year
    return max(years)
