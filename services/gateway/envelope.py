"""Reading a CloudEvent from a Kafka record, in binary or in structured mode."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any, Final

from contracts.envelope import ABOUT, CARRIED, REQUIRED, STRUCTURED
from services.gateway.records import Event, Inbound
from services.gateway.rules import MAX_NAME, RuleError
from services.gateway.strict_json import parse, raw_data, text_of

NEEDED: Final = tuple(name.removeprefix("ce_") for name in REQUIRED)
"""Attributes that every fact has."""

_OPTIONAL: Final = (*CARRIED, "org", ABOUT)
_NAME: Final = re.compile(r"(?!\s)[^\x00-\x1f\x7f-\x9f\u2028\u2029/]+(?<!\s)")
_TEXT: Final = re.compile(r"(?!\s)[^\x00-\x1f\x7f-\x9f\u2028\u2029]+(?<!\s)")
_FORMS: Final = {"id": _NAME, "source": _TEXT, "type": _TEXT, "subject": _NAME} | dict.fromkeys(_OPTIONAL, _TEXT)
"""Form of each attribute that is a text of the sender's."""

_HEADERS: Final = frozenset(f"ce_{name}" for name in (*NEEDED, *_OPTIONAL)) | {"content-type"}
_SEPARATORS: Final = re.compile(r"[-_.: ]")
_SPELT: Final = {_SEPARATORS.sub("", name): name for name in _HEADERS}
"""Letters of a header's name → the header; Kafka tells ``CE_ID``, ``ce-id`` and ``ce_id`` apart, and people do not."""

_TEXTS: Final = frozenset((*NEEDED, *_OPTIONAL, "datacontenttype"))
_JSON_TYPE: Final = re.compile(r"application/(?:[a-z0-9.\-]+\+)?json *(?:; *charset *= *\"?utf-8\"? *)?")
_MOMENT: Final = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,9})?(?:Z|[+-][0-9]{2}:[0-9]{2})"
)


def read(record: Inbound, limit: int) -> Event:
    """The event in ``record``, its envelope checked. Raises RuleError."""
    value = record.value
    if value is None:
        raise RuleError("value.null")
    if len(value) > limit:
        raise RuleError("value.too_large", value=len(value), limit=limit)
    body = parse(value)
    content, attributes, misspelt = _headers(record)
    if is_structured(content):
        return _structured(attributes, body, value)
    if misspelt:
        _refuse_misspelt(misspelt, attributes, body)
    if content and not is_json(content):
        raise RuleError("envelope.invalid", field="content-type", value=content, about="envelope.content_type")
    if not attributes and isinstance(body, dict) and "specversion" in body:
        raise RuleError("header.missing", field="content-type", value=content, about="header.mode")
    for name in NEEDED:
        if name not in attributes:
            raise RuleError("header.missing", field=f"ce_{name}")
    return Event("ce_", attributes, _checked("ce_", attributes), body, value, text_of(body))


@lru_cache(256)
def is_structured(content: str) -> bool:
    """Whether a content type means structured mode."""
    return content.split(";", 1)[0].strip().lower() == STRUCTURED.decode()


@lru_cache(256)
def is_json(content: str) -> bool:
    """Whether a content type means JSON in UTF-8."""
    kind = content.strip().lower()
    return _JSON_TYPE.fullmatch(kind) is not None and "cloudevents" not in kind


def is_name(text: str) -> bool:
    """Whether ``text`` can be an id or a subject."""
    return len(text) <= MAX_NAME and _NAME.fullmatch(text) is not None


def _headers(record: Inbound) -> tuple[str, dict[str, str], dict[str, str]]:
    """The content type, the attributes in ``ce_…``, and headers of ours as they must be spelt → as they are."""
    attributes: dict[str, str] = {}
    misspelt: dict[str, str] = {}
    content = None
    for name, raw in record.headers:
        is_attribute = name[:3] == "ce_"
        if name not in _HEADERS and (meant := _meant(name)):
            misspelt[meant] = name
        if raw is None or not (is_attribute or name == "content-type"):
            continue
        if name[3:] in attributes if is_attribute else content is not None:
            raise RuleError("envelope.invalid", field=name, about="envelope.repeated")
        try:
            text = raw.decode()
        except UnicodeDecodeError:
            raise RuleError("utf8.invalid", field=name) from None
        if is_attribute:
            attributes[name[3:]] = text
        else:
            content = text
    return content or "", attributes, misspelt


@lru_cache(256)
def _meant(name: str) -> str | None:
    """The header of ours that ``name`` is another spelling of."""
    return _SPELT.get(_SEPARATORS.sub("", name.lower()))


def _refuse_misspelt(misspelt: Mapping[str, str], attributes: Mapping[str, str], body: Any) -> None:
    """Raises RuleError for a header whose meaning would be lost; a content type only where it would have told the mode."""
    for header, written in misspelt.items():
        attribute = header.removeprefix("ce_")
        if header == "content-type":
            is_lost = not attributes and isinstance(body, dict) and "specversion" in body
        else:
            is_lost = attribute not in attributes
        if is_lost:
            raise RuleError("header.missing", header, written, about="header.spelling", written=written)


def _structured(headers: Mapping[str, str], body: Any, value: bytes) -> Event:
    if not isinstance(body, dict):
        raise RuleError("envelope.invalid", about="envelope.object")
    for name in NEEDED:
        if name not in body:
            written = next((key for key in body if (_meant(key) or _meant(f"ce_{key}")) == f"ce_{name}"), None)
            about = "envelope.missing" if written is None else "envelope.spelling"
            raise RuleError("envelope.invalid", name, written or "", about=about, written=written)
    attributes = {name: text for name, text in body.items() if type(text) is str and name != "data"}
    for name, text in body.items():
        if name not in attributes and name in _TEXTS and (text is not None or name in NEEDED):
            raise RuleError("envelope.invalid", field=name, value=text, about="envelope.text")
    content = attributes.get("datacontenttype", "application/json")
    if not is_json(content):
        raise RuleError("envelope.invalid", field="datacontenttype", value=content, about="envelope.content_type")
    time = _checked("", attributes)
    if "data" not in body:
        raise RuleError("field.missing", field="data", name="数据", expected="{…}")
    if "org" in headers:
        attributes["ce_org"] = headers["org"]
    return Event("", attributes, time, body["data"], raw_data(value), text_of(body["data"]))


def _checked(prefix: str, attributes: Mapping[str, str]) -> datetime:
    """The moment of an event whose attributes are well formed. Raises RuleError."""
    version = attributes["specversion"]
    if version != "1.0":
        raise RuleError("envelope.invalid", f"{prefix}specversion", version, about="envelope.specversion")
    for name, text in attributes.items():
        form = _FORMS.get(name)
        if form is not None and (len(text) > MAX_NAME or not form.fullmatch(text)):
            raise _malformed(prefix + name, text, is_name=form is _NAME)
    time = _moment(attributes["time"])
    if time is None:
        raise RuleError("envelope.invalid", field=f"{prefix}time", value=attributes["time"], about="envelope.time")
    return time


def _moment(text: str) -> datetime | None:
    """The moment that an RFC 3339 text names, None when it names none or has no offset."""
    if not _MOMENT.fullmatch(text):
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _malformed(field: str, text: str, *, is_name: bool) -> RuleError:
    if not text:
        about = "envelope.empty"
    elif len(text) > MAX_NAME:
        about = "envelope.too_long"
    else:
        about = "envelope.name" if is_name else "envelope.characters"
    return RuleError("envelope.invalid", field=field, value=text, about=about, limit=MAX_NAME)
