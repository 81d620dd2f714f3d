"""Lives of documents, disclosures, accounts, applications and disputes for the line's tests, seeded."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from contracts.envelope import SHANGHAI
from demo.sent import encode, event

FIRST, LAST = date(2026, 1, 5), date(2026, 6, 20)
ATTRIBUTES = ("主动公开", "主动公开", "主动公开", "依申请公开", "不予公开", None)
CHANNELS = ("政府网站", "政务新媒体", "公示栏")
KINDS = ("document", "document", "disclosure", "account", "application", "dispute")

Line = tuple[str, bytes]
"""An organisation, and a fact in structured mode."""
Step = tuple[str, date, Mapping[str, object]]
"""A fact's type without its version, the day it tells of, its data."""


def lives(seed: int, count: int, orgs: Sequence[str]) -> list[Line]:
    """Facts of ``count`` subjects, with late ones, missing ones, corrections, withdrawals and duplicates."""
    chance = random.Random(seed)
    facts: list[Line] = []
    for number in range(count):
        org, kind = chance.choice(orgs), chance.choice(KINDS)
        subject = f"{kind[:3]}-{seed}-{number}"
        steps = _STEPS[kind](chance, subject)
        sent = [
            (org, fact(org, f"{subject}-{n}", f"{name}.v1", subject, on, data))
            for n, (name, on, data) in enumerate(steps)
        ]
        sent += _amendments(chance, org, subject, steps)
        facts += sent + [line for line in sent if chance.random() < 0.1]
    return facts


def fact(org: str, fact_id: str, fact_type: str, subject: str, on: date, data: Mapping[str, object]) -> bytes:
    """A fact in structured mode, of half past nine on the day ``on``."""
    time = datetime(on.year, on.month, on.day, 9, 30, tzinfo=SHANGHAI)
    return encode(event(org, fact_id, fact_type, subject, time, dict(data)))


def _document(chance: random.Random, subject: str) -> list[Step]:
    began = _began(chance)
    attribute = chance.choice(ATTRIBUTES)
    reason = {"reason": "涉及内部事务", "legal_basis": "条例第十六条"} if chance.random() < 0.7 else {}
    drafted = {"title": f"关于{subject}的通知", "drafted_on": _iso(began), "attribute": attribute, **reason}
    approved_on = _later(chance, began, 8)
    steps: list[Step] = [
        ("document.drafted", began, drafted),
        ("document.approved", approved_on, {"approved_on": _iso(approved_on)}),
    ]
    if chance.random() < 0.1:
        on = _later(chance, approved_on, 60)
        steps.append(("document.expired", on, {"expired_on": _iso(on)}))
    return steps + _publications(chance, steps[-1][1])


def _disclosure(chance: random.Random, subject: str) -> list[Step]:
    began = _began(chance)
    formed = {"formed_on": _iso(began), "attribute": "主动公开", "title": subject}
    return [("disclosure.formed", began, formed), *_publications(chance, began)]


def _publications(chance: random.Random, after: date) -> list[Step]:
    steps: list[Step] = []
    on = after
    if chance.random() < 0.8:
        for channel in chance.sample(CHANNELS, chance.randrange(1, 3)):
            on = _later(chance, on, 50)
            steps.append(("disclosure.published", on, {"published_on": _iso(on), "channel": channel}))
        if chance.random() < 0.1:
            on = _later(chance, on, 30)
            steps.append(("disclosure.withdrawn", on, {"withdrawn_on": _iso(on), "reason": "内容更新"}))
    return steps


def _account(chance: random.Random, subject: str) -> list[Step]:
    on = _began(chance)
    platform = chance.choice(("微信", "微博"))
    opened = {"opened_on": _iso(on), "platform": platform, "name": f"发布{subject}", "filed_on": _iso(on)}
    steps: list[Step] = [("account.opened", on, opened)]
    for _ in range(chance.randrange(4)):
        on = _later(chance, on, 30)
        steps.append(("account.posted", on, {"posted_on": _iso(on)}))
    if chance.random() < 0.2:
        on = _later(chance, on, 30)
        steps.append(("account.closed", on, {"closed_on": _iso(on)}))
    return steps


def _application(chance: random.Random, subject: str) -> list[Step]:
    began = _began(chance)
    received = {"received_on": _iso(began), "applicant_kind": "natural"}
    steps: list[Step] = [("application.received", began, received)]
    if chance.random() < 0.8:
        on = _later(chance, began, 50)
        steps.append(("application.answered", on, {"answered_on": _iso(on)}))
    return steps


def _dispute(chance: random.Random, subject: str) -> list[Step]:
    """About applications and information of the same lives, of which the unit may or may not have some."""
    _, seed, number = subject.split("-")
    near = [chance.randrange(int(number) + 20) for _ in range(3)]
    filed_on = _began(chance)
    about = {"applications": [f"app-{seed}-{n}" for n in near], "disclosures": [f"dis-{seed}-{near[0]}"]}
    steps: list[Step] = [("dispute.review_filed", filed_on, {"filed_on": _iso(filed_on), **about})]
    if chance.random() < 0.7:
        on = _later(chance, filed_on, 60)
        result = chance.choice(("upheld", "corrected"))
        decided = {"decided_on": _iso(on), "result": result, "disclose": result == "corrected"}
        steps.append(("dispute.review_decided", on, decided))
    return steps


_STEPS = {
    "document": _document,
    "disclosure": _disclosure,
    "account": _account,
    "application": _application,
    "dispute": _dispute,
}


def _amendments(chance: random.Random, org: str, subject: str, steps: list[Step]) -> list[Line]:
    """A correction or withdrawal of a life's last fact, now and then."""
    number = len(steps) - 1
    name, on, data = steps[number]
    about: dict[str, object] = {
        "fact": f"{subject}-{number}",
        "fact_type": f"{name}.v1",
        "reason": "登记有误",
    }
    dated = next(field for field in data if field.endswith("_on"))
    if chance.random() < 0.1:
        moved = {**data, dated: _iso(max(FIRST, on - timedelta(days=chance.randrange(40))))}
        whole = {field: value for field, value in moved.items() if value is not None}
        better = {**about, "data": whole}
        return [(org, fact(org, f"{subject}-c", "fact.corrected.v1", subject, on, better))]
    if chance.random() < 0.1:
        return [(org, fact(org, f"{subject}-w", "fact.withdrawn.v1", subject, on, about))]
    return []


def _began(chance: random.Random) -> date:
    return FIRST + timedelta(days=chance.randrange((LAST - FIRST).days))


def _later(chance: random.Random, day: date, most: int) -> date:
    return min(LAST, day + timedelta(days=chance.randrange(most)))


def _iso(day: date) -> str:
    return day.isoformat()
