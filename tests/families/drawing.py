"""Data of facts, drawn from their own models: a new family, or a new field, needs nothing here."""

from __future__ import annotations

import re
from collections.abc import Callable
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
    "county_units": ("fengjie-aa", "fengjie-bb"),
    "town_units": ("fengjie-aa", "fengjie-bb"),
}
"""Fields that name other subjects, or whose they are: those that are drawn beside them, so that they meet."""

Schema = dict[str, Any]
Data = dict[str, Any]

days = st.integers(0, SPAN).map(lambda number: BEGIN + timedelta(days=number))
"""Few enough that facts of one life clash, and lie near one another's limits."""

_wide = st.dates(EARLIEST, BEGIN + timedelta(days=3_650))
_ahead = st.integers(-SPAN, 3 * SPAN).map(lambda number: BEGIN + timedelta(days=SPAN + number))


@cache
def data(model: type[BusModel], wide: bool = False) -> st.SearchStrategy[Data]:
    """What a fact of this model may say, as JSON says it; ``wide``: any day that the door lets pass, in any field."""
    schema = model.model_json_schema()
    return _Drawing(schema.get("$defs", {}), wide).fields(schema)


class _Drawing:
    """Strategies of one schema and of what it refers to."""

    def __init__(self, definitions: Schema, wide: bool) -> None:
        self._definitions, self._wide = definitions, wide
        self._by_type: dict[str, Callable[[str, Schema], st.SearchStrategy[Any]]] = {
            "string": self._string,
            "integer": _integer,
            "number": _integer,
            "boolean": lambda _name, _node: st.booleans(),
            "array": self._list,
            "object": lambda _name, node: self.fields(node),
        }

    def fields(self, node: Schema) -> st.SearchStrategy[Data]:
        """An object; three times in four what may be left out is there."""
        fields = {name: self._value(name, field) for name, field in node["properties"].items()}
        optional = sorted(fields.keys() - set(node.get("required", ())))
        some = st.sets(st.sampled_from(optional)) if optional else st.just(set())
        return st.builds(
            lambda whole, one, other: {n: value for n, value in whole.items() if n not in one & other},
            st.fixed_dictionaries(fields),
            some,
            some,
        )

    def _value(self, name: str, node: Schema) -> st.SearchStrategy[Any]:
        if "$ref" in node:
            return self._value(name, self._definitions[node["$ref"].rsplit("/", 1)[1]])
        if "anyOf" in node:
            # Null is the same as left out.
            told = [branch for branch in node["anyOf"] if branch != {"type": "null"}]
            marks = {mark: value for mark, value in node.items() if mark == AHEAD}
            return st.one_of([self._value(name, branch | marks) for branch in told])
        if "enum" in node or "const" in node:
            return st.sampled_from(node["enum"] if "enum" in node else [node["const"]])
        return self._by_type[node["type"]](name, node)

    def _string(self, name: str, node: Schema) -> st.SearchStrategy[str]:
        if name in NAMED:
            return st.sampled_from(NAMED[name])
        if node.get("format") == "date":
            days_of = _wide if self._wide else _ahead if node.get(AHEAD) else days
            return days_of.map(date.isoformat)
        return _text(node.get("pattern", ""), node.get("minLength", 0), node.get("maxLength", 1_000))

    def _list(self, name: str, node: Schema) -> st.SearchStrategy[list[Any]]:
        return st.lists(self._value(name, node["items"]), max_size=min(3, node.get("maxItems", 3)))


def _integer(_name: str, node: Schema) -> st.SearchStrategy[int]:
    least, most = node.get("minimum", 0), node.get("maximum", 1_000)
    return st.integers(least, min(most, least + 60)) | st.integers(least, most)


def _text(pattern: str, least: int, most: int) -> st.SearchStrategy[str]:
    """Texts are one of two, as numbers of letters and cases must pair."""
    if pattern:
        return st.sampled_from(_examples(pattern, least, most))
    return st.sampled_from([text for text in ("", " ", "甲", "公开 乙") if least <= len(text) <= most])


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
    data(_model)  # finds the examples before any test draws
