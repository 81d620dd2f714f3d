"""What the law makes of one piece of information: when it was disclosed, and by when it had to be.

A document's signature forms information, so that facts about the document of the same id speak here too. Each
change of it has to be disclosed anew (条例第二十六条); a change never takes away what was owed before it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from demo.oracle.case import Case, Duty, Judged, Owing
from demo.oracle.dispute import orders
from demo.oracle.facts import Sent, Subject

LIMIT = 20
"""Working days: 政府信息公开条例第二十六条."""

PUBLIC, NOT_SAID = "主动公开", "未标明"

Moment = tuple[date, datetime]
"""A day, and the time that tells steps of one day apart."""


def judge(case: Case) -> Judged:
    """Everything there is to count about the information."""
    judged, subject = Judged(), case.subject
    published = _moments(subject, "disclosure.published.v1", "published_on")
    attribute = _text(subject, "attribute")
    if published:
        judged.count(published[0][0], "items_published")
        judged.count(published[0][0], "items_published_by_attribute", attribute or NOT_SAID)
    for channel, first in _channels(subject).items():
        judged.count(first, "items_published_by_channel", channel)
    for on in _withdrawals(subject, published):
        judged.count(on, "items_withdrawn")
    formed = _formed(subject, attribute)
    judged.duties += _owed(case, formed, published)
    if formed and published:
        first_on = published[0][0]
        judged.took(first_on, "days_to_publish", case.calendar.before(first_on).taken(formed[0][0], first_on))
    judged.duties += _ordered(case, published)
    return judged


def _text(subject: Subject, field: str) -> str | None:
    """What was said last: of the information itself, else of the document."""
    formed, drafted = subject.last("disclosure.formed.v1"), subject.last("document.drafted.v1")
    return (formed and formed.text(field)) or (drafted and drafted.text(field)) or None


def _formed(subject: Subject, attribute: str | None) -> list[Moment]:
    """When it was formed or changed while it had to be public: once a day at most."""
    formed = [
        (fact.day("formed_on"), fact.time)
        for fact in subject.facts.get("disclosure.formed.v1", ())
        if fact.text("attribute") == PUBLIC
    ]
    drafted = subject.last("document.drafted.v1")
    if (drafted and drafted.text("attribute")) == PUBLIC or (drafted is None and attribute == PUBLIC):
        # The signature forms a document; signed twice, it was formed the first time.
        formed += _moments(subject, "document.approved.v1", "approved_on")[:1]
    first: dict[date, Moment] = {}
    for at in sorted(formed):
        first.setdefault(at[0], at)
    return list(first.values())


def _owed(case: Case, formed: list[Moment], published: list[Moment]) -> Iterator[Duty]:
    """Each formation or change by itself: what was disclosed before a change does not disclose the change."""
    owing = Owing(case.calendar, case.today)
    for number, at in enumerate(formed):
        met = [shown for shown in published if number == 0 or shown >= at]
        met_on = met[0][0] if met else None
        yield owing.within("publish", at[0], LIMIT, met_on=met_on, title=_text(case.subject, "title"))


def _ordered(case: Case, published: list[Moment]) -> Iterator[Duty]:
    """What decisions order to disclose."""
    owing = Owing(case.calendar, case.today)
    if any(fact_type.startswith("disclosure.") for fact_type in case.subject.facts):
        for order in orders(case, "disclosures"):
            met = [at[0] for at in published if at >= (order.made_on, order.made_at)]
            yield order.owed(
                "comply_disclosure", owing, met_on=min(met, default=None), title=_text(case.subject, "title")
            )


def _channels(subject: Subject) -> dict[str, date]:
    """The first day on each channel."""
    first: dict[str, date] = {}
    for fact in subject.facts.get("disclosure.published.v1", ()):
        channel, on = str(fact.data["channel"]), fact.day("published_on")
        first[channel] = min(first.get(channel, on), on)
    return first


def _withdrawals(subject: Subject, published: list[Moment]) -> list[date]:
    """Days of taking down; taken down already, it cannot be taken down again."""
    down: list[Moment] = []
    for at in _moments(subject, "disclosure.withdrawn.v1", "withdrawn_on"):
        if not down or any(down[-1] <= shown <= at for shown in published):
            down.append(at)
    return [on for on, _ in down]


def _moments(subject: Subject, fact_type: str, field: str) -> list[Moment]:
    facts: list[Sent] = subject.facts.get(fact_type, [])
    return sorted((fact.day(field), fact.time) for fact in facts)
