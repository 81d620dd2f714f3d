"""Hearings (听证会) of one unit's simulated year: papers in time, late or never told; put on another day, called off."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from demo.decisions import Decision, Gathering
from demo.steps import LAST, Step
from demo.year import Course, Slip, UnitYear

POSTPONED, CALLED_OFF, LISTED = 0.1, 0.08, 0.85
"""Of the hearings: put on another day, called off; with a published list of those who take part."""


def steps(year: UnitYear) -> list[Step]:
    """Facts of the hearings, as far as the year goes."""
    written: list[Step] = []
    for number, decision in enumerate(year.decisions, start=1):
        if decision.hearing is not None:
            written += _heard(year, f"tz-2026-{number:03d}", decision, decision.hearing)
    return [step for step in written if step.on <= LAST]


def _heard(year: UnitYear, subject: str, decision: Decision, hearing: Gathering) -> Iterator[Step]:
    on, opinions = hearing.held_on, hearing.opinions
    about = {"title": f"听证会：{decision.title}", "decision": decision.subject}
    first, planned_for = hearing.announced_on, on
    if year.rng.random() < POSTPONED:
        planned_for = on - timedelta(days=1)
        yield year.make.step(subject, "announced", on, part="announced-2", announced_on=on, takes_place_on=on, **about)
    yield year.make.step(subject, "announced", first, announced_on=first, takes_place_on=planned_for, **about)
    if year.rng.random() < CALLED_OFF:
        off = hearing.announced_on + timedelta(days=2)
        yield year.make.step(subject, "cancelled", off, cancelled_on=off, reason="议题撤回")
        return
    if hearing.prepared_on is not None:
        delivered = hearing.prepared_on
        yield year.make.step(subject, "papers_sent", delivered, delivered_on=delivered)
    people = {kind: year.rng.randint(0, 8) for kind in ("interested", "public", "expert", "media")}
    if year.rng.random() < LISTED:
        listed = on - timedelta(days=year.rng.choice((0, 2, 5)))
        yield year.make.step(subject, "participants_published", listed, published_on=listed, participants=people)
    yield year.make.step(subject, "held", on, held_on=on, participants=people)
    if opinions.told_on is not None:
        yield year.make.step(
            subject,
            "feedback",
            opinions.told_on,
            published_on=opinions.told_on,
            received=opinions.received,
            adopted=opinions.adopted,
            answered=opinions.answered,
        )


COURSE = Course(steps, {"held": Slip("held_on"), "papers_sent": Slip("delivered_on")})
