"""What a field should hold, in words, read off the models."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import Enum
from functools import cache
from typing import Any, get_args

from pydantic.fields import FieldInfo

from contracts.fields import BusModel

_NAMED = ("fact", "fact_type", "of_type")


def expected(field: FieldInfo, kind: str, limits: Mapping[str, Any]) -> tuple[str, str]:
    """Chinese and English for what ``field`` should hold, after pydantic's error ``kind`` and its ``limits``."""
    match kind:
        case "string_too_short":
            return "不得为空", "not empty"
        case "string_too_long":
            return f"最多 {limits['max_length']} 个字符", f"at most {limits['max_length']} characters"
        case "string_pattern_mismatch":
            return f"写法须符合 {limits['pattern']}", f"{field.description}; pattern {limits['pattern']}"
    return _kind(_inner(field.annotation))


@cache
def is_listed(model: type[BusModel], name: str) -> bool:
    """Whether a field is a day, a term of a list or a reference: what stands in it may be shown."""
    inner = _inner(model.model_fields[name].annotation)
    return name in _NAMED or (isinstance(inner, type) and issubclass(inner, (date, Enum)))


def _inner(annotation: Any) -> Any:
    """The type itself, of an optional one too."""
    return next((kind for kind in get_args(annotation) if isinstance(kind, type)), annotation)


def _kind(inner: Any) -> tuple[str, str]:
    if inner is date:
        return "日期，如 2026-03-01", "a day such as 2026-03-01, in quotes"
    if isinstance(inner, type) and issubclass(inner, Enum):
        terms = [str(term.value) for term in inner]
        return f"{'、'.join(terms)}之一", f"one of {', '.join(terms)}"
    return _PLAIN.get(inner, ("对象或列表", "an object or a list"))


_PLAIN: dict[Any, tuple[str, str]] = {
    str: ("字符串", "a string"),
    bool: ("true 或 false", "true or false, without quotes"),
    int: ("规定范围内的整数", "a whole number within its bounds, without quotes"),
}
