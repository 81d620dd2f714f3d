"""The tables of a report: every unit's numbers with their sums, the rankings, and where points were lost."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from contracts.assessment.report import ReportPart
from contracts.assessment.sheet import DeductionRow, RankingRow
from contracts.views import ObligationCounts
from law.scoring.points import hundredths
from papers.assessed import faults
from papers.assessed.issued import Report
from papers.official.blocks import Sum, Table, Value, rows

_COUNTED = (
    ("公开信息", "items_published"),
    ("收到申请", "applications_received"),
    ("答复申请", "applications_answered"),
)
_DUTIES = (
    ("按期履行", "met_on_time"),
    ("逾期履行", "met_late"),
    ("逾期未履行", "overdue"),
    ("未到期", "open"),
    ("免除", "excused"),
)
_DUE = len(_COUNTED) + 1
UNITS = ("单位", *(name for name, _ in _COUNTED), "到期义务", *(name for name, _ in _DUTIES), "总分")
FORMULA = "到期义务＝按期履行＋逾期履行＋逾期未履行＋未到期＋免除。"


def units(report: Report) -> Table:
    """A line a unit, then the sums; what falls due is the sum of what became of it."""
    lines = [_unit(at, part) for at, part in enumerate(report.parts, start=1)]
    last = len(lines)
    total: list[Value] = ["合计"]
    for column in range(1, len(UNITS) - 1):
        cells = tuple((row, column) for row in range(1, last + 1))
        total.append(Sum(sum(_number(line[column]) for line in lines), cells) if cells else 0)
    return rows(
        "各单位统计", UNITS, [26, *[11] * (len(UNITS) - 2), 13], [*lines, [*total, "—"]], left=[0], totals=1, size=9
    )


def duties(part: ReportPart, field: str) -> int:
    """What of a unit's obligations has come to this, over all duties."""
    return sum(getattr(counts, field) for counts in part.row.obligations.values())


def rankings(report: Report) -> Iterator[tuple[RankingRow, Table]]:
    """A table a roster, the best first; below them the units of which nothing was heard."""
    for ranking in report.head.rankings:
        before = _places(report.previous, ranking.roster)
        sheets = {part.org: part.sheet for part in report.parts if part.sheet is not None}
        lines: list[list[Value]] = []
        for place in ranking.places:
            grade = sheets[place.org].grade if place.org in sheets else ""
            change = _change(place.rank, before.get(place.org))
            lines.append(
                [place.rank, report.names.get(place.org, place.org), Decimal(place.total), grade or "—", change]
            )
        silent = [
            part.name
            for part in report.parts
            if part.sheet and part.sheet.silent and part.sheet.roster == ranking.roster
        ]
        lines += [["—", name, "—", "没有事实", "—"] for name in silent]
        name = f"排名（{ranking.roster}）"
        yield ranking, rows(name, ["名次", "单位", "总分", "等次", "较上期"], [10, 40, 14, 16, 14], lines, left=[1])


def deductions(report: Report) -> Table:
    """A line for each clause in which a unit lost points, then the sum."""
    lines: list[list[Value]] = []
    for part in report.parts:
        by_clause: dict[str, list[DeductionRow]] = {}
        for deduction in part.deductions:
            by_clause.setdefault(deduction.path, []).append(deduction)
        for path, lost in by_clause.items():
            points = sum(hundredths(deduction.points) for deduction in lost)
            more = f"等{len(lost)}项" if len(lost) > 1 else ""
            lines.append(
                [part.name, f"{path} {lost[0].clause}", Decimal(points) / 100, f"{lost[0].text}{more}", lost[0].formula]
            )
    cells = tuple((row, 2) for row in range(1, len(lines) + 1))
    whole = sum((line[2] for line in lines if isinstance(line[2], Decimal)), Decimal(0))
    total: list[Value] = ["合计", "", Sum(whole, cells) if cells else 0, "", ""]
    return rows(
        "扣分",
        ["单位", "指标", "扣分", "说明", "算式"],
        [24, 30, 9, 46, 47],
        [*lines, total],
        left=[0, 1, 3, 4],
        totals=1,
        size=9,
    )


def unmended(report: Report) -> Table | None:
    """A line for each duty of a unit that the report before named as overdue and that still is; then the sums."""
    lines: list[list[Value]] = [[left.unit, left.duty, left.then, left.now] for left in faults.unmended(report)]
    if not lines:
        return None
    total: list[Value] = ["合计", ""]
    for column in (2, 3):
        summed = sum(_number(line[column]) for line in lines)
        total.append(Sum(summed, tuple((row, column) for row in range(1, len(lines) + 1))))
    head = ["单位", "义务", "上期逾期未履行", "其中仍未履行"]
    return rows("仍未整改", head, [40, 50, 26, 26], [*lines, total], left=[0, 1], totals=1)


def _unit(row: int, part: ReportPart) -> list[Value]:
    became = [duties(part, field) for _, field in _DUTIES]
    due = duties(part, "due")
    cells = tuple((row, _DUE + 1 + beside) for beside in range(len(became)))
    return [
        part.name,
        *(part.row.counts.get(measure, 0) for _, measure in _COUNTED),
        Sum(due, cells) if due == sum(became) else due,
        *became,
        "—" if part.sheet is None or part.sheet.silent else Decimal(part.sheet.total),
    ]


def _number(value: Value) -> int:
    number = value.value if isinstance(value, Sum) else value
    return int(number)


def _places(report: Report | None, roster: str) -> dict[str, int]:
    rankings = report.head.rankings if report else []
    return {place.org: place.rank for ranking in rankings if ranking.roster == roster for place in ranking.places}


def _change(rank: int, before: int | None) -> str:
    if before is None:
        return "—"
    if rank == before:
        return "不变"
    return f"升{before - rank}位" if rank < before else f"降{rank - before}位"


STATES = frozenset(ObligationCounts.model_fields)
"""What of obligations is counted, by field."""
