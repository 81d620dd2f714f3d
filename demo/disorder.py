"""What goes wrong on the way: late arrivals, corrections, withdrawals, repeated and reused ids."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta

from contracts.families import FAMILIES
from contracts.fields import not_before
from demo.sent import Data
from demo.steps import LAST, Step
from demo.year import Slip

CORRECTED, WITHDRAWN = "fact.corrected.v1", "fact.withdrawn.v1"

LATE, CORRECTIONS, DUPLICATES, REUSED = 0.03, 0.008, 0.025, 0.0004
"""Parts of all facts: sent weeks later, sent wrongly at first, sent again, id taken for something else."""


def delay(steps: list[Step], rng: random.Random) -> None:
    """Lets some facts arrive one to nine weeks after the day they are dated, in place."""
    for step in steps:
        if rng.random() < LATE:
            step.sent_on = min(max(step.sent_on, step.on + timedelta(days=rng.randint(7, 63))), LAST)


def correct(steps: list[Step], slips: Mapping[str, Slip], rng: random.Random) -> list[Step]:
    """Makes some facts wrong at first and returns what puts them right; what stands in the end is unchanged.

    ``slips``: how facts are written down wrongly, by verb.
    """
    repairs: list[Step] = []
    for step in steps:
        if step.verb in slips and rng.random() < CORRECTIONS:
            repairs += _repair(step, slips[step.verb], rng)
    return repairs


def _repair(step: Step, slip: Slip, rng: random.Random) -> list[Step]:
    right, wrong = step.data, _wrong(step, slip, rng)
    # Counted from the day of the fact, not of its arrival: some corrections overtake what they correct.
    first = _amendment(step, 1, rng, _soon(step.on, rng), fact=step.id, data=wrong, reason="录入有误")
    second_on = _soon(first.on, rng)
    drawn = rng.random()
    if drawn < 0.2:
        # The correction itself was the mistake.
        return [first, _withdrawal(first, rng, second_on, "误更正")]
    step.data = wrong
    first.data = {**first.data, "data": right}
    if drawn < 0.4 and second_on > first.on:
        first.data = {**first.data, "data": _wrong(replace(step, data=right), slip, rng)}
        return [first, _amendment(step, 2, rng, second_on, fact=step.id, data=right, reason="再次核对")]
    return [first]


def _soon(day: date, rng: random.Random) -> date:
    return min(day + timedelta(days=rng.randint(1, 45)), LAST)


def _wrong(step: Step, slip: Slip, rng: random.Random) -> Data:
    """The data with one mistake in it."""
    if slip.choice and rng.random() < slip.often:
        others = [value for value in slip.among if value != step.data[slip.choice]]
        return {**step.data, slip.choice: rng.choice(others)}
    earlier = date.fromisoformat(str(step.data[slip.day])) - timedelta(days=rng.randint(1, 50))
    # A day before the one that it follows would be refused at the door, and never be a mistake that stands.
    least = step.data.get(not_before(FAMILIES.facts[step.type].model_fields[slip.day]))
    return {**step.data, slip.day: max(earlier.isoformat(), str(least or ""))}


def _amendment(step: Step, number: int, rng: random.Random, on: date, **data: object) -> Step:
    return replace(
        step,
        part=f"{step.part}.corrected-{number}",
        type=CORRECTED,
        on=on,
        sent_on=on,
        minute=rng.randint(9 * 60, 17 * 60),
        data={"fact_type": step.type, **data},
    )


def _withdrawal(step: Step, rng: random.Random, on: date, reason: str) -> Step:
    return replace(
        step,
        part=f"{step.part}.withdrawn",
        type=WITHDRAWN,
        on=on,
        sent_on=on,
        minute=rng.randint(9 * 60, 17 * 60),
        data={
            "fact": step.id,
            "fact_type": step.type,
            # A correction has no family of its own: what it corrects says whose it is.
            "of_type": step.data["fact_type"] if step.type == CORRECTED else None,
            "reason": reason,
        },
    )


def withdraw(steps: list[Step], rng: random.Random) -> list[Step]:
    """Withdrawals of what the course says is to be undone, some weeks later."""
    return [_withdrawal(step, rng, _soon(step.on, rng), step.undone) for step in steps if step.undone]


def repeated(steps: list[Step], rng: random.Random) -> Iterator[tuple[date, Step]]:
    """Facts to be sent a second time, byte for byte, and the day: the same or one of the next three weeks."""
    for step in steps:
        if rng.random() < DUPLICATES:
            again = step.sent_on + timedelta(days=rng.choice((0, 0, 0, 1, 2, 7, 21)))
            yield min(again, LAST), step


def reused(steps: list[Step], slips: Mapping[str, Slip], rng: random.Random) -> Iterator[tuple[date, Step]]:
    """Facts under an id that was taken already, with other content; the first must stay."""
    for step in steps:
        if step.verb in slips and rng.random() < REUSED:
            other = min(step.sent_on + timedelta(days=rng.randint(0, 20)), LAST)
            yield other, replace(step, data=_wrong(step, slips[step.verb], rng))
