"""年度报告表四: 行政复议 and 行政诉讼 over applications, 15 cells (国办公开办函〔2021〕30号)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from law.tables import TOTAL_NAME, Broken, Cells, Identity

TITLE = "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况"


class Remedy(StrEnum):
    """The three blocks of the table."""

    REVIEW = "review"
    LITIGATION_DIRECT = "litigation_direct"
    LITIGATION_AFTER_REVIEW = "litigation_after_review"


BLOCKS: dict[Remedy, tuple[str, str]] = {
    Remedy.REVIEW: ("行政复议", ""),
    Remedy.LITIGATION_DIRECT: ("行政诉讼", "未经复议直接起诉"),
    Remedy.LITIGATION_AFTER_REVIEW: ("行政诉讼", "复议后起诉"),
}
"""The headings of each block, from the outermost inwards."""


class Result(StrEnum):
    """The columns of a block, without the total."""

    UPHELD = "upheld"
    CORRECTED = "corrected"
    OTHER = "other"
    PENDING = "pending"


RESULT_NAMES: dict[str, str] = {
    Result.UPHELD: "结果维持",
    Result.CORRECTED: "结果纠正",
    Result.OTHER: "其他结果",
    Result.PENDING: "尚未审结",
}
COLUMNS: dict[str, str] = {**RESULT_NAMES, "total": TOTAL_NAME}
"""Column key of a block → its heading."""

IDENTITIES: tuple[Identity, ...] = tuple(
    Identity(
        "总计=维持+纠正+其他+尚未审结",
        remedy.value,
        ((remedy.value, "total"),),
        tuple((remedy.value, result.value) for result in Result),
    )
    for remedy in Remedy
)
"""What holds within the table of a year."""

Table4 = dict[str, dict[str, int]]
"""Block → column → number."""


@dataclass(frozen=True, slots=True)
class Case:
    """A review or a lawsuit, once, whatever number of applications it is about.

    ``result`` is the decision's, None while there is none (a decision without a stated result counts as
    其他结果). ``co_defendant``: the case of the 复议机关 as co-defendant, which only the original
    agency counts (国办公开办函〔2016〕201号).
    """

    remedy: Remedy
    filed_on: date
    decided_on: date | None = None
    result: Result | None = None
    co_defendant: bool = False


def table4(cases: Iterable[Case], year: int) -> Table4:
    """The table of ``year``: cases decided in it by result, and those still open at its end as 尚未审结."""
    table = blank()
    for case in cases:
        result = _result_in(case, year)
        if result is not None and not case.co_defendant:
            table[case.remedy][result] += 1
            table[case.remedy]["total"] += 1
    return table


def _result_in(case: Case, year: int) -> Result | None:
    if case.filed_on.year > year:
        return None
    if case.decided_on is None:
        return Result.PENDING
    decided = max(case.decided_on, case.filed_on).year
    if decided > year:
        return Result.PENDING
    if decided < year:
        return None
    return case.result if case.result not in (None, Result.PENDING) else Result.OTHER


def blank() -> Table4:
    """All cells zero."""
    return {remedy.value: dict.fromkeys(COLUMNS, 0) for remedy in Remedy}


def add(tables: Iterable[Mapping[str, Mapping[str, int]]]) -> Table4:
    """The county's table: the sum of its units' tables."""
    total = blank()
    for table in tables:
        for block, cells in total.items():
            for column in cells:
                cells[column] += table[block][column]
    return total


def broken(table: Cells) -> list[Broken]:
    """The blocks whose 总计 is not 维持 + 纠正 + 其他 + 尚未审结; a blank cell (None) is no zero."""
    return [broken for identity in IDENTITIES for broken in identity.broken(table)]
