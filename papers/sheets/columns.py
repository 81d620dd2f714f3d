"""The columns of a sheet, made from the models of its steps: a field's title, what it holds, and whether it must be there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum, StrEnum
from functools import cache
from typing import Any, get_args, get_origin

from pydantic.fields import FieldInfo

from contracts.fields import (
    PATTERN_KEYED,
    PATTERN_ORG,
    PATTERN_PERIOD,
    BusModel,
)
from contracts.terms import kinds_in, words_of
from papers.sheets.forms import Layout, Step


class Kind(StrEnum):
    """What a cell holds."""

    DATE = "日期"
    YES_NO = "是或者否"
    NUMBER = "整数"
    CHOICE = "从下拉列表中选"
    CHOICES = "可填几项，用顿号分开"
    CODE = "编号"
    PERIOD = "季度或者月份"
    UNIT = "单位名称"
    UNITS = "单位名称，可填几个，用顿号分开"
    TEXT = "文字"


class Role(StrEnum):
    """What a column is for."""

    NUMBER = "本单位编号"
    SUBJECT = "所属编号"
    NTH = "第几次"
    FIELD = "字段"
    WITHDRAW = "撤回"
    REASON = "更正原因"
    ORDER = "序号"
    PROBLEM = "问题"


@dataclass(frozen=True)
class Column:
    """A column of a sheet."""

    role: Role
    heading: str
    title: str
    kind: Kind = Kind.TEXT
    required: bool = False
    step: Step | None = None
    path: tuple[str, ...] = ()
    """Where its value stands in the step's data: one name, two where it belongs to a part."""
    in_list: bool = False
    """It belongs to the parts that stand a row each."""
    choices: Mapping[str, str] = field(default_factory=dict)
    """Word → what is sent."""
    info: FieldInfo | None = None


_SPECIAL = {
    Role.NTH: Column(Role.NTH, "第几次", "第几次", Kind.NUMBER),
    Role.WITHDRAW: Column(Role.WITHDRAW, "撤回", "撤回", Kind.CHOICES),
    Role.REASON: Column(Role.REASON, "更正原因", "更正原因"),
}

WHOLE_ROW = "整行撤回"
"""In 撤回: everything that the row told."""


@cache
def columns_of(layout: Layout) -> tuple[Column, ...]:
    """The columns of a sheet, in the order of its template; headings are unique in it."""
    fields = [column for step in layout.steps for column in _of_step(step, layout)]
    titles = Counter(column.title for column in fields)
    named = [
        replace(column, heading=column.title if titles[column.title] == 1 else f"{_step(column).title}：{column.title}")
        for column in fields
    ]
    kind = Kind.CODE
    head = [Column(Role.NUMBER, Role.NUMBER, Role.NUMBER, kind, required=True)]
    if layout.subject:
        head.append(Column(Role.SUBJECT, layout.subject, layout.subject, kind, required=True))
    withdrawals = {WHOLE_ROW: WHOLE_ROW} | {step.title: step.verb for step in layout.steps if len(layout.steps) > 1}
    return (
        *head,
        *named,
        *(() if layout.subject or layout.parts else (_SPECIAL[Role.NTH],)),
        replace(_SPECIAL[Role.WITHDRAW], choices=withdrawals),
        _SPECIAL[Role.REASON],
    )


def part_key(layout: Layout) -> Column:
    """The column by which a part of the sheet's list is known again: its code or number."""
    return next(column for column in columns_of(layout) if column.in_list)


def _step(column: Column) -> Step:
    assert column.step is not None
    return column.step


def _of_step(step: Step, layout: Layout) -> Iterator[Column]:
    for name, info in step.model.model_fields.items():
        part = _part(info)
        if part is None:
            if not _is_digest(info):
                yield _column(step, (name,), info, info.title or name, required=info.is_required())
        elif name == layout.parts or not _is_list(info.annotation):
            outer = "" if name == layout.parts else f"{info.title}："
            for inner, inner_info in part.model_fields.items():
                if _part(inner_info) is None:
                    required = inner_info.is_required() and name == layout.parts
                    column = _column(step, (name, inner), inner_info, f"{outer}{inner_info.title}", required=required)
                    yield replace(column, in_list=name == layout.parts)


def _column(step: Step, path: tuple[str, ...], info: FieldInfo, title: str, *, required: bool) -> Column:
    kind, choices = _kind(info)
    return Column(Role.FIELD, title, title, kind, required, step, path, choices=choices, info=info)


def _kind(info: FieldInfo) -> tuple[Kind, Mapping[str, str]]:
    kinds = list(kinds_in(info.annotation))
    several = _is_list(info.annotation)
    if chosen := next((kind for kind in kinds if issubclass(kind, Enum)), None):
        return (Kind.CHOICES if several else Kind.CHOICE), {
            word: str(member.value) for word, member in words_of(chosen).items()
        }
    if pattern_of(info) == PATTERN_ORG:
        return (Kind.UNITS if several else Kind.UNIT), {}
    for kind, of in ((date, Kind.DATE), (bool, Kind.YES_NO), (int, Kind.NUMBER)):
        if kind in kinds:
            return of, {}
    pattern = pattern_of(info)
    if pattern == PATTERN_PERIOD:
        return Kind.PERIOD, {}
    return (Kind.CODE if pattern is not None else Kind.TEXT), {}


def _part(info: FieldInfo) -> type[BusModel] | None:
    return next((kind for kind in kinds_in(info.annotation) if issubclass(kind, BusModel)), None)


def _is_list(annotation: object) -> bool:
    return get_origin(annotation) is list or any(_is_list(part) for part in get_args(annotation))


def _is_digest(info: FieldInfo) -> bool:
    """What a program computes with a key is not written by hand."""
    return pattern_of(info) == PATTERN_KEYED


def pattern_of(info: FieldInfo) -> str | None:
    """The pattern of a field's text, or of those that its list holds."""
    return next(_patterns(info.metadata, info.annotation), None)


def _patterns(metadata: Any, annotation: object) -> Iterator[str]:
    for mark in metadata:
        if pattern := getattr(mark, "pattern", None):
            yield str(pattern)
    for part in get_args(annotation):
        yield from _patterns(getattr(part, "__metadata__", ()), part)
