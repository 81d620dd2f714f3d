"""Oracle and folds come to the same rows for interpretations and participation of any kind, drawn from the models themselves."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest

from contracts.families import FAMILIES
from tests.demo.folds import UNITS, Line, disagreements, until
from tests.demo.lines import fact
from tests.families.drawing import maker

ORGS = [unit.org for unit in UNITS[:2]]
SPAN = 90
EXPLAINING = ("document", "disclosure", "interpretation")
TAKING_PART = ("consultation", "hearing", "decision", "attendance")
SUBJECTS = 12
LIKELY = {
    "document.drafted": 5,
    "document.approved": 2,
    "disclosure.published": 5,
    "interpretation.published": 12,
    "decision.listed": 3,
    "decision.made": 2,
    "consultation.opened": 3,
    "hearing.held": 2,
}
"""What has to be there for anything to happen."""


def drawn(chance: Random, families: tuple[str, ...], begin: date, count: int) -> Iterator[Line]:
    """So many facts of these families, about few enough subjects that they meet."""
    types = [f"{name}.{verb}" for name in families for verb in FAMILIES.by_name[name].facts]
    weights = [LIKELY.get(kind, 1) for kind in types]
    for number in range(count):
        kind = chance.choices(types, weights)[0]
        day = begin + timedelta(days=chance.randrange(SPAN))
        data = _of_day(maker(FAMILIES.facts[f"{kind}.v1"])(chance), day, chance)
        if kind == "document.drafted" and chance.random() < 0.8:
            data = {name: value for name, value in data.items() if name not in ("forwarded_from", "origin")}
            data["attribute"] = "主动公开"
        org, subject = chance.choice(ORGS), f"s-{chance.randrange(SUBJECTS)}"
        yield org, fact(kind, day.isoformat(), subject, f"f{number}", chance.choice((9, 9, 14)), **data)[1]


def _of_day(data: dict[str, Any], day: date, chance: Random) -> dict[str, Any]:
    """The same, told of this day; what lies ahead lies within two months, and what is named is one of the subjects."""
    content = {name: value for name, value in data.items() if name != "item"}
    for name in content:
        if name in ("closes_on", "takes_place_on", "meets_on"):
            content[name] = (day + timedelta(days=chance.choice((0, 3, 7, 9, 30, 31, 60)))).isoformat()
        elif name.endswith("_on"):
            content[name] = day.isoformat()
        elif name in ("drafter", "lead", "made_by"):
            content[name] = chance.choice(ORGS)
        elif name == "document_number":
            content[name] = chance.choice(("甲发〔2026〕1号", "甲发[2026] 1号", "乙发〔2026〕2号"))
        elif name == "makers":
            content[name] = [org for org in ORGS if chance.random() < 0.5]
    if "decision" in content:
        content["decision"] = _named(chance)
    if "documents" in content:
        content["documents"] = [_named(chance) for _ in content["documents"]]
    if "topics" in content:
        content["topics"] = [topic | {"decision": _named(chance)} for topic in content["topics"]]
    return content


def _named(chance: Random) -> str:
    return f"{chance.choice(ORGS)}:s-{chance.randrange(SUBJECTS)}"


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("families", [EXPLAINING, TAKING_PART], ids=["interpretation", "participation"])
def test_whatever_is_told_of_them_counts_alike_in_both(seed: int, families: tuple[str, ...]) -> None:
    chance = Random(f"participation {seed}")
    for begin in (date(2025, 11, 20), date(2026, 1, 10), date(2026, 8, 20)):
        lines = list(drawn(chance, families, begin, 240))
        for today in (begin + timedelta(days=SPAN), begin + timedelta(days=3 * SPAN)):
            assert disagreements(until(lines, today), today) == []
