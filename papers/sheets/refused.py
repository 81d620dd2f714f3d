"""What the door or a service refuses, as findings of the cells that it is about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from papers.sheets.changes import Message
from papers.sheets.columns import Role
from papers.sheets.rows import Row
from papers.sheets.telling import column_of, hold

_NAMED = re.compile(r" ?[A-Za-z_][A-Za-z_.0-9]*（([^）]+)）")
"""A field with its Chinese name behind it; the clerk knows the latter."""


OVERTAKEN = "id.reused"
"""Another sending told the same row with another content in between."""


def note(messages: Sequence[Message], refusals: Iterable[Mapping[str, Any]]) -> None:
    """A finding for each refusal, in the cell that it is about; the value is never repeated."""
    for refusal in refusals:
        message = messages[int(refusal["line"]) - 1]
        field = str(refusal["field"])
        row, at = _cell(message, field)
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


def _cell(message: Message, field: str) -> tuple[Row, int | None]:
    """The row and the column that a field of the record comes from; no column where it is about the whole row."""
    path = field.split(".")
    is_fact = message.type == message.step.fact_type
    if not is_fact and path[0] == "data":
        path, is_fact = path[1:], True
    row = message.rows[0]
    if is_fact:
        if len(path) > 1 and path[1].isdecimal():
            # One of the parts that stand a row each, or one of several words in a cell.
            row = message.rows[min(int(path[1]), len(message.rows) - 1)]
            path = [path[0], *path[2:]]
        if place := column_of(row, message.step, tuple(path)):
            return row, place[0]
    role = {"id": Role.NUMBER, "fact": Role.NUMBER, "subject": Role.SUBJECT, "reason": Role.REASON}.get(path[0])
    at = row.head.of(role) if role is not None else None
    return row, at if at is not None or role is not Role.SUBJECT else row.head.of(Role.NUMBER)


def hold_parts(messages: Iterable[Message]) -> None:
    """A list of which a part was refused is told whole or not at all."""
    for message in messages:
        if len(message.rows) > 1 and any(row.refused for row in message.rows):
            hold(message.rows)
