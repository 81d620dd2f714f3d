"""Data that do not fit their model: which field, what is wrong with it, and what it should hold, in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import Enum
from functools import cache
from typing import Any, Final, NamedTuple, TypeVar, get_args, get_origin

from pydantic import ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from contracts.fields import SHAPES, BusModel
from services.gateway.rules import WITHHELD, RuleError
from services.gateway.strict_json import is_string, joined

Model = TypeVar("Model", bound=BusModel)

_CODES: Final = ("field.missing", "field.unknown", "field.type", "field.value", "date.invalid")
"""In the order in which they are told."""

_BOUNDS: Final = frozenset({"greater_than_equal", "less_than_equal", "too_long", "too_short"})
_NUMBER_BOUNDS: Final = {"ge": ("不小于", "at least"), "le": ("不大于", "at most")}
_NO_LIST: Final = frozenset({"list_type", "missing"})
_REFERENCES: Final = ("fact", "fact_type", "of_type")
"""Fields that hold a name of ours or an id: what stands in them may be shown."""


class _Wrong(NamedTuple):
    """One thing that pydantic reports: ``path`` within the data, and the field of ``model`` that it is about."""

    code: str
    path: str
    model: type[BusModel]
    name: str
    value: object
    kind: str
    limits: dict[str, Any]


def read(model: type[Model], data: bytes, body: object, path: str = "") -> Model:
    """``data`` as ``model``; ``body`` is the same parsed, ``path`` where it stands. Raises RuleError."""
    try:
        return model.__pydantic_validator__.validate_json(data)  # type: ignore[no-any-return]
    except ValidationError as error:
        raise _fault(model, error, body, path) from None


def _fault(model: type[BusModel], error: ValidationError, body: object, path: str) -> RuleError:
    """The first by code of what pydantic reports."""
    if not isinstance(body, dict):
        return RuleError("field.type", path or "data", body, name="数据", expected="对象", expected_en="an object")
    problems = [_wrong(model, item, body) for item in error.errors(include_url=False, include_input=False)]
    wrong = min(problems, key=lambda problem: _CODES.index(problem.code))
    field = joined(path, wrong.path)
    if wrong.code == "field.unknown":
        return RuleError("field.unknown", field, WITHHELD, known="、".join(wrong.model.model_fields))
    info = wrong.model.model_fields[wrong.name]
    expected, expected_en = _expected(info, wrong.kind, wrong.limits)
    value = wrong.value
    if is_string(value) and value and not _may_be_shown(wrong.model, wrong.name):
        value = WITHHELD
    return RuleError(wrong.code, field, value, name=info.title, expected=expected, expected_en=expected_en)


def _wrong(model: type[BusModel], item: ErrorDetails, body: object) -> _Wrong:
    """What is wrong, traced through the parts of the model and of the data."""
    path, owner, name, value = "", model, "", body
    for step in item["loc"]:
        path = joined(path, str(step))
        part = _part(owner, name) if name else owner
        if part is not None and isinstance(step, str):
            owner, name = part, step
        value = _member(value, step)
    return _Wrong(_code(item["type"], value), path, owner, name, value, item["type"], item.get("ctx", {}))


def _member(value: object, step: str | int) -> object:
    if isinstance(value, dict):
        return value.get(step, "")
    return value[step] if isinstance(value, list) and isinstance(step, int) else ""


@cache
def _part(model: type[BusModel], name: str) -> type[BusModel] | None:
    """The model of the parts that a field holds, if it holds such."""
    field = model.model_fields.get(name)
    annotations = [field.annotation] if field else []
    for annotation in annotations:
        if isinstance(annotation, type) and issubclass(annotation, BusModel):
            return annotation
        annotations.extend(get_args(annotation))
    return None


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


def _expected(field: FieldInfo, kind: str, limits: Mapping[str, Any]) -> tuple[str, str]:
    """Chinese and English for what ``field`` should hold, after pydantic's error ``kind`` and its ``limits``."""
    match kind:
        case "too_short":
            return f"至少 {limits['min_length']} 项", f"at least {limits['min_length']} of them"
        case "too_long":
            return f"最多 {limits['max_length']} 项", f"at most {limits['max_length']} of them"
        case "string_too_short":
            return "不得为空", "not empty"
        case "string_too_long":
            return f"最多 {limits['max_length']} 个字符", f"at most {limits['max_length']} characters"
        case "string_pattern_mismatch":
            pattern = limits["pattern"]
            return SHAPES.get(pattern, f"写法须符合 {pattern}"), f"{field.description}; pattern {pattern}"
    return _expected_kind(field, kind)


def _expected_kind(field: FieldInfo, kind: str) -> tuple[str, str]:
    """The type of the field: of a list with that of its parts where there is none, of a number with its bounds."""
    if kind in _NO_LIST and (element := _element(field.annotation)) is not None:
        chinese, english = _expected_type(_inner(element))
        return f"列表，每项为{chinese}", f"a list, of which each is {english}"
    inner = _inner(field.annotation)
    return _whole_number(field) if inner is int else _expected_type(inner)


def _whole_number(field: FieldInfo) -> tuple[str, str]:
    """With its bounds, as far as there are any."""
    bounds = {name: getattr(mark, name) for mark in field.metadata for name in _NUMBER_BOUNDS if hasattr(mark, name)}
    chinese = [f"{_NUMBER_BOUNDS[name][0]} {bound}" for name, bound in bounds.items()]
    english = [f"{_NUMBER_BOUNDS[name][1]} {bound}" for name, bound in bounds.items()]
    return "，".join(["不加引号的整数", *chinese]), ", ".join(["a whole number without quotes", *english])


def _element(annotation: Any) -> Any:
    """What a list holds, of an optional one too; None where it is no list."""
    lists = (kind for kind in (annotation, *get_args(annotation)) if get_origin(kind) is list)
    return next((get_args(kind)[0] for kind in lists), None)


@cache
def _may_be_shown(model: type[BusModel], name: str) -> bool:
    """Whether a field is a day, a term of a list or a reference, and never a text of the sender's own."""
    inner = _inner(model.model_fields[name].annotation)
    return name in _REFERENCES or (isinstance(inner, type) and issubclass(inner, (date, Enum)))


def _inner(annotation: Any) -> Any:
    """The type itself, of an optional one too."""
    return next((kind for kind in get_args(annotation) if isinstance(kind, type)), annotation)


def _expected_type(inner: Any) -> tuple[str, str]:
    if inner is date:
        return "日期，如 2026-03-01", "a day such as 2026-03-01, in quotes"
    if isinstance(inner, type) and issubclass(inner, Enum):
        terms = [str(term.value) for term in inner]
        return f"{'、'.join(terms)}之一", f"one of {', '.join(terms)}"
    return _PLAIN.get(inner, ("对象", "an object"))


_PLAIN: dict[Any, tuple[str, str]] = {
    str: ("字符串", "a string"),
    bool: ("true 或 false", "true or false, without quotes"),
}
