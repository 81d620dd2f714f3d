"""Every place of a record about an application in which a text can be offered."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any, get_args

from pydantic import BaseModel

from contracts.amendments import CORRECTED, WITHDRAWN
from services.gateway.records import Inbound
from tests.gateway.making import (
    CODES_ONLY_FACTS,
    ENVELOPE,
    GOOD,
    binary,
    inbound,
    raw_structured,
    structured,
    written,
)

Offer = Callable[[str], Inbound]
Made = tuple[str, Offer]

CODES = ("id", "subject", "source", "correlationid", "causationid", "traceparent")
"""Attributes that go on, where a text must be refused."""

EXTENSION = "extension"
REASON = "reason"
"""Places that stay behind: a name there is no ground to refuse."""


def in_data(model: type[BaseModel], good: dict[str, Any]) -> Iterator[tuple[str, Callable[[str], Any]]]:
    """Each field of a model, and within it each field of its parts, as data that holds a text there."""
    for name, field in model.model_fields.items():
        yield name, lambda text, name=name: {**good, name: text}  # type: ignore[misc]
        yield f"{name} as a list", lambda text, name=name: {**good, name: [text]}  # type: ignore[misc]
        for part in (kind for kind in get_args(field.annotation) if isinstance(kind, type)):
            if issubclass(part, BaseModel):
                for inner in (*part.model_fields, "remark"):
                    yield (
                        f"{name}.{inner}",
                        lambda text, name=name, inner=inner: {  # type: ignore[misc]
                            **good,
                            name: [{"code": "granted", inner: text}],
                        },
                    )
    yield "a field's name", lambda text: {**good, text: 1}
    yield "an unknown field", lambda text: {**good, "remark": text}
    yield "deep in an unknown field", lambda text: {**good, "remark": {text: [{"of": text}]}}
    yield "instead of all", lambda text: text
    yield "a list of texts", lambda text: [text]


def about(kind: str) -> Iterator[Made]:
    """Records of one type of fact, and of amendments about it, in both modes."""
    for place, data in in_data(CODES_ONLY_FACTS[kind], GOOD[kind]):
        for make in (structured, binary):
            yield place, lambda text, make=make, data=data: make(kind, data(text))  # type: ignore[misc]
            yield (
                f"corrected {place}",
                lambda text, make=make, data=data: make(CORRECTED, _correction(kind, data(text))),  # type: ignore[misc]
            )
    for amendment, good in ((CORRECTED, _correction(kind, GOOD[kind])), (WITHDRAWN, _withdrawal(kind))):
        for make in (structured, binary):
            for name in ("fact", "fact_type", "of_type", REASON):
                yield name, lambda text, m=make, a=amendment, g=good, n=name: m(a, {**g, n: text})  # type: ignore[misc]
            yield (
                "fact_type's end",
                lambda text, m=make, a=amendment, g=good: m(  # type: ignore[misc]
                    a, {**g, "fact_type": f"application.{text}.v1"}
                ),
            )
            yield "a field's name", lambda text, m=make, a=amendment, g=good: m(a, {**g, text: 1})  # type: ignore[misc]
            yield from _enveloped(m=make, kind=amendment, data=good)
    for make in (structured, binary):
        yield from _enveloped(m=make, kind=kind, data=GOOD[kind])
    yield from _broken(kind)


def _correction(kind: str, data: Any) -> dict[str, Any]:
    return {"fact": "f-1", "fact_type": kind, "data": data, "reason": "录入有误"}


def _withdrawal(kind: str) -> dict[str, Any]:
    return {"fact": "f-1", "fact_type": kind, "reason": "录入有误"}


def _enveloped(m: Callable[..., Inbound], kind: str, data: Any) -> Iterator[Made]:
    for name in (*CODES, "time", "org", "specversion", "about"):
        yield name, lambda text, name=name: m(kind, data, **{name: text})  # type: ignore[misc]
    yield EXTENSION, lambda text: m(kind, data, contact=text)
    yield "an extension's name", lambda text: m(kind, data, **{text: "1"})
    yield "type", lambda text: m(kind, data)._replace(**_typed(m, kind, data, text))
    yield "type's end", lambda text: m(kind, data)._replace(**_typed(m, kind, data, f"application.{text}.v1"))
    yield "datacontenttype", lambda text: structured(kind, data, datacontenttype=text)


def _typed(m: Callable[..., Inbound], kind: str, data: Any, text: str) -> dict[str, Any]:
    """The parts of a record that say its type, saying ``text``."""
    record = m(kind, data)
    value = (record.value or b"").replace(b'"type": ' + written(kind), b'"type": ' + written(text))
    headers = [(name, text.encode() if name == "ce_type" else raw) for name, raw in record.headers]
    return {"value": value, "headers": headers}


def _broken(kind: str) -> Iterator[Made]:
    """Records that are not read to their end."""
    data = GOOD[kind]
    first, day = next(iter(data.items()))

    def whole(text: str) -> bytes:
        return written({**ENVELOPE, "type": kind, "subject": text, "data": {**data, "remark": text}})

    def inner(text: str) -> bytes:
        return written({first: day, "remark": text})

    yield "cut off", lambda text: raw_structured(whole(text)[:-2])
    yield "cut off", lambda text: binary(kind, id=text)._replace(value=inner(text)[:-1])
    yield (
        "twice",
        lambda text: raw_structured(b"{%b:1," % written(text) + whole(text)[1:-1] + b",%b:1}" % written(text)),
    )
    yield "twice", lambda text: binary(kind)._replace(value=b"{%b:1,%b:1}" % (written(text), written(text)))
    yield "in another encoding", lambda text: raw_structured(whole(text).decode().encode("gb18030"))
    yield "half a character", lambda text: raw_structured(whole(text)[:-3] + b"\\ud800" + whole(text)[-3:])
    yield "no number", lambda text: binary(kind)._replace(value=inner(text)[:-1] + b', "x": NaN}')
    yield "escaped", lambda text: binary(kind)._replace(value=json.dumps({first: day, text: text}).encode())
    yield "no value", lambda text: binary(kind, id=text, subject=text)._replace(value=None)
    yield "an array", lambda text: raw_structured(b"[%b]" % whole(text))
    yield "no mode", lambda text: inbound(whole(text), {"contact": text.encode()})
    yield "content type", lambda text: inbound(inner(text), {"content-type": text.encode()})
    yield "header's name", lambda text: inbound(inner(text), {f"ce_{text}": b"\xff"})
    yield (
        "without a type",
        lambda text: raw_structured(written({**ENVELOPE, "id": text, "data": {text: text}})),
    )
