"""Which of a unit's documents have to be interpreted, who drafted them, and when they were (奉节府办发〔2020〕101号 二（二）)."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from demo.catalog import OFFICE
from demo.habits import Habits
from demo.steps import Days
from law.interpretation import Concern, DocumentKind

POLICIES = 0.04
"""Of the documents that are published: have to be interpreted."""

NORMATIVE, DRAFTED_ELSEWHERE, PLANNED = 0.6, 0.5, 0.95
"""Of these: 行政规范性文件, the others by what they concern; of the county office's: drafted by another unit; with a plan."""

UNEXPLAINED, LATE = 0.05, 0.06
"""Of these, at units of ordinary care: never interpreted, or later than within the three days."""


@dataclass(frozen=True)
class Policy:
    """What is told of the interpretation of one document."""

    kind: DocumentKind
    concerns: tuple[Concern, ...]
    drafter: str | None
    planned: bool
    interpreted_on: date | None


def policy(
    org: str, others: Sequence[str], published_on: date | None, habits: Habits, rng: random.Random
) -> Policy | None:
    """Of a public document; None for most."""
    if published_on is None or rng.random() >= POLICIES:
        return None
    normative = rng.random() < NORMATIVE
    drafter = rng.choice(others) if org == OFFICE and others and rng.random() < DRAFTED_ELSEWHERE else None
    return Policy(
        DocumentKind.NORMATIVE if normative else DocumentKind.OTHER,
        () if normative else tuple(rng.sample(list(Concern), rng.randint(1, 2))),
        drafter,
        rng.random() < PLANNED,
        _interpreted(published_on, habits, rng),
    )


def _interpreted(published_on: date, habits: Habits, rng: random.Random) -> date | None:
    if habits.slips(UNEXPLAINED, rng):
        return None
    return Days(rng).later(published_on, *((6, 40) if habits.slips(LATE, rng) else (0, 3)))
