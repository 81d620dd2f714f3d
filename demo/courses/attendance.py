"""Meetings that the public attends (列席会议) in one unit's simulated year: invited by kind, feedback sometimes forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from demo.decisions import Decision, Gathering
from demo.steps import LAST, Step
from demo.titles import MARK
from demo.year import Course, Slip, UnitYear

OFF_LIST, CALLED_OFF = 0.12, 0.04
"""Of the meetings: with a topic that is on no list; called off."""


def steps(year: UnitYear) -> list[Step]:
    """Facts of the meetings, as far as the year goes."""
    written: list[Step] = []
    for number, decision in enumerate(year.decisions, start=1):
        if decision.meeting is not None:
            written += _attended(year, f"lx-2026-{number:03d}", decision, decision.meeting)
    return [step for step in written if step.on <= LAST]


def _attended(year: UnitYear, subject: str, decision: Decision, meeting: Gathering) -> Iterator[Step]:
    on, opinions = meeting.held_on, meeting.opinions
    topics: list[dict[str, str]] = [{"title": decision.title, "decision": decision.subject}]
    if year.rng.random() < OFF_LIST:
        topics.append({"title": f"其他工作安排{MARK}"})
    yield year.make.step(
        subject,
        "announced",
        meeting.announced_on,
        announced_on=meeting.announced_on,
        meets_on=on,
        meeting="常务会议",
        topics=topics,
    )
    if year.rng.random() < CALLED_OFF:
        off = meeting.announced_on + timedelta(days=1)
        yield year.make.step(subject, "cancelled", off, cancelled_on=off, reason="会议改期")
        return
    invited = {kind: year.rng.randint(0, 3) for kind in ("interested", "public", "expert", "media")}
    if meeting.prepared_on is not None:
        invited_on = meeting.prepared_on
        yield year.make.step(subject, "invited", invited_on, invited_on=invited_on, invitees=invited)
    attended = {kind: year.rng.randint(0, number) for kind, number in invited.items()}
    yield year.make.step(subject, "held", on, held_on=on, attendees=attended)
    if opinions.told_on is not None:
        yield year.make.step(
            subject,
            "feedback",
            opinions.told_on,
            told_on=opinions.told_on,
            received=opinions.received,
            adopted=opinions.adopted,
            answered=opinions.answered,
        )


COURSE = Course(steps, {"held": Slip("held_on"), "feedback": Slip("told_on")})
