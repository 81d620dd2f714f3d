"""Reading a CloudEvent from a Kafka record, in binary or in structured mode."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final

from contracts.envelope import REQUIRED, STRUCTURED
from services.gateway.dates import moment
from services.gateway.records import Event, Inbound
from services.gateway.rules import MAX_NAME, RuleError
from services.gateway.strict_json import is_string, parse, raw_data

NEEDED: Final = tuple(name.removeprefix("ce_") for name in REQUIRED)
"""Attributes that every fact has."""

CARRIED: Final = ("correlationid", "causationid", "traceparent")
"""Attributes that go on with the fact when the sender gave them; others stay behind."""

_OPTIONAL: Final = (*CARRIED, "org", "datacontenttype")
_NAMES: Final = ("id", "subject")
_NAME: Final = re.compile(r"(?!\s)[^\x00-\x1f\x7f-\x9f\u2028\u2029/]+(?<!\s)")
_TEXT: Final = re.compile(r"(?!\s)[^\x00-\x1f\x7f-\x9f\u2028\u2029]+(?<!\s)")
_JSON_TYPE: Final = re.compile(r"application/(?:[a-z0-9.\-]+\+)?json *(?:; *charset *= *\"?utf-8\"? *)?")


def read(record: Inbound, value: bytes) -> Event:
    """The event in ``record``, its envelope checked. Raises RuleError."""
    body = parse(value)
    headers = _headers(record)
    content = headers.get("content-type", "")
    if is_structured(content):
        return _structured(headers, body, value)
    if content and not is_json(content):
        raise RuleError(
            "envelope.invalid", field="content-type", value=content, about="envelope.content_type"
        )
    given = {name.removeprefix("ce_"): text for name, text in headers.items() if name.startswith("ce_")}
    if not given and isinstance(body, dict) and "specversion" in body:
        raise RuleError("header.missing", field="content-type", value=content, about="header.mode")
    for name in NEEDED:
        if name not in given:
            raise RuleError("header.missing", field=f"ce_{name}")
    _check("ce_", given)
    return Event("ce_", given, body, value)


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


def is_text(text: str) -> bool:
    """Whether ``text`` can be any other attribute."""
    return len(text) <= MAX_NAME and _TEXT.fullmatch(text) is not None


def _headers(record: Inbound) -> dict[str, str]:
    """Those headers that are ours to read."""
    found: dict[str, str] = {}
    for name, raw in record.headers:
        if raw is None or not (name.startswith("ce_") or name == "content-type"):
            continue
        if name in found:
            raise RuleError("envelope.invalid", field=name, about="envelope.repeated")
        try:
            found[name] = raw.decode()
        except UnicodeDecodeError:
            raise RuleError("utf8.invalid", field=name) from None
    return found


def _structured(headers: Mapping[str, str], body: Any, value: bytes) -> Event:
    if not isinstance(body, dict):
        raise RuleError("envelope.invalid", about="envelope.object")
    for name in NEEDED:
        if name not in body:
            raise RuleError("envelope.invalid", field=name, about="envelope.missing")
    given = {name: text for name, text in body.items() if is_string(text) and name != "data"}
    for name in (*NEEDED, *_OPTIONAL):
        if name not in given and (name in NEEDED or body.get(name) is not None):
            raise RuleError("envelope.invalid", field=name, value=body[name], about="envelope.text")
    kind = given.get("datacontenttype", "application/json")
    if not is_json(kind):
        raise RuleError(
            "envelope.invalid", field="datacontenttype", value=kind, about="envelope.content_type"
        )
    _check("", given)
    if "data" not in body:
        raise RuleError("field.missing", field="data", name="数据", expected="{…}")
    if "ce_org" in headers:
        given["ce_org"] = headers["ce_org"]
    return Event("", given, body["data"], raw_data(value))


def _check(prefix: str, given: Mapping[str, str]) -> None:
    if given["specversion"] != "1.0":
        raise RuleError(
            "envelope.invalid", f"{prefix}specversion", given["specversion"], about="envelope.specversion"
        )
    for name in (*NEEDED, *CARRIED, "org"):
        if name in given:
            _check_text(prefix + name, given[name], is_id=name in _NAMES)
    if moment(given["time"]) is None:
        raise RuleError("envelope.invalid", field=f"{prefix}time", value=given["time"], about="envelope.time")


def _check_text(field: str, text: str, *, is_id: bool) -> None:
    if (is_name if is_id else is_text)(text):
        return
    if not text:
        about = "envelope.empty"
    elif len(text) > MAX_NAME:
        about = "envelope.too_long"
    else:
        about = "envelope.name" if is_id else "envelope.characters"
    raise RuleError("envelope.invalid", field=field, value=text, about=about, limit=MAX_NAME)
