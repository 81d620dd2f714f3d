"""What a check of a report says: where, which rule, both numbers, what to do."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from law.report_check.published import TABLE_NAMES, Cell, Key, PublishedReport, place_words


class Level(StrEnum):
    """How much weight a finding has."""

    ERROR = "error"
    """The report contradicts the form, itself, or last year's report."""
    WARNING = "warning"
    """Practice often differs here; a person should look."""
    HINT = "hint"
    """Nothing is wrong; one should know."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding. ``left`` and ``right`` are the numbers that should be the same, in words where one is missing."""

    code: str
    level: Level
    report: str
    """Whose report of which year."""
    where: str
    """Table, row and column, or the paragraph, in words."""
    places: tuple[str, ...]
    """The cells or the paragraph in the file."""
    rule: str
    remedy: str
    left: str | None = None
    right: str | None = None
    keys: tuple[Key, ...] = field(default=())
    """The cells by the form's keys."""


def number(value: Decimal | int | None) -> str:
    """A number as people write it."""
    return "空白" if value is None else f"{value:f}" if isinstance(value, Decimal) else str(value)


def where(*keys: Key) -> str:
    """Cells in words: the table, the row and the column; several of one row or column together."""
    first = key_words(keys[0])
    if len(keys) == 1:
        return f"{first[0]} {first[1]}、{first[2]}"
    words = [key_words(key) for key in keys]
    if len({row for _, row, _ in words}) == 1:
        return f"{first[0]} {first[1]}：{'、'.join(dict.fromkeys(column for *_, column in words))}"
    return f"{first[0]} {first[2]}列：{'、'.join(dict.fromkeys(row for _, row, _ in words))}"


def key_words(key: Key) -> tuple[str, str, str]:
    """Table, row and column of a cell in words."""
    return (TABLE_NAMES[key.table], *place_words(key))


def of_cells(report: PublishedReport, *keys: Key) -> tuple[str, ...]:
    """Where the cells stand in the file."""
    cells: list[Cell] = [report.cells[key] for key in keys if key in report.cells]
    return tuple(cell.place for cell in cells)
