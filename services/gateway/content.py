"""The data of a fact against its model: which type it is, where it goes, and what is wrong with it."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, Final, NamedTuple

from pydantic import ValidationError

from contracts.facts import AMENDMENTS, CORRECTED, FACTS, WITHDRAWN, service_for
from contracts.fields import BusModel
from services.gateway import words
from services.gateway.dates import EARLIEST, day_fields, day_of, moment
from services.gateway.records import Event
from services.gateway.rules import RuleError
from services.gateway.shown import WITHHELD
from services.gateway.strict_json import is_string, joined, raw_data, strings

_TYPES: Final = FACTS | AMENDMENTS
_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
"""Characters that no text needs; PostgreSQL takes no NUL, and terminals obey the others."""

_CODES: Final = ("field.missing", "field.unknown", "field.type", "field.value", "date.invalid")
"""In the order in which they are told."""


class _Wrong(NamedTuple):
    code: str
    name: str
    kind: str
    limits: dict[str, Any]


def service_of(event: Event, today: date) -> str:
    """The service that keeps this fact, when nothing is wrong with it. Raises RuleError."""
    model = _model(event.attributes["type"])
    fact = _read(model, event.data, event.body)
    days = _days(fact)
    concerned = event.attributes["type"]
    if concerned in AMENDMENTS:
        concerned = _amended(event, concerned)
    if concerned in FACTS and event.attributes["type"] == CORRECTED:
        assert isinstance(event.body, dict)
        inner = raw_data(event.data)
        days = _days(_read(FACTS[concerned], inner, event.body["data"], "data"), "data")
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
    when = moment(event.attributes["time"])
    assert when is not None, "the envelope was checked"
    for field, day in [*days, (f"{event.prefix}time", day_of(when))]:
        if day > today:
            raise RuleError("date.future", field, day.isoformat(), today=today)
        if day < EARLIEST:
            raise RuleError("date.too_early", field, day.isoformat(), earliest=EARLIEST)
    return service_for(concerned)


def has_control(text: str) -> bool:
    """Whether ``text`` has characters that no text needs."""
    return _CONTROL.search(text) is not None


def _model(name: str) -> type[BusModel]:
    if name in _TYPES:
        return _TYPES[name]
    family = re.sub(r"\.v[^.]*$", "", name)
    versions = [known for known in _TYPES if known.rpartition(".")[0] == family]
    if versions:
        raise RuleError("version.unknown", "type", name, known="、".join(versions))
    raise RuleError("type.unknown", "type", name, known="、".join(_TYPES))


def _amended(event: Event, name: str) -> str:
    """The type of the fact that an amendment is about in the end."""
    assert isinstance(event.body, dict)
    concerned = event.body["fact_type"]
    of_type = event.body.get("of_type")
    known = ("、".join(FACTS), ", ".join(FACTS))
    if name == WITHDRAWN and concerned == CORRECTED:
        if of_type is None:
            raise RuleError("field.missing", "of_type", name="更正所指类型", expected=known[0])
        if of_type not in FACTS:
            raise _not_listed("of_type", of_type, known)
        return str(of_type)
    if of_type is not None:
        only = (f"仅当 fact_type 为 {CORRECTED} 时填写", f"absent unless fact_type is {CORRECTED}")
        raise _not_listed("of_type", of_type, only)
    if concerned not in FACTS:
        raise _not_listed("fact_type", concerned, known)
    return str(concerned)


def _not_listed(field: str, value: str, expected: tuple[str, str]) -> RuleError:
    return RuleError(
        "field.value", field, value, name="事实类型", expected=expected[0], expected_en=expected[1]
    )


def _days(fact: BusModel, path: str = "") -> list[tuple[str, date]]:
    return [
        (joined(path, name), day)
        for name in day_fields(type(fact))
        if (day := getattr(fact, name)) is not None
    ]


def _read(model: type[BusModel], data: bytes, body: object, path: str = "") -> BusModel:
    try:
        return model.model_validate_json(data)
    except ValidationError as error:
        raise _fault(model, error, body, path) from None


def _fault(model: type[BusModel], error: ValidationError, body: object, path: str) -> RuleError:
    """The first by code of what pydantic found."""
    if not isinstance(body, dict):
        return RuleError(
            "field.type", path or "data", body, name="数据", expected="对象", expected_en="an object"
        )
    found = [
        _Wrong(
            _code(item["type"], body.get(item["loc"][0])),
            str(item["loc"][0]),
            item["type"],
            item.get("ctx", {}),
        )
        for item in error.errors(include_url=False, include_input=False)
    ]
    wrong = min(found, key=lambda one: _CODES.index(one.code))
    field = joined(path, wrong.name)
    if wrong.code == "field.unknown":
        return RuleError("field.unknown", field, WITHHELD, known="、".join(model.model_fields))
    expected, expected_en = words.expected(model.model_fields[wrong.name], wrong.kind, wrong.limits)
    value = body.get(wrong.name, "")
    if is_string(value) and value and not words.is_listed(model, wrong.name):
        value = WITHHELD
    name = model.model_fields[wrong.name].title
    return RuleError(wrong.code, field, value, name=name, expected=expected, expected_en=expected_en)


_BOUNDS: Final = frozenset({"greater_than_equal", "less_than_equal", "too_long"})


def _code(kind: str, value: object) -> str:
    if kind == "missing":
        return "field.missing"
    if kind == "extra_forbidden":
        return "field.unknown"
    if kind in _BOUNDS:
        return "field.value"
    if not is_string(value) or kind.endswith("_type"):
        return "field.type"
    return "date.invalid" if kind.startswith("date") else "field.value"
