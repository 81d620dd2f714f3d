"""The headers of each kind of record: CloudEvents 1.0 in binary mode, as Kafka headers."""

from __future__ import annotations

from collections.abc import Iterable

from contracts import envelope as e
from contracts.fields import PATTERN_ID, PATTERN_ORG
from contracts.generator.channel import Envelope
from contracts.shapes import Json

_MOMENT = "^[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3])(:[0-5][0-9]){2}([.][0-9]{1,9})?(Z|[+-][0-9]{2}:[0-9]{2})$"
_COUNT = "^[1-9][0-9]*$"
_CONTENT = "content-type"


def _any(description: str, **rules: object) -> Json:
    return {"type": "string", **rules, "description": description}


def _text(description: str, **rules: object) -> Json:
    return _any(description, minLength=1, maxLength=200, **rules)


HEADERS: dict[str, Json] = {
    "ce_specversion": _any("CloudEvents 版本 / version of CloudEvents", const="1.0"),
    "ce_id": _text("编号，在单位内唯一 / unique within the organisation; sent again, a duplicate", pattern=PATTERN_ID),
    "ce_source": _text("来源 / system that wrote the record; the organisation is known from the topic"),
    "ce_type": _text("类型 / type with its major version"),
    "ce_subject": _text("事项编号 / the department's own id of what it is about", pattern=PATTERN_ID),
    "ce_time": _any("时间 / moment with its offset (RFC 3339); orders the facts", format="date-time", pattern=_MOMENT),
    e.ORG: _text("单位代号 / organisation whose subject it is, known from the topic"),
    f"ce_{e.ABOUT}": _text("所指单位 / unit that the fact is about, when its 主管部门 speaks", pattern=PATTERN_ORG),
    e.RECORDED_ON: _any("登记日期 / day on which the gateway took it in, Asia/Shanghai", format="date"),
    e.DIGEST: _any(
        "摘要 / digest of type, moment and data as sent, hex; equal for the same content",
        pattern="^[0-9a-f]+$",
    ),
    e.INBOX: _any("收件位置 / where it lay in the inbox: <partition>:<offset>", pattern="^[0-9]+:[0-9]+$"),
    e.SENDER: _text("报送单位 / organisation whose inbox it came from", pattern=PATTERN_ORG),
    e.VERSION: _any("版本 / version of the subject's state; rises by one", pattern=_COUNT),
    "ce_causationid": _text("起因 / id of the newest fact, day, notice or state that caused it"),
    e.CAUSES: _any("全部起因 / JSON list of what caused it, newest last, at most 100"),
    e.SEQUENCE: _any("次序 / rises with the records of a key; drop one that is below the last seen", pattern=_COUNT),
    "ce_correlationid": _text("关联 / passed on as sent"),
    "ce_traceparent": _text("W3C Trace Context, passed on as sent"),
    _CONTENT: _any("内容类型 / media type of the value"),
}

OUR_ID = _any("编号 / the same for a record that is sent again", minLength=1)
"""An id of ours names what the record is about, and so has slashes."""

SENDERS_OWN = ("sent", "routed")
"""Envelopes with the sender's id."""

_EVENT = tuple(name for name in e.REQUIRED if name not in ("ce_subject", "ce_time"))
_CARRIED = tuple(f"ce_{name}" for name in e.CARRIED)

REQUIRED: dict[Envelope, tuple[str, ...]] = {
    "sent": e.REQUIRED,
    "routed": (*e.REQUIRED, e.ORG, e.RECORDED_ON, e.DIGEST, e.INBOX, e.SENDER, _CONTENT),
    "event": (*e.REQUIRED, e.ORG, e.VERSION, "ce_causationid", e.CAUSES, _CONTENT),
    "day": (*_EVENT, "ce_time", _CONTENT),
    "notice": (*_EVENT, "ce_time", e.ORG, _CONTENT),
    "reference": (*_EVENT, _CONTENT),
    "view": (e.SEQUENCE, _CONTENT),
}
OPTIONAL: dict[Envelope, tuple[str, ...]] = {
    "sent": (*_CARRIED, e.ORG, f"ce_{e.ABOUT}", _CONTENT),
    "routed": _CARRIED,
    "notice": ("ce_subject",),
    "reference": ("ce_time",),
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
    known = HEADERS if envelope in SENDERS_OWN else {**HEADERS, "ce_id": OUR_ID}
    return {
        "type": "object",
        "description": TITLES[envelope],
        "required": list(REQUIRED[envelope]),
        "properties": {name: body for name, body in known.items() if name in _names(envelope)},
    }


def sent(types: Iterable[str]) -> Json:
    """The schema of what a department sends in structured mode, whatever its type; ``types`` are those there are."""
    attributes = {
        name.removeprefix("ce_"): body for name, body in HEADERS.items() if name in _names("sent") and name != _CONTENT
    }
    return {
        "title": "CloudEvents 信封",
        "description": "A fact in structured mode (application/cloudevents+json). Other extensions are let in and stay behind.",
        "type": "object",
        "required": [*(name.removeprefix("ce_") for name in REQUIRED["sent"]), "data"],
        "properties": {
            **attributes,
            "type": {**attributes["type"], "enum": list(types)},
            "datacontenttype": {
                "type": "string",
                "pattern": "^application/([a-z0-9.-]+\\+)?json",
                "description": "数据类型 / media type of the data; absent: application/json",
            },
            "data": {"type": "object", "description": "数据 / as the schema of its type says"},
        },
    }


def _names(envelope: Envelope) -> tuple[str, ...]:
    return (*REQUIRED[envelope], *OPTIONAL.get(envelope, ()))
