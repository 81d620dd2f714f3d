"""JSON Schemas taken apart for comparison: references resolved, alternatives listed."""

from __future__ import annotations

import json
from typing import Any

Json = dict[str, Any]

NOTES = frozenset(
    {
        *("title", "description", "default", "examples", "deprecated", "$comment"),
        *("unit", "source", "ahead", "not_before", "at_most", "registered", "of_registered"),
    }
)
"""Keywords that describe and do not constrain a value by itself."""

_OUTER = frozenset({"$schema", "$id", "$defs"})
_VALUES = frozenset({"type", "enum", "format", "pattern"})
_MEMBERS = frozenset({"properties", "required", "additionalProperties", "items", "uniqueItems"})
_LEAST = frozenset({"minLength", "minItems", "minProperties", "minimum", "exclusiveMinimum"})
_MOST = frozenset({"maxLength", "maxItems", "maxProperties", "maximum", "exclusiveMaximum"})
_CONSTRAINTS = _VALUES | _MEMBERS | _LEAST | _MOST

_KINDS: tuple[tuple[type, str], ...] = (
    (bool, "boolean"),
    (int, "integer"),
    (float, "number"),
    (str, "string"),
    (list, "array"),
    (dict, "object"),
)


def alternatives(node: Any, root: Json) -> list[Json]:
    """What ``node`` accepts, as schemas of one type each; ``{}`` accepts anything.

    Raises ValueError for a schema that says something this check does not know how to compare:
    a change there would go unseen.
    """
    if isinstance(node, bool):
        return [{}] if node else []
    node = {key: value for key, value in node.items() if key not in NOTES | _OUTER}
    if "$ref" in node:
        return _beside(alternatives(_resolved(node.pop("$ref"), root), root), node)
    if "anyOf" in node:
        branches = [shape for branch in node.pop("anyOf") for shape in alternatives(branch, root)]
        return _beside(branches, node)
    if "const" in node:
        node["enum"] = [node.pop("const")]
    unknown = node.keys() - _CONSTRAINTS
    if unknown:
        raise ValueError(f"cannot compare schemas with {', '.join(sorted(unknown))}: teach contracts.shapes first")
    return [shape for shape in _by_type(node) if shape.get("enum") != []]


def _resolved(reference: str, root: Json) -> Any:
    if not reference.startswith("#/"):
        raise ValueError(f"cannot follow {reference}: schemas are compared as one document each")
    node_at: Any = root
    for step in reference[2:].split("/"):
        node_at = node_at[step.replace("~1", "/").replace("~0", "~")]
    return node_at


def _beside(shapes: list[Json], siblings: Json) -> list[Json]:
    """The alternatives, further constrained by what stands beside the reference."""
    for shape in shapes:
        if shape.keys() & siblings.keys():
            raise ValueError(
                f"cannot compare: {', '.join(sorted(siblings))} stand beside a reference that sets them too"
            )
    unknown = siblings.keys() - _CONSTRAINTS
    if unknown:
        raise ValueError(f"cannot compare schemas with {', '.join(sorted(unknown))} beside a reference or anyOf")
    return [{**shape, **siblings} for shape in shapes]


def _by_type(node: Json) -> list[Json]:
    """One schema per type; an enum is divided among the types of its values."""
    named = node.get("type")
    types = [named] if isinstance(named, str) else named
    if not types and node and "enum" not in node:
        types = ["null", *(kind for _, kind in _KINDS if kind != "integer")]
    if "enum" not in node:
        return [{**node, "type": kind} for kind in types] if types else [{}]
    by_kind: dict[str, list[Any]] = {}
    for value in node["enum"]:
        by_kind.setdefault(kind_of(value), []).append(value)
    return [
        {**node, "type": kind, "enum": values}
        for kind, values in by_kind.items()
        if not types or kind in types or (kind == "integer" and "number" in types)
    ]


def kind_of(value: Any) -> str:
    """The JSON type of a value; 1.0 is an integer, as JSON Schema has it."""
    if value is None:
        return "null"
    if isinstance(value, float) and value.is_integer():
        return "integer"
    return next(name for kind, name in _KINDS if isinstance(value, kind))


def same_values(values: list[Any]) -> set[str]:
    """Values as a set that tells ``true`` from 1."""
    return {json.dumps(value, sort_keys=True, ensure_ascii=False) for value in values}
