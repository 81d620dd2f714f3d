"""What the law makes of one piece of information: when it was disclosed, and by when it had to be.

A document's signature forms information, so that facts about the document of the same id speak here too. A
change has to be disclosed anew (条例第二十六条); a change of what is not disclosed yet adds nothing to that omission.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from demo.oracle import beside
from demo.oracle.attribute import Written
from demo.oracle.calendar import Due, Knowledge
from demo.oracle.case import Case, Duty, Judged, Owing
from demo.oracle.disclosed import (
    ANNULLED,
    FORMED,
    ORDER,
    PUBLISHED,
    WITHDRAWN,
    Omission,
    Step,
    omissions,
    put_up,
    steps_of,
    told_of,
)
from demo.oracle.dispute import orders
from demo.oracle.facts import Subject
from demo.oracle.limits import limits_of, wordings_of
from demo.oracle.wording import WORKING

NOT_SAID = "未标明"


def judge(case: Case) -> Judged:
    """Everything there is to count about the information."""
    judged, subject = Judged(), case.subject
    steps = list(steps_of(subject))
    published = [step for step in steps if step.word == PUBLISHED]
    if published:
        first = published[0]
        judged.count(first.on, "items_published")
        judged.count(first.on, "items_published_by_attribute", _attribute(subject, steps, first) or NOT_SAID)
    for channel, on in _channels(subject).items():
        judged.count(on, "items_published_by_channel", channel)
    for on in _withdrawals(steps):
        judged.count(on, "items_withdrawn")
    for step in steps:
        judged.count(step.on if step.word == ANNULLED else None, "items_annulled")
    for on in _cut_short(case):
        judged.count(on, "displays_cut_short")
    owing, title = Owing(case.calendar, case.today), _title(subject)
    owed = omissions(steps)
    for omission in owed:
        met_on = omission.met.on if omission.met is not None else None
        more = {"met_on": met_on, "gone_on": omission.gone_on, "title": title}
        judged.duties.append(_owed(case, owing, "publish", omission, more))
        if met_on is not None and omission.met is published[0]:
            taken = case.calendar.before(met_on).taken(omission.opened_on, met_on)
            judged.took(met_on, "days_to_publish", taken)
        for ends in beside.everywhere(case, steps, omission):
            ends["title"] = title
            judged.duties.append(_owed(case, owing, "publish_everywhere", omission, ends))
    beside.delivered(case, judged, owed, title)
    beside.taken_down(case, judged, steps, title)
    judged.duties += _ordered(case, owing, published, title)
    return judged


def _owed(case: Case, owing: Owing, code: str, omission: Omission, more: Mapping[str, Any]) -> Duty:
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
    return owing.by(code, opened_on, last_day, last_day(case.calendar.at(opened_on)).on, **more)


def _cut_short(case: Case) -> Iterator[date]:
    """Days of taking down what had to be shown for longer."""
    for shown, down_on in put_up(case.subject):
        until = shown_until(case, shown)
        if down_on is not None and until is not None and down_on <= until:
            yield down_on


def shown_until(case: Case, shown: Step) -> date | None:
    """The last day for which it had to be shown, by what its row said when it was put up; None where it said nothing."""
    periods = [wording.shown for wording in wordings_of(case, shown.row, shown.on) if wording.shown is not None]
    known = case.calendar.at(shown.on)
    last = [
        known.due(shown.on, period.amount).on if period.unit == WORKING else shown.on + timedelta(days=period.amount)
        for period in periods
    ]
    return max(last, default=None)


def _ordered(case: Case, owing: Owing, published: list[Step], title: str | None) -> Iterator[Duty]:
    """What decisions order to disclose, where there is such information: told of itself, or a document that was signed."""
    signed = "document.approved.v1" in case.subject.facts
    if signed or any(told_of(case.subject, word) for word in ORDER):
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
    """The newest that was said of the information itself, else of the document: a change without a title keeps the one before."""
    formed = sorted(told_of(subject, FORMED), key=lambda fact: (fact.day("formed_on"), fact.time, fact.id))
    drafted = subject.last("document.drafted.v1")
    titles = [title for fact in formed if (title := fact.text("title"))]
    return titles[-1] if titles else drafted.text("title") if drafted else None


def _channels(subject: Subject) -> dict[str, date]:
    """The first day on each channel."""
    first: dict[str, date] = {}
    for fact in told_of(subject, PUBLISHED):
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
