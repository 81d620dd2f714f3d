"""A county's rubric as it stands on the bus: one record for each version, kept for ever. Points are in hundredths."""

from __future__ import annotations

from typing import Literal

from contracts.fields import DATE, PATTERN_ORG, BusModel, Date, described
from law.scoring.points import POINT, WHOLE

RUBRIC = "registry.rubric.v1"
"""Type of the record."""

HUNDREDTHS = "0.01 points"
BASIS_POINTS = "0.01 %"
MOST = 1_000 * POINT
"""Points that anything in a rubric can have."""

Kind = Literal["街道", "镇", "乡", "部门", "其他"]
RuleName = Literal["", "per_event", "threshold", "presence", "ratio", "timeliness", "score_of", "veto", "bonus"]
PeriodName = Literal["month", "quarter", "year"]


def key(county: str, version: int) -> str:
    """Of the record: ``<county>/<version>``."""
    return f"{county}/{version}"


class RosterChoice(BusModel, title="名册", meaning="units that are compared with one another."):
    code: str = described("名称", "as clauses name it", min_length=1, max_length=40)
    kinds: list[Kind] = described("类别", "kinds of unit that stand in it", default_factory=list)
    units: list[str] = described("单位", "units that stand in it whatever their kind", default_factory=list)


class Grade(BusModel, title="等次", meaning="what totals are called from a number of points on."):
    name: str = described("名称", "such as 优秀", min_length=1, max_length=20)
    least: int = described("最低分", "totals from this on have it", unit=HUNDREDTHS, ge=0, le=MOST)


class EventGroup(BusModel, title="扣分事项", meaning="late duties and findings, and what each of them takes."):
    duties: list[str] = described("义务", "codes of duties, by their due days", default_factory=list, max_length=100)
    statuses: list[Literal["met_late", "overdue"]] = described(
        "状态", "of the duties that are held against a unit", default_factory=list
    )
    findings: list[str] = described("问题", "codes of findings, by their days", default_factory=list, max_length=200)
    points: int = described("每件", "what each takes; 0 in a veto", unit=HUNDREDTHS, ge=0, le=MOST, default=0)


class Step(BusModel, title="档次", meaning="the score of a share from this one on."):
    share: int = described("比率", "from this on", unit=BASIS_POINTS, ge=0, le=WHOLE)
    score: int = described("得分", "what it is worth", unit=HUNDREDTHS, ge=0, le=MOST)


class RubricClause(BusModel, title="指标", meaning="a clause; one without a rule is the sum of those below it."):
    path: str = described("编号", "1.2 stands above 1.2.3", pattern=r"^[1-9][0-9]?(\.[1-9][0-9]?){0,5}$")
    title: str = described("名称", "what is asked for", min_length=1, max_length=100)
    weight: int = described("分值", "0 of a veto and a bonus", unit=HUNDREDTHS, ge=0, le=MOST)
    source: str = described("依据", "document and clause that it rests on", max_length=300, default="")
    rosters: list[str] = described("名册", "empty: as the clause above", default_factory=list)
    periods: list[PeriodName] = described("周期", "empty: as the clause above", default_factory=list)
    since: Date | None = described("自", "periods that begin on this day or later", unit=DATE, default=None)
    until: Date | None = described("止", "periods that begin on this day or before", unit=DATE, default=None)
    least_evidence: int = described("最少证据", "before anything is taken", ge=1, le=10_000, default=1)
    rule: RuleName = described("规则", "empty of a clause that others stand below", default="")
    events: list[EventGroup] = described("事项", "of per_event and veto", default_factory=list, max_length=50)
    cap: int | None = described("最多", "of per_event and bonus", unit=HUNDREDTHS, ge=0, le=MOST, default=None)
    formula: str = described("计算", "of threshold, presence and bonus", max_length=500, default="")
    least: int | None = described("不少于", "of a threshold", ge=0, le=100_000_000, default=None)
    most: int | None = described("不多于", "of a threshold", ge=0, le=100_000_000, default=None)
    points: int | None = described(
        "扣分",
        "of threshold and presence what is lost, of a bonus what each adds; empty: in proportion",
        unit=HUNDREDTHS,
        ge=0,
        le=MOST,
        default=None,
    )
    silence_counts: bool = described("静默扣分", "whether silence loses points, too", default=False)
    numerator: str = described("分子", "of a ratio", max_length=500, default="")
    denominator: str = described("分母", "of a ratio; 0 does not apply", max_length=500, default="")
    duties: list[str] = described("义务", "of timeliness", default_factory=list, max_length=100)
    target: int = described("目标", "share that has the full score", unit=BASIS_POINTS, ge=1, le=WHOLE, default=WHOLE)
    per_point: int | None = described(
        "每低1个百分点扣", "empty: by steps or in proportion", unit=HUNDREDTHS, ge=0, le=MOST, default=None
    )
    steps: list[Step] = described("档次", "by share, the highest first", default_factory=list, max_length=20)
    of_period: PeriodName | None = described("取自周期", "of score_of: whose sheets", default=None)
    of_path: str = described("取自指标", "of score_of: which clause; empty: the total", default="", max_length=40)
    effect: Literal["zero", "fail"] = described("结果", "of a veto", default="zero")


class CountyRubric(BusModel, title="考核评分细则", meaning="one version of a county's rubric."):
    county: str = described("县代号", "slug of the county", pattern=PATTERN_ORG, max_length=40)
    version: int = described("版本", "rises with every change", ge=1, le=1_000_000)
    title: str = described("名称", "what it is called", min_length=1, max_length=100)
    note: str = described("说明", "what it rests on", max_length=1_000, default="")
    is_default: bool = described("默认", "it came with the program and no county has decided it", default=False)
    since: Date = described("自", "periods that begin on this day or later go by it", unit=DATE)
    until: Date | None = described(
        "止", "the last day on which a period that goes by it begins", unit=DATE, default=None
    )
    full: int = described("满分", "sum of a sheet's clauses", unit=HUNDREDTHS, ge=1, le=MOST)
    rosters: list[RosterChoice] = described("名册", "each unit stands in one at most", min_length=1, max_length=20)
    grades: list[Grade] = described("等次", "the highest first; none: totals have no grade", default_factory=list)
    clauses: list[RubricClause] = described("指标", "each after the one above it", min_length=1, max_length=500)
