"""Values of states in words: terms that travel as English codes, moments, days, and parts with fields of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from enum import Enum
from types import MappingProxyType
from typing import Any, Literal, get_args, get_origin

from pydantic.fields import FieldInfo

from contracts.dispute import STAGE_NAMES, DisputeStage
from contracts.envelope import SHANGHAI
from contracts.fields import BusModel
from contracts.kit import Family
from law.clock import STATE_NAMES, State
from law.codes import APPLICANT_NAMES, ApplicantKind
from law.fees import BASIS_NAMES, Basis
from law.outcomes import GROUND_NAMES, OUTCOMES, AnswerCode, Ground, Row
from law.table3 import row_name
from law.table4 import BLOCKS, RESULT_NAMES, Remedy, Result

_TERMS: dict[type[Enum], Callable[[Any], str]] = {
    ApplicantKind: APPLICANT_NAMES.__getitem__,
    AnswerCode: lambda code: OUTCOMES[code].says,
    Basis: BASIS_NAMES.__getitem__,
    DisputeStage: STAGE_NAMES.__getitem__,
    Ground: GROUND_NAMES.__getitem__,
    Remedy: lambda remedy: "".join(BLOCKS[remedy]),
    Result: RESULT_NAMES.__getitem__,
    Row: row_name,
    State: STATE_NAMES.__getitem__,
}
"""Lists of terms whose codes are no Chinese words."""

NO_TERMS: Mapping[str, str] = MappingProxyType({})

_STAGES = {
    "drafted": "已拟稿",
    "returned": "已退回",
    "approved": "已签发",
    "expired": "已失效",
    "in_force": "生效中",
    "ahead": "尚未生效",
    "repealed": "已废止",
    "unknown": "情况不明",
}
"""How far documents and rows of the catalog have come."""

_BOOLEANS = {True: "是", False: "否"}


def labels_of(family: Family) -> dict[str, str]:
    """Codes of the family's measures, and those by which they are labelled, such as those of vetoes, in Chinese."""
    named = {measure.code: measure.chinese for measure in family.measures}
    return named | {label: names[0] for measure in family.measures for label, names in measure.labels.items()}


def words(value: object, info: FieldInfo, terms: Mapping[str, str] = NO_TERMS) -> str:
    """What a field of a state holds; ``terms`` are codes in words. One that nobody knows stands for itself."""
    match value:
        case None:
            return ""
        case bool():
            return _BOOLEANS[value]
        case list():
            parts = [words(each, info, terms) for each in value]
            return ("\n" if model_of(info) else "、").join(parts)
        case dict():
            return _part(value, model_of(info), terms)
        case str():
            return terms[value] if value in terms else _term(value, info)
    return str(value)


def model_of(info: FieldInfo) -> type[BusModel] | None:
    """The model of which a field holds one or a list."""
    return next((kind for kind in _kinds(info.annotation) if issubclass(kind, BusModel)), None)


def _part(value: dict[str, Any], model: type[BusModel] | None, terms: Mapping[str, str]) -> str:
    fields = model.model_fields if model else {}
    # Numbers by kind have no model: their keys are words already, or codes of measures.
    parts = [
        f"{fields[name].title or name} {words(each, fields[name])}"
        if name in fields
        else f"{terms.get(name, name)} {each}"
        for name, each in value.items()
        if each not in (None, "", [], {})
    ]
    return "，".join(parts)


def _term(value: str, info: FieldInfo) -> str:
    if get_origin(info.annotation) is Literal:
        return _STAGES.get(value, value)
    for kind in _kinds(info.annotation):
        if issubclass(kind, datetime):
            return f"{datetime.fromisoformat(value).astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
        if kind in _TERMS and value in {term.value for term in kind}:
            return _TERMS[kind](kind(value))
    return value


def _kinds(annotation: object) -> Iterator[type]:
    if isinstance(annotation, type):
        yield annotation
    for part in get_args(annotation):
        yield from _kinds(part)
