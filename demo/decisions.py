"""The decisions of one unit's simulated year in which the public takes part, from the list to the feedback (二（五）)."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta

from demo.habits import Habits
from demo.steps import LAST, Days
from demo.titles import decision_title
from demo.totals import Share
from demo.units import Unit
from law.participation import Matter, Way

MATTERS = {Matter.MAJOR: 45, Matter.NORMATIVE: 40, Matter.OTHER: 15}

PER_ITEM = 1 / 60
"""Decisions per published item: a department has some, a township one or two."""
MOST = 8

CONSULTED, HEARD, ATTENDED = 0.8, 0.2, 0.35
"""Of the decisions: with an open consultation, with a hearing, with a meeting that the public attends."""

TOO_SHORT, SHORTENED, CALLED_OFF = 0.04, 0.08, 0.03
"""Of the consultations: too short, shorter with a reason, called off."""

UNANSWERED, LATE, UNLISTED, UNANNOUNCED, UNPREPARED = 0.03, 0.06, 0.02, 0.04, 0.03
"""What units of ordinary care forget: feedback, or its time; the list, the announcement, papers and invitations."""


@dataclass(frozen=True)
class Opinions:
    """What was received, and what became of it."""

    received: int
    adopted: int
    answered: int
    told_on: date | None
    """Day of the feedback, if it came."""


@dataclass(frozen=True)
class Consultation:
    """One open consultation."""

    opened_on: date
    closes_on: date
    reason: str
    called_off_on: date | None
    opinions: Opinions


@dataclass(frozen=True)
class Gathering:
    """A hearing, or a meeting that the public attends."""

    announced_on: date
    held_on: date
    prepared_on: date | None
    """When papers were delivered, or people invited."""
    opinions: Opinions


@dataclass(frozen=True)
class Decision:
    """A decision from the list on; days after the year are left out by who tells of them."""

    subject: str
    title: str
    matter: Matter
    ways: tuple[Way, ...]
    listed_on: date
    published_on: date | None
    consultation: Consultation | None
    hearing: Gathering | None
    made_on: date | None
    announced_on: date | None
    meeting: Gathering | None


def planned(unit: Unit, share: Share, habits: Habits, rng: random.Random) -> list[Decision]:
    """The unit's decisions of the year."""
    number = min(MOST, round(share.published * PER_ITEM + rng.random() - 0.5))
    return [_Drawn(rng, habits).decision(unit, f"jc-2026-{place:03d}") for place in range(1, number + 1)]


@dataclass(frozen=True)
class _Drawn(Days):
    habits: Habits

    def decision(self, unit: Unit, subject: str) -> Decision:
        listed_on = self.weekday(date(LAST.year, 1, 5), date(LAST.year, 9, 30))
        matter = self.rng.choices(list(MATTERS), list(MATTERS.values()))[0]
        consultation = self._consultation(matter, listed_on) if self._one_in(CONSULTED) else None
        since = consultation.closes_on if consultation else listed_on
        hearing = self._gathering(since, 30, 7) if self._one_in(HEARD) else None
        ready_on = max(since, hearing.held_on if hearing else since)
        meeting = self._gathering(ready_on, 25, 5) if self._one_in(ATTENDED) else None
        made_on = (meeting.held_on if meeting else ready_on) + timedelta(days=self.rng.randint(1, 40))
        ways = [Way.CONSULTATION] * bool(consultation) + [Way.HEARING] * bool(hearing)
        return Decision(
            subject,
            decision_title(unit, self.rng),
            matter,
            tuple(ways or self.rng.sample([Way.SYMPOSIUM, Way.SURVEY, Way.CONSULTATION], 2)),
            listed_on,
            None if self._slips(UNLISTED) else listed_on + timedelta(days=self._lag()),
            consultation,
            hearing,
            made_on if self._one_in(0.9) else None,
            None if self._slips(UNANNOUNCED) else made_on + timedelta(days=self._lag()),
            meeting,
        )

    def _consultation(self, matter: Matter, listed_on: date) -> Consultation:
        opened_on = listed_on + timedelta(days=self.rng.randint(2, 30))
        days, drawn = 31 if matter is Matter.MAJOR else 14, self.rng.random()
        if drawn < TOO_SHORT + SHORTENED:
            days = 5
        closes_on = opened_on + timedelta(days=days)
        called_off = opened_on + timedelta(days=3) if self._one_in(CALLED_OFF) else None
        reason = "应急需要，须尽快施行" if TOO_SHORT <= drawn < TOO_SHORT + SHORTENED else ""
        return Consultation(opened_on, closes_on, reason, called_off, self._opinions(closes_on))

    def _gathering(self, after: date, most: int, ahead: int) -> Gathering:
        announced_on = after + timedelta(days=self.rng.randint(1, 10))
        held_on = announced_on + timedelta(days=self.rng.randint(ahead + 1, most))
        earlier = 1 if self._slips(UNPREPARED) else self.rng.randint(ahead, ahead + 1)
        prepared_on = None if self._slips(UNPREPARED) else held_on - timedelta(days=earlier)
        return Gathering(announced_on, held_on, prepared_on, self._opinions(held_on))

    def _opinions(self, since: date) -> Opinions:
        received = self.rng.choice((0, 1, 3, 8, 20, 65))
        adopted = self.rng.randint(0, received)
        answered = received if self._one_in(0.8) else self.rng.randint(0, received)
        told_on = None if self._slips(UNANSWERED) else since + timedelta(days=self._lag())
        return Opinions(received, adopted, answered, told_on)

    def _lag(self) -> int:
        """Days until what is to be published after a month is."""
        return self.rng.randint(40, 80) if self._slips(LATE) else self.rng.randint(1, 20)

    def _slips(self, often: float) -> bool:
        return self.habits.slips(often, self.rng)

    def _one_in(self, part: float) -> bool:
        return self.rng.random() < part
