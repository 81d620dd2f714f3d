"""年度报告表三: applications of a year, 25 rows × 7 columns (国办公开办函〔2021〕30号)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from law.codes import ApplicantKind
from law.outcomes import Row
from law.tables import Broken, Cells, Difference

NEW, CARRIED_IN, RESULTS_TOTAL, CARRIED_OUT = "1_new", "2_carried_in", "3_7_total", "4_carried_out"
ROWS: tuple[str, ...] = (NEW, CARRIED_IN, *Row, RESULTS_TOTAL, CARRIED_OUT)
KINDS: tuple[str, ...] = tuple(ApplicantKind)
COLUMNS: tuple[str, ...] = (*KINDS, "total")

Table3 = dict[str, dict[str, int]]
"""Row key → column key → number."""


@dataclass(frozen=True, slots=True)
class Application:
    """An application as the table counts it.

    ``received_on`` is the day of receipt under 第三十一条. ``answers`` are its outcomes, (day, row),
    in any order, those after a reopening included. ``transferred``: another organ answers it,
    so that organ alone counts it.
    """

    kind: ApplicantKind
    received_on: date
    answers: Sequence[tuple[date, Row]] = ()
    transferred: bool = False


def counted_result(application: Application) -> tuple[int, Row] | None:
    """The year and row an application's result counts in; None while it is unanswered.

    An application is one case: it is finished in the year of its first answer, and no later answer
    (after 复议, 诉讼) finishes it again; within that year the last answer is the result. So what
    is carried over into a year always equals what the year before carried out. An answer dated before
    the receipt counts in the year of receipt.
    """
    if not application.answers:
        return None
    answers = sorted(application.answers)
    year = max(answers[0][0].year, application.received_on.year)
    return year, [row for on, row in answers if on.year <= year][-1]


def table3(applications: Iterable[Application], year: int) -> Table3:
    """The table of ``year``: receipts by day of receipt, results by day of answer, the rest is carried over."""
    table = blank()
    for application in applications:
        received = application.received_on.year
        if application.transferred or received > year:
            continue
        result = counted_result(application)
        if result is not None and result[0] < year:
            continue
        kind = application.kind
        table[NEW if received == year else CARRIED_IN][kind] += 1
        if result is not None and result[0] == year:
            table[result[1]][kind] += 1
            table[RESULTS_TOTAL][kind] += 1
        else:
            table[CARRIED_OUT][kind] += 1
    for cells in table.values():
        cells["total"] = sum(cells.values())
    return table


def blank() -> Table3:
    """All cells zero."""
    return {row: dict.fromkeys(COLUMNS, 0) for row in ROWS}


def add(tables: Iterable[Mapping[str, Mapping[str, int]]]) -> Table3:
    """The county's table: the sum of its units' tables (条例第四十九、五十条)."""
    total = blank()
    for table in tables:
        for row, cells in total.items():
            for column in cells:
                cells[column] += table[row][column]
    return total


def broken(table: Cells, previous: Cells | None = None) -> list[Broken]:
    """The identities that ``table`` breaks; ``previous`` is the table of the year before, if known.

    一加二等于三（七）加四; 总计等于各项之和; 总计列等于各类申请人之和; 上年结转等于上年表的第四项.
    A blank cell (None) is no zero: it breaks every identity it stands in.
    """
    identities: list[Broken] = []
    for column in COLUMNS:
        cell = {row: table[row][column] for row in ROWS}
        identities += Broken.unless_equal(
            "一+二=三（七）+四",
            column,
            [cell[NEW], cell[CARRIED_IN]],
            [cell[RESULTS_TOTAL], cell[CARRIED_OUT]],
        )
        identities += Broken.unless_equal(
            "三（七）=各项之和", column, [cell[RESULTS_TOTAL]], [cell[row] for row in Row]
        )
        if previous is not None:
            identities += Broken.unless_equal(
                "二=上年四", column, [cell[CARRIED_IN]], [previous[CARRIED_OUT][column]]
            )
    for row in ROWS:
        identities += Broken.unless_equal(
            "总计=各列之和", row, [table[row]["total"]], [table[row][k] for k in KINDS]
        )
    return identities


def differences(county: Cells, units: Iterable[Mapping[str, Mapping[str, int]]]) -> list[Difference]:
    """Cells in which the county's own table differs from the sum of its units' tables."""
    total = add(units)
    return [
        Difference(row, column, county[row][column], total[row][column])
        for row in ROWS
        for column in COLUMNS
        if county[row][column] != total[row][column]
    ]
