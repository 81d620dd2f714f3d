"""What is owed over one application, and by when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from demo.oracle.calendar import Calendar, Due, Knowledge
from demo.oracle.case import Duty, status
from demo.oracle.facts import Sent, Subject

REGISTER, CORRECT, ANSWER, COMPLY = 1, 7, 20, 20
"""Working days: 条例第四十五条 (the product's default), 第三十条, 第三十三条, 第五十一条 (default)."""

DISCLOSED = {"already_public", "granted", "partial"}


@dataclass
class Run:
    """One run of the clock, from receipt or reopening to what ended it."""

    opened_on: date
    start: date
    limit: int = ANSWER
    pauses: list[tuple[date, date]] = field(default_factory=list)
    waits_until: date | None = None
    ended: Sent | None = None
    ended_on: date | None = None


@dataclass(frozen=True)
class Owed:
    """``started_on``: day of receipt, None while the clock has not started; ``ends``: day and row of each run's end."""

    subject: Subject
    calendar: Calendar
    today: date
    started_on: date | None
    runs: list[Run]
    ends: list[tuple[date, str]]

    def duties(self) -> Iterator[Duty]:
        """In the order of the law's steps."""
        receipt = self._last("received")
        if receipt is not None:
            met_on = self._first("registered", "registered_on")
            yield self._limit("register", receipt.day("received_on"), REGISTER, met_on)
        asked_on = self._first("correction_requested", "requested_on")
        if receipt is not None and self.started_on is not None and (asked_on or receipt.data.get("missing")):
            yield self._limit("correct", self.started_on, CORRECT, asked_on, excused=self._over)
        if self.started_on is not None:
            yield from self._third_party()
            for number, run in enumerate(self.runs):
                yield from self._answer(run, self.started_on if number == 0 else run.opened_on)
        if self._over and self.ends:
            opened_on = self.ends[-1][0]
            yield self._dated(
                "archive", opened_on, date(opened_on.year + 1, 6, 30), self._first("archived", "archived_on")
            )
        yield from self._comply()

    @property
    def _over(self) -> bool:
        run = self.runs[-1]
        return run.ended is not None or (run.waits_until is not None and run.waits_until < self.today)

    def _third_party(self) -> Iterator[Duty]:
        asked_on = self._first("third_party_asked", "asked_on")
        if asked_on or any(fact.data.get("third_party") for fact in self._facts("reviewed")):
            ended = self.runs[-1].ended
            kept = ended is None or ended.text("code") not in DISCLOSED
            yield self._limit("ask_third_party", self.runs[0].start, ANSWER, asked_on, excused=self._over and kept)

    def _answer(self, run: Run, opened_on: date) -> Iterator[Duty]:
        answered = run.ended is not None and run.ended.type == "application.answered.v1"
        met_on = run.ended_on if answered else None
        original = self.calendar.at(opened_on).due(opened_on, ANSWER)
        known = self.calendar.at(self.today) if run.ended_on is None else self.calendar.before(run.ended_on)
        if run.waits_until is not None:
            if met_on is None:
                return
            due = Due(max(known.due(opened_on, ANSWER).on, met_on), False)
        else:
            due = _without(known, run)
        state = "excused" if run.ended is not None and not answered else status(due.on, met_on, self.today)
        yield Duty("answer", None, opened_on, due.on, original.on, due.provisional, met_on, state)

    def _comply(self) -> Iterator[Duty]:
        orders = [fact for fact in self._facts("review_decided") if fact.data.get("disclose")]
        if orders:
            decided_on = orders[-1].day("decided_on")
            answers = [fact.day("answered_on") for fact in self._facts("answered")]
            met_on = min((on for on in answers if on >= decided_on), default=None)
            yield self._limit("comply", decided_on, COMPLY, met_on)

    def _limit(self, code: str, opened_on: date, days: int, met_on: date | None, *, excused: bool = False) -> Duty:
        known = self.calendar.at(self.today) if met_on is None else self.calendar.before(met_on)
        due = known.due(opened_on, days)
        original = self.calendar.at(opened_on).due(opened_on, days).on
        state = "excused" if excused and met_on is None else status(due.on, met_on, self.today)
        return Duty(code, None, opened_on, due.on, original, due.provisional, met_on, state)

    def _dated(self, code: str, opened_on: date, due_on: date, met_on: date | None) -> Duty:
        state = status(due_on, met_on, self.today)
        return Duty(code, None, opened_on, due_on, due_on, False, met_on, state)

    def _facts(self, word: str) -> list[Sent]:
        return self.subject.facts.get(f"application.{word}.v1", [])

    def _last(self, word: str) -> Sent | None:
        return self.subject.last(f"application.{word}.v1")

    def _first(self, word: str, field_name: str) -> date | None:
        return self.subject.first_day(f"application.{word}.v1", field_name)


def _without(known: Knowledge, run: Run) -> Due:
    """The run's limit, counted day by day; days on which an opinion was waited for do not count."""
    day, left, provisional = run.start, run.limit, False
    while left:
        day += timedelta(days=1)
        waiting = any(asked < day <= heard for asked, heard in run.pauses)
        left -= known.works(day) and not waiting
        provisional = provisional or not known.has(day.year)
    return Due(day, provisional)
