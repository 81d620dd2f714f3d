"""Whom and which year a clause speaks of, beside whom and which year the report is about."""

from __future__ import annotations

import re
from dataclasses import dataclass

_WHOLE = re.compile(
    r"(?<![安健完齐保])全(?P<all>县|市|区|旗|州|省|镇|乡|街道|系统)|(?<![根基成资样文])[我本](?P<own>县|市|区|旗|州|省|镇|乡|街道|局|委|办|单位|机关)"
)
_OFFICE = re.compile(
    r"[县市区旗州]?(?:人民)?政府(?:[和及][县市区旗州]?(?:人民)?政府)?办(?![理结事毕])(?:公室|公厅)?|本级|以[县市区]?政府.{0,9}名义"
    r"|政[府务](?:信息)?公开(?:工作)?(?:领导小组)?办(?:公室)?(?=.{0,6}(?:收到|受理|办理|接到|新收|答复))"
)
_COUNTY_OWN = re.compile(r"[县市区](?:人民)?政府(?!信息|门户|网|公报|部门|各|投资|采购)")
_UNITS = re.compile(r"各(?:部门|单位|乡镇?|镇|街道)|(?:部门|乡镇|镇街)(?:共|累计|收到|受理|办理|新收)|其他部门")
_OTHER_ORGAN = re.compile(r"(?:省|市|县|区)?[一-龥]{2,8}局(?=共|收到|受理|办理|新收|接到|答复|办结|累计)")
_COUNTIES, _TOWNS = frozenset("县市区旗州省"), frozenset({"镇", "乡", "街道"})
_DEPARTMENT = re.compile(r"(?:局|委|委员会|中心|站|所|队|馆|院|会|行|公司)$")
_OF_OFFICE = re.compile(r"(?:政府办|办公室|办公厅)$")
_OTHER_YEAR = re.compile(r"(?<!\d)(20\d\d)年")
_LAST = re.compile(r"上年|去年|上一年|前一年")
_YEAR = r"(?:上一?年|去年|前一?年|往年|20\d\d年)度?"
_IN_PASSING = re.compile(
    rf"(?:结转|转结|顺延|转)[自的到至入]?{_YEAR}|{_YEAR}(?:办理)?的?(?:结转|转结|转入|遗留)|20\d\d年(?:继续|再行?)?(?:办[理结]|答复)"
    rf"|[与和同比较]{_YEAR}|因{_YEAR}的?[^，]{{0,12}}申请"
)
"""Years that a clause names without speaking of them: where an application came from or goes to, and comparisons."""
_SEVERAL_YEARS = re.compile(
    r"近[一二两三四五六七八九十\d]+年|[两三四五六七八九十]年来|20\d\d年?[至到—-]+20\d\d年|20\d\d年以来"
)
_PASSED_ON = re.compile(
    r"(?:转|移|抄|告知|商请|会同|征求|协调)[^，]{0,4}(?:其[他它]|有关|相关|各)(?:职能)?(?:部门|单位|机关)"
)
"""Units to which something is passed on: nobody speaks for them."""


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
        """What kind of organ its name tells: 县, 镇, …, 局 for any department; nothing where none does."""
        bare = re.sub(r"(?:人民政府|管理委员会|管委会|办事处)?$", "", self.agency)
        if _DEPARTMENT.search(bare):
            return "局"
        return next((kind for kind in ("街道", *"县市区旗州省镇乡") if bare.endswith(kind)), "")

    def other_scope(self, clause: str) -> str:
        """The words by which ``clause`` speaks of others than the report's tables do; nothing where it does not."""
        clause = _PASSED_ON.sub("", clause)
        if whole := _WHOLE.search(clause):
            return "" if self._speaks_for(whole["all"] or whole["own"]) else whole.group()
        if units := _UNITS.search(clause):
            return units.group()
        if self.office or self.level in _TOWNS or self.level == "局":
            return self._other_organ(clause)
        if office := _OFFICE.search(clause):
            return office.group()
        if self.agency and self.agency in clause:
            return ""
        own = _COUNTY_OWN.search(clause)
        return own.group() if own else self._other_organ(clause)

    def names_itself(self, clause: str) -> bool:
        """Whether ``clause`` names the whole that the tables are about, which ends the scope of what stands before."""
        whole = _WHOLE.search(clause)
        named = bool(whole and self._speaks_for(whole["all"] or whole["own"]))
        return named or bool(self.agency and self.agency in clause)

    def _speaks_for(self, kind: str) -> bool:
        """Whether 全县 or 我县, 全镇 or 本机关 … are what the report's tables are about."""
        if kind in _COUNTIES:
            return not self.office and self.level in {"", kind}
        if kind in _TOWNS:
            return self.level in {"", *_TOWNS}
        return self.office or self.level not in _COUNTIES

    def _other_organ(self, clause: str) -> str:
        organ = _OTHER_ORGAN.search(clause)
        if organ is None or self.level == "局" or (self.agency and organ.group() in self.agency):
            return ""
        return organ.group()


def year_of(clause: str, year: int | None) -> int | None:
    """The year that ``clause`` speaks of where it is not the report's: 0 for one that is not known."""
    if _SEVERAL_YEARS.search(clause):
        return 0
    plain = _IN_PASSING.sub("", clause)
    if _LAST.search(plain):
        return year - 1 if year else 0
    years = {int(named_year) for named_year in _OTHER_YEAR.findall(plain)}
    if year is None or not years or year in years:
        return year
    return max(years)
