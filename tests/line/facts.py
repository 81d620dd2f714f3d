"""Lives of documents, information and applications for the line's tests, seeded."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from contracts.envelope import SHANGHAI
from demo.sent import encode, event

FIRST, LAST = date(2026, 1, 5), date(2026, 6, 20)
ATTRIBUTES = ("主动公开", "主动公开", "主动公开", "依申请公开", "不予公开", None)
CHANNELS = ("政府网站", "政务新媒体", "公示栏")

Line = tuple[str, bytes]


def lives(seed: int, count: int, orgs: Sequence[str]) -> list[Line]:
    """Facts of ``count`` subjects, with late ones, missing ones, corrections, withdrawals and duplicates."""
    chance = random.Random(seed)
    facts: list[Line] = []
    for number in range(count):
        org = chance.choice(orgs)
        kind = chance.choice(("document", "document", "information", "application"))
        facts += _life(chance, org, kind, f"{kind[:3]}-{seed}-{number}")
    return facts


def fact(org: str, fact_id: str, fact_type: str, subject: str, on: date, data: dict[str, object]) -> bytes:
    """A fact in structured mode, of half past nine on the day ``on``."""
    time = datetime(on.year, on.month, on.day, 9, 30, tzinfo=SHANGHAI)
    return encode(event(org, fact_id, fact_type, subject, time, data))


def _life(chance: random.Random, org: str, kind: str, subject: str) -> list[Line]:
    began = FIRST + timedelta(days=chance.randrange((LAST - FIRST).days))
    facts: list[tuple[str, date, dict[str, object]]] = []

    def later(most: int) -> date:
        return min(LAST, facts[-1][1] + timedelta(days=chance.randrange(most)))

    if kind == "document":
        attribute = chance.choice(ATTRIBUTES)
        reason = {"reason": "涉及内部事务", "legal_basis": "条例第十六条"} if chance.random() < 0.7 else {}
        facts.append(
            (
                "document.drafted.v1",
                began,
                {
                    "title": f"关于{subject}的通知",
                    "drafted_on": began.isoformat(),
                    "attribute": attribute,
                    **reason,
                },
            )
        )
        facts.append(("document.approved.v1", later(8), {"approved_on": later(1).isoformat()}))
        if chance.random() < 0.1:
            facts.append(("document.expired.v1", later(60), {"expired_on": later(1).isoformat()}))
    elif kind == "information":
        facts.append(
            (
                "disclosure.formed.v1",
                began,
                {"formed_on": began.isoformat(), "attribute": "主动公开", "title": subject},
            )
        )
    else:
        facts.append(
            (
                "application.received.v1",
                began,
                {"received_on": began.isoformat(), "applicant_kind": "natural"},
            )
        )
        if chance.random() < 0.8:
            on = later(50)
            facts.append(("application.answered.v1", on, {"answered_on": on.isoformat()}))
    if kind != "application" and chance.random() < 0.8:
        for channel in chance.sample(CHANNELS, chance.randrange(1, 3)):
            on = later(50)
            facts.append(
                ("disclosure.published.v1", on, {"published_on": on.isoformat(), "channel": channel})
            )
        if chance.random() < 0.1:
            on = later(30)
            facts.append(
                ("disclosure.withdrawn.v1", on, {"withdrawn_on": on.isoformat(), "reason": "内容更新"})
            )
    lines = [
        (org, fact(org, f"{subject}-{n}", kind_, subject, on, data))
        for n, (kind_, on, data) in enumerate(facts)
    ]
    lines += _amendments(chance, org, subject, facts)
    return lines + [line for line in lines if chance.random() < 0.1]


def _amendments(
    chance: random.Random, org: str, subject: str, facts: list[tuple[str, date, dict[str, object]]]
) -> list[Line]:
    """A correction or withdrawal of a life's last fact, now and then."""
    number = len(facts) - 1
    fact_type, on, data = facts[number]
    about: dict[str, object] = {"fact": f"{subject}-{number}", "fact_type": fact_type, "reason": "登记有误"}
    dated = next(name for name in data if name.endswith("_on"))
    if chance.random() < 0.1:
        moved = {**data, dated: max(FIRST, on - timedelta(days=chance.randrange(40))).isoformat()}
        return [
            (
                org,
                fact(
                    org,
                    f"{subject}-c",
                    "fact.corrected.v1",
                    subject,
                    on,
                    {**about, "data": {k: v for k, v in moved.items() if v is not None}},
                ),
            )
        ]
    if chance.random() < 0.1:
        return [(org, fact(org, f"{subject}-w", "fact.withdrawn.v1", subject, on, about))]
    return []
