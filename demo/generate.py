"""A deterministic year of facts for every unit of the county: the same seed gives the same bytes."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import date, timedelta

from contracts.families import FAMILIES, Families
from contracts.kit import Speaker
from demo.applications import planned as planned_applications
from demo.assessed import planned as planned_faults
from demo.catalog import obliging
from demo.decisions import planned as planned_decisions
from demo.disorder import correct, delay, repeated, reused, withdraw
from demo.earlier import planned as planned_earlier
from demo.families import courses
from demo.habits import drawn as drawn_habits
from demo.items import answering, explained, planned
from demo.malformed import malformed
from demo.sent import ACCEPTED, DUPLICATE, Schedule, Sent
from demo.steps import FIRST, LAST, START, Maker, Step
from demo.totals import Share, read_totals, shares
from demo.units import Unit
from demo.year import Course, UnitYear

Placed = tuple[date, bool, float, Sent]
"""Day, whether it must come after the facts of the day, a drawn place among its like, the record."""


def simulated_year(units: list[Unit], seed: int = 101, scale: float = 1.0, families: Families = FAMILIES) -> Schedule:
    """What the county's units send from the last day of 2025 to the last of 2026.

    ``scale`` shrinks the county's totals. Every day of the clock is in the schedule, quiet ones with nothing.
    """
    rng = random.Random(f"gongkai {seed}")
    by_unit = shares(units, read_totals(), rng, scale)
    placed: list[Placed] = []
    for unit in units:
        placed += _unit_year(unit, by_unit, families, f"gongkai {seed} {unit.org}")
    days = [START + timedelta(days=number) for number in range((LAST - START).days + 1)]
    placed += [(day, False, rng.random(), sent) for day, sent in malformed(units, days, rng)]
    schedule = Schedule({day: [] for day in days})
    for day, _, _, sent in sorted(placed, key=lambda entry: entry[:3]):
        schedule.days[day].append(sent)
    return schedule


def _unit_year(unit: Unit, by_unit: Mapping[str, Share], families: Families, seed: str) -> list[Placed]:
    share = by_unit[unit.org]
    habits = drawn_habits(random.Random(f"{seed} habits"))
    earlier = planned_earlier(share.published, habits, random.Random(f"{seed} earlier"))
    opened = sum(document.disclosed_on is not None and document.disclosed_on >= FIRST for document in earlier)
    items = planned(share.published - opened, habits, random.Random(f"{seed} items"))
    items = answering(items, [row.name for row in obliging(unit)], random.Random(f"{seed} rows"))
    others = sorted(org for org in by_unit if org != unit.org)
    items = explained(items, unit.org, others, habits, random.Random(f"{seed} policies"))
    decisions = planned_decisions(unit, share, habits, random.Random(f"{seed} decisions"))
    applications = planned_applications(share, others, random.Random(f"{seed} applications"))
    faults = planned_faults(unit, random.Random(f"{seed} faults"))
    placed: list[Placed] = []
    for family, course in courses(families).items():
        # A generator of its own for each unit and family: another registry leaves the units that stay as they
        # were, and another family leaves the others.
        chance = random.Random(f"{seed} {family}")
        make = Maker(chance, unit.org, family)
        if families.by_name[family].speaker is Speaker.SUPERVISOR:
            if unit.supervisor not in others:
                continue
            make = Maker(chance, unit.supervisor, family, about=unit.org)
        steps = course.steps(
            UnitYear(unit, share, items, earlier, applications, decisions, faults, habits, others, make)
        )
        placed += _disordered(steps, course, make.rng)
    return placed


def _disordered(steps: list[Step], course: Course, rng: random.Random) -> list[Placed]:
    delay(steps, rng)
    facts = steps + correct(steps, course.slips, rng) + withdraw(steps, rng)
    placed = [(step.sent_on, False, rng.random(), _sent(step, ACCEPTED)) for step in facts]
    placed += [(day, True, rng.random(), _sent(step, DUPLICATE)) for day, step in repeated(facts, rng)]
    placed += [(day, True, rng.random(), _sent(step, "id.reused")) for day, step in reused(steps, course.slips, rng)]
    return placed


def _sent(step: Step, expect: str) -> Sent:
    return Sent(step.org, step.encode(), expect, step.subject.encode())
