"""What the door or a service refuses, as findings of the cells that it is about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from papers.sheets.changes import Message
from papers.sheets.columns import Column, Role, columns_of
from papers.sheets.forms import Step
from papers.sheets.rows import Row
from papers.sheets.telling import column_of, hold

_NAMED = re.compile(r" ?[A-Za-z_][A-Za-z_.0-9]*（([^）]+)）")
"""A field with its Chinese name behind it; the clerk knows the latter."""


OVERTAKEN = "id.reused"
"""Another sending told the same row with another content in between."""

_ATTRIBUTE = ""
"""Begins the path of what stands outside of the fact, in an amendment of it."""

_MISSING = "field.missing"
"""A field that is required has no value."""


def note(messages: Sequence[Message], refusals: Iterable[Mapping[str, Any]]) -> None:
    """A finding for each refusal, in the cell that it is about; the value is never repeated."""
    for refusal in refusals:
        message = messages[int(refusal["line"]) - 1]
        field = str(refusal["field"])
        row, path = _of_row(message, field)
        if refusal["code"] == _MISSING and (column := _column(row, message.step, path)) is not None:
            at = row.head.at(column)
            row.find("cell.missing" if at is not None else "column.missing", at, column.heading)
            continue
        at = _place(row, message, path)
        if refusal["code"] == OVERTAKEN:
            row.find("row.overtaken", at)
            continue
        rule, remedy = (in_chinese(str(refusal[name])) for name in ("rule", "remedy"))
        if at is not None and rule.startswith(f"{field} "):
            rule = f"“{row.head.columns[at].heading}”{rule.removeprefix(f'{field} ')}"
        row.find("door.refused", at, f"{rule}；{remedy}")


def in_chinese(words: str) -> str:
    """A rule or a remedy of the door in words for a clerk: Chinese alone, fields by their titles."""
    return _NAMED.sub(r"“\1”", words.partition(" / ")[0])


def _of_row(message: Message, field: str) -> tuple[Row, tuple[str, ...]]:
    """The row that a field of the record comes from, and the field's path in the fact; one of an attribute is outside of it."""
    path = field.split(".")
    if message.type != message.step.fact_type:
        if path[0] != "data":
            return message.rows[0], (_ATTRIBUTE, path[0])
        path = path[1:] or path
    if len(path) > 1 and path[1].isdecimal():
        # One of the parts that stand a row each, or one of several words in a cell.
        return message.rows[min(int(path[1]), len(message.rows) - 1)], (path[0], *path[2:])
    return message.rows[0], tuple(path)


def _column(row: Row, step: Step, path: tuple[str, ...]) -> Column | None:
    """The column that the field has in the sheet's template, whether the sheet has it or not."""
    columns = columns_of(row.head.layout)
    return next((column for column in columns if (column.step, column.path) == (step, path)), None)


def _place(row: Row, message: Message, path: tuple[str, ...]) -> int | None:
    """The column that a field stands in; None where it is about the whole row."""
    if path[0] != _ATTRIBUTE and (place := column_of(row, message.step, path)):
        return place[0]
    name = path[1] if path[0] == _ATTRIBUTE else path[0]
    role = {"id": Role.NUMBER, "fact": Role.NUMBER, "subject": Role.SUBJECT, "reason": Role.REASON}.get(name)
    at = row.head.of(role) if role is not None else None
    return at if at is not None or role is not Role.SUBJECT else row.head.of(Role.NUMBER)


def hold_parts(messages: Iterable[Message]) -> None:
    """A list of which a part was refused is told whole or not at all."""
    for message in messages:
        if len(message.rows) > 1 and any(row.refused for row in message.rows):
            hold(message.rows)
