"""Oracle and folds come to the same rows for columns that move between sites, and for accounts closed and opened in turns."""

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

ORG = UNITS[0].org
SITES = ("portal", "old", f"{ORG}:portal")
COLUMNS = tuple(f"c{number}" for number in range(6))
BEGIN, SPAN = date(2026, 1, 5), 200
KINDS = {
    "column.registered": 12,
    "column.posted": 40,
    "column.closed": 4,
    "site.registered": 2,
    "site.updated": 4,
    "site.closed": 1,
    "message.received": 5,
    "message.answered": 3,
    "message.dismissed": 1,
    "account.opened": 12,
    "account.closed": 8,
    "account.posted": 20,
    "account.incident": 2,
    "account.checked": 4,
}
SUBJECTS: dict[str, tuple[str, ...]] = {
    "column": COLUMNS,
    "site": ("portal", "old"),
    "message": ("m1", "m2", "m3", "m4"),
    "account": ("a1", "a2", "a3"),
}


def drawn(chance: Random, count: int) -> Iterator[Line]:
    """So many facts, of few subjects, on few days."""
    days = [BEGIN + timedelta(days=chance.randrange(SPAN)) for _ in range(40)]
    for number, kind in enumerate(chance.choices(list(KINDS), list(KINDS.values()), k=count)):
        family = kind.partition(".")[0]
        day = chance.choice(days)
        data = {
            name: _told(name, value, day, chance) for name, value in maker(FAMILIES.facts[f"{kind}.v1"])(chance).items()
        }
        if kind == "column.registered":
            # Of few columns more have to be stale or empty for a site to fail.
            data |= {"kind": "动态要闻", "must_update": chance.random() < 0.9}
        subject = chance.choice(SUBJECTS[family])
        yield ORG, fact(kind, day.isoformat(), subject, f"f{number}", chance.choice((9, 9, 14)), **data)[1]


def _told(name: str, value: Any, day: date, chance: Random) -> Any:
    if name.endswith("_on") and value is not None:
        return day.isoformat()
    if name == "site":
        return chance.choice(SITES)
    if name == "column":
        return chance.choice(COLUMNS)
    return value


@pytest.mark.parametrize("seed", range(8))
def test_whatever_moves_or_is_opened_again_counts_alike_in_both(seed: int) -> None:
    lines = list(drawn(Random(f"sites {seed}"), 260))
    for today in (BEGIN + timedelta(days=100), BEGIN + timedelta(days=SPAN), BEGIN + timedelta(days=2 * SPAN)):
        assert disagreements(until(lines, today), today) == []
