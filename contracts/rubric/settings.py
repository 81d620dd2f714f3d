"""Reading the settings of a table: texts, numbers, days, choices; what is wrong is said with its line, and reading goes on."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

from contracts.faults import Fault
from contracts.rubric.faults import near_word
from contracts.rubric.located import Items, Table, Text, line_of
from law.scoring.points import WHOLE, hundredths

T = TypeVar("T")


class Wrong:
    """Collects what is wrong, and the line of every setting."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self.lines: dict[tuple[int, str], int] = {}

    def say(self, field: str, value: object, rule: str, remedy: str, line: int = 0) -> None:
        """One fault."""
        self.faults.append(Fault(field, _shown(value), rule, remedy, line or line_of(value)))


class Settings:
    """A table of the file. ``field`` is what its settings are called before their names, ``clause`` the number of theirs."""

    def __init__(
        self, table: Table, field: str, known: Sequence[str], wrong: Wrong, clause: int, under: str = ""
    ) -> None:
        self.values: Mapping[Any, Any] = table
        self.line = table.line
        self._field, self._wrong, self._clause, self._under = field, wrong, clause, under
        for name, value in table.items():
            wrong.lines[clause, under + name] = name.line or line_of(value)
            if name not in known:
                remedy = near_word(str(name), known)
                wrong.say(field + name, name, "no such setting", remedy, name.line)

    def line_of(self, name: str) -> int:
        """The line of a setting, or of the table that lacks it."""
        return next((known.line for known in self.values if isinstance(known, Text) and known == name), self.line)

    def say(self, name: str, value: object, rule: str, remedy: str) -> None:
        """What is wrong with a setting."""
        self._wrong.say(self._field + name, value, rule, remedy, line_of(value) or self.line_of(name))

    def text(self, name: str) -> str:
        """A text that has to be there."""
        value = self.values.get(name)
        if isinstance(value, Text) and value.strip():
            return str(value.strip())
        self.say(name, value or "", "it is missing, or no text", f"write {name}: and what it is")
        return ""

    def optional_text(self, name: str) -> str:
        """A text, or nothing."""
        return self.text(name) if self.values.get(name) else ""

    def number(self, name: str, otherwise: int) -> int:
        """A whole number."""
        value = self.values.get(name)
        plain = _plain(value)
        if plain.isascii() and plain.isdigit() and len(plain) < 9:
            return int(plain)
        self.say(name, value or "", "no whole number", "give a number such as 1")
        return otherwise

    def optional_number(self, name: str) -> int | None:
        """A whole number, or nothing."""
        return self.number(name, 0) if name in self.values else None

    def points(self, name: str) -> int:
        """Points, in hundredths."""
        return self.points_of(name, self.values.get(name))

    def optional_points(self, name: str) -> int | None:
        """Points, or nothing."""
        return self.points(name) if name in self.values else None

    def points_of(self, name: str, value: object) -> int:
        """Points of a value that stands under ``name``."""
        try:
            return hundredths(_plain(value))
        except ValueError as error:
            self.say(name, value or "", str(error), "give points such as 2 or 0.5")
            return 0

    def share_of(self, name: str, value: object) -> int:
        """A share of at most 100 %, in basis points."""
        plain = _plain(value)
        try:
            share = hundredths(plain.removesuffix("%"))
            if plain.endswith("%") and share <= WHOLE:
                return share
        except ValueError:
            pass
        self.say(name, value or "", "no share from 0% to 100%", "give one such as 95%")
        return WHOLE

    def day(self, name: str) -> date | None:
        """A day that has to be there."""
        value = self.values.get(name)
        plain = _plain(value)
        try:
            if len(plain) == len("2026-01-01"):
                return date.fromisoformat(plain)
        except ValueError:
            pass
        self.say(name, value or "", "no day of the calendar", "give a day such as 2026-01-01")
        return None

    def optional_day(self, name: str) -> date | None:
        """A day, or nothing."""
        return self.day(name) if self.values.get(name) else None

    def choice(self, name: str, known: Mapping[str, T], *, default: T) -> T:
        """One of the words that there are."""
        if name not in self.values:
            return default
        return self._chosen(name, self.values[name], known, default)

    def choices(self, name: str, known: Mapping[str, T]) -> list[T]:
        """Some of the words that there are, each once."""
        return [self._chosen(name, text, known, next(iter(known.values()))) for text in self._listed(name)]

    def texts(self, name: str) -> list[str]:
        """A text, or a list of texts."""
        return [str(text.strip()) for text in self._listed(name)]

    def items(self, name: str, needed: str) -> Items:
        """A list that has to be there."""
        value = self.values.get(name)
        if isinstance(value, Items) and value:
            return value
        self.say(name, value or "", "it is missing, or no list", f"write {needed}")
        return Items(self.line)

    def table(self, name: str, needed: str) -> Table:
        """A table that has to be there."""
        value = self.values.get(name)
        if isinstance(value, Table) and value:
            return value
        self.say(name, value or "", "it is missing, or no table", f"write {needed}")
        return Table(self.line)

    def _listed(self, name: str) -> list[Text]:
        value = self.values.get(name)
        if value is None:
            return []
        listed = value if isinstance(value, Items) else [value]
        for text in listed:
            if not isinstance(text, Text) or not text.strip():
                self.say(name, text, "no text", "write one, or a list such as [a, b]")
        return [text for text in listed if isinstance(text, Text) and text.strip()]

    def _chosen(self, name: str, value: object, known: Mapping[str, T], otherwise: T) -> T:
        text = str(value).strip() if isinstance(value, Text) else ""
        if text in known:
            return known[text]
        self.say(name, value, "there is no such choice", near_word(text, known))
        return otherwise


def _plain(value: object) -> str:
    return unicodedata.normalize("NFKC", value).strip() if isinstance(value, str) else ""


def _shown(value: object) -> str:
    if isinstance(value, Items):
        return "[…]"
    return "{…}" if isinstance(value, Table) else str(value)[:40]
