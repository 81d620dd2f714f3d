"""What each cell of the annual tables is made of: what subjects count, and in which months."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from dashboard.behind import Number, Term
from law import table2, table3, table4
from law.interpretation import DocumentKind

Table = Literal["table2", "table3", "table4"]

TOTAL = "total"

RECEIVED, RESULTS, BY_KIND = (
    "applications_received_by_kind",
    "applications_results",
    "applications_results_by_kind",
)
FILED, DECIDED = "remedies_filed", "remedies_decided"
OPENING_APPLICATIONS, OPENING_REMEDIES = "opening_applications", "opening_remedies"
DOCUMENTS = {
    table2.MADE: "documents_made",
    table2.REPEALED: "documents_repealed",
    table2.IN_FORCE: "documents_in_force",
}
KINDS = {table2.REGULATIONS: DocumentKind.REGULATION, table2.NORMATIVE: DocumentKind.NORMATIVE}
DECISIONS = {
    table2.LICENSING: "licensing_decisions",
    table2.PENALTY: "penalty_decisions",
    table2.COERCION: "coercion_decisions",
    table2.FEES: "administrative_fees",
}

OPENING_KEY = "requests.opening_balance/{org}/opening"
"""The subject that holds what a unit brought along: what of it is not known one by one stands in the cells that carry on."""

CARRYING = (table3.CARRIED_IN, table3.CARRIED_OUT, table4.Result.PENDING)
"""Rows and columns in which cases of earlier years stand."""


class Span(NamedTuple):
    """Months from the first to the last, as 202601; what is taken off counts up to ``less_until``."""

    first: int
    last: int
    less_until: int


@dataclass(frozen=True)
class Cell:
    """A cell of a table by its row and column (of table 四 by block and result), as ``law`` names them."""

    table: Table
    row: str
    column: str

    def __str__(self) -> str:
        """As it stands in an address."""
        return f"{self.table}/{self.row}/{self.column}"

    @property
    def number(self) -> Number:
        """What is added up in it, and what is taken off."""
        terms, less = (
            self._three() if self.table == "table3" else self._four() if self.table == "table4" else self._two()
        )
        return Number(str(self), (terms,), () if less is None else (less,))

    def span(self, year: int) -> Span:
        """The months that count in its table of ``year``."""
        first, last, before = year * 100 + 1, year * 100 + 12, (year - 1) * 100 + 12
        if self.row == table3.CARRIED_IN:
            return Span(0, before, before)
        if self.row == table3.CARRIED_OUT or self.column in (table4.Result.PENDING, table2.IN_FORCE):
            return Span(0, last, last)
        # What was pending in the year at all: all that had been filed without what was decided before.
        return Span(0, last, before) if self.table == "table4" and self.column == TOTAL else Span(first, last, last)

    @property
    def opening(self) -> tuple[str, str] | None:
        """Measure and label of what units brought along into it (an empty label: all); None for what nobody can bring along."""
        if self.row in CARRYING:
            return OPENING_APPLICATIONS, "" if self.column == TOTAL else self.column
        if self.table == "table4" and self.column in (table4.Result.PENDING, TOTAL):
            return OPENING_REMEDIES, self.row
        return None

    def _two(self) -> tuple[Term, None]:
        if self.row in KINDS:
            return _of(DOCUMENTS[self.column], KINDS[self.row]), None
        return Term(DECISIONS[self.row], DECISIONS[self.row]), None

    def _three(self) -> tuple[Term, Term | None]:
        kind = "" if self.column == TOTAL else self.column
        finished = _of(BY_KIND, f"{kind}.*" if kind else "")
        if self.row == table3.NEW:
            return _of(RECEIVED, kind), None
        if self.row in CARRYING:
            return _of(RECEIVED, kind), finished
        if self.row == table3.RESULTS_TOTAL:
            return finished, None
        return (_of(BY_KIND, f"{kind}.{self.row}") if kind else _of(RESULTS, self.row)), None

    def _four(self) -> tuple[Term, Term | None]:
        if self.column in (table4.Result.PENDING, TOTAL):
            return _of(FILED, self.row), _of(DECIDED, f"{self.row}.*")
        return _of(DECIDED, f"{self.row}.{self.column}"), None


def _of(code: str, label: str) -> Term:
    return Term(f"{code}@{label}", code, "@", label)


def cell(text: str) -> Cell | None:
    """The cell that ``text`` names; None when there is none."""
    match text.split("/"):
        case ["table2", row, column] if column in table2.COLUMNS.get(row, ()):
            return Cell("table2", row, column)
        case ["table3", row, column] if row in table3.ROWS and column in table3.COLUMNS:
            return Cell("table3", row, column)
        case ["table4", row, column] if row in {*table4.BLOCKS} and column in table4.COLUMNS:
            return Cell("table4", row, column)
    return None
