"""Drawn lives of decisions, with the consultations, hearings and meetings in which the public takes part."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta

from tests.line.steps import LAST, Step, ahead, began, iso, later


def decision(chance: random.Random, subject: str) -> list[Step]:
    """A matter on the list, what the public was asked about it, and what was decided."""
    on = began(chance)
    matter = chance.choice(("重大行政决策", "行政规范性文件", "其他涉及群众切身利益的事项"))
    listed = {"listed_on": iso(on), "title": f"{subject}规划", "matter": matter}
    steps = [Step("decision.listed", on, {**listed, "ways": ["向社会公开征求意见", "听证会"], "routes": ["政府网站"]})]
    if chance.random() < 0.6:
        shown_on = later(chance, on, 40)
        steps.append(Step("decision.published", shown_on, {"published_on": iso(shown_on)}))
    if chance.random() < 0.2:
        changed_on = later(chance, on, 40)
        changed = {"changed_on": iso(changed_on), "ways": ["座谈会"], "routes": ["电话"]}
        steps.append(Step("decision.changed", changed_on, changed))
    for hear in chance.sample((_consultation, _hearing, _attendance), chance.randrange(1, 4)):
        steps += hear(chance, subject, later(chance, on, 20), matter)
    on = later(chance, steps[-1].day, 40)
    if chance.random() < 0.3:
        return [*steps, Step("decision.dropped", on, {"dropped_on": iso(on), "reason": "不再办理"})]
    steps.append(Step("decision.made", on, {"made_on": iso(on), "high_attention": chance.random() < 0.5}))
    if chance.random() < 0.7:
        on = later(chance, on, 30)
        announcement = {"announced_on": iso(on), "adoption_told": chance.random() < 0.5}
        steps.append(Step("decision.announced", on, announcement))
    return steps


def _opinions(chance: random.Random) -> dict[str, object]:
    received = chance.randrange(40)
    return {
        "received": received,
        "adopted": received // 3,
        "answered": received - chance.randrange(2) * (received // 2),
    }


def _consultation(chance: random.Random, subject: str, on: date, matter: str) -> Iterator[Step]:
    length, part = chance.choice((5, 7, 30, 40)), "-c"
    opened: dict[str, object] = {"opened_on": iso(on), "closes_on": ahead(on, length), "matter": matter}
    opened |= {"title": "征求意见", "decision": subject}
    yield Step("consultation.opened", on, opened, part)
    if chance.random() < 0.2:
        extended = {"extended_on": iso(on), "closes_on": ahead(on, length + 10)}
        yield Step("consultation.extended", on, extended, part)
    on = later(chance, on, length + 10)
    if chance.random() < 0.15:
        yield Step("consultation.cancelled", on, {"cancelled_on": iso(on), "reason": "另行安排"}, part)
    elif chance.random() < 0.8:
        yield Step("consultation.closed", on, {"closed_on": iso(on), "received": chance.randrange(40)}, part)
        on = later(chance, on, 50)
        yield Step("consultation.feedback", on, {"published_on": iso(on), **_opinions(chance)}, part)


def _hearing(chance: random.Random, subject: str, on: date, _matter: str) -> Iterator[Step]:
    part, notice = "-h", chance.choice((5, 10, 20))
    announced = {"announced_on": iso(on), "takes_place_on": ahead(on, notice), "title": "听证会", "decision": subject}
    yield Step("hearing.announced", on, announced, part)
    sent_on = later(chance, on, notice)
    yield Step("hearing.papers_sent", sent_on, {"delivered_on": iso(sent_on)}, part)
    if chance.random() < 0.6:
        yield Step(
            "hearing.participants_published",
            sent_on,
            {"published_on": iso(sent_on), "participants": {"public": 9}},
            part,
        )
    on = on + timedelta(days=notice)
    if on > LAST or chance.random() < 0.2:
        yield Step("hearing.cancelled", sent_on, {"cancelled_on": iso(sent_on), "reason": "另行安排"}, part)
        return
    yield Step("hearing.held", on, {"held_on": iso(on), "participants": {"public": 9, "expert": 2}}, part)
    on = later(chance, on, 50)
    yield Step("hearing.feedback", on, {"published_on": iso(on), **_opinions(chance)}, part)


def _attendance(chance: random.Random, subject: str, on: date, _matter: str) -> Iterator[Step]:
    part, topics = "-a", [{"title": "规划", **({"decision": subject} if chance.random() < 0.7 else {})}]
    announced = {"announced_on": iso(on), "meets_on": ahead(on, 7), "meeting": "常务会议", "topics": topics}
    yield Step("attendance.announced", on, announced, part)
    yield Step("attendance.invited", on, {"invited_on": iso(on), "invitees": {"interested": 3, "media": 1}}, part)
    on = later(chance, on, 15)
    if chance.random() < 0.2:
        yield Step("attendance.cancelled", on, {"cancelled_on": iso(on), "reason": "会议改期"}, part)
        return
    held = {"held_on": iso(on), "attendees": {"interested": 2}, "topics": topics}
    yield Step("attendance.held", on, held, part)
    if chance.random() < 0.7:
        on = later(chance, on, 50)
        yield Step("attendance.feedback", on, {"told_on": iso(on), **_opinions(chance)}, part)
