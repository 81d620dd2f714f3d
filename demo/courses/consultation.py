"""Open consultations (公开征求意见) of one unit's simulated year: too short, shorter with a reason, without feedback, called off."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from demo.decisions import Consultation, Decision
from demo.steps import LAST, Step
from demo.year import Course, Slip, UnitYear
from law.participation import Matter

EXTENDED, CLOSING_TOLD, MARKET = 0.08, 0.8, 0.2
"""Of the consultations: extended; with a closing that is told. Of 行政规范性文件: touching market entities."""


def steps(year: UnitYear) -> list[Step]:
    """Facts of the consultations, as far as the year goes."""
    written: list[Step] = []
    for number, decision in enumerate(year.decisions, start=1):
        if decision.consultation is not None:
            written += _consulted(year, f"zq-2026-{number:03d}", decision, decision.consultation)
    return [step for step in written if step.on <= LAST]


def _consulted(year: UnitYear, subject: str, decision: Decision, held: Consultation) -> Iterator[Step]:
    on, until, opinions = held.opened_on, held.closes_on, held.opinions
    yield year.make.step(
        subject,
        "opened",
        on,
        opened_on=on,
        closes_on=until,
        title=f"公开征求意见：{decision.title}",
        matter=decision.matter,
        market_entities=decision.matter is Matter.NORMATIVE and year.rng.random() < MARKET,
        shorter_because=held.reason or None,
        decision=decision.subject,
    )
    if held.called_off_on is not None:
        off = held.called_off_on
        yield year.make.step(subject, "cancelled", off, cancelled_on=off, reason="方案需要重新研究")
        return
    if year.rng.random() < EXTENDED:
        until += timedelta(days=7)
        yield year.make.step(subject, "extended", held.closes_on, extended_on=held.closes_on, closes_on=until)
    if year.rng.random() < CLOSING_TOLD:
        yield year.make.step(subject, "closed", until, closed_on=until, received=opinions.received)
    if opinions.told_on is not None:
        told_on = max(opinions.told_on, until)
        yield year.make.step(
            subject,
            "feedback",
            told_on,
            published_on=told_on,
            received=opinions.received,
            adopted=opinions.adopted,
            answered=opinions.answered,
        )


COURSE = Course(steps, {"opened": Slip("opened_on"), "feedback": Slip("published_on")})
