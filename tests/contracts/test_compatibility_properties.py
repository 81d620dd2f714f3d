"""Where no break is named, nothing breaks: checked with schemas and values at random."""

from __future__ import annotations

import copy
import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from contracts.compatibility import breaks

NAMES = ("a", "b", "c")
WORDS = st.sampled_from(["", "x", "xy", "xyz", "y"])


def drop_none(node: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in node.items() if value is not None}


@st.composite
def texts(draw: st.DrawFn) -> dict[str, Any]:
    small = st.none() | st.integers(0, 3)
    return drop_none(
        {
            "type": "string",
            "minLength": draw(small),
            "maxLength": draw(small),
            "pattern": draw(st.sampled_from([None, None, "^x", "y$"])),
            "enum": draw(st.none() | st.lists(WORDS, min_size=1, max_size=3, unique=True)),
        }
    )


@st.composite
def numbers(draw: st.DrawFn) -> dict[str, Any]:
    small = st.none() | st.integers(-2, 2)
    kind = draw(st.sampled_from(["integer", "number", ["integer", "null"]]))
    return drop_none({"type": kind, "minimum": draw(small), "exclusiveMaximum": draw(small)})


LEAVES = (
    texts()
    | numbers()
    | st.sampled_from([{"type": "boolean"}, {"type": "null"}, {"enum": [None, 1, "x", True]}, {}, True])
)


@st.composite
def objects(draw: st.DrawFn, inner: st.SearchStrategy[Any]) -> dict[str, Any]:
    properties = draw(st.dictionaries(st.sampled_from(NAMES), inner, max_size=3))
    return drop_none(
        {
            "type": "object",
            "properties": properties,
            "required": sorted(draw(st.sets(st.sampled_from(NAMES)))),
            "additionalProperties": draw(st.sampled_from([None, False])),
        }
    )


def containers(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    small = st.none() | st.integers(0, 2)
    arrays = st.fixed_dictionaries({"type": st.just("array"), "items": inner, "minItems": small, "maxItems": small})
    branches = st.lists(inner, min_size=1, max_size=2).map(lambda alternatives: {"anyOf": alternatives})
    return objects(inner) | arrays.map(drop_none) | branches


SCHEMAS = st.recursive(LEAVES, containers, max_leaves=6)

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 3) | st.sampled_from([0.5, 1.0]) | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=3),
    max_leaves=5,
)


def fits(schema: Any) -> st.SearchStrategy[Any]:
    """Values that a schema probably accepts, and some that it does not."""
    if not isinstance(schema, dict):
        return VALUES
    if "anyOf" in schema:
        return st.one_of([fits(branch) for branch in schema["anyOf"]])
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    if schema.get("type") == "object":
        properties = schema.get("properties", {})
        return st.fixed_dictionaries({}, optional={name: fits(node) for name, node in properties.items()})
    if schema.get("type") == "array":
        return st.lists(fits(schema.get("items", True)), max_size=3)
    return VALUES


def changes(node: Any, draw: st.DrawFn) -> Any:
    """The schema with something changed somewhere, as people change schemas."""
    if not isinstance(node, dict) or not node or draw(st.integers(0, 4)) == 0:
        return draw(SCHEMAS)
    new = copy.deepcopy(node)
    key = draw(st.sampled_from(sorted(new)))
    value = new[key]
    if key == "properties" and value:
        name = draw(st.sampled_from(sorted(value)))
        value[name] = changes(value[name], draw)
    elif key == "items":
        new[key] = changes(value, draw)
    elif key == "anyOf":
        new[key] = [*value[1:], changes(value[0], draw)]
    elif key == "required":
        new[key] = sorted(draw(st.sets(st.sampled_from(NAMES))))
    elif key == "enum":
        new[key] = draw(st.lists(WORDS, min_size=1, max_size=3, unique=True))
    elif key != "type":
        del new[key]
    return new


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Any, Any]:
    old = draw(SCHEMAS)
    return old, changes(old, draw)


def said_only(value: Any, schema: Any) -> bool:
    """Whether every field of ``value`` is one that ``schema`` names: nobody sends others."""
    if not isinstance(schema, dict):
        return not isinstance(value, (dict, list)) or not value
    if "anyOf" in schema:
        return any(
            said_only(value, branch) and Draft202012Validator(branch).is_valid(value) for branch in schema["anyOf"]
        )
    if isinstance(value, dict) and "properties" in schema:
        return all(
            name in schema["properties"] and said_only(inner, schema["properties"][name])
            for name, inner in value.items()
        )
    if isinstance(value, list) and "items" in schema:
        return all(said_only(inner, schema["items"]) for inner in value)
    return not isinstance(value, (dict, list)) or not value


@settings(max_examples=400)
@given(pairs(), st.data())
def test_without_a_named_break_the_new_schema_accepts_all_that_was_accepted(
    pair: tuple[Any, Any], data: st.DataObject
) -> None:
    old, new = ({"anyOf": [side]} for side in pair)
    value = data.draw(fits(pair[0]))
    if breaks(old, new, "incoming") or not said_only(value, pair[0]):
        return
    if Draft202012Validator(old).is_valid(value):
        assert Draft202012Validator(new).is_valid(value)


@settings(max_examples=400)
@given(pairs(), st.data())
def test_without_a_named_break_readers_of_the_old_schema_accept_all_that_the_new_one_allows(
    pair: tuple[Any, Any], data: st.DataObject
) -> None:
    old, new = ({"anyOf": [side]} for side in pair)
    value = data.draw(fits(pair[1]))
    if not breaks(old, new, "outgoing") and Draft202012Validator(new).is_valid(value):
        assert Draft202012Validator(old).is_valid(value)


@settings(max_examples=200)
@given(SCHEMAS)
def test_what_has_not_changed_breaks_nobody(schema: Any) -> None:
    body = {"anyOf": [schema]}
    assert breaks(body, json.loads(json.dumps(body)), "both") == []
