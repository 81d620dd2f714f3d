"""Lives of subjects of every family but the catalog's own, for the line's tests, seeded."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta

from contracts.envelope import SHANGHAI
from demo.sent import encode, event
from tests.line import assurance_lives, publishing_lives
from tests.line.steps import FIRST, Step, began, iso, later

ATTRIBUTES = ("主动公开", "主动公开", "主动公开", "依申请公开", "不予公开", None)
CHANNELS = ("政府网站", "政务新媒体", "公示栏")

Line = tuple[str, bytes]
"""An organisation, and a fact in structured mode."""


def lives(seed: int, count: int, orgs: Sequence[str]) -> list[Line]:
    """Facts of ``count`` subjects, with late ones, missing ones, corrections, withdrawals and duplicates."""
    chance = random.Random(seed)
    facts: list[Line] = []
    for number in range(count):
        org, kind = chance.choice(orgs), chance.choice(KINDS)
        subject = f"{kind[:3]}-{seed}-{number}"
        steps = _STEPS[kind](chance, subject)
        sent = [
            (org, fact(org, f"{subject}-{n}", f"{step.type}.v1", subject + step.part, step.day, step.data))
            for n, step in enumerate(steps)
        ]
        sent += _amendments(chance, org, subject, steps)
        facts += sent + [line for line in sent if chance.random() < 0.1]
    return facts


def fact(org: str, fact_id: str, fact_type: str, subject: str, on: date, data: Mapping[str, object]) -> bytes:
    """A fact in structured mode, of half past nine on the day ``on``."""
    time = datetime(on.year, on.month, on.day, 9, 30, tzinfo=SHANGHAI)
    return encode(event(org, fact_id, fact_type, subject, time, dict(data)))


def _document(chance: random.Random, subject: str) -> list[Step]:
    began_on = began(chance)
    attribute = chance.choice(ATTRIBUTES)
    reason = {"reason": "涉及内部事务", "legal_basis": "条例第十六条"} if chance.random() < 0.7 else {}
    drafted = {"title": f"关于{subject}的通知", "drafted_on": iso(began_on), "attribute": attribute, **reason}
    approved_on = later(chance, began_on, 8)
    steps: list[Step] = [
        Step("document.drafted", began_on, drafted),
        Step("document.approved", approved_on, {"approved_on": iso(approved_on)}),
    ]
    if chance.random() < 0.1:
        on = later(chance, approved_on, 60)
        steps.append(Step("document.expired", on, {"expired_on": iso(on)}))
    return steps + _publications(chance, steps[-1][1])


def _disclosure(chance: random.Random, subject: str) -> list[Step]:
    began_on = began(chance)
    formed = {"formed_on": iso(began_on), "attribute": "主动公开", "title": subject}
    return [Step("disclosure.formed", began_on, formed), *_publications(chance, began_on)]


def _publications(chance: random.Random, after: date) -> list[Step]:
    steps: list[Step] = []
    on = after
    if chance.random() < 0.8:
        for channel in chance.sample(CHANNELS, chance.randrange(1, 3)):
            on = later(chance, on, 50)
            steps.append(Step("disclosure.published", on, {"published_on": iso(on), "channel": channel}))
        if chance.random() < 0.1:
            on = later(chance, on, 30)
            steps.append(Step("disclosure.withdrawn", on, {"withdrawn_on": iso(on), "reason": "内容更新"}))
    return steps


def _application(chance: random.Random, subject: str) -> list[Step]:
    began_on = began(chance)
    received = {"received_on": iso(began_on), "applicant_kind": "natural"}
    steps: list[Step] = [Step("application.received", began_on, received)]
    if chance.random() < 0.8:
        on = later(chance, began_on, 50)
        steps.append(Step("application.answered", on, {"answered_on": iso(on)}))
    return steps


def _dispute(chance: random.Random, subject: str) -> list[Step]:
    """About applications and information of the same lives, of which the unit may or may not have some."""
    _, seed, number = subject.split("-")
    near = [chance.randrange(int(number) + 20) for _ in range(3)]
    filed_on = began(chance)
    about = {"applications": [f"app-{seed}-{n}" for n in near], "disclosures": [f"dis-{seed}-{near[0]}"]}
    steps: list[Step] = [Step("dispute.review_filed", filed_on, {"filed_on": iso(filed_on), **about})]
    if chance.random() < 0.7:
        on = later(chance, filed_on, 60)
        result = chance.choice(("upheld", "corrected"))
        decided = {"decided_on": iso(on), "result": result, "disclose": result == "corrected"}
        steps.append(Step("dispute.review_decided", on, decided))
    return steps


_STEPS: Mapping[str, Callable[[random.Random, str], list[Step]]] = {
    "document": _document,
    "disclosure": _disclosure,
    "application": _application,
    "dispute": _dispute,
    **publishing_lives.LIVES,
    **assurance_lives.LIVES,
}

KINDS = (*_STEPS, "document", "disclosure")
"""Of documents and disclosures there are twice as many as of the rest."""


def _amendments(chance: random.Random, org: str, subject: str, steps: list[Step]) -> list[Line]:
    """A correction or withdrawal of a life's last fact, now and then."""
    number = len(steps) - 1
    name, on, data, part = steps[number]
    about: dict[str, object] = {
        "fact": f"{subject}-{number}",
        "fact_type": f"{name}.v1",
        "reason": "登记有误",
    }
    dated = next(field for field in data if field.endswith("_on"))
    if chance.random() < 0.1:
        moved = {**data, dated: iso(max(FIRST, on - timedelta(days=chance.randrange(40))))}
        whole = {field: value for field, value in moved.items() if value is not None}
        better = {**about, "data": whole}
        return [(org, fact(org, f"{subject}-c", "fact.corrected.v1", subject + part, on, better))]
    if chance.random() < 0.1:
        return [(org, fact(org, f"{subject}-w", "fact.withdrawn.v1", subject + part, on, about))]
    return []
