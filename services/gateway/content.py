"""The content of a fact: which family it is about, whether its data fit their model, and its days."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from difflib import get_close_matches
from functools import cache, lru_cache
from types import NoneType
from typing import Any, Final, NamedTuple, get_args, get_origin

from pydantic import BaseModel

from contracts.amendments import AMENDMENTS, CORRECTED, WITHDRAWN
from contracts.envelope import local_date
from contracts.families import Families
from contracts.fields import is_ahead
from contracts.kit import Family
from services.gateway.faults import read
from services.gateway.order import check_order
from services.gateway.records import Event, Units
from services.gateway.registered import check_registered
from services.gateway.rules import WITHHELD, RuleError, named
from services.gateway.strict_json import joined, raw_data, strings

EARLIEST: Final = date(2008, 1, 1)
"""政府信息公开条例 has been in force since 2008, and the working-day calendars begin with it."""

YEARS_AHEAD: Final = 10
"""A day to come lies at most this many years after today."""

_CONTAINERS: Final = frozenset({list, tuple, dict})
_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
"""Characters that no text needs; PostgreSQL takes no NUL, and terminals obey the others."""


def concerned(event: Event, families: Families) -> Family | None:
    """The family that the record is about as far as it says, whatever else is wrong with it.

    An amendment is about the family of the fact that it names; should it name several, about one of codes only.
    """
    kind = event.attributes["type"]
    if kind not in AMENDMENTS:
        return family_of(kind, families)
    if not isinstance(event.body, dict):
        return None
    named = [event.body.get(name) for name in ("fact_type", "of_type")]
    families_named = [
        family
        for name in named
        if isinstance(name, str) and name != CORRECTED and (family := family_of(name, families))
    ]
    strict = [family for family in families_named if family.codes_only]
    return next(iter(strict or families_named), None)


def family_of(kind: str, families: Families) -> Family | None:
    """The family of a type of fact, known or not yet; None where no family is called so.

    What is not ASCII is no type; it may be a text about a person.
    """
    name, dot, _ = kind.partition(".")
    family = families.by_name.get(name) if dot else None
    return family if family is not None and (family.codes_only or kind.isascii()) else None


def check(event: Event, today: date, families: Families, units: Units) -> None:
    """Raises RuleError when the data are not what the type says, a day of the fact cannot be, or nobody knows a unit that it names."""
    kind = event.attributes["type"]
    model = families.messages.get(kind)
    if model is None:
        raise _unknown(kind, families)
    fact = read(model, event.data, event.body)
    path = ""
    if kind in AMENDMENTS:
        amended = _amended(event, families)
        if kind == CORRECTED:
            assert isinstance(event.body, dict)
            path = "data"
            fact = read(families.facts[amended], raw_data(event.data), event.body["data"], path)
    if not event.texts.isprintable():
        _check_characters(event)
    _check_days(fact, path, today)
    check_order(fact, path)
    check_registered(fact, path, units)
    _check_day(f"{event.prefix}time", _day_of(event.time), today, named(None), ahead=False)


def _day_of(when: datetime) -> date:
    """The day of ``when`` in Asia/Shanghai; far outside our time, where zones end, the day as written."""
    return local_date(when) if 1902 < when.year < 9000 else when.date()


class _Dated(NamedTuple):
    name: str
    title: str
    """How people call it, in brackets."""
    ahead: bool
    plain: bool
    """It holds a day or nothing, and never parts or a list."""


@cache
def _dated(model: type[BaseModel]) -> tuple[_Dated, ...]:
    """The fields of a model in which days can stand, its parts' included."""
    dated = []
    for name, field in model.model_fields.items():
        kinds = set(_kinds(field.annotation))
        if date in kinds or any(issubclass(kind, BaseModel) for kind in kinds):
            dated.append(_Dated(name, named(field.title), is_ahead(field), plain=kinds <= {date, NoneType}))
    return tuple(dated)


def _kinds(annotation: Any) -> Iterator[type]:
    """The classes within an annotation, containers included."""
    origin = get_origin(annotation)
    if origin in _CONTAINERS:
        yield origin
    if origin is None and isinstance(annotation, type):
        yield annotation
    for inner in get_args(annotation):
        yield from _kinds(inner)


def _check_days(fact: BaseModel, path: str, today: date) -> None:
    for name, title, ahead, plain in _dated(type(fact)):
        value = fact.__dict__[name]
        if not (plain and (value is None or EARLIEST <= value <= today)):
            _check_value(value, joined(path, name), today, title, ahead=ahead)


def _check_value(value: object, path: str, today: date, title: str, *, ahead: bool) -> None:
    if isinstance(value, date):
        _check_day(path, value, today, title, ahead=ahead)
    elif isinstance(value, BaseModel):
        _check_days(value, path, today)
    elif isinstance(value, (list, tuple)):
        for place, part in enumerate(value):
            _check_value(part, joined(path, str(place)), today, title, ahead=ahead)
    elif isinstance(value, dict):
        for name, part in value.items():
            _check_value(part, joined(path, name), today, title, ahead=ahead)


def _check_day(field: str, day: date, today: date, title: str, *, ahead: bool) -> None:
    if day > today:
        if not ahead:
            raise RuleError("date.future", field, day.isoformat(), name=title, today=today)
        if day > (latest := _latest(today)):
            raise RuleError("date.too_far", field, day.isoformat(), name=title, latest=latest)
    if day < EARLIEST:
        raise RuleError("date.too_early", field, day.isoformat(), name=title, earliest=EARLIEST)


_NEAR = 3
"""Types that are named where one is unknown."""
_LONGEST_TYPE = 100
"""What is longer resembles none."""


@lru_cache(8)
def _latest(today: date) -> date:
    year = today.year + YEARS_AHEAD
    leap_day = (today.month, today.day) == (2, 29)
    return date(year, 2, 28) if leap_day and year % 4 else today.replace(year=year)


def _unknown(kind: str, families: Families) -> RuleError:
    unversioned = re.sub(r"\.v[^.]*$", "", kind)
    versions = [known for known in families.messages if known.rpartition(".")[0] == unversioned]
    if versions:
        return RuleError("version.unknown", "type", kind, known="、".join(versions))
    near = get_close_matches(kind.lower()[:_LONGEST_TYPE], families.messages, _NEAR)
    own = [known for known in families.messages if known.partition(".")[0] == kind.partition(".")[0]]
    return RuleError("type.unknown", "type", kind, known="、".join(near or own or list(families.messages)[:_NEAR]))


def _amended(event: Event, families: Families) -> str:
    """The type of the fact that an amendment is about in the end."""
    assert isinstance(event.body, dict)
    fact_type, of_type = event.body["fact_type"], event.body.get("of_type")
    known = ("、".join(families.facts), ", ".join(families.facts))
    if event.attributes["type"] == WITHDRAWN and fact_type == CORRECTED:
        if of_type is None:
            raise RuleError("field.missing", "of_type", name="更正所指类型", expected=known[0])
        if of_type not in families.facts:
            raise _not_listed("of_type", of_type, known)
        return str(of_type)
    if of_type is not None:
        only = (f"仅当 fact_type 为 {CORRECTED} 时填写", f"absent unless fact_type is {CORRECTED}")
        raise _not_listed("of_type", of_type, only)
    if fact_type not in families.facts:
        raise _not_listed("fact_type", fact_type, known)
    return str(fact_type)


def _not_listed(field: str, value: str, expected: tuple[str, str]) -> RuleError:
    return RuleError("field.value", field, value, name="事实类型", expected=expected[0], expected_en=expected[1])


def _check_characters(event: Event) -> None:
    for path, text in strings(event.body):
        if _CONTROL.search(text):
            raise RuleError(
                "field.value",
                path,
                WITHHELD,
                name="文字",
                expected="不含控制字符",
                expected_en="no control characters",
            )
