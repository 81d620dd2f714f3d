"""Any subject of any family in words: its state by the names of its own fields, what is owed and why, its facts and their places."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from pydantic.fields import FieldInfo
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from cli.parts import fact_lines, filled, finding_lines, obligation_lines, signal_lines
from cli.places import Lies
from cli.tables import add
from cli.terms import labels_of, model_of, words
from contracts.families import FAMILIES
from contracts.flags import flag_words
from contracts.kit import key_of
from contracts.state import SubjectState

MOST_ROWS = 12
"""Rows of a list of the state that are shown, the newest; --json has all."""


_SLUG = re.compile(r"(?<![a-z0-9:-])[a-z0-9]+(?:-[a-z0-9]+)+(?![a-z0-9:-])")


class Told(NamedTuple):
    """A subject as its service tells of it, and where its facts lie."""

    body: Mapping[str, Any]
    places: Mapping[str, Lies]

    @property
    def as_json(self) -> dict[str, Any]:
        """The service's answer, each fact with its places."""
        facts = [row | _places(self.places.get(row["id"])) for row in self.body["facts"]]
        return {**self.body, "facts": facts}


def whole(answer: Told, names: Mapping[str, str]) -> Iterator[RenderableType]:
    """How it stands, what is owed and by which rule, what is wrong, on what it rests, and the facts behind it."""
    body = answer.body
    key = key_of(body["key"])
    kind = FAMILIES.by_kind[key.kind].chinese
    state = body["state"] or {}
    title = state.get("title") or ""
    heading = f"{kind} {key.subject}  {title}  {names.get(key.org, key.org)}（数据截至 {body['as_of'] or '—'}）"
    yield Text(" ".join(heading.split()), style="bold")
    if body["failed"]:
        yield Text(f"已搁置，以下为此前状态：{body['failed']}；修复后：gongkai refold {body['key']}", style="red")
    model = FAMILIES.by_kind[key.kind].state
    terms = labels_of(FAMILIES.by_kind[key.kind]) | dict(names)
    yield _standing(state, model, terms)
    findings = [finding | {"text": _named(finding["text"], names)} for finding in state.get("findings", ())]
    tables = [
        *_lists(state, model, terms),
        obligation_lines(body["obligations"]),
        finding_lines(findings),
        signal_lines(state.get("signals", ())),
        _links(answer, state, names),
        fact_lines(body["facts"], answer.places),
    ]
    for table in tables:
        if table.row_count:
            yield table


def _standing(state: Mapping[str, Any], model: type[SubjectState], terms: Mapping[str, str]) -> Table:
    """What the state says of the subject alone; what is absent or empty is left out. ``terms``: codes in words."""
    grid = Table.grid(padding=(0, 2))
    for _ in range(2):
        grid.add_column(overflow="fold")
    for name, info in _own(model).items():
        value = state.get(name)
        if value is None or model_of(info) is not None or value in ("", [], {}):
            continue
        add(grid, info.title or name, words(value, info, terms))
    if state.get("flags"):
        add(grid, "标记", flag_words(state["flags"]))
    return grid


def _lists(state: Mapping[str, Any], model: type[SubjectState], terms: Mapping[str, str]) -> Iterator[Table]:
    """Lists of the state, each as a table of its own."""
    for name, info in _own(model).items():
        nested, value = model_of(info), state.get(name)
        if nested is None or not value:
            continue
        entries = value if isinstance(value, list) else [value]
        more = f"（最近{MOST_ROWS}行，共{len(entries)}行）" if len(entries) > MOST_ROWS else ""
        fields = nested.model_fields
        newest = entries[-MOST_ROWS:]
        rows = ([words(entry.get(field), info, terms) for field, info in fields.items()] for entry in newest)
        headings = tuple(field.title or field_name for field_name, field in fields.items())
        yield filled(f"{info.title}{more}", headings, rows)


def _links(answer: Told, state: Mapping[str, Any], names: Mapping[str, str]) -> Table:
    """The subjects on whose states it rests, and those that rest on it."""
    keys = [("所依", each["key"], each["title"]) for each in answer.body["linked"]]
    keys += [("流向", key, None) for key in state.get("sends", ())]
    rows = []
    for what, text, title in keys[:MOST_ROWS]:
        key = key_of(text)
        family = FAMILIES.by_kind.get(key.kind)
        rows.append((what, family.chinese if family else key.kind, names.get(key.org, key.org), key.subject, title))
    more = f"（{MOST_ROWS}项，共{len(keys)}项）" if len(keys) > MOST_ROWS else ""
    return filled(f"关联事项{more}", ("", "种类", "单位", "事项编号", "标题"), rows)


def _named(text: str, names: Mapping[str, str]) -> str:
    """A text with organisations by name; in what names a subject, ``<organisation>:<id>``, they stay as they are sent."""
    return _SLUG.sub(lambda match: names.get(match[0], match[0]), text)


def _own(model: type[SubjectState]) -> dict[str, FieldInfo]:
    """The fields that the family adds to what every state has."""
    return {name: info for name, info in model.model_fields.items() if name not in SubjectState.model_fields}


def _places(lies: Lies | None) -> dict[str, Any]:
    if lies is None:
        return {"topic": None, "partition": None, "offset": None, "inbox": None}
    return {**lies.intake._asdict(), "inbox": lies.inbox._asdict() if lies.inbox else None}
