"""What a correction changes, column by column and in the words of the sheet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from pydantic import ValidationError

from contracts.fields import BusModel
from papers.sheets.columns import Column, columns_of, part_key
from papers.sheets.forms import Layout, Step

NOTHING = "（空）"
"""Stands for a cell in which nothing is."""

_YES_NO = {True: "是", False: "否"}


@dataclass(frozen=True)
class Change:
    """A column in which the sheet says something else than what stood; both in words."""

    title: str
    before: str
    after: str


def differences(layout: Layout, step: Step, before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    """The columns that say something else; an absent field says what its default does, and the order of parts says nothing."""
    if before == after:
        return []
    old, new = _whole(step.model, before), _whole(step.model, after)
    columns = [column for column in columns_of(layout) if column.step == step]
    own = [column for column in columns if not column.in_list]
    parts = [column for column in columns if column.in_list]
    return [*_of_row(own, old, new, ""), *(_of_parts(layout, step, parts, old, new) if parts else ())]


def _of_row(columns: Sequence[Column], old: Mapping[str, Any], new: Mapping[str, Any], of: str) -> Iterator[Change]:
    for column in columns:
        before, after = _value(old, column), _value(new, column)
        if before != after:
            yield Change(column.title, f"{of}{_words(column, before)}", f"{of}{_words(column, after)}")


def _of_parts(
    layout: Layout, step: Step, columns: Sequence[Column], old: Mapping[str, Any], new: Mapping[str, Any]
) -> Iterator[Change]:
    key, name = part_key(layout), layout.parts
    title = step.model.model_fields[name].title or name
    before, after = ({_words(key, _value(part, key)): part for part in whole.get(name) or ()} for whole in (old, new))
    if any(len(parts) < len(whole.get(name) or ()) for parts, whole in ((before, old), (after, new))):
        if old.get(name) != new.get(name):
            yield Change(title, f"{len(old.get(name) or ())}项", f"{len(new.get(name) or ())}项")
        return
    for code in dict.fromkeys((*before, *after)):
        if code in before and code in after:
            yield from _of_row(columns, before[code], after[code], f"{code}：")
        else:
            yield Change(title, *((code, NOTHING) if code in before else (NOTHING, code)))


def _value(data: Mapping[str, Any], column: Column) -> Any:
    value: Any = data
    for name in column.path[1:] if column.in_list else column.path:
        value = value.get(name) if isinstance(value, Mapping) else None
    return value


def _words(column: Column, value: Any) -> str:
    if value is None or value == []:
        return NOTHING
    if isinstance(value, list):
        return "、".join(_words(column, each) for each in value)
    if isinstance(value, bool):
        return _YES_NO[value]
    return next((word for word, sent in column.choices.items() if sent == value), str(value))


def _whole(model: type[BusModel], data: Mapping[str, Any]) -> Mapping[str, Any]:
    try:
        return model.model_validate_json(msgspec.json.encode(data)).model_dump(mode="json")
    except ValidationError:
        # The door will say what is wrong; whatever it is, it is not what stands.
        return data
