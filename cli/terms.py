"""Values of states in words: terms that travel as English codes, moments, days, and parts with fields of their own."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any, Literal, get_origin

from pydantic.fields import FieldInfo

from contracts.envelope import SHANGHAI
from contracts.fields import BusModel
from contracts.kit import Family
from contracts.terms import TERMS, kinds_in

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
    return next((kind for kind in kinds_in(info.annotation) if issubclass(kind, BusModel)), None)


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
    for kind in kinds_in(info.annotation):
        if issubclass(kind, datetime):
            return f"{datetime.fromisoformat(value).astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
        if kind in TERMS and value in {term.value for term in kind}:
            return TERMS[kind](kind(value))
    return value
