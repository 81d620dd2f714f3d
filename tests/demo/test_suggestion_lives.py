"""The oracle and the folds come to the same rows for suggestions that applications, applicants and offices make in any order."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

import pytest

from demo.steps import Maker, Step
from tests.demo.folds import UNITS, Line, disagreements, until

ORG = UNITS[0].org
CODES = ("granted", "partial", "already_public", "withheld", "petition", "not_existing")
CHANNELS = ("当面", "互联网", "邮寄签收")


def lives(seed: int, count: int) -> list[Line]:
    """So many questions, each with a few applications by a few applicants, and what is told of the suggestion."""
    chance = Random(f"suggestions {seed}")
    steps: list[Step] = []
    for number in range(count):
        asked = f"{number:064x}"
        for place in range(chance.randint(0, 4)):
            steps += application(chance, f"sq-{number:03d}-{place}", asked)
        for place in range(chance.choice((0, 0, 1, 2))):
            steps.append(suggestion(chance, asked, place))
    return [(ORG, step.encode()) for step in steps]


def application(chance: Random, subject: str, asked: str) -> list[Step]:
    """Received, mostly answered, now and then confirmed late or never, withdrawn, or reopened and answered anew."""
    make, on = Maker(chance, ORG, "application"), drawn(chance)
    about: dict[str, Any] = {"applicant_kind": "natural", "subject_hash": asked}
    if chance.random() < 0.9:
        about["applicant_ref"] = f"{chance.randint(1, 3):064x}"
    steps = [make.step(subject, "received", on, received_on=on, channel=chance.choice(CHANNELS), **about)]
    if chance.random() < 0.7:
        confirmed = on + timedelta(days=chance.randint(0, 5))
        steps.append(make.step(subject, "confirmed", confirmed, confirmed_on=confirmed))
    for turn in range(chance.choice((0, 1, 1, 1, 2))):
        on += timedelta(days=chance.randint(1, 40))
        if turn:
            steps.append(make.step(subject, "reopened", on, reopened_on=on))
            on += timedelta(days=chance.randint(1, 10))
        part = f"answered-{turn}"
        steps.append(make.step(subject, "answered", on, part=part, answered_on=on, code=chance.choice(CODES)))
    if chance.random() < 0.1:
        steps.append(make.step(subject, "withdrawn", on, withdrawn_on=on))
    return steps


def suggestion(chance: Random, asked: str, place: int) -> Step:
    make, on = Maker(chance, ORG, "suggestion"), drawn(chance)
    if chance.random() < 0.4:
        return make.step(asked, "received", on, part=f"received-{place}", received_on=on)
    decision = chance.choice(("纳入主动公开", "不予纳入"))
    return make.step(asked, "decided", on, part=f"decided-{place}", decided_on=on, decision=decision, reason="其他")


def drawn(chance: Random) -> date:
    return date(2025, 10, 1) + timedelta(days=chance.randrange(200))


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("today", [date(2026, 1, 20), date(2027, 8, 2)])
def test_suggestions_count_alike_in_both(seed: int, today: date) -> None:
    assert disagreements(until(lives(seed, 150), today), today) == []
