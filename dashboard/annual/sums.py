"""The annual tables, added up from rows of years; and what of an opening balance is not known one by one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dashboard.annual import cells
from dashboard.annual.cells import Cell
from dashboard.behind import Term
from dashboard.board import Board, Unit
from dashboard.periods import Period

FEES = "fees_collected"
"""信息处理费, which stand below the tables."""

_PLAIN = (*cells.DECISIONS.values(), FEES)
_LABELLED = (
    cells.RECEIVED,
    cells.RESULTS,
    cells.BY_KIND,
    cells.FILED,
    cells.DECIDED,
    cells.OPENING_APPLICATIONS,
    cells.OPENING_REMEDIES,
    *cells.DOCUMENTS.values(),
)
Years = Mapping[int, Mapping[str, Mapping[str, int]]]
"""Year → code → label (empty of a plain count) → amount."""


class Sums:
    """What units count in the tables, by year."""

    def __init__(self, board: Board, units: Iterable[Unit], year: int) -> None:
        self.years: dict[int, dict[str, dict[str, int]]] = {}
        self.rests: dict[str, dict[tuple[str, str], int]] = {}
        """Unit → (measure, label) → what it brought along, by the year, without what is known one by one."""
        members = list(units)
        known = [period for period in board.periods(members) if period.kind == "year" and period.year <= year]
        for unit in members:
            own = _years(board, unit, known)
            for each, amounts in own.items():
                _add(self.years.setdefault(each, {}), amounts)
            if rests := _rests(own):
                self.rests[unit.org] = rests

    def total(self, term: Term, first: int, last: int) -> int:
        """What is counted of a term in the years from the first to the last."""
        return sum(_amount(amounts, term) for year, amounts in self.years.items() if first <= year <= last)

    def brought(self, cell: Cell) -> dict[str, int]:
        """Unit → what it brought along into a cell."""
        if cell.opening is None:
            return {}
        measure, label = cell.opening
        brought = {
            org: sum(n for (code, part), n in rests.items() if code == measure and label in ("", part))
            for org, rests in self.rests.items()
        }
        return {org: amount for org, amount in brought.items() if amount}

    def amount(self, cell: Cell, year: int) -> int:
        """A cell's number in the table of ``year``; the fees of table 二 in 元."""
        number, span = cell.number, cell.span(year)
        came = sum(self.total(term, span.first // 100, span.last // 100) for term in number.terms)
        went = sum(self.total(term, span.first // 100, span.less_until // 100) for term in number.less)
        return came - went + sum(self.brought(cell).values())


def _years(board: Board, unit: Unit, known: Iterable[Period]) -> Years:
    """What a unit counts in these years."""
    counts: dict[int, dict[str, Mapping[str, int]]] = {}
    for period in known:
        row = board.counted(period, unit.org)
        if row is not None:
            counts[period.year] = {code: row.by[code] for code in _LABELLED if code in row.by}
            counts[period.year] |= {code: {"": row.counts[code]} for code in _PLAIN if code in row.counts}
    return counts


def _add(sums: dict[str, dict[str, int]], amounts: Mapping[str, Mapping[str, int]]) -> None:
    for code, labels in amounts.items():
        added = sums.setdefault(code, {})
        for label, amount in labels.items():
            added[label] = added.get(label, 0) + amount


def _rests(years: Years) -> dict[tuple[str, str], int]:
    """law.opening.rest, from what is counted: the balance without those that are known and were carried into its year."""
    rests: dict[tuple[str, str], int] = {}
    for measure, came, went in (
        (cells.OPENING_APPLICATIONS, cells.RECEIVED, cells.BY_KIND),
        (cells.OPENING_REMEDIES, cells.FILED, cells.DECIDED),
    ):
        for opened, amounts in years.items():
            for label, amount in amounts.get(measure, {}).items():
                known = sum(
                    _amount(before, _term(came, label)) - _amount(before, _term(went, f"{label}.*"))
                    for year, before in years.items()
                    if year < opened
                )
                rests[measure, label] = max(0, amount - known)
    return rests


def _term(code: str, part: str) -> Term:
    return Term(f"{code}@{part}", code, "@", part)


def _amount(amounts: Mapping[str, Mapping[str, int]], term: Term) -> int:
    labels = amounts.get(term.code, {})
    if term.part.endswith(".*"):
        return sum(amount for label, amount in labels.items() if label.startswith(term.part[:-1]))
    return labels.get(term.part, 0) if term.part or not term.mark else sum(labels.values())
