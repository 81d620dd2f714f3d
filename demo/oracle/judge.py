"""What the law makes of one subject: what counts in which month, and what is owed by when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from demo.oracle.application import Application
from demo.oracle.calendar import Calendar
from demo.oracle.duties import Duty, Judged, status
from demo.oracle.facts import Subject

LIMIT = 20
"""Working days: 政府信息公开条例第二十六条."""

PUBLIC, WITHHELD, NOT_SAID = "主动公开", "不予公开", "未标明"


@dataclass(frozen=True)
class Judge:
    """Judges subjects by the calendar, on the last day that passed."""

    calendar: Calendar
    today: date

    def judge(self, subject: Subject) -> Judged:
        """Everything there is to count about ``subject``."""
        judged = Judged()
        self._document(subject, judged)
        self._information(subject, judged)
        if any(fact_type.startswith("application.") for fact_type in subject.facts):
            Application(subject, self.calendar, self.today).judge(judged)
        return judged

    def _document(self, subject: Subject, judged: Judged) -> None:
        drafted = subject.last("document.drafted.v1")
        if drafted is not None:
            on = drafted.day("drafted_on")
            judged.count(on, "documents_by_attribute", drafted.text("attribute") or NOT_SAID)
            if _returned(subject):
                judged.count(on, "documents_returned")
        judged.count(subject.last_day("document.expired.v1", "expired_on"), "documents_expired")

    def _information(self, subject: Subject, judged: Judged) -> None:
        formed, drafted = subject.last("disclosure.formed.v1"), subject.last("document.drafted.v1")
        published_on = subject.first_day("disclosure.published.v1", "published_on")
        attribute = (formed and formed.text("attribute")) or (drafted and drafted.text("attribute"))
        if published_on is not None:
            judged.count(published_on, "items_published")
            judged.count(published_on, "items_published_by_attribute", attribute or NOT_SAID)
        for channel, first in _channels(subject).items():
            judged.count(first, "items_published_by_channel", channel)
        judged.count(subject.last_day("disclosure.withdrawn.v1", "withdrawn_on"), "items_withdrawn")
        formed_on = (
            formed.day("formed_on") if formed else subject.last_day("document.approved.v1", "approved_on")
        )
        if formed_on is not None and attribute == PUBLIC:
            title = (formed and formed.text("title")) or (drafted and drafted.text("title"))
            judged.duties.append(self._duty(subject, title or None, formed_on, published_on))
            if published_on is not None:
                taken = self.calendar.before(published_on).taken(formed_on, published_on)
                judged.took(published_on, "days_to_publish", taken)

    def _duty(self, subject: Subject, title: str | None, opened_on: date, met_on: date | None) -> Duty:
        known = self.calendar.at(self.today) if met_on is None else self.calendar.before(met_on)
        due = known.due(opened_on, LIMIT)
        return Duty(
            org=subject.org,
            subject=subject.id,
            kind="publish",
            title=title,
            opened_on=opened_on,
            due_on=due.on,
            original_due_on=self.calendar.at(opened_on).due(opened_on, LIMIT).on,
            provisional=due.provisional,
            met_on=met_on,
            status=status(due.on, met_on, self.today),
        )


def _returned(subject: Subject) -> bool:
    """奉节府办发〔2020〕101号 二（三）: no attribute, or withheld without reason and legal basis."""
    drafted = subject.last("document.drafted.v1")
    if drafted is None:
        return False
    attribute = drafted.text("attribute")
    if attribute == WITHHELD:
        return not (drafted.text("reason") and drafted.text("legal_basis"))
    return attribute is None


def _channels(subject: Subject) -> dict[str, date]:
    """The first day on each channel."""
    first: dict[str, date] = {}
    for fact in subject.facts.get("disclosure.published.v1", ()):
        channel, on = str(fact.data["channel"]), fact.day("published_on")
        first[channel] = min(first.get(channel, on), on)
    return first
