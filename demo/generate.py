"""A deterministic year of facts for every unit of the county: the same seed gives the same bytes."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import date, timedelta

from demo.applications import application_steps
from demo.disorder import correct, delay, repeated, reused, withdraw_all, withdraw_further_channels
from demo.items import UnitYear
from demo.malformed import malformed
from demo.sent import ACCEPTED, DUPLICATE, Schedule, Sent
from demo.steps import FIRST, LAST, START, Step
from demo.totals import Share, read_totals, shares
from demo.units import Unit

MISTAKEN = 0.003
"""Per published item: reported by mistake and withdrawn altogether."""

Placed = tuple[date, bool, float, Sent]
"""Day, whether it must come after the facts of the day, a drawn place among its like, the record."""


def simulated_year(units: list[Unit], seed: int = 101, scale: float = 1.0) -> Schedule:
    """What the county's units send from the last day of 2025 to the last of 2026.

    ``scale`` shrinks the county's totals. Every day of the clock is in the schedule, quiet ones with nothing.
    """
    rng = random.Random(f"gongkai {seed}")
    by_unit = shares(units, read_totals(), rng, scale)
    placed: list[Placed] = []
    for unit in units:
        # A generator of its own for each unit: another registry leaves the units that stay as they were.
        placed += _unit_year(unit, by_unit, random.Random(f"gongkai {seed} {unit.org}"))
    days = [START + timedelta(days=number) for number in range((LAST - START).days + 1)]
    placed += [(day, False, rng.random(), sent) for day, sent in malformed(units, days, rng)]
    schedule = Schedule({day: [] for day in days})
    for day, _, _, sent in sorted(placed, key=lambda entry: entry[:3]):
        schedule.days[day].append(sent)
    return schedule


def _unit_year(unit: Unit, by_unit: Mapping[str, Share], rng: random.Random) -> list[Placed]:
    share = by_unit[unit.org]
    others = [org for org in by_unit if org != unit.org]
    year = UnitYear(unit, rng, slowness=rng.choice((0.3, 0.6, 1.0, 1.0, 1.5, 2.5)))
    steps = year.steps(share.published) + application_steps(unit.org, share, rng, others)
    delay(steps, rng)
    amendments = correct(steps, rng) + withdraw_further_channels(steps, rng)
    for _ in range(round(share.published * MISTAKEN + rng.random() - 0.5)):
        mistaken = year.mistaken()
        steps += mistaken
        amendments += withdraw_all(mistaken, rng)
    facts = steps + amendments
    placed = [(step.sent_on, False, rng.random(), _sent(step, ACCEPTED)) for step in facts]
    placed += [(day, True, rng.random(), _sent(step, DUPLICATE)) for day, step in repeated(facts, rng)]
    placed += [(day, True, rng.random(), _sent(step, "id.reused")) for day, step in reused(steps, rng)]
    return placed


def _sent(step: Step, expect: str) -> Sent:
    return Sent(step.org, step.encode(), expect, step.subject.encode())


__all__ = ["FIRST", "LAST", "START", "simulated_year"]
