"""What the law makes of one piece of information: when it was disclosed, and by when it had to be.

A document's signature forms information, so that facts about the document of the same id speak here too. A
change has to be disclosed anew (条例第二十六条); a change of what is not disclosed yet adds nothing to that omission.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from demo.oracle.case import Case, Duty, Judged, Owing
from demo.oracle.dispute import orders
from demo.oracle.document import returned
from demo.oracle.facts import Sent, Subject

LIMIT = 20
"""Working days: 政府信息公开条例第二十六条."""

PUBLIC, NOT_SAID = "主动公开", "未标明"
FORMED, PUBLISHED, WITHDRAWN = ORDER = ("formed", "published", "withdrawn")
"""As they follow where two are of one moment."""


class Step(NamedTuple):
    """Something that happened; ``attribute`` where information was formed."""

    on: date
    time: datetime
    place: int
    attribute: str | None = None

    @property
    def word(self) -> str:
        """Which of ORDER it is."""
        return ORDER[self.place]


@dataclass
class Omission:
    """From a formation or change until it is disclosed; ``gone_on``: it needs no disclosure from then on."""

    opened_on: date
    met: Step | None = None
    gone_on: date | None = None

    @property
    def stands(self) -> bool:
        """Whether it waits for a disclosure."""
        return self.met is None and self.gone_on is None


def judge(case: Case) -> Judged:
    """Everything there is to count about the information."""
    judged, subject = Judged(), case.subject
    steps = list(_steps(subject))
    published = [step for step in steps if step.word == PUBLISHED]
    if published:
        first = published[0]
        judged.count(first.on, "items_published")
        judged.count(first.on, "items_published_by_attribute", _attribute(subject, steps, first) or NOT_SAID)
    for channel, on in _channels(subject).items():
        judged.count(on, "items_published_by_channel", channel)
    for on in _withdrawals(steps):
        judged.count(on, "items_withdrawn")
    owing, title = Owing(case.calendar, case.today), _title(subject)
    for omission in _omissions(steps):
        met_on = omission.met.on if omission.met is not None else None
        more = {"met_on": met_on, "gone_on": omission.gone_on, "title": title}
        judged.duties.append(owing.within("publish", omission.opened_on, LIMIT, **more))
        if met_on is not None and omission.met is published[0]:
            taken = case.calendar.before(met_on).taken(omission.opened_on, met_on)
            judged.took(met_on, "days_to_publish", taken)
    judged.duties += _ordered(case, owing, published, title)
    return judged


def _steps(subject: Subject) -> Iterator[Step]:
    """In the order in which they count: by day, time, and as the law goes."""
    steps = [
        Step(fact.day(f"{word}_on"), fact.time, place, fact.text("attribute"))
        for place, word in enumerate(ORDER)
        for fact in _facts(subject, word)
    ]
    drafted = subject.last("document.drafted.v1")
    signed = sorted((fact.day("approved_on"), fact.time) for fact in subject.facts.get("document.approved.v1", ()))
    formed = any(step.word == FORMED and step.on <= signed[0][0] for step in steps) if signed else True
    if not formed and (not returned(subject) or "document.expired.v1" in subject.facts):
        # The signature forms a document that was not to be returned; signed twice, it was formed the first time.
        steps.append(Step(*signed[0], 0, drafted.text("attribute") if drafted else None))
    return iter(sorted(steps, key=lambda step: step[:3]))


def _omissions(steps: list[Step]) -> list[Omission]:
    """What had to be disclosed, one after the other. Only what was formed first can have been disclosed before."""
    omissions: list[Omission] = []
    for number, step in enumerate(steps):
        last = omissions[-1] if omissions and omissions[-1].stands else None
        if step.word == PUBLISHED and last is not None:
            last.met = step
        elif step.word == FORMED and step.attribute != PUBLIC and last is not None:
            last.gone_on = step.on
        elif step.word == FORMED and step.attribute == PUBLIC and last is None:
            before = steps[:number]
            early = None
            if not any(earlier.word == FORMED for earlier in before):
                early = next((earlier for earlier in before if earlier.word == PUBLISHED), None)
            omissions.append(Omission(step.on, met=early))
    return omissions


def _ordered(case: Case, owing: Owing, published: list[Step], title: str | None) -> Iterator[Duty]:
    """What decisions order to disclose, where there is such information: told of itself, or a document that was signed."""
    facts = case.subject.facts
    signed = "document.approved.v1" in facts
    if signed or any(_facts(case.subject, word) for word in ORDER):
        for order in orders(case, "disclosures"):
            met = [step.on for step in published if step[:2] >= (order.made_on, order.made_at)]
            yield order.owed("comply_disclosure", owing, met_on=min(met, default=None), title=title)


def _attribute(subject: Subject, steps: list[Step], at: Step) -> str | None:
    """What held at that moment; of what was disclosed too early what it was formed with, else what the document says."""
    formed = [step for step in steps if step.word == FORMED]
    held = [step for step in formed if step[:3] < at[:3]]
    drafted = subject.last("document.drafted.v1")
    attributes = held[-1:] or formed[:1]
    return attributes[0].attribute if attributes else drafted.text("attribute") if drafted else None


def _title(subject: Subject) -> str | None:
    """What was said last: of the information itself, else of the document."""
    formed = sorted(_facts(subject, FORMED), key=lambda fact: (fact.day("formed_on"), fact.time, fact.id))
    drafted = subject.last("document.drafted.v1")
    return (formed[-1].text("title") if formed else None) or (drafted.text("title") if drafted else None) or None


def _channels(subject: Subject) -> dict[str, date]:
    """The first day on each channel."""
    first: dict[str, date] = {}
    for fact in _facts(subject, PUBLISHED):
        channel, on = str(fact.data["channel"]), fact.day("published_on")
        first[channel] = min(first.get(channel, on), on)
    return first


def _withdrawals(steps: list[Step]) -> Iterator[date]:
    """Days of taking down; what is down cannot be taken down."""
    down = False
    for step in steps:
        if step.word == WITHDRAWN and not down:
            yield step.on
        down = (down or step.word == WITHDRAWN) and step.word != PUBLISHED


def _facts(subject: Subject, word: str) -> list[Sent]:
    return subject.facts.get(f"disclosure.{word}.v1", [])
