"""How a field is documented: Chinese name, meaning, unit and source, in one place.

The generated JSON Schemas and the event pages read these; nothing else describes a field.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from typing import Annotated, Any, ClassVar, NamedTuple, Self, Unpack

import msgspec
from pydantic import BaseModel, ConfigDict, Field, GetPydanticSchema, WithJsonSchema
from pydantic.config import JsonDict
from pydantic.fields import FieldInfo
from pydantic_core import PydanticCustomError, core_schema

PATTERN_ORG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
"""An organisation's slug; it is part of topic names, so dots and underscores are out."""

PATTERN_ID = r"^[^\x00-\x1f\x7f/]+$"
"""Ids and subjects: anything printable but a slash, which joins org and subject in keys."""

PATTERN_CODE = r"^[A-Za-z0-9][A-Za-z0-9._:-]{0,99}$"
"""Numbers within applications: ASCII codes, so that no name fits in."""

PATTERN_KEYED = r"^[0-9a-f]{64}$"
"""A keyed HMAC-SHA-256 in hex."""

PATTERN_DIGEST = r"^sha256:[0-9a-f]{64}$"
"""A digest of content, with the name of its kind before it."""

PATTERN_URL = r"^https?://[^\s]+$"
"""An address on the web."""

PATTERN_WORDS = r"^[^\x00-\x1f\x7f@#!/·]+$"
"""Words that label counts: the marks that part these are out."""

PATTERN_INFORMATION = r"^([A-Za-z0-9][A-Za-z0-9._:-]{0,99}|[一-龥]{2,30}〔[0-9]{4}〕[0-9]{1,6}号)$"
"""A code, or a document's number; no name has its form."""

PATTERN_PERIOD = r"^20[0-9]{2}-(Q[1-4]|0[1-9]|1[0-2])$"
"""A quarter or a month."""

PATTERN_SPAN = r"^20[0-9]{2}(-(Q[1-4]|0[1-9]|1[0-2]))?$"
"""A year, a quarter or a month."""

SHAPES = {
    PATTERN_ORG: "小写字母、数字和连字符，如 fengjie-caizhengju",
    PATTERN_ID: "不含斜杠和控制字符",
    PATTERN_CODE: "字母、数字和 . _ : -，以字母或者数字开头，最多100个字符",
    PATTERN_KEYED: "64位十六进制的加密摘要（HMAC-SHA-256）",
    PATTERN_DIGEST: "sha256: 加64位十六进制数，如 gongkai report annual 所印",
    PATTERN_URL: "以 http:// 或者 https:// 开头的网址",
    PATTERN_WORDS: "不含 @ # ! / · 和控制字符",
    PATTERN_INFORMATION: "编号（字母、数字和 . _ : -），或者发文字号，如 奉节府办发〔2020〕101号",
    PATTERN_PERIOD: "季度或者月份，如 2026-Q1、2026-03",
    PATTERN_SPAN: "年度、季度或者月份，如 2026、2026-Q1、2026-03",
}
"""What a pattern asks for, in words."""

LAW = "政府信息公开条例"
"""国务院令第711号, as fields cite it."""

REPORT = "国办公开办函〔2021〕30号"
"""The form of the annual report, whose rows and columns fields name."""

DATE = "date, Asia/Shanghai"
"""The unit of every date."""


def _written_out(value: object) -> date:
    """The date a JSON string names; pydantic's own reading would also take seconds since 1970 in a string."""
    if not isinstance(value, str):
        raise PydanticCustomError("date_type", "Input should be a date in a string, YYYY-MM-DD")
    if len(value) == 10 and value[4] == value[7] == "-":
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise PydanticCustomError("date_parsing", "Input should be a day of the calendar, YYYY-MM-DD")


_READ_DATE = core_schema.json_or_python_schema(
    json_schema=core_schema.no_info_plain_validator_function(_written_out),
    python_schema=core_schema.date_schema(strict=True),
)

Date = Annotated[
    date,
    GetPydanticSchema(lambda _source, _handler: _READ_DATE),
    WithJsonSchema({"type": "string", "format": "date"}),
]
"""A day as others write it: ``2026-03-01`` and no other spelling."""


_AHEAD, _NOT_BEFORE, _AT_MOST = "ahead", "not_before", "at_most"
_REGISTERED, _OF_REGISTERED = "registered", "of_registered"


def described(
    name: str,
    meaning: str,
    *,
    unit: str = "",
    source: str = "",
    ahead: bool = False,
    not_before: str = "",
    at_most: str = "",
    registered: bool = False,
    of_registered: bool = False,
    **rest: Any,
) -> Any:
    """A pydantic field with its Chinese ``name``, ``meaning``, ``unit`` and ``source``.

    ``ahead``: it is a day to come, such as a limit that was set; every other day of a fact has been. ``not_before``
    and ``at_most`` name another field of the model, a day or a number, which this one does not precede or exceed
    where both are there; the door refuses what does. ``registered``: it names organisations, and only those of the
    registry, since something is owed by them or asked of them. ``of_registered``: it names a subject, and the organisation
    before it, where one stands there, is of the registry.
    """
    marks: JsonDict = {
        "unit": unit,
        "source": source,
        _AHEAD: ahead,
        _NOT_BEFORE: not_before,
        _AT_MOST: at_most,
        _REGISTERED: registered,
        _OF_REGISTERED: of_registered,
    }
    extra: JsonDict = {key: value for key, value in marks.items() if value}
    return Field(title=name, description=meaning, json_schema_extra=extra or None, **rest)


def is_ahead(field: FieldInfo) -> bool:
    """Whether a field was described as a day to come."""
    return _is_marked(field, _AHEAD)


def is_registered(field: FieldInfo) -> bool:
    """Whether a field names organisations of the registry only."""
    return _is_marked(field, _REGISTERED)


def is_of_registered(field: FieldInfo) -> bool:
    """Whether a field names a subject of an organisation of the registry only."""
    return _is_marked(field, _OF_REGISTERED)


def not_before(field: FieldInfo) -> str:
    """The field whose day this one does not precede; empty: none."""
    return _mark(field, _NOT_BEFORE)


def at_most(field: FieldInfo) -> str:
    """The field whose number this one does not exceed; empty: none."""
    return _mark(field, _AT_MOST)


def _is_marked(field: FieldInfo, name: str) -> bool:
    extra = field.json_schema_extra
    return isinstance(extra, dict) and bool(extra.get(name))


def _mark(field: FieldInfo, name: str) -> str:
    extra = field.json_schema_extra
    return str(extra.get(name, "")) if isinstance(extra, dict) else ""


class BusModel(BaseModel):
    """Base of everything on the bus: strict types, no unknown field, immutable.

    A model is defined with ``title`` (its Chinese name) and ``meaning`` (an English sentence); schemas,
    pages and messages for people read these, and its docstring is made of them.
    """

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, allow_inf_nan=False)

    meaning: ClassVar[str] = ""

    def __init_subclass__(cls, *, meaning: str = "", **settings: Unpack[ConfigDict]) -> None:
        # Pydantic has taken the settings by now; what is left here is ours.
        super().__init_subclass__()
        cls.meaning = meaning

    @classmethod
    def of(cls, **fields: Any) -> Self:
        """A model of values that are known to be right: nothing is checked, which a fold does some ten thousand times a second."""
        return cls.made_of(fields)

    @classmethod
    def made_of(cls, fields: Mapping[str, Any]) -> Self:
        """As `of`, for a model of many fields."""
        template = _template(cls)
        values = template.values.copy()
        values.update(fields)
        for name, factory in template.made:
            if name not in fields:
                values[name] = factory()
        model = cls.__new__(cls)
        _set(model, "__dict__", values)
        _set(model, "__pydantic_fields_set__", template.names)
        _set(model, "__pydantic_extra__", None)
        _set(model, "__pydantic_private__", None)
        return model

    def encoded(self) -> bytes:
        """The JSON that ``model_dump_json`` writes, made in half the time: of models of plain values, dates and words."""
        return _encode(self.__dict__)

    @classmethod
    def __pydantic_init_subclass__(cls, **_: Any) -> None:
        cls.__doc__ = f"{chinese(cls)}: {cls.meaning}"


def chinese(model: type[BusModel]) -> str:
    """The Chinese name of a model, as forms and notices call it."""
    return model.model_config.get("title") or model.__name__


_set = object.__setattr__
_encode = msgspec.json.Encoder(enc_hook=vars).encode


class _Template(NamedTuple):
    """What a model is made from: all fields in their order, with defaults, and None where one must be given."""

    values: dict[str, Any]
    made: list[tuple[str, Callable[[], Any]]]
    """Fields whose default is made anew for each model."""
    names: set[str]


@cache
def _template(model: type[BusModel]) -> _Template:
    fields = model.model_fields
    values = {name: None if info.is_required() else info.default for name, info in fields.items()}
    made = [(name, info.default_factory) for name, info in fields.items() if info.default_factory]
    return _Template(values, made, set(fields))  # type: ignore[arg-type]  # no factory here takes the validated data
