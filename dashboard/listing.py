"""How a list of subjects looks: the duties beside each, what else of it is shown, and its lines in a file."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dashboard import agenda, behind
from dashboard.behind import Number
from dashboard.board import Board, Unit
from dashboard.ledger import leaves
from dashboard.ledger.entries import Met, Subject
from dashboard.ledger.lists import Line
from dashboard.tables import Cell
from dashboard.texts import Texts
from dashboard.themes import shown
from dashboard.views import Obligation

WORST = ("overdue", "open", "met_late", "met")
"""How a subject stands is how the worst of its duties stands."""

HEADS = ("unit", "kind", "number", "title", "amount", "duty", "due", "status", "met", "left", "document")


@dataclass(frozen=True)
class Item:
    """A line of the list; ``duties`` are those that stand beside it."""

    line: Line
    unit: Unit
    subject: Subject | None
    duties: list[Obligation | Met]

    @property
    def standing(self) -> str:
        """Status of the worst duty; empty where it has none to tell of."""
        if self.subject is None:
            return ""
        statuses = {duty.status for duty in self.subject.obligations} | ({"met"} if self.subject.met else set())
        return next((status for status in WORST if status in statuses), "")


@dataclass(frozen=True)
class View:
    """A list of what is behind ``number`` in the months of ``span``, None: of any subjects, as a reader of ``texts`` sees it."""

    board: Board
    texts: Texts
    units: Sequence[Unit]
    number: Number | None
    span: tuple[int, int]

    @property
    def with_duties(self) -> bool:
        """Whether duties stand beside the subjects."""
        return self.number is not None and (self.number.owed or bool(shown.duties(self.number)))

    @property
    def beside(self) -> tuple[str, ...]:
        """Measures of which each subject's own share is shown."""
        return shown.codes(self.number)

    def items(self, connection: sqlite3.Connection, lines: Sequence[Line]) -> list[Item]:
        """These lines with their subjects."""
        bodies = leaves.subjects(connection, [line.key for line in lines])
        by_org = {unit.org: unit for unit in self.units}
        subjects = [(line, bodies.get(line.key)) for line in lines]
        return [Item(line, by_org[line.org], subject, self._duties(subject)) for line, subject in subjects]

    def _duties(self, subject: Subject | None) -> list[Obligation | Met]:
        if subject is None or self.number is None:
            return []
        if self.number.owed:
            return behind.duties(self.number, self.board.registry, subject, self.span)
        codes = shown.duties(self.number)
        stated: list[Obligation | Met] = [*subject.obligations, *subject.met]
        ours = [duty for duty in stated if duty.duty in codes]
        unmet = [duty for duty in ours if duty.status in ("open", "overdue")]
        # What is done is told by its newest, where nothing is left to do.
        return sorted(unmet or ours, key=lambda duty: duty.due_on)[None if unmet else -1 :]

    def left(self, duty: Obligation | Met) -> str:
        """Days to its last lawful day, or since, working days beside calendar days; empty of what is done."""
        left = agenda.days(self.board, duty.due_on) if duty.status in ("open", "overdue") else None
        return "" if left is None else self.texts.days_left(*left)

    def heading(self, code: str) -> str:
        """What a column of ``beside`` is called."""
        return shown.heading(code, self.board.registry, self.texts)

    def cell(self, item: Item, code: str) -> Cell:
        """What stands there."""
        return shown.cell(item.subject, code, self.board.registry, self.texts)

    @property
    def heads(self) -> list[str]:
        """Headings of the list in a file."""
        return [*(self.texts.say(f"subjects.{name}") for name in HEADS), *map(self.heading, self.beside)]

    def rows(self, item: Item) -> Iterator[list[Cell]]:
        """A line of the list in a file; one for each duty where duties stand beside it."""
        line, texts, registry = item.line, self.texts, self.board.registry
        amount = None if self.number is None else line.amount
        kind = texts.name(registry.kind(line.kind))
        common: list[Cell] = [item.unit.name, kind, line.subject, line.title, amount]
        document = None if item.subject is None else item.subject.number
        beside: list[Cell] = [document, *(self.cell(item, code) for code in self.beside)]
        if not item.duties:
            standing = texts.say(f"status.{item.standing}") if item.standing else None
            yield [*common, None, None, standing, None, None, *beside]
        for place, duty in enumerate(item.duties):
            if place:
                common[4], beside = None, [None] * len(beside)
            name, status = texts.name(registry.duty(duty.duty)), texts.say(f"status.{duty.status}")
            yield [*common, name, duty.due_on, status, duty.met_on, self.left(duty) or None, *beside]
