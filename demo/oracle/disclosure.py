"""What the law makes of one piece of information: when it was disclosed, and by when it had to be.

A document's signature forms information, so that facts about the document of the same id speak here too.
"""

from __future__ import annotations

from datetime import date

from demo.oracle.case import Case, Duty, Judged, status
from demo.oracle.facts import Subject

LIMIT = 20
"""Working days: 政府信息公开条例第二十六条."""

PUBLIC, NOT_SAID = "主动公开", "未标明"


def judge(case: Case) -> Judged:
    """Everything there is to count about the information."""
    judged, subject = Judged(), case.subject
    formed, drafted = subject.last("disclosure.formed.v1"), subject.last("document.drafted.v1")
    published_on = subject.first_day("disclosure.published.v1", "published_on")
    attribute = (formed and formed.text("attribute")) or (drafted and drafted.text("attribute"))
    if published_on is not None:
        judged.count(published_on, "items_published")
        judged.count(published_on, "items_published_by_attribute", attribute or NOT_SAID)
    for channel, first in _channels(subject).items():
        judged.count(first, "items_published_by_channel", channel)
    judged.count(subject.last_day("disclosure.withdrawn.v1", "withdrawn_on"), "items_withdrawn")
    formed_on = formed.day("formed_on") if formed else subject.last_day("document.approved.v1", "approved_on")
    if formed_on is not None and attribute == PUBLIC:
        title = (formed and formed.text("title")) or (drafted and drafted.text("title"))
        judged.duties.append(_duty(case, title or None, formed_on, published_on))
        if published_on is not None:
            taken = case.calendar.before(published_on).taken(formed_on, published_on)
            judged.took(published_on, "days_to_publish", taken)
    return judged


def _duty(case: Case, title: str | None, opened_on: date, met_on: date | None) -> Duty:
    known = case.calendar.at(case.today) if met_on is None else case.calendar.before(met_on)
    due = known.due(opened_on, LIMIT)
    return Duty(
        code="publish",
        title=title,
        opened_on=opened_on,
        due_on=due.on,
        original_due_on=case.calendar.at(opened_on).due(opened_on, LIMIT).on,
        provisional=due.provisional,
        met_on=met_on,
        status=status(due.on, met_on, case.today),
    )


def _channels(subject: Subject) -> dict[str, date]:
    """The first day on each channel."""
    first: dict[str, date] = {}
    for fact in subject.facts.get("disclosure.published.v1", ()):
        channel, on = str(fact.data["channel"]), fact.day("published_on")
        first[channel] = min(first.get(channel, on), on)
    return first
