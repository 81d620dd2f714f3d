"""Facts as departments send them, good ones to begin with."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from contracts.amendments import CORRECTED, WITHDRAWN
from contracts.families import FAMILIES
from contracts.generator.samples import valid
from contracts.kit import Speaker
from contracts.notices import Refusal
from services.gateway.door import judge
from services.gateway.privacy import REASON
from services.gateway.records import Accepted, Inbound, Refused, Unit, Units

FACTS = FAMILIES.facts
CODES_ONLY_FACTS = {
    family.fact_type(verb): model
    for family in FAMILIES.all
    if family.codes_only
    for verb, model in family.facts.items()
}
"""Facts that may hold nothing of a person: applications and the disputes over them."""

ORG, UNIT = "fengjie-xinglongzhen", "fengjie-xinglongzhan"
UNITS = Units({org: Unit() for org in (ORG, "fengjie-renminzhengfubangongshi")} | {UNIT: Unit(ORG)})
"""The sender, and a unit that it supervises."""
TODAY = date(2026, 3, 1)
APPROVED = "document.approved.v1"
DRAFTED = "document.drafted.v1"

GOOD: dict[str, dict[str, Any]] = {
    DRAFTED: {
        "title": '兴隆镇人民政府关于印发《2026年"三公"经费公开方案》的通知',
        "drafted_on": "2026-01-05",
        "attribute": "主动公开",
        "document_number": "兴隆府发〔2026〕3号",
        "index_number": "115002360086581307/2024-00105",
    },
    APPROVED: {"approved_on": "2026-01-12"},
    "document.expired.v1": {"expired_on": "2026-02-27", "reason": None},
    "disclosure.formed.v1": {"formed_on": "2026-01-12", "attribute": "依申请公开"},
    "disclosure.published.v1": {
        "published_on": "2026-02-02",
        "channel": "政府网站",
        "url": "https://www.cqfj.gov.cn/zwgk/202602/t20260202_10057771.html",
    },
    "disclosure.withdrawn.v1": {"withdrawn_on": "2026-03-01", "reason": "内容有误"},
    "application.received.v1": {
        "received_on": "2026-02-10",
        "applicant_kind": "natural",
        "channel": "互联网",
        "applicant_ref": "19870123110101199003071234" + "0b" * 19,
    },
    "application.confirmed.v1": {"confirmed_on": "2026-02-11"},
    "application.registered.v1": {"registered_on": "2026-02-11", "number": "2026-07"},
    "application.reviewed.v1": {"reviewed_on": "2026-02-11"},
    "application.correction_requested.v1": {"requested_on": "2026-02-12", "until": "2026-03-20"},
    "application.correction_received.v1": {"corrected_on": "2026-02-24"},
    "application.transferred.v1": {"transferred_on": "2026-02-12", "to": "fengjie-caizhengju"},
    "application.third_party_asked.v1": {"asked_on": "2026-02-24", "ref": "han-1"},
    "application.third_party_answered.v1": {"answered_on": "2026-02-26", "ref": "han-1"},
    "application.third_party_overridden.v1": {"decided_on": "2026-02-27", "ref": "han-1"},
    "application.co_maker_asked.v1": {"asked_on": "2026-02-24", "ref": "han-2"},
    "application.co_maker_answered.v1": {"answered_on": "2026-02-26", "ref": "han-2"},
    "application.extended.v1": {"notified_on": "2026-02-26", "approved_on": "2026-02-25"},
    "application.agreed.v1": {"notified_on": "2026-02-26", "until": "2026-06-30"},
    "application.fee_noticed.v1": {
        "noticed_on": "2026-02-24",
        "basis": "pages",
        "count": 60,
        "amount": 300,
    },
    "application.fee_paid.v1": {"paid_on": "2026-02-26", "amount": 300},
    "application.fee_waived.v1": {"waived_on": "2026-02-26"},
    "application.answered.v1": {"answered_on": "2026-02-28", "code": "granted"},
    "application.delivered.v1": {"delivered_on": "2026-02-28"},
    "application.archived.v1": {"archived_on": "2026-02-28"},
    "application.withdrawn.v1": {"withdrawn_on": "2026-02-24"},
    "application.reopened.v1": {"reopened_on": "2026-02-28", "until": "2026-03-31"},
    "application.complained.v1": {"complained_on": "2026-02-28", "ref": "ts-1"},
    "dispute.review_filed.v1": {"filed_on": "2026-02-28", "applications": ["sq-1"]},
    "dispute.review_accepted.v1": {"accepted_on": "2026-02-28", "disclosures": ["xx-1"]},
    "dispute.review_decided.v1": {"decided_on": "2026-02-28", "result": "upheld"},
    "dispute.lawsuit_filed.v1": {"filed_on": "2026-02-28", "after_review": True, "applications": ["sq-1"]},
    "dispute.lawsuit_decided.v1": {"decided_on": "2026-02-28", "result": "upheld"},
    CORRECTED: {
        "fact": "f-000",
        "fact_type": APPROVED,
        "data": {"approved_on": "2026-01-13"},
        "reason": "成文日期录错",
    },
    WITHDRAWN: {"fact": "f-000", "fact_type": CORRECTED, "of_type": APPROVED, "reason": "更正有误"},
}
"""Data of one good fact of each type; the reference of the applicant holds what looks like a number of a person.

A type that is not named here has those of its fullest sample, put into the time before ``TODAY``.
"""


def _in_time(value: Any) -> Any:
    is_late = isinstance(value, str) and _DAY.fullmatch(value) and value > TODAY.isoformat()
    return "2026-02-28" if is_late else value


_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
GOOD |= {
    kind: {name: _in_time(value) for name, value in valid(kind)[0].data().items()} for kind in FACTS if kind not in GOOD
}

ENVELOPE = {
    "specversion": "1.0",
    "id": "0192f7c4-7b5a-7000-8000-0123456789ab",
    "source": f"/orgs/{ORG}/oa",
    "subject": "xl-2026-0003",
    "time": "2026-02-28T17:30:00+08:00",
}


def written(value: object) -> bytes:
    """JSON as most systems write it."""
    return json.dumps(value, ensure_ascii=False).encode()


def inbound(value: bytes | None, headers: Mapping[str, bytes | None]) -> Inbound:
    return Inbound(value, list(headers.items()), f"dept.{ORG}.events", 0, 17)


def spoken_about(kind: str, data: Any) -> str | None:
    """Whom a fact of the sender has to name: a unit of its, where only the 主管部门 speaks of such things."""
    named = [kind, *(data.get(name) for name in ("fact_type", "of_type") if isinstance(data, dict))]
    families = (FAMILIES.by_name.get(name.partition(".")[0]) for name in named if isinstance(name, str))
    return UNIT if any(family and family.speaker is Speaker.SUPERVISOR for family in families) else None


def owner(kind: str) -> str:
    """Whose subject a good fact of this type is about."""
    return spoken_about(kind, None) or ORG


def structured(kind: str, data: Any = None, **envelope: Any) -> Inbound:
    """A good fact in structured mode, with what the test changes; ``None`` takes an attribute away."""
    said = GOOD[kind] if data is None else data
    event = {**ENVELOPE, "type": kind, "about": spoken_about(kind, said), "data": said, **envelope}
    return raw_structured(written({name: value for name, value in event.items() if value is not None}))


def raw_structured(value: bytes) -> Inbound:
    return inbound(value, {"content-type": b"application/cloudevents+json"})


def binary(kind: str, data: Any = None, **envelope: str | None) -> Inbound:
    """The same in binary mode."""
    said = GOOD[kind] if data is None else data
    return raw_binary(written(said), **{"type": kind, "about": spoken_about(kind, said), **envelope})


def raw_binary(value: bytes | None, **envelope: str | None) -> Inbound:
    attributes = {**ENVELOPE, "type": APPROVED, **envelope}
    headers = {f"ce_{name}": text.encode() for name, text in attributes.items() if text is not None}
    return inbound(value, {**headers, "content-type": b"application/json"})


def gone_on(kind: str, data: dict[str, Any]) -> dict[str, Any]:
    """The data of a good fact behind the door: an amendment about an application says no reason there."""
    about = (data.get("fact_type", ""), data.get("of_type") or "")
    if kind in {CORRECTED, WITHDRAWN} and any(kind in CODES_ONLY_FACTS for kind in about):
        return {**data, "reason": REASON}
    return data


def accepted(record: Inbound) -> Accepted:
    verdict = judge(record, ORG, TODAY, UNITS)
    assert isinstance(verdict, Accepted), verdict
    return verdict


def refused(record: Inbound) -> Refusal:
    verdict = judge(record, ORG, TODAY, UNITS)
    assert isinstance(verdict, Refused), verdict
    return verdict.refusal


def code_and_field(record: Inbound) -> tuple[str, str]:
    refusal = refused(record)
    return refusal.code, refusal.field
