"""Decisions (决策事项) of one unit's simulated year: listed, published, changed, made, announced, dropped."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from demo.decisions import UNLISTED, Decision
from demo.steps import LAST, Step
from demo.year import Course, Slip, UnitYear

CHANGED, DROPPED = 0.1, 0.1
"""Of the decisions: arranged anew; of those never made: dropped from the list."""

ROUTES = ("政府网站", "政务新媒体", "电子邮箱", "信函", "电话", "现场")


def steps(year: UnitYear) -> list[Step]:
    """Facts of the decisions, as far as the year goes."""
    written = [step for decision in year.decisions for step in _decision(year, decision)]
    return [step for step in written if step.on <= LAST]


def _decision(year: UnitYear, decision: Decision) -> Iterator[Step]:
    ways, routes = [way.value for way in decision.ways], year.rng.sample(ROUTES, 2)
    yield year.make.step(
        decision.subject,
        "listed",
        decision.listed_on,
        listed_on=decision.listed_on,
        title=decision.title,
        matter=decision.matter,
        ways=ways,
        routes=routes,
    )
    if decision.published_on is not None:
        on = decision.published_on
        yield year.make.step(decision.subject, "published", on, published_on=on)
    if year.rng.random() < CHANGED:
        on = decision.listed_on + timedelta(days=year.rng.randint(0, 60))
        changed = [*ways, "座谈会"]
        yield year.make.step(decision.subject, "changed", on, changed_on=on, ways=changed, routes=routes)
        if decision.published_on is not None and not year.slips(UNLISTED):
            again = max(on, decision.published_on) + timedelta(days=year.rng.randint(1, 10))
            part = "published-anew"
            yield year.make.step(decision.subject, "published", again, part=part, published_on=again)
    if decision.made_on is not None:
        on, high = decision.made_on, year.rng.random() < 0.3
        yield year.make.step(decision.subject, "made", on, made_on=on, high_attention=high)
        if decision.announced_on is not None:
            on, adoption_told = decision.announced_on, year.rng.choice((True, True, None))
            yield year.make.step(decision.subject, "announced", on, announced_on=on, adoption_told=adoption_told)
    elif year.rng.random() < DROPPED:
        on = decision.listed_on + timedelta(days=year.rng.randint(10, 90))
        yield year.make.step(decision.subject, "dropped", on, dropped_on=on, reason="不再制定")


COURSE = Course(steps, {"listed": Slip("listed_on"), "made": Slip("made_on"), "published": Slip("published_on")})
