"""Each change that breaks somebody is named, in the direction in which it breaks."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from contracts import compatibility, generate
from contracts.compatibility import Break, breaks, released_breaks
from contracts.generator.files import RELEASED
from contracts.generator.messages import CONTRACTS
from contracts.generator.schemas import schema

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
    return {one[:2] for one in incoming}, {one[:2] for one in outgoing}


NAMES = "properties__name__"
TABLE: list[tuple[str, dict[str, Any], set[tuple[str, str]], set[tuple[str, str]]]] = [
    ("nothing", {}, set(), set()),
    ("words only", {"title": "T", "properties__count__description": "d", "properties__term__title": "t"}, set(), set()),
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
        {("new_field", "more")},
    ),
    ("new optional field", {"properties__more": {"type": "string"}}, set(), {("new_field", "more")}),
    (
        "field became required",
        {"required": ["name", "term", "count"]},
        {("field_became_required", "count")},
        set(),
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
    ("pattern introduced", {"properties__maybe__anyOf": [{"type": "string", "pattern": "."}, {"type": "null"}]},
     {("changed_pattern", "maybe")}, set()),
    ("longer at least", {NAMES + "minLength": 2}, {("tightened_bounds", "name")}, set()),
    ("shorter at most", {NAMES + "maxLength": 9}, {("tightened_bounds", "name")}, set()),
    ("shorter at least", {NAMES + "minLength": GONE}, set(), {("loosened_bounds", "name")}),
    ("longer at most", {NAMES + "maxLength": 11}, set(), {("loosened_bounds", "name")}),
    ("no longest", {NAMES + "maxLength": GONE}, set(), {("loosened_bounds", "name")}),
    ("a longest", {"properties__maybe__anyOf": [{"type": "string", "maxLength": 5}, {"type": "null"}]},
     {("tightened_bounds", "maybe")}, set()),
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
        set(),
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
]  # fmt: skip


@pytest.mark.parametrize(
    ("change", "incoming", "outgoing"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE]
)
def test_a_change_is_named_in_the_direction_in_which_it_breaks(
    change: dict[str, Any], incoming: set[tuple[str, str]], outgoing: set[tuple[str, str]]
) -> None:
    assert seen(BASE, changed(**change)) == (incoming, outgoing)


@pytest.mark.parametrize("change", [row[1] for row in TABLE], ids=[row[0] for row in TABLE])
def test_both_directions_together_name_what_either_names(change: dict[str, Any]) -> None:
    old, new = BASE, changed(**change)
    assert set(breaks(old, new, "both")) == set(breaks(old, new, "incoming")) | set(
        breaks(old, new, "outgoing")
    )


def test_the_table_has_every_kind_of_break() -> None:
    found = {kind for row in TABLE for kind, _ in row[2] | row[3]}
    assert found == {
        "removed_field", "new_required_field", "new_field", "field_became_required", "field_became_optional",
        "narrowed_type", "widened_type", "narrowed_enum", "widened_enum", "changed_format", "changed_pattern",
        "tightened_bounds", "loosened_bounds", "closed_object", "opened_object", "changed_unit", "changed_default",
    }  # fmt: skip


def test_a_break_says_what_became_of_what() -> None:
    assert breaks(BASE, changed(properties__name__maxLength=9), "incoming") == [
        Break("tightened_bounds", "name", "maxLength 10 became 9")
    ]
    assert breaks(BASE, changed(properties__name__maxLength=11), "outgoing") == [
        Break("loosened_bounds", "name", "maxLength 10 became 11")
    ]
    assert (
        breaks(BASE, changed(defs__Term__enum=["a"]), "incoming")[0].text
        == '"b" was accepted, and is refused now'
    )


def test_a_true_that_becomes_a_one_is_another_term() -> None:
    assert seen({"enum": [True]}, {"enum": [1]}) == ({("narrowed_type", "")}, {("widened_type", "")})


def test_readers_of_an_open_object_are_not_broken_by_a_new_field() -> None:
    old = changed(additionalProperties=GONE)
    new = {**old, "properties": {**old["properties"], "more": {"type": "string"}}}
    assert seen(old, new) == (set(), set())


def test_readers_of_a_map_are_broken_by_a_field_of_another_type() -> None:
    old = changed(additionalProperties={"type": "integer"})
    new = {**old, "properties": {**old["properties"], "more": {"type": "string"}}}
    assert seen(old, new)[1] == {("widened_type", "more")}


def test_a_required_field_without_a_schema_of_its_own_counts_too() -> None:
    old, new = {"type": "object", "required": ["a"]}, {"type": "object"}
    assert seen(old, new) == (set(), {("field_became_optional", "a")})
    assert seen(new, old) == ({("new_required_field", "a")}, set())


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
    [{"type": "string", "not": {"const": "x"}}, {"oneOf": [{"type": "string"}]}, {"allOf": [{"type": "string"}]},
     {"type": "number", "multipleOf": 2}, {"$ref": "other.json"}, {"$ref": "#/$defs/Term", "enum": ["a"]}],
)  # fmt: skip
def test_a_schema_that_cannot_be_compared_is_an_error_and_never_no_break(node: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="cannot"):
        breaks(changed(properties__name=node), changed(properties__name=node), "incoming")


@pytest.mark.parametrize("name", CONTRACTS)
def test_no_schema_breaks_itself(name: str) -> None:
    body = schema(CONTRACTS[name])
    assert breaks(body, body, "both") == []


def test_every_contract_has_been_released() -> None:
    assert {path.stem for path in RELEASED.glob("*.json")} == set(CONTRACTS)


def test_the_models_break_nobody_who_relies_on_the_last_release(capsys: pytest.CaptureFixture[str]) -> None:
    assert compatibility.main() == 0, capsys.readouterr().out


def test_a_break_of_the_release_is_named_and_fails_the_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    fact = schema(CONTRACTS["disclosure.published.v1"])
    fact["$defs"]["Channel"]["enum"].append("电子显示屏")
    event = schema(CONTRACTS["catalog.document.v1"])
    event["properties"]["former"] = {"type": "string"}
    for name, body in (("disclosure.published.v1", fact), ("catalog.document.v1", event), ("gone.v1", {})):
        (tmp_path / f"{name}.json").write_text(json.dumps(body), encoding="utf-8")
    found = {(name, one.kind, one.path) for name, one in released_breaks(tmp_path)}
    assert found == {
        ("disclosure.published.v1", "narrowed_enum", "channel"),
        ("catalog.document.v1", "removed_field", "former"),
        ("gone.v1", "removed_message", ""),
    }
    monkeypatch.setattr(compatibility, "released_breaks", lambda: released_breaks(tmp_path))
    assert compatibility.main() == 1
    assert "disclosure.published.v1: narrowed_enum at channel" in capsys.readouterr().out


def test_a_release_that_breaks_the_last_one_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(generate, "RELEASED", tmp_path)
    monkeypatch.setattr(generate, "released_breaks", lambda: released_breaks(tmp_path))
    assert generate.release() == 0
    assert released_breaks(tmp_path) == []
    assert {path.name for path in tmp_path.iterdir()} == {f"{name}.json" for name in CONTRACTS}
    day = schema(CONTRACTS["time.day.v1"])
    day["properties"]["weekday"] = {"type": "string"}
    (tmp_path / "time.day.v1.json").write_text(json.dumps(day))
    assert generate.release() == 1
    assert "time.day.v1: removed_field at weekday" in capsys.readouterr().out
