"""What the law makes of one piece of information: when it was disclosed, and by when it had to be.

A document's signature forms information, so that facts about the document of the same id speak here too. A
change has to be disclosed anew (条例第二十六条); a change of what is not disclosed yet adds nothing to that omission.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple

from demo.oracle.attribute import Written
from demo.oracle.calendar import Due, Knowledge
from demo.oracle.case import Case, Duty, Judged, Owing
from demo.oracle.dispute import orders
from demo.oracle.facts import Sent, Subject
from demo.oracle.limits import limits_of, wordings_of
from demo.oracle.wording import WORKING

MIDNIGHT = datetime.min.replace(tzinfo=UTC)
"""A document tells of days, which begin before anything that happens on them."""

PUBLIC, NOT_SAID = "主动公开", "未标明"
FORMED, PUBLISHED, WITHDRAWN = ORDER = ("formed", "published", "withdrawn")
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
        """The day of the formation."""
        return self.formed[0].on

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
    for on in _cut_short(case):
        judged.count(on, "displays_cut_short")
    owing, title = Owing(case.calendar, case.today), _title(subject)
    for omission in _omissions(steps):
        met_on = omission.met.on if omission.met is not None else None
        more = {"met_on": met_on, "gone_on": omission.gone_on, "title": title}
        judged.duties.append(_owed(case, owing, omission, more))
        if met_on is not None and omission.met is published[0]:
            taken = case.calendar.before(met_on).taken(omission.opened_on, met_on)
            judged.took(met_on, "days_to_publish", taken)
    judged.duties += _ordered(case, owing, published, title)
    return judged


def row_named(subject: Subject) -> str | None:
    """``<issuer>:<number>`` of the row that it answers to, as it was said last."""
    named = [step.row for step in _steps(subject)]
    return named[-1] if named else _named_by(subject, subject.last("document.drafted.v1"))


def published_days(subject: Subject) -> list[date]:
    """Days on which it was published."""
    return [fact.day("published_on") for fact in _by_day(subject, PUBLISHED)]


def formed_days(subject: Subject) -> list[date]:
    """Days on which it was formed or changed."""
    return [step.on for step in _steps(subject) if step.word == FORMED]


def days_public(subject: Subject) -> list[tuple[date, date | None]]:
    """First days on which it could be read, each with the day on which it was taken down."""
    return [(shown.on, down) for shown, down in _shown(subject)]


def _shown(subject: Subject) -> list[tuple[Step, date | None]]:
    """The steps that put it up, each with the day on which it was taken down."""
    shown: list[tuple[Step, date | None]] = []
    for step in _steps(subject):
        if step.word == PUBLISHED and (not shown or shown[-1][1] is not None):
            shown.append((step, None))
        elif step.word == WITHDRAWN and shown and shown[-1][1] is None:
            shown[-1] = (shown[-1][0], step.on)
    return shown


def _owed(case: Case, owing: Owing, omission: Omission, more: Mapping[str, Any]) -> Duty:
    """The earliest of what the row says, of 双公示, and of 条例第二十六条, for the formation and for every change that joined it."""
    limits = [
        (step.on, limit) for step in omission.formed for limit in limits_of(case, step.row, step.on, step.scope or "")
    ]

    def last_day(known: Knowledge) -> Due:
        days = [
            known.due(on, limit.amount) if limit.unit == WORKING else Due(on + timedelta(days=limit.amount), False)
            for on, limit in limits
        ]
        return min(days, key=lambda due: due.on)

    opened_on = omission.opened_on
    return owing.by("publish", opened_on, last_day, last_day(case.calendar.at(opened_on)).on, **more)


def _cut_short(case: Case) -> Iterator[date]:
    """Days of taking down what had to be shown for longer: by what the row said when it was put up."""
    for shown, down_on in _shown(case.subject):
        periods = [wording.shown for wording in wordings_of(case, shown.row, shown.on) if wording.shown is not None]
        known = case.calendar.at(shown.on)
        last = [
            known.due(shown.on, period.amount).on
            if period.unit == WORKING
            else shown.on + timedelta(days=period.amount)
            for period in periods
        ]
        if down_on is not None and last and down_on <= max(last):
            yield down_on


def _by_day(subject: Subject, word: str) -> list[Sent]:
    """Facts of a word by their day, then as they were taken down."""
    return sorted(_facts(subject, word), key=lambda fact: (fact.day(f"{word}_on"), fact.time, fact.id))


def _steps(subject: Subject) -> Iterator[Step]:
    """In the order in which they count: by day, time, and as the law goes; each answers to the row that was named last."""
    drafted = subject.last("document.drafted.v1")
    named = _named_by(subject, drafted)
    steps = [
        Step(
            fact.day(f"{word}_on"),
            fact.time,
            place,
            fact.text("attribute"),
            _named_by(subject, fact),
            fact.text("scope"),
        )
        for place, word in enumerate(ORDER)
        for fact in sorted(_facts(subject, word), key=lambda fact: fact.id)
    ]
    steps += _of_document(Written(subject), [step for step in steps if step.word == FORMED])
    for step in sorted(steps, key=lambda step: step[:3]):
        named = step.row or named
        yield step._replace(row=named)


def _named_by(subject: Subject, fact: Sent | None) -> str | None:
    name = fact.text("item") if fact else None
    return name if name is None or ":" in name else f"{subject.org}:{name}"


def _of_document(document: Written, told: list[Step]) -> Iterator[Step]:
    """The signature forms a document; signed twice, it was formed the first time. Opened further, it is formed anew.

    What was told of the information itself by then goes first, and another organisation's is not ours to disclose.
    """
    if document.elsewhere:
        return
    signed_on = document.signed_on
    if signed_on is not None and not any(step.on <= signed_on for step in told):
        yield Step(signed_on, MIDNIGHT, 0, document.decided)
    for on, attribute in document.openings():
        before = sorted((step for step in told if step.on <= on), key=lambda step: step[:3])
        if not before or before[-1].attribute != attribute:
            yield Step(on, MIDNIGHT, 0, attribute)


def _omissions(steps: list[Step]) -> list[Omission]:
    """What had to be disclosed, one after the other. Only what was formed first can have been disclosed before."""
    omissions: list[Omission] = []
    for number, step in enumerate(steps):
        last = omissions[-1] if omissions and omissions[-1].stands else None
        if step.word == PUBLISHED and last is not None:
            last.met = step
        elif step.word == FORMED and step.attribute != PUBLIC and last is not None:
            last.gone_on = step.on
        elif step.word == FORMED and last is not None:
            last.formed.append(step)
        elif step.word == FORMED and step.attribute == PUBLIC:
            before = steps[:number]
            early = None
            if not any(earlier.word == FORMED for earlier in before):
                early = next((earlier for earlier in before if earlier.word == PUBLISHED), None)
            omissions.append(Omission([step], met=early))
    return omissions


def _ordered(case: Case, owing: Owing, published: list[Step], title: str | None) -> Iterator[Duty]:
    """What decisions order to disclose, where there is such information: told of itself, or a document that was signed."""
    signed = "document.approved.v1" in case.subject.facts
    if signed or any(_facts(case.subject, word) for word in ORDER):
        for order in orders(case, "disclosures"):
            met = [step.on for step in published if step[:2] >= (order.made_on, order.made_at)]
            yield order.owed("comply_disclosure", owing, met_on=min(met, default=None), title=title)


def _attribute(subject: Subject, steps: list[Step], at: Step) -> str | None:
    """What held at that moment; of what was disclosed too early what it was formed with, else what the document says."""
    formed = [step for step in steps if step.word == FORMED]
    held = [step for step in formed if step[:3] < at[:3]]
    attributes = held[-1:] or formed[:1]
    return attributes[0].attribute if attributes else Written(subject).decided


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
