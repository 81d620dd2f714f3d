"""The fields of a schema as people read them: what each is called, what it takes, and what its terms mean."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from contracts.shapes import Json
from law.codes import APPLICANT_NAMES, STATUS_NAMES, ApplicantKind, ObligationStatus
from law.fees import BASIS_NAMES, Basis
from law.limit import UNIT_NAMES, LimitUnit
from law.outcomes import GROUND_NAMES, Ground
from law.table4 import RESULT_NAMES, Result
from law.time_limits.events import EVENT_NAMES, Event

Refer = Callable[[str], str]
"""How a text refers to another part of the schema by its name."""

BOUNDS = {
    "minLength": "≥ {} 字",
    "maxLength": "≤ {} 字",
    "minimum": "≥ {}",
    "maximum": "≤ {}",
    "pattern": "`{}`",
    "not_before": "不早于 `{}`",
    "at_most": "不大于 `{}`",
    "registered": "限单位名录所列",
    "of_registered": "写明单位的，限单位名录所列",
}

WORDS: dict[str, Mapping[Any, str]] = {
    ApplicantKind.__name__: APPLICANT_NAMES,
    Basis.__name__: BASIS_NAMES,
    Event.__name__: EVENT_NAMES,
    Ground.__name__: GROUND_NAMES,
    LimitUnit.__name__: UNIT_NAMES,
    ObligationStatus.__name__: STATUS_NAMES,
    Result.__name__: RESULT_NAMES,
}
"""What the codes of a list mean, where they are no words of their own."""


class Field(NamedTuple):
    """A field of an object; codes and patterns stand between backticks."""

    name: str
    chinese: str
    type: str
    is_required: bool
    meaning: str
    unit: str
    source: str


def fields(node: Json, whole: Json, refer: Refer) -> list[Field]:
    """The fields of an object ``node`` of the schema ``whole``."""
    required = set(node.get("required", ()))
    return [
        Field(
            name,
            _name(field, whole),
            _type(field, refer),
            name in required,
            field.get("description", ""),
            field.get("unit", ""),
            field.get("source", ""),
        )
        for name, field in node["properties"].items()
    ]


def terms(name: str, node: Json) -> list[tuple[str, str]]:
    """The values of a list of terms, with what each means where it is no word of its own."""
    words = WORDS.get(name, {})
    return [(value, words.get(value, "")) for value in node["enum"]]


def _name(field: Json, whole: Json) -> str:
    """The field's Chinese name; one that is called like the model it holds leaves it to the model."""
    if "title" in field:
        return str(field["title"])
    return str(whole["$defs"][_referred(field)]["title"])


def _referred(field: Json) -> str:
    return str(field["$ref"].rsplit("/", 1)[1])


def _type(field: Json, refer: Refer) -> str:
    if "anyOf" in field:
        return " 或 ".join(_type(branch, refer) for branch in field["anyOf"])
    if "$ref" in field:
        return refer(_referred(field))
    if "enum" in field:
        return "、".join(f"`{value}`" for value in field["enum"])
    kind = field.get("type", "any")
    inner = field.get("items") if kind == "array" else field.get("additionalProperties")
    if isinstance(inner, dict):
        return f"{kind} of {_type(inner, refer)}"
    bounds = [form.format(str(field[name])) for name, form in BOUNDS.items() if name in field]
    return " ".join([str(field.get("format") or kind), *bounds])
