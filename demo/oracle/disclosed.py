"""How one piece of information went, step by step; and what had to be disclosed, one omission after the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import NamedTuple

from demo.oracle.attribute import Written
from demo.oracle.facts import Sent, Subject

MIDNIGHT = datetime.min.replace(tzinfo=UTC)
"""A document tells of days, which begin before anything that happens on them."""

PUBLIC = "主动公开"
FORMED, PUBLISHED, ANNULLED, WITHDRAWN = ORDER = ("formed", "published", "annulled", "withdrawn")
"""As they follow where two are of one moment."""


class Step(NamedTuple):
    """Something that happened; ``attribute`` where information was formed."""

    on: date
    time: datetime
    place: int
    attribute: str | None = None
    row: str | None = None
    """The row that it answers to, as named by then."""
    scope: str | None = None
    """What a formation says that it is about."""
    channel: str = ""
    fact: str = ""

    @property
    def word(self) -> str:
        """Which of ORDER it is."""
        return ORDER[self.place]


@dataclass
class Omission:
    """From a formation or change until it is disclosed; ``gone_on``: it needs no disclosure from then on.

    ``formed``: the formation, and changes that came while it waited.
    """

    formed: list[Step]
    met: Step | None = None
    gone_on: date | None = None

    @property
    def opened_on(self) -> date:
        """The day of the formation or change."""
        return self.formed[0].on

    @property
    def stands(self) -> bool:
        """Whether it waits for a disclosure."""
        return self.met is None and self.gone_on is None


def row_named(subject: Subject) -> str | None:
    """``<issuer>:<number>`` of the row that it answers to, as it was said last."""
    named = [step.row for step in steps_of(subject)]
    return named[-1] if named else _named_by(subject, subject.last("document.drafted.v1"))


def published_days(subject: Subject) -> list[date]:
    """Days on which it was published."""
    return [fact.day("published_on") for fact in by_day(subject, PUBLISHED)]


def formed_days(subject: Subject) -> list[date]:
    """Days on which it was formed or changed."""
    return [step.on for step in steps_of(subject) if step.word == FORMED]


def days_public(subject: Subject) -> list[tuple[date, date | None]]:
    """First days on which it could be read, each with the day on which it was taken down."""
    return [(up.on, down) for up, down in put_up(subject)]


def put_up(subject: Subject) -> list[tuple[Step, date | None]]:
    """The steps that put it up, each with the day on which it was taken down."""
    shown: list[tuple[Step, date | None]] = []
    for step in steps_of(subject):
        if step.word == PUBLISHED and (not shown or shown[-1][1] is not None):
            shown.append((step, None))
        elif step.word == WITHDRAWN and shown and shown[-1][1] is None:
            shown[-1] = (shown[-1][0], step.on)
    return shown


def by_day(subject: Subject, word: str) -> list[Sent]:
    """Facts of a word by their day, then as they were taken down."""
    return sorted(told_of(subject, word), key=lambda fact: (fact.day(f"{word}_on"), fact.time, fact.id))


def steps_of(subject: Subject) -> Iterator[Step]:
    """In the order in which they count: by day, time, and as the law goes; each answers to the row that was named last."""
    named = _named_by(subject, subject.last("document.drafted.v1"))
    steps = [
        Step(
            fact.day(f"{word}_on"),
            fact.time,
            place,
            fact.text("attribute"),
            _named_by(subject, fact),
            fact.text("scope"),
            fact.text("channel") or "",
            fact.id,
        )
        for place, word in enumerate(ORDER)
        for fact in sorted(told_of(subject, word), key=lambda fact: fact.id)
    ]
    steps += _of_document(Written(subject), [step for step in steps if step.word == FORMED])
    for step in sorted(steps, key=lambda step: step[:3]):
        named = step.row or named
        yield step._replace(row=named)


def _named_by(subject: Subject, fact: Sent | None) -> str | None:
    name = fact.text("item") if fact else None
    return name if name is None or ":" in name else f"{subject.org}:{name}"


def _of_document(document: Written, formed: list[Step]) -> Iterator[Step]:
    """The signature forms a document; signed twice, it was formed the first time. Opened further, it is formed anew.

    What was told of the information itself by then goes first, and another organisation's is not ours to disclose.
    """
    if document.elsewhere:
        return
    signed_on = document.signed_on
    if signed_on is not None and not any(step.on <= signed_on for step in formed):
        yield Step(signed_on, MIDNIGHT, 0, document.decided)
    for on, attribute in document.openings():
        before = sorted((step for step in formed if step.on <= on), key=lambda step: step[:3])
        if not before or before[-1].attribute != attribute:
            yield Step(on, MIDNIGHT, 0, attribute)


def ends(step: Step) -> bool:
    """Whether it need not be disclosed from here on."""
    return step.word == ANNULLED or (step.word == FORMED and step.attribute != PUBLIC)


def omissions(steps: list[Step]) -> list[Omission]:
    """What had to be disclosed, one after the other. Only what was formed first can have been disclosed before."""
    owed: list[Omission] = []
    for number, step in enumerate(steps):
        last = owed[-1] if owed and owed[-1].stands else None
        if step.word == PUBLISHED and last is not None:
            last.met = step
        elif ends(step) and last is not None:
            last.gone_on = step.on
        elif step.word == FORMED and step.attribute == PUBLIC and last is not None:
            last.formed.append(step)
        elif step.word == FORMED and step.attribute == PUBLIC and last is None:
            before = steps[:number]
            early = None
            if not any(earlier.word == FORMED for earlier in before):
                early = _still_up(before)
            owed.append(Omission([step], met=early))
    return owed


def _still_up(steps: list[Step]) -> Step | None:
    """The publication since which it has been readable without a break; None where it cannot be read."""
    up: Step | None = None
    for step in steps:
        if step.word == WITHDRAWN:
            up = None
        elif step.word == PUBLISHED and up is None:
            up = step
    return up


def told_of(subject: Subject, word: str) -> list[Sent]:
    """Facts of a word, as they came."""
    return subject.facts.get(f"disclosure.{word}.v1", [])
