"""Oracle and folds come to the same rows for training, appraisal, assessment and faults of any kind, drawn from the models themselves."""

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
YEARLY = ("training", "appraisal", "appraisal_result", "self_report", "assessment_notice")
FAULTS = ("fault", "rectification", "appeal", "appeal_ruling")
SUBJECTS = 10
PERIODS = ("2026-Q1", "2026-01")
LIKELY = {
    "training.planned": 3,
    "training.held": 4,
    "appraisal.held": 2,
    "assessment_notice.called": 3,
    "self_report.reported": 4,
    "fault.found": 8,
    "fault.rechecked": 6,
    "rectification.done": 6,
    "appeal.filed": 4,
    "appeal_ruling.decided": 3,
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
        subject = chance.choice(PERIODS) if kind.startswith("assessment_notice") else _subject(chance)
        line = fact(kind, day.isoformat(), subject, f"f{number}", chance.choice((9, 9, 14)), **data)[1]
        yield chance.choice(ORGS), line


def _of_day(data: dict[str, Any], day: date, chance: Random) -> dict[str, Any]:
    """The same, told of this day; what lies ahead lies within two months, and what is named is one of the subjects."""
    fields = dict(data)
    for name in fields:
        if name.endswith("_by"):
            fields[name] = _soon(day, chance)
        elif name.endswith("_on"):
            fields[name] = day.isoformat()
        elif name in ("fault", "appeal"):
            fields[name] = _subject(chance)
        elif name in ("period", "notice"):
            fields[name] = chance.choice(PERIODS)
        elif name == "year":
            fields[name] = chance.choice((2025, 2026))
        elif name == "kind":
            fields[name] = chance.choice(("栏目不更新", "栏目不更新", "错链断链", "其他"))
    if "sessions" in fields:
        fields["sessions"] = [session | {"hold_by": _soon(day, chance)} for session in fields["sessions"]]
    return fields


def _soon(day: date, chance: Random) -> str:
    return (day + timedelta(days=chance.choice((0, 3, 7, 14, 30, 60)))).isoformat()


def _subject(chance: Random) -> str:
    return f"s-{chance.randrange(SUBJECTS)}"


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("families", [YEARLY, FAULTS], ids=["yearly", "faults"])
def test_whatever_is_told_of_them_counts_alike_in_both(seed: int, families: tuple[str, ...]) -> None:
    chance = Random(f"assurance {seed}")
    for begin in (date(2025, 11, 20), date(2026, 1, 10), date(2026, 8, 20)):
        lines = list(drawn(chance, families, begin, 200))
        for today in (begin + timedelta(days=SPAN), begin + timedelta(days=3 * SPAN)):
            assert disagreements(until(lines, today), today) == []
