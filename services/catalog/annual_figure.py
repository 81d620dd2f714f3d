"""What the reports of a unit's figures in a year come to: the year's own where there is one, else the sum of its parts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from chassis.case import Case, Folded
from contracts.annual_figure import FIGURES, AnnualFigureState, FiguresReported
from contracts.annual_report import ANNUAL_REPORT
from contracts.fields import REPORT
from contracts.kit import Key
from contracts.opening_balance import OPENING_BALANCE, Opening
from law.findings import Finding
from law.interpretation import DocumentKind
from law.periods import Every, period_of

READS = {OPENING_BALANCE.kind: Opening}
"""What it reads of others' states; see chassis.ledger.flowing."""

KINDS = {"regulations": DocumentKind.REGULATION, "normative": DocumentKind.NORMATIVE}
"""Field of an opening balance → the documents it is about."""


class Reported(NamedTuple):
    """A number of a period, and the fact that says it."""

    number: int
    on: date
    fact: str


Reports = Mapping[str, Reported]
"""Period → what counts of it, of one figure."""


def fold(case: Case) -> Folded:
    """Counts by month: a month's own number, and at the end of a longer period what its parts leave of the whole."""
    year = int(case.key.subject) if case.key.subject.isascii() and case.key.subject.isdecimal() else None
    reports = sorted(
        ((fact.data, fact) for fact in case.facts if isinstance(fact.data, FiguresReported)),
        key=lambda reported: (reported[0].reported_on, reported[1].time, reported[1].id),
    )
    by_figure: dict[str, dict[str, Reported]] = {figure: {} for figure in FIGURES}
    for data, fact in reports:
        if data.period[:4] != case.key.subject:
            text = f"事项编号应为所属年度{data.period[:4]}，编号为{case.key.subject}的不计入，请撤回后重报"
            case.find(Finding(data.reported_on, "annual_figure.subject", REPORT, text, fact.id))
            continue
        if f"{data.reported_on}" < _first_day(data.period):
            text = f"{data.period}尚未开始，不计入；请核对所属期间"
            case.find(Finding(data.reported_on, "annual_figure.early", REPORT, text, fact.id))
            continue
        for figure, by_period in by_figure.items():
            number = getattr(data, figure)
            if number is not None:
                by_period[data.period] = Reported(number, data.reported_on, fact.id)
    figures = {figure: _count(case, figure, by_period) for figure, by_period in by_figure.items() if by_period}
    openings = [
        opening
        for opening in case.linked(OPENING_BALANCE.kind, Opening)
        if str(opening.year) == case.key.subject and opening.in_force is not None
    ]
    for opening in openings:
        for field, kind in KINDS.items():
            case.count(
                date(int(case.key.subject), 1, 1),
                f"documents_in_force@{kind}",
                (opening.in_force or {}).get(field, 0),
            )
    return case.close(
        AnnualFigureState,
        relevant=bool(reports or openings),
        sends=[Key(ANNUAL_REPORT.kind, case.key.org, case.key.subject)] if figures else [],
        year=year if figures or openings else None,
        figures=figures,
        periods=sorted({period for by_period in by_figure.values() for period in by_period}),
        opening_in_force=openings[0].in_force if openings else None,
    )


def _count(case: Case, figure: str, by_period: Reports) -> int:
    """The year's number, counted in its months; where a whole and its parts contradict each other, the whole holds."""
    year = case.key.subject
    total = _whole(case, figure, by_period, year)
    left = total
    for number, month in _months(by_period, int(year)):
        counted = min(number, left)
        case.count(month, figure, counted)
        left -= counted
    case.count(date(int(year), 12, 31), figure, left)
    return total


def _whole(case: Case, figure: str, by_period: Reports, period: str) -> int:
    parts = [(part, _whole(case, figure, by_period, part)) for part in _parts(period) if _is_reported(by_period, part)]
    own = by_period.get(period)
    if own is None:
        return sum(number for _, number in parts)
    sum_of_parts = sum(number for _, number in parts)
    complete = len(parts) == len(list(_parts(period))) > 0
    if sum_of_parts > own.number or (complete and sum_of_parts != own.number):
        text = f"{period}报{own.number}，其中各期合计{sum_of_parts}，以{period}的为准；请核对{case_name(figure)}"
        case.find(Finding(own.on, "annual_figure.differs", REPORT, text, own.fact))
    return own.number


def case_name(figure: str) -> str:
    """The figure as people call it."""
    return FiguresReported.model_fields[figure].title or figure


def _is_reported(by_period: Reports, period: str) -> bool:
    return period in by_period or any(_is_reported(by_period, part) for part in _parts(period))


def _parts(period: str) -> Iterator[str]:
    year, _, part = period.partition("-")
    if not part:
        yield from (f"{year}-Q{number}" for number in range(1, 5))
    elif part.startswith("Q"):
        last = 3 * int(part[1:])
        yield from (f"{year}-{month:02}" for month in range(last - 2, last + 1))


def _months(by_period: Reports, year: int) -> Iterator[tuple[int, date]]:
    """Each month's own number, and on the last of a quarter what its months leave of it."""
    for quarter in range(1, 5):
        own = by_period.get(f"{year}-Q{quarter}")
        months = [
            (by_period.get(f"{year}-{month:02}"), _last_day(year, month))
            for month in range(3 * quarter - 2, 3 * quarter + 1)
        ]
        left = own.number if own is not None else sum(month.number for month, _ in months if month is not None)
        for month, last in months:
            number = min(month.number, left) if month is not None else 0
            left -= number
            yield number, last
        yield left, months[-1][1]


def _last_day(year: int, month: int) -> date:
    return period_of(Every.MONTH, date(year, month, 1)).last


def _first_day(period: str) -> str:
    year, _, part = period.partition("-")
    if not part:
        return f"{year}-01-01"
    return f"{year}-{3 * int(part[1:]) - 2:02}-01" if part.startswith("Q") else f"{period}-01"
