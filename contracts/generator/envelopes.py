"""The headers of each kind of record: CloudEvents 1.0 in binary mode, as Kafka headers."""

from __future__ import annotations

from contracts.generator.channels import Envelope
from contracts.generator.schemas import Json

_TEXT: Json = {"type": "string", "minLength": 1, "maxLength": 200}
_NAME: Json = {**_TEXT, "pattern": "^[^\\x00-\\x1f\\x7f/]+$"}

HEADERS: dict[str, Json] = {
    "ce_specversion": {"type": "string", "const": "1.0", "description": "CloudEvents 版本 / version of CloudEvents"},
    "ce_id": {**_NAME, "description": "编号，在单位内唯一 / unique within the organisation; sent again, a duplicate"},
    "ce_source": {**_TEXT, "description": "来源 / system that wrote the record; the organisation is known from the topic"},
    "ce_type": {**_TEXT, "description": "类型 / type with its major version"},
    "ce_subject": {**_NAME, "description": "事项编号 / id of the document, information or application"},
    "ce_time": {"type": "string", "format": "date-time", "description": "时间 / moment with its offset (RFC 3339); orders the facts"},
    "ce_org": {**_TEXT, "description": "单位代号 / organisation, known from the topic"},
    "ce_recordedon": {"type": "string", "format": "date", "description": "登记日期 / day on which the gateway took it in, Asia/Shanghai"},
    "ce_version": {"type": "string", "pattern": "^[1-9][0-9]*$", "description": "版本 / version of the subject's state; rises by one"},
    "ce_causationid": {**_TEXT, "description": "起因 / id of the fact or day that caused it"},
    "ce_correlationid": {**_TEXT, "description": "关联 / passed on as sent"},
    "ce_traceparent": {**_TEXT, "description": "W3C Trace Context, passed on as sent"},
    "ce_asof": {"type": "string", "format": "date", "description": "数据截至 / last day that every service has closed"},
    "content-type": {"type": "string", "description": "内容类型 / media type of the value"},
}  # fmt: skip

OUR_ID: Json = {
    "type": "string",
    "minLength": 1,
    "description": "编号 / the same for a record that is sent again",
}
"""An id of ours names what the record is about, and so has slashes."""

SENDERS_OWN = ("sent", "routed")
"""Envelopes with the sender's id."""

_EVENT = ("ce_specversion", "ce_id", "ce_source", "ce_type")
_FACT = (*_EVENT, "ce_subject", "ce_time")
_CARRIED = ("ce_causationid", "ce_correlationid", "ce_traceparent")

REQUIRED: dict[Envelope, tuple[str, ...]] = {
    "sent": _FACT,
    "routed": (*_FACT, "ce_org", "ce_recordedon", "content-type"),
    "event": (*_FACT, "ce_org", "ce_version", "ce_causationid", "content-type"),
    "day": (*_EVENT, "ce_time", "content-type"),
    "notice": (*_EVENT, "ce_time", "ce_org", "content-type"),
    "reference": (*_EVENT, "content-type"),
    "view": ("content-type",),
}
OPTIONAL: dict[Envelope, tuple[str, ...]] = {
    "sent": (*_CARRIED, "ce_org", "content-type"),
    "routed": _CARRIED,
    "reference": ("ce_time",),
    "view": ("ce_asof",),
}

TITLES: dict[Envelope, str] = {
    "sent": "Headers of a fact as a department sends it in binary mode. In structured mode the value holds the"
    " attributes beside `data`, and content-type is application/cloudevents+json.",
    "routed": "Headers of an accepted fact.",
    "event": "Headers of a service's event.",
    "day": "Headers of the mark that a day is closed.",
    "notice": "Headers of a notice.",
    "reference": "Headers of a reference record.",
    "view": "Headers of a row; the topic is compacted, and the key says which row it is.",
}


def headers(envelope: Envelope) -> Json:
    """The schema of the headers of an envelope."""
    required = REQUIRED[envelope]
    known = HEADERS if envelope in SENDERS_OWN else {**HEADERS, "ce_id": OUR_ID}
    names = (*required, *OPTIONAL.get(envelope, ()))
    return {
        "type": "object",
        "description": TITLES[envelope],
        "required": list(required),
        "properties": {name: body for name, body in known.items() if name in names},
    }
