"""Data of facts, drawn from their own models: a new family, or a new field, needs nothing here."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache
from typing import Any

from hypothesis import strategies as st

from contracts.fields import BusModel

BEGIN = date(2026, 1, 5)
"""First day of those that drawn facts mostly tell of."""

SPAN = 60
EARLIEST = date(2008, 1, 1)
"""The door takes no earlier day, and none more than ten years ahead."""

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
    return _object(schema, schema, wide)


def _object(node: Schema, root: Schema, wide: bool) -> st.SearchStrategy[Data]:
    required = set(node.get("required", ()))
    fields = {
        name: _value(field, root, wide, name, ahead=field.get("ahead", name == "until"))
        for name, field in node["properties"].items()
    }
    # Three times in four what may be left out is there.
    left_out = (
        st.sets(st.sampled_from(sorted(fields.keys() - required)))
        if fields.keys() > required
        else st.just(set())
    )
    left_out = st.tuples(left_out, left_out).map(lambda drawn: drawn[0] & drawn[1])
    return st.builds(
        lambda whole, left: {name: value for name, value in whole.items() if name not in left},
        st.fixed_dictionaries(fields),
        left_out,
    )


def _value(
    node: Schema, root: Schema, wide: bool, name: str, *, ahead: bool = False
) -> st.SearchStrategy[Any]:
    match node:
        case {"$ref": str(place)}:
            return _value(root["$defs"][place.rsplit("/", 1)[1]], root, wide, name, ahead=ahead)
        case {"anyOf": list(branches)}:
            # Null is the same as left out.
            told = [branch for branch in branches if branch != {"type": "null"}]
            return st.one_of(_value(branch, root, wide, name, ahead=ahead) for branch in told)
        case {"enum": list(values)}:
            return st.sampled_from(values)
        case {"type": "string"} if "const" not in node:
            return _string(node, wide, name, ahead=ahead)
        case {"type": "array", "items": dict(items)}:
            return st.lists(_value(items, root, wide, name), max_size=min(3, node.get("maxItems", 3)))
        case {"type": "object", "properties": _}:
            return _object(node, root, wide)
    return _plain(node)


def _string(node: Schema, wide: bool, name: str, *, ahead: bool) -> st.SearchStrategy[Any]:
    if node.get("format") == "date":
        return (_wide if wide else _ahead if ahead else days).map(date.isoformat)
    return _text(name, node.get("pattern", ""), node.get("minLength", 0), node.get("maxLength", 1_000))


def _plain(node: Schema) -> st.SearchStrategy[Any]:
    if "const" in node:
        return st.just(node["const"])
    match node["type"]:
        case "boolean":
            return st.booleans()
        case "integer":
            least, most = node.get("minimum", 0), node.get("maximum", 1_000)
            return st.integers(least, min(most, least + 60)) | st.integers(least, most)
        case "number":
            return st.integers(0, 1_000)
    raise NotImplementedError(f"draw a {node['type']} here: {node}")


def _text(name: str, pattern: str, least: int, most: int) -> st.SearchStrategy[str]:
    """Texts of a field mostly are one of two in a life, as numbers of letters and cases must pair."""
    drawn = st.text(alphabet="公开甲乙 a1", min_size=least, max_size=min(most, 20))
    if pattern:
        shape = re.compile(pattern.removesuffix("$") + r"\Z")
        alphabet = st.characters(codec="utf-8", exclude_characters="\r\n")
        drawn = st.from_regex(shape, alphabet=alphabet).filter(lambda text: least <= len(text) <= most)
    pool = [st.shared(drawn, key=f"{name} {pattern} {least} {most} {number}") for number in range(2)]
    return st.one_of(*pool, drawn) if not pattern.endswith("{64}$") else st.one_of(*pool)
