"""From rows to the facts that they tell: rows of one list joined, rows that say the same told once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from papers.sheets.columns import Column, Role
from papers.sheets.forms import Step
from papers.sheets.identity import Place
from papers.sheets.rows import Row


@dataclass(frozen=True)
class Telling:
    """A fact as the file has it; ``rows`` are several where the parts of a list stand a row each."""

    step: Step
    subject: str
    nth: int
    data: dict[str, Any]
    rows: tuple[Row, ...]

    @property
    def row(self) -> Row:
        """The first of its rows."""
        return self.rows[0]

    @property
    def place(self) -> Place:
        """Which fact it is."""
        return Place(self.step.family, self.step.verb, self.nth, self.row.number)

    @property
    def refused(self) -> bool:
        """Whether one of its rows is not taken."""
        return any(row.refused for row in self.rows)

    @property
    def readable(self) -> bool:
        """Whether it has a number and a subject, and every one of its cells could be read."""
        return bool(self.row.number and self.subject) and not _lacks(self.data)

    @property
    def covered(self) -> frozenset[tuple[str, ...]]:
        """The fields, and fields of parts, that the sheet has a column for: of others it says nothing."""
        columns = self.row.head.columns.values()
        return frozenset(column.path for column in columns if column.step == self.step)


def _lacks(data: Any) -> bool:
    if isinstance(data, dict):
        return any(map(_lacks, data.values()))
    return data is None or (isinstance(data, list) and any(map(_lacks, data)))


def tellings(rows: Iterable[Row]) -> list[Telling]:
    """The facts of the rows that can be read so far; what contradicts itself becomes a finding of its row."""
    by_place: dict[Place, Telling] = {}
    repeated: list[tuple[Row, Row]] = []
    for telling in _all(rows):
        first = by_place.setdefault(telling.place, telling)
        if first is telling:
            continue
        if (first.subject, first.data) == (telling.subject, telling.data):
            repeated.append((telling.row, first.row))
            continue
        telling.row.find("row.differs", _number(telling.row), _place(first.row, telling.row))
        if not _differs(first.row):
            first.row.find("row.differs", _number(first.row), _place(telling.row, first.row))
    for row, first_row in repeated:
        if not _differs(row):
            row.find("row.same", _number(row), _place(first_row, row))
    return list(by_place.values())


def _place(row: Row, beside: Row) -> str:
    """Where a row stands, for the clerk who looks at another."""
    sheet = f"“{row.sheet}”" if row.sheet != beside.sheet else ""
    return f"{sheet}第{row.line + 1}行"


def _differs(row: Row) -> bool:
    return any(finding.code == "row.differs" for finding in row.findings)


def _all(rows: Iterable[Row]) -> Iterator[Telling]:
    groups: defaultdict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        if row.head.layout.parts and row.number:
            groups[row.sheet, row.number].append(row)
            continue
        for step, values in row.values.items():
            if step not in row.withdrawn and row.nth:
                yield Telling(step, row.subject, row.nth, _data(values), (row,))
    for group in groups.values():
        if not any(row.withdrawn for row in group):
            yield _joined(group)


def _data(values: dict[tuple[str, ...], Any]) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for path, value in values.items():
        if len(path) == 1:
            data[path[0]] = value
        else:
            data.setdefault(path[0], {})[path[1]] = value
    return data


def _joined(group: list[Row]) -> Telling:
    """One fact whose list has a part a row; what stands once for all of them is told by the first row that has it."""
    layout = group[0].head.layout
    (step,) = layout.steps
    whole: dict[tuple[str, ...], tuple[Any, Row]] = {}
    parts: list[tuple[dict[str, Any], Row]] = []
    for row in group:
        part: dict[str, Any] = {}
        for path, value in row.values.get(step, {}).items():
            if path[0] == layout.parts:
                part[path[1]] = value
            elif whole.setdefault(path, (value, row))[0] != value:
                row.find("group.differs", _column(row, path), str(whole[path][1].line + 1))
        if part:
            parts.append((part, row))
    hold(group)
    data = _data({path: value for path, (value, _) in whole.items()})
    # The rows stand in the order of the parts: what the door says of the third part is about the third row.
    rows = tuple(row for _, row in parts) or tuple(group)
    return Telling(step, group[0].subject, 1, data | {layout.parts: [part for part, _ in parts]}, rows)


def hold(group: Iterable[Row]) -> None:
    """A list is told whole or not at all: where one of its rows is refused, the others are held back."""
    rows = list(group)
    wrong = next((row for row in rows if row.refused), None)
    if wrong is not None:
        for row in rows:
            if not row.refused:
                row.find("group.held", _number(row), str(wrong.line + 1))


def _number(row: Row) -> int | None:
    return row.head.of(Role.NUMBER)


def _column(row: Row, path: tuple[str, ...]) -> int | None:
    return next((at for at, column in row.head.columns.items() if column.path == path), None)


def column_of(row: Row, step: Step, path: tuple[str, ...]) -> tuple[int, Column] | None:
    """Where a field of a step stands, as far as the path is known; of a part without its own column its first."""
    for length in range(len(path), 0, -1):
        for at, column in row.head.columns.items():
            if column.step == step and column.path[:length] == path[:length]:
                return at, column
    return None
