"""Each change that breaks somebody is named, in the direction in which it breaks."""

from __future__ import annotations

import json
from typing import Any

import pytest

from contracts.compatibility import Break, breaks
from tests.contracts.schema_changes import BASE, GONE, TABLE, changed, seen


@pytest.mark.parametrize(("change", "incoming", "outgoing"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE])
def test_a_change_is_named_in_the_direction_in_which_it_breaks(
    change: dict[str, Any], incoming: set[tuple[str, str]], outgoing: set[tuple[str, str]]
) -> None:
    assert seen(BASE, changed(**change)) == (incoming, outgoing)


@pytest.mark.parametrize("change", [row[1] for row in TABLE], ids=[row[0] for row in TABLE])
def test_both_directions_together_name_what_either_names(change: dict[str, Any]) -> None:
    old, new = BASE, changed(**change)
    assert set(breaks(old, new, "both")) == set(breaks(old, new, "incoming")) | set(breaks(old, new, "outgoing"))


def test_the_table_has_every_kind_of_break() -> None:
    kinds = {kind for row in TABLE for kind, _ in row[2] | row[3]}
    assert kinds == {
        "removed_field",
        "new_required_field",
        "new_field",
        "field_became_required",
        "field_became_optional",
        "narrowed_type",
        "widened_type",
        "narrowed_enum",
        "widened_enum",
        "changed_format",
        "changed_pattern",
        "tightened_bounds",
        "loosened_bounds",
        "closed_object",
        "opened_object",
        "changed_unit",
        "changed_default",
    }


def test_a_break_says_what_became_of_what() -> None:
    assert breaks(BASE, changed(properties__name__maxLength=9), "incoming") == [
        Break("tightened_bounds", "name", "maxLength 10 became 9")
    ]
    assert breaks(BASE, changed(properties__name__maxLength=11), "outgoing") == [
        Break("loosened_bounds", "name", "maxLength 10 became 11")
    ]
    assert breaks(BASE, changed(defs__Term__enum=["a"]), "incoming")[0].text == '"b" was accepted, and is refused now'


def test_a_true_that_becomes_a_one_is_another_term() -> None:
    assert seen({"enum": [True]}, {"enum": [1]}) == ({("narrowed_type", "")}, {("widened_type", "")})


def test_readers_of_an_open_object_are_not_broken_by_a_new_field() -> None:
    old = changed(additionalProperties=GONE)
    new = {**old, "properties": {**old["properties"], "more": {"type": "string"}}}
    assert seen(old, new) == (set(), set())


def test_a_new_field_of_ours_needs_a_default_since_older_records_lack_it() -> None:
    old = changed(additionalProperties=GONE)
    new = {**old, "properties": {**old["properties"], "more": {"type": "string"}}}
    required = {**new, "required": [*new["required"], "more"]}
    assert breaks(old, new, "outgoing") == []
    assert breaks(old, required, "outgoing") == [
        Break("new_required_field", "more", "older records lack it: give it a default")
    ]
    assert breaks(new, required, "outgoing") == [Break("field_became_required", "more", "it could be left out before")]


def test_so_does_a_new_field_inside_a_list() -> None:
    old = changed(defs__Part__additionalProperties=GONE)
    part = old["$defs"]["Part"]
    fields = {**part["properties"], "more": {"type": "string"}}
    new = {
        **old,
        "$defs": {**old["$defs"], "Part": {**part, "properties": fields, "required": ["day", "more"]}},
    }
    assert {("new_required_field", "parts[].more"), ("new_required_field", "one.more")} == seen(old, new)[1]


def test_readers_of_a_map_are_broken_by_a_field_of_another_type() -> None:
    old = changed(additionalProperties={"type": "integer"})
    new = {**old, "properties": {**old["properties"], "more": {"type": "string"}}}
    assert seen(old, new)[1] == {("widened_type", "more")}


def test_a_required_field_without_a_schema_of_its_own_counts_too() -> None:
    old, new = {"type": "object", "required": ["a"]}, {"type": "object"}
    assert seen(old, new) == (set(), {("field_became_optional", "a")})
    assert seen(new, old) == ({("new_required_field", "a")}, {("new_required_field", "a")})


def test_moving_a_definition_breaks_nobody() -> None:
    new = json.loads(json.dumps(BASE).replace("Part", "Piece"))
    assert seen(BASE, new) == (set(), set())


def test_a_definition_inside_itself_is_compared_once() -> None:
    def tree(kind: str) -> dict[str, Any]:
        node = {
            "type": "object",
            "properties": {
                "leaf": {"type": kind},
                "kids": {"type": "array", "items": {"$ref": "#/$defs/Tree"}},
            },
        }
        return {"$defs": {"Tree": node}, "$ref": "#/$defs/Tree"}

    assert seen(tree("string"), tree("string")) == (set(), set())
    assert ("narrowed_type", "kids[].leaf") in seen(tree("string"), tree("integer"))[0]


@pytest.mark.parametrize(
    "node",
    [
        {"type": "string", "not": {"const": "x"}},
        {"oneOf": [{"type": "string"}]},
        {"allOf": [{"type": "string"}]},
        {"type": "number", "multipleOf": 2},
        {"$ref": "other.json"},
        {"$ref": "#/$defs/Term", "enum": ["a"]},
    ],
)
def test_a_schema_that_cannot_be_compared_is_an_error_and_never_no_break(node: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="cannot"):
        breaks(changed(properties__name=node), changed(properties__name=node), "incoming")
