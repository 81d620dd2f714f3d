"""A unit's month beside the one before and the same one a year before, and its twelve months as drawings."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from dashboard import columns, figures
from dashboard.board import Board
from dashboard.ledger.entries import Sheet
from dashboard.periods import Period
from dashboard.standing import rank_of, sheet_of
from dashboard.texts import Texts
from dashboard.trend import Trend, trend
from dashboard.views import PeriodRow

Amount = Decimal | Fraction | int


@dataclass(frozen=True)
class Step:
    """By how much a number is another one; ``better`` None: it is neither better nor worse."""

    words: str
    better: bool | None


@dataclass(frozen=True)
class Compared:
    """A number in three months; None is silence. ``behind`` names it to the list of what it is made of, ``scored`` to the sheet."""

    name: str
    values: Sequence[Amount | None]
    show: str
    up_is_good: bool | None
    behind: str = ""
    scored: bool = False

    def steps(self, texts: Texts) -> list[Step | None]:
        """By how much the first differs from each of the others."""
        return [self._step(other, texts) for other in self.values[1:]]

    def _step(self, other: Amount | None, texts: Texts) -> Step | None:
        now = self.values[0]
        if now is None or other is None:
            return None
        amount = Fraction(now) - Fraction(other)
        better = None if not amount or self.up_is_good is None else (amount > 0) == self.up_is_good
        if not amount:
            word = texts.say("compare.even")
        elif self.show == "rank":
            word = texts.say("rank.up" if better else "rank.down", n=abs(amount))
        else:
            by = (
                texts.say("compare.points", n=figures.decimal(abs(amount) * 100))
                if self.show == "rate"
                else _plain(amount)
            )
            word = texts.say("compare.more" if amount > 0 else "compare.less", n=by)
        return Step(word, better)


@dataclass(frozen=True)
class Course:
    """Twelve months of a unit up to one, each with its row and sheet, and what that month is beside two others."""

    month: Period
    others: list[Period]
    lines: list[tuple[Period, PeriodRow | None, Sheet | None, int | None]]
    """Month, row, sheet, and the rank in the roster."""
    scores: Trend
    overdue: Trend
    compared: list[Compared]


def course(connection: sqlite3.Connection, board: Board, org: str, month: Period, texts: Texts) -> Course:
    """The unit's months up to this one."""
    twelve = [period for steps in range(-11, 1) if (period := month.shift(steps)) is not None]
    others = [period for steps in (-1, -12) if (period := month.shift(steps)) is not None]
    sheets = {period: sheet_of(connection, period, org) for period in {*twelve, *others}}
    rows = {period: board.row(period, org) for period in {*twelve, *others}}
    ranks = {period: rank_of(connection, sheet) for period, sheet in sheets.items()}
    three = [month, *others]

    def row(name: str, of: Callable[[PeriodRow], Amount | None], good: bool | None, behind: str, show: str) -> Compared:
        amounts = [None if (counted := rows[period]) is None else of(counted) for period in three]
        return Compared(name, amounts, show, good, behind)

    totals = [_total(sheets[period]) for period in three]
    compared = [
        Compared(texts.say("scores.total"), totals, "number", up_is_good=True, scored=True),
        Compared(texts.say("scores.rank"), [ranks[period] for period in three], "rank", up_is_good=False, scored=True),
        row(texts.say("duties.overdue"), lambda each: board.registry.graded(each).overdue, False, "!overdue", "number"),
        row(texts.say("duties.late"), lambda each: board.registry.graded(each).met_late, False, "!met_late", "number"),
        row(
            texts.say("duties.rate"),
            lambda each: figures.on_time_rate(board.registry.graded(each)),
            True,
            "!due",
            "rate",
        ),
    ]
    for group in columns.numbers(board.registry, texts, lambda measure: measure.prominent):
        for column in group.columns:
            if column.show == "number":
                name = texts.say("measure.full", group=group.heading, name=column.heading)
                good = False if column.alarm else None
                compared.append(row(name, _number(column), good, column.behind, "number"))
    return Course(
        month,
        others,
        [(period, rows[period], sheets[period], ranks[period]) for period in twelve],
        trend(twelve, [_total(sheets[period]) for period in twelve]),
        trend(twelve, _overdue(board, [rows[period] for period in twelve])),
        compared,
    )


def _plain(amount: Fraction) -> str:
    """As people write it: points have two decimals at most, counts none."""
    return f"{float(abs(amount)):,.2f}".rstrip("0").rstrip(".")


def _total(sheet: Sheet | None) -> Decimal | None:
    return None if sheet is None else Decimal(sheet.total)


def _overdue(board: Board, rows: Sequence[PeriodRow | None]) -> list[int | None]:
    return [None if row is None else board.registry.graded(row).overdue for row in rows]


def _number(column: columns.Column) -> Callable[[PeriodRow], int]:
    def value(row: PeriodRow) -> int:
        amount = column.value(row)
        assert isinstance(amount, int), "numbers are whole"
        return amount

    return value
