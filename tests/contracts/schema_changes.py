"""A schema, and each change of it with what it breaks in either direction."""

from __future__ import annotations

import copy
from typing import Any

from contracts.compatibility import breaks

BASE: dict[str, Any] = {
    "$defs": {
        "Term": {"enum": ["a", "b"], "type": "string"},
        "Part": {
            "type": "object",
            "properties": {"day": {"type": "string", "format": "date"}, "note": {"type": "string"}},
            "required": ["day"],
            "additionalProperties": False,
        },
    },
    "type": "object",
    "properties": {
        "name": {"type": "string", "minLength": 1, "maxLength": 10, "pattern": "^x"},
        "count": {"type": "integer", "minimum": 0, "maximum": 9, "unit": "days"},
        "term": {"$ref": "#/$defs/Term", "title": "a term"},
        "maybe": {"anyOf": [{"type": "string"}, {"type": "null"}], "default": None},
        "parts": {"type": "array", "items": {"$ref": "#/$defs/Part"}, "minItems": 1, "maxItems": 5},
        "one": {"anyOf": [{"$ref": "#/$defs/Part"}, {"type": "null"}]},
        "counts": {"type": "object", "additionalProperties": {"type": "integer"}},
    },
    "required": ["name", "term"],
    "additionalProperties": False,
}

GONE = object()


def changed(**changes: Any) -> dict[str, Any]:
    """The base schema with values at dotted paths replaced, added or (GONE) removed."""
    new = copy.deepcopy(BASE)
    for path, value in changes.items():
        *way, last = path.replace("defs__", "$defs__").split("__")
        node = new
        for step in way:
            node = node[step]
        if value is GONE:
            del node[last]
        else:
            node[last] = value
    return new


def seen(old: dict[str, Any], new: dict[str, Any]) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
    """(kind, path) of the breaks for those who write to us, and for those who read what we write."""
    incoming, outgoing = breaks(old, new, "incoming"), breaks(old, new, "outgoing")
    return {change[:2] for change in incoming}, {change[:2] for change in outgoing}


NAMES = "properties__name__"
TABLE: list[tuple[str, dict[str, Any], set[tuple[str, str]], set[tuple[str, str]]]] = [
    ("nothing", {}, set(), set()),
    (
        "words only",
        {"title": "T", "properties__count__description": "d", "properties__term__title": "t"},
        set(),
        set(),
    ),
    (
        "removed optional field",
        {"properties__maybe": GONE},
        {("removed_field", "maybe")},
        {("removed_field", "maybe")},
    ),
    (
        "removed required field",
        {"properties__name": GONE, "required": ["term"]},
        {("removed_field", "name")},
        {("removed_field", "name")},
    ),
    (
        "new required field",
        {"properties__more": {"type": "string"}, "required": ["name", "term", "more"]},
        {("new_required_field", "more")},
        {("new_field", "more"), ("new_required_field", "more")},
    ),
    ("new optional field", {"properties__more": {"type": "string"}}, set(), {("new_field", "more")}),
    (
        "field became required",
        {"required": ["name", "term", "count"]},
        {("field_became_required", "count")},
        {("field_became_required", "count")},
    ),
    ("field became optional", {"required": ["name"]}, set(), {("field_became_optional", "term")}),
    (
        "another type",
        {"properties__count__type": "string"},
        {("narrowed_type", "count")},
        {("widened_type", "count")},
    ),
    ("integer to number", {"properties__count__type": "number"}, set(), {("widened_type", "count")}),
    ("null no more", {"properties__maybe": {"type": "string"}}, {("narrowed_type", "maybe")}, set()),
    (
        "null too",
        {"properties__count": {"anyOf": [BASE["properties"]["count"], {"type": "null"}]}},
        set(),
        {("widened_type", "count")},
    ),
    (
        "null too, as a list of types",
        {"properties__count__type": ["integer", "null"]},
        set(),
        {("widened_type", "count")},
    ),
    ("any type at all", {"properties__count": {"title": "anything"}}, set(), {("widened_type", "count")}),
    ("nothing is right", {"properties__count": False}, {("narrowed_type", "count")}, set()),
    ("term removed", {"defs__Term__enum": ["a"]}, {("narrowed_enum", "term")}, set()),
    ("term added", {"defs__Term__enum": ["a", "b", "c"]}, set(), {("widened_enum", "term")}),
    (
        "term renamed",
        {"defs__Term__enum": ["a", "B"]},
        {("narrowed_enum", "term")},
        {("widened_enum", "term")},
    ),
    ("list dropped", {"defs__Term": {"type": "string"}}, set(), {("widened_enum", "term")}),
    (
        "list introduced",
        {"properties__maybe": {"anyOf": [{"enum": ["p", "q"]}, {"type": "null"}]}},
        {("narrowed_enum", "maybe")},
        set(),
    ),
    ("constant", {"defs__Term": {"const": "a"}}, {("narrowed_enum", "term")}, set()),
    (
        "format changed",
        {"defs__Part__properties__day__format": "date-time"},
        {("changed_format", "parts[].day"), ("changed_format", "one.day")},
        {("changed_format", "parts[].day"), ("changed_format", "one.day")},
    ),
    (
        "format dropped",
        {"defs__Part__properties__day__format": GONE},
        {("changed_format", "parts[].day"), ("changed_format", "one.day")},
        {("changed_format", "parts[].day"), ("changed_format", "one.day")},
    ),
    (
        "pattern changed",
        {NAMES + "pattern": "^y"},
        {("changed_pattern", "name")},
        {("changed_pattern", "name")},
    ),
    ("pattern dropped", {NAMES + "pattern": GONE}, set(), {("changed_pattern", "name")}),
    (
        "pattern introduced",
        {"properties__maybe__anyOf": [{"type": "string", "pattern": "."}, {"type": "null"}]},
        {("changed_pattern", "maybe")},
        set(),
    ),
    ("longer at least", {NAMES + "minLength": 2}, {("tightened_bounds", "name")}, set()),
    ("shorter at most", {NAMES + "maxLength": 9}, {("tightened_bounds", "name")}, set()),
    ("shorter at least", {NAMES + "minLength": GONE}, set(), {("loosened_bounds", "name")}),
    ("longer at most", {NAMES + "maxLength": 11}, set(), {("loosened_bounds", "name")}),
    ("no longest", {NAMES + "maxLength": GONE}, set(), {("loosened_bounds", "name")}),
    (
        "a longest",
        {"properties__maybe__anyOf": [{"type": "string", "maxLength": 5}, {"type": "null"}]},
        {("tightened_bounds", "maybe")},
        set(),
    ),
    ("larger at least", {"properties__count__minimum": 1}, {("tightened_bounds", "count")}, set()),
    ("larger at most", {"properties__count__maximum": 99}, set(), {("loosened_bounds", "count")}),
    ("more items at least", {"properties__parts__minItems": 2}, {("tightened_bounds", "parts")}, set()),
    ("fewer items at most", {"properties__parts__maxItems": 4}, {("tightened_bounds", "parts")}, set()),
    ("items all different", {"properties__parts__uniqueItems": True}, {("tightened_bounds", "parts")}, set()),
    (
        "other items",
        {"properties__parts__items": {"type": "string"}},
        {("narrowed_type", "parts[]")},
        {("widened_type", "parts[]")},
    ),
    ("opened", {"additionalProperties": GONE}, set(), {("opened_object", "")}),
    ("opened for strings", {"additionalProperties": {"type": "string"}}, set(), {("opened_object", "")}),
    (
        "map closed",
        {"properties__counts__additionalProperties": False},
        {("closed_object", "counts")},
        set(),
    ),
    (
        "map of others",
        {"properties__counts__additionalProperties": {"type": "string"}},
        {("narrowed_type", "counts{}")},
        {("widened_type", "counts{}")},
    ),
    (
        "inner field became required",
        {"defs__Part__required": ["day", "note"]},
        {("field_became_required", "parts[].note"), ("field_became_required", "one.note")},
        {("field_became_required", "parts[].note"), ("field_became_required", "one.note")},
    ),
    (
        "unit changed",
        {"properties__count__unit": "working days"},
        {("changed_unit", "count")},
        {("changed_unit", "count")},
    ),
    (
        "default changed",
        {"properties__maybe__default": "x"},
        {("changed_default", "maybe")},
        {("changed_default", "maybe")},
    ),
]
