"""Data of facts, drawn from their own models: a new family, or a new field, needs nothing here."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import Any

from hypothesis import Phase, find, settings
from hypothesis import strategies as st

from contracts.families import FAMILIES
from contracts.fields import BusModel

BEGIN = date(2026, 1, 5)
"""First day of those that drawn facts mostly tell of."""

SPAN = 60
AHEAD = "ahead"
"""Mark of a field whose day may lie ahead, as schemas carry it."""

EARLIEST = date(2008, 1, 1)
"""The door takes no earlier day, and none more than ten years ahead."""

NAMED = {
    "item": ("s-1", "s-2", "fengjie-aa:s-3"),
    "column": ("s-1", "s-2", "fengjie-aa:s-3"),
    "site": ("s-1", "s-2", "fengjie-aa:s-3"),
    "documents": ("s-1", "s-2", "fengjie-aa:s-3"),
    "decision": ("s-1", "s-2", "fengjie-aa:s-3"),
    "drafter": ("fengjie-aa", "fengjie-bb"),
    "township_list": ("s-1", "s-2"),
    "village": ("s-1", "s-2"),
    "township": ("fengjie-aa", "fengjie-bb"),
    "affair": ("a-1", "a-2"),
    "period": ("2026-Q1", "2026-01", "2026-03"),
    "fault": ("s-1", "s-2"),
    "appeal": ("s-1", "s-2"),
    "notice": ("s-1", "s-2"),
    "session": ("a-1", "a-2"),
    "county_units": ("fengjie-aa", "fengjie-bb"),
    "town_units": ("fengjie-aa", "fengjie-bb"),
}
"""Fields that name other subjects, or whose they are: those that are drawn beside them, so that they meet."""

Schema = dict[str, Any]
Data = dict[str, Any]

days = st.integers(0, SPAN).map(lambda number: BEGIN + timedelta(days=number))
"""Few enough that facts of one life clash, and lie near one another's limits."""

_WIDE = (EARLIEST, BEGIN + timedelta(days=3_650))
_LEFT_OUT = (0.0, 0.25, 0.25, 0.8)
"""How many of the fields that may be left out are: of one fact none, of another most."""

SEEDS = st.integers(0, 2**32 - 1)
"""Of a fact only its seed is drawn: drawing each field takes longer than all that is done with the fact."""

Make = Callable[[Random], Any]
"""A value by chance."""


@cache
def data(model: type[BusModel], wide: bool = False) -> st.SearchStrategy[Data]:
    """What a fact of this model may say, as JSON says it; ``wide``: any day that the door lets pass, in any field."""
    make = maker(model, wide)
    return SEEDS.map(lambda seed: make(Random(seed)))


@cache
def maker(model: type[BusModel], wide: bool = False) -> Make:
    """The same, by a chance of the caller's."""
    schema = model.model_json_schema()
    return _Drawing(schema.get("$defs", {}), wide).fields(schema)


class _Drawing:
    """Makers of one schema and of what it refers to."""

    def __init__(self, definitions: Schema, wide: bool) -> None:
        self._definitions, self._wide = definitions, wide
        self._by_type: dict[str, Callable[[str, Schema], Make]] = {
            "string": self._string,
            "integer": _integer,
            "number": _integer,
            "boolean": lambda _name, _node: _chosen([False, True]),
            "array": self._list,
            "object": lambda _name, node: self.fields(node),
        }

    def fields(self, node: Schema) -> Make:
        """An object; three times in four what may be left out is there."""
        fields = {name: self._value(name, field) for name, field in node["properties"].items()}
        optional = fields.keys() - set(node.get("required", ()))

        def make(chance: Random) -> Data:
            rate = chance.choice(_LEFT_OUT)
            return {n: value(chance) for n, value in fields.items() if n not in optional or chance.random() >= rate}

        return make

    def _value(self, name: str, node: Schema) -> Make:
        if "$ref" in node:
            return self._value(name, self._definitions[node["$ref"].rsplit("/", 1)[1]])
        if "anyOf" in node:
            # Null is the same as left out.
            kinds = [branch for branch in node["anyOf"] if branch != {"type": "null"}]
            marks = {mark: value for mark, value in node.items() if mark == AHEAD}
            branches = [self._value(name, branch | marks) for branch in kinds]
            return lambda chance: chance.choice(branches)(chance)
        if "enum" in node or "const" in node:
            return _chosen(node["enum"] if "enum" in node else [node["const"]])
        return self._by_type[node["type"]](name, node)

    def _string(self, name: str, node: Schema) -> Make:
        if name in NAMED:
            return _chosen(NAMED[name])
        if node.get("format") == "date":
            return self._day(bool(node.get(AHEAD)))
        return _chosen(_texts(node.get("pattern", ""), node.get("minLength", 0), node.get("maxLength", 1_000)))

    def _day(self, ahead: bool) -> Make:
        first, last = BEGIN, BEGIN + timedelta(days=SPAN)
        if self._wide:
            first, last = _WIDE
        elif ahead:
            last += timedelta(days=3 * SPAN)
        span = (last - first).days
        edge = span // 20

        def make(chance: Random) -> str:
            """Any of the days, the first and the last more often than others."""
            day = chance.randint(-edge, span + edge)
            return (first + timedelta(days=min(max(day, 0), span))).isoformat()

        return make

    def _list(self, name: str, node: Schema) -> Make:
        value, most = self._value(name, node["items"]), min(3, node.get("maxItems", 3))
        least = node.get("minItems", 0)
        return lambda chance: [value(chance) for _ in range(chance.randint(least, max(least, most)))]


def _chosen(values: Sequence[Any]) -> Make:
    return lambda chance: chance.choice(values)


def _integer(_name: str, node: Schema) -> Make:
    least, most = node.get("minimum", 0), node.get("maximum", 1_000)
    return lambda chance: chance.randint(least, chance.choice((min(most, least + 60), most)))


def _texts(pattern: str, least: int, most: int) -> list[str]:
    """Texts are one of two, as numbers of letters and cases must pair."""
    if pattern:
        return _examples(pattern, least, most)
    return [text for text in ("", " ", "甲", "公开 乙") if least <= len(text) <= most]


@cache
def _examples(pattern: str, least: int, most: int) -> list[str]:
    """Two texts of the pattern; found once, as drawing them anew takes longer than all else."""
    shape = re.compile(pattern.removesuffix("$") + r"\Z")
    drawn = st.from_regex(shape, alphabet=st.characters(codec="utf-8", exclude_characters="\r\n"))
    known: list[str] = []
    for number in range(2):
        known.append(
            find(
                drawn,
                lambda text: text not in known and max(least, 1) <= len(text) <= most,
                settings=settings(database=None, phases=[Phase.generate]),
                random=Random(number),
            )
        )
    return known


for _model in FAMILIES.facts.values():
    maker(_model)  # finds the examples before any test draws
