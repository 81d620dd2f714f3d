"""The oracle and the services' folds, each on its own, come to the same rows for lives in which all goes wrong."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest

from demo.applications import Lived
from demo.courses import application, dispute
from demo.steps import Maker, Step
from demo.ways.troubled import troubled
from tests.demo.folds import UNITS, Line, disagreements, until

ORG, *OTHERS = (unit.org for unit in UNITS)
NEW_LAW = date(2019, 5, 15)


def drawn(chance: Random) -> date:
    """A day of receipt: in the year of a turn, about its end, or about the day the law changed."""
    return chance.choice(
        (
            date(2025, 1, 1) + timedelta(days=chance.randrange(700)),
            date(2025, 12, 31) - timedelta(days=chance.randrange(60)),
            NEW_LAW + timedelta(days=chance.randrange(-40, 20)),
        )
    )


def lives(seed: int, count: int) -> list[Line]:
    """The facts of so many troubled applications of one unit, and of the cases over one of them or over several."""
    chance = Random(f"lives {seed}")
    applications, disputes = Maker(chance, ORG, "application"), Maker(chance, ORG, "dispute")
    steps: list[Step] = []
    for number in range(count):
        lived = Lived(f"sq-{number:04d}", drawn(chance), troubled(chance, OTHERS), whole=True)
        steps += [*application.lived_through(applications, lived), *dispute.of_application(disputes, lived)]
    for number in range(count // 10):
        steps += joint(disputes, f"fy-{number:04d}", [f"sq-{chance.randrange(count):04d}" for _ in range(3)])
    return [(ORG, step.encode()) for step in steps]


def joint(make: Maker, subject: str, about: list[str]) -> Iterator[Step]:
    """One case over several applications, one of which nobody told of; ordered, of all of them or of one."""
    filed_on = make.weekday(date(2025, 6, 1), date(2026, 12, 1))
    decided_on = filed_on + timedelta(days=make.rng.randint(0, 60))
    yield make.step(subject, "review_filed", filed_on, filed_on=filed_on, applications=[*about, "nobody"])
    named = about[: make.rng.choice((0, 1))]
    data: dict[str, Any] = {"decided_on": decided_on, "result": "corrected", "disclose": True, "applications": named}
    yield make.step(subject, "review_decided", decided_on, **data)


def information(seed: int, count: int) -> list[Line]:
    """Facts of so many pieces of information as chance has it, some on one day or in one moment, some told late."""
    chance = Random(f"information {seed}")
    makers = {family: Maker(chance, ORG, family) for family in ("document", "disclosure", "dispute")}
    lines = []
    for number in range(count):
        subject, on = f"xx-{number:04d}", date(2025, 11, 1) + timedelta(days=chance.randrange(300))
        for place in range(chance.randint(1, 8)):
            on += timedelta(days=chance.choice((0, 0, 1, 7, 20, 40)))
            family, verb, data = chance.choices(STEPS, WEIGHTS)[0]
            day = on - timedelta(days=chance.choice((0, 0, 0, 0, 3)))
            values: dict[str, Any] = {name: _drawn(chance, name, value, day) for name, value in data.items()}
            if family == "dispute":
                values["disclosures"] = [subject]
            named = f"fy-{number}-{place}" if family == "dispute" else subject
            step = makers[family].step(named, verb, on, part=f"{verb}-{place}", **values)
            step.minute = 9 * 60 + chance.choice((0, place))
            lines.append((ORG, step.encode()))
    return lines


def _drawn(chance: Random, name: str, value: object, day: date) -> object:
    if name.endswith("_on"):
        return day
    return chance.choice(value) if isinstance(value, tuple) else value


ATTRIBUTES = ("主动公开", "主动公开", "主动公开", "依申请公开", "不予公开")
STEPS: tuple[tuple[str, str, dict[str, Any]], ...] = (
    (
        "document",
        "drafted",
        {
            "drafted_on": None,
            "title": "甲",
            "attribute": (*ATTRIBUTES, None),
            "reason": "过程性",
            "legal_basis": ("第十六条", None),
        },
    ),
    ("document", "approved", {"approved_on": None}),
    ("document", "expired", {"expired_on": None}),
    ("disclosure", "formed", {"formed_on": None, "attribute": ATTRIBUTES, "title": ("乙", "丙")}),
    ("disclosure", "published", {"published_on": None, "channel": ("政府网站", "公示栏", "报刊")}),
    ("disclosure", "withdrawn", {"withdrawn_on": None, "reason": "有误"}),
    (
        "dispute",
        "review_decided",
        {"decided_on": None, "result": "corrected", "disclose": (True, False), "within": (5, 10)},
    ),
)
WEIGHTS = (3, 3, 1, 6, 7, 2, 1)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("today", [date(2026, 3, 31), date(2027, 8, 2)])
def test_information_that_changes_counts_alike_in_both(seed: int, today: date) -> None:
    assert disagreements(until(information(seed, 250), today), today) == []


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("today", [date(2025, 12, 31), date(2026, 1, 20), date(2027, 8, 2)])
def test_troubled_applications_count_alike_in_both(seed: int, today: date) -> None:
    assert disagreements(until(lives(seed, 250), today), today) == []
