"""What is owed over one application, and by when."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from demo.oracle.application.law import ARCHIVED_BY, CORRECT, FROM_2019, REGISTER, in_force
from demo.oracle.application.period import Period
from demo.oracle.application.rows import DISCLOSING, outcome
from demo.oracle.application.steps import Course, Receipt
from demo.oracle.case import Duty, Owing
from demo.oracle.dispute import Order

Moment = tuple[date, datetime]
"""A day, and the time that tells steps of one day apart."""


@dataclass(frozen=True)
class Owed:
    """Duties over an application whose receipt is known."""

    course: Course
    receipt: Receipt
    periods: Sequence[Period]
    orders: Sequence[Order]
    owing: Owing
    asks: Callable[[str, date], bool]
    """Whether the county asks for a duty on a day: to register and to archive."""

    def duties(self) -> Iterator[Duty]:
        """In the order of the law's steps."""
        arrived_on = self.receipt.arrived_on
        if self.asks("register", arrived_on):
            registered_on = self.course.first_day("registered", "registered_on", since=arrived_on)
            yield self.owing.within("register", arrived_on, REGISTER, met_on=registered_on)
        received_on = self.periods[0].opened_on
        if received_on is not None and received_on >= FROM_2019:
            yield from self._correct(received_on)
        for period in self.periods:
            if period.opened_on is not None:
                yield from self._third_party(period, period.opened_on)
        for period in self.periods:
            if period.opened_on is not None and not self.under_order(period):
                yield from self._answer(period, period.opened_on)
        yield from self._archive()
        yield from self._comply()

    def _correct(self, received_on: date) -> Iterator[Duty]:
        """条例第三十条: what lacks something has to be corrected; what could be answered needed no correction."""
        end = self.periods[0].end
        asked_on = self.course.first_day("correction_requested", "requested_on", since=received_on)
        if asked_on is not None and end is not None and asked_on > end.on:
            asked_on = None
        if asked_on or self.receipt.fact.data.get("missing"):
            yield self.owing.within(
                "correct",
                received_on,
                CORRECT,
                met_on=asked_on,
                gone_on=end.on if end is not None else None,
                needless=end is not None and end.word == "answered",
            )

    def _third_party(self, period: Period, opened_on: date) -> Iterator[Duty]:
        """条例第三十二条: nobody need be asked any more once it has ended without anything being disclosed."""
        end = period.end

        def within(word: str, field: str, **data: object) -> list[date]:
            facts = [fact for fact in self.course.facts(word) if data.items() <= fact.data.items()]
            days = [fact.day(field) for fact in facts]
            return [on for on in days if opened_on <= on and (end is None or on <= end.on)]

        asked = within("third_party_asked", "asked_on")
        if asked or within("reviewed", "reviewed_on", third_party=True):
            kept = end is not None and (end.fact is None or outcome(end.fact)[0] not in DISCLOSING)
            yield self.owing.within(
                "ask_third_party",
                period.start,
                in_force(opened_on)[0],
                met_on=min(asked, default=None),
                gone_on=end.on if end is not None and kept else None,
                needless=end is not None and end.word == "answered",
            )

    def _answer(self, period: Period, opened_on: date) -> Iterator[Duty]:
        """条例第三十三条. While the applicant has to correct or pay nothing runs, and nothing is owed."""
        end, limit = period.end, in_force(opened_on)[0]
        if period.wait is not None and (end is None or end.word != "answered"):
            return
        if end is not None and end.waiting:
            yield self.owing.excused("answer", opened_on, limit, until=period.opened_until, gone_on=end.on)
            return
        original_on = period.opened_until or self.owing.calendar.at(opened_on).due(opened_on, limit).on
        answered = end is not None and end.word == "answered"
        held_on = end.held_on if end is not None else None
        yield self.owing.by(
            "answer",
            opened_on,
            period.due,
            original_on,
            met_on=held_on if answered else None,
            gone_on=None if answered else held_on,
        )

    def _archive(self) -> Iterator[Duty]:
        """Each end has its own; a reopening takes the file out again."""
        for number, period in enumerate(self.periods):
            end = period.end
            if end is None or end.elsewhere or not self.asks("archive", end.on):
                continue
            later = self.periods[number + 1] if number + 1 < len(self.periods) else None
            until = (later.opened_on or date.max, later.begun_by.time) if later is not None else None
            archived = [(fact.day("archived_on"), fact.time) for fact in self.course.facts("archived")]
            if number:
                since = (period.opened_on or date.min, period.begun_by.time)
                archived = [at for at in archived if since <= at]
            own = [at[0] for at in archived if end.on <= at[0] and (until is None or at < until)]
            met_on = min(own, default=None)
            yield self.owing.until(
                "archive",
                end.on,
                date(end.on.year + 1, *ARCHIVED_BY),
                met_on=met_on,
                gone_on=until[0] if until is not None else None,
            )

    def _comply(self) -> Iterator[Duty]:
        """Each order by itself, from the day it was served."""
        for order in self.orders:
            made = order.made_on, order.made_at
            withdrawn = min((at for at in self._moments("withdrawn") if at >= made), default=None)
            met_on = self._obeyed_on(made, withdrawn)
            gone_on = withdrawn[0] if withdrawn is not None and met_on is None else None
            yield order.owed("comply", self.owing, met_on=met_on, gone_on=gone_on)

    def _obeyed_on(self, made: Moment, withdrawn: Moment | None) -> date | None:
        """The first answer from the decision on, by its way of service; what had been withdrawn asked for none any more."""
        answers = [step for step in self.course.steps() if step.word == "answered" and step.moment >= made]
        if not answers or (withdrawn is not None and withdrawn < answers[0].moment):
            return None
        return self.course.served_on(answers[0].fact)

    def under_order(self, period: Period) -> bool:
        """Whether the period was opened to obey an order: then the order alone is what is owed."""
        if period is self.periods[0] or period.opened_on is None:
            return False
        opened = (period.opened_on, period.begun_by.time)
        answers = [at for at in self._moments("answered") if at < opened]
        before = self.periods[self.periods.index(period) - 1].end
        if before is not None and before.word == "answered" and before.fact is not None:
            answers.append((before.on, before.fact.time))
        made = [(order.made_on, order.made_at) for order in self.orders]
        return any(at <= opened and not any(at <= answered for answered in answers) for at in made)

    def _moments(self, word: str) -> list[Moment]:
        return [(step.on, step.fact.time) for step in self.course.steps() if step.word == word]
