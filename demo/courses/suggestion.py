"""Suggestions of active disclosure (建议纳入主动公开) of one unit's simulated year: received, decided, late or never.

Decisions are also told of information that several asked for, whether or not somebody suggested it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from demo.courses.application import QUESTIONS, information
from demo.steps import FIRST, LAST, Step
from demo.year import Course, Slip, UnitYear

SUGGESTED, DECIDED, AGAIN, OF_THE_ASKED = 0.4, 0.9, 0.1, 0.5
"""Of the units that had applications: had a suggestion; of suggestions: decided, decided anew; of questions: decided without one."""

FOR = ("涉及公众利益调整", "需要公众广泛知晓", "需要公众参与决策")
AGAINST = ("仅涉及申请人自身", "涉及第三方合法权益", "已失去时效")


def steps(year: UnitYear) -> list[Step]:
    """Facts of the unit's suggestions."""
    if not year.share.received:
        return []
    questions = year.rng.sample(range(1, QUESTIONS + 1), 2)
    written: list[Step] = []
    if year.rng.random() < SUGGESTED:
        on = year.make.weekday(FIRST, date(LAST.year, 11, 30))
        subject = information(year.unit.org, questions[0])
        written.append(year.make.step(subject, "received", on, received_on=on))
        if year.rng.random() < DECIDED:
            written += _decided(year, subject, year.make.later(on, 3, 45))
    if year.rng.random() < OF_THE_ASKED:
        subject = information(year.unit.org, questions[1])
        written += _decided(year, subject, year.make.weekday(date(LAST.year, 3, 1), LAST))
    return written


def _decided(year: UnitYear, subject: str, on: date) -> Iterator[Step]:
    yield _decision(year, subject, on, "decided")
    if year.rng.random() < AGAIN:
        yield _decision(year, subject, year.make.later(on, 20, 90), "decided-anew")


def _decision(year: UnitYear, subject: str, on: date, part: str) -> Step:
    taken_up = year.rng.random() < 0.6
    decision, reasons = ("纳入主动公开", FOR) if taken_up else ("不予纳入", AGAINST)
    return year.make.step(
        subject, "decided", on, part=part, decided_on=on, decision=decision, reason=year.rng.choice(reasons)
    )


COURSE = Course(steps, {"received": Slip("received_on"), "decided": Slip("decided_on")})
