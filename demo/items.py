"""The public information of one unit's simulated year: when each item came to be, and when it was disclosed."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from demo.habits import Habits
from demo.policies import Policy, policy
from demo.steps import FIRST, LAST, Days
from law.codes import Attribute

_LAG = ((85, 0, 6), (11, 7, 20), (2, 21, 27), (1, 30, 75))
"""Weight, shortest and longest time from formation to disclosure in days; the last is late for sure."""

EARLY = 2
"""Of a hundred: disclosed before the document was signed."""

NEVER, MISTAKEN = 0.002, 0.003
"""Per published item: never disclosed though public; reported by mistake and withdrawn altogether."""


GAPS, NAMING = 0.25, 0.5
"""Of the rows that oblige a unit: left without anything. Of the items: those that name a row."""


@dataclass(frozen=True)
class Item:
    """A document or other information. Of one without ``formed_on`` only the disclosure is told."""

    subject: str
    is_document: bool
    attribute: Attribute
    formed_on: date | None
    published_on: date | None
    undone: str = ""
    """Why all that was told of it is withdrawn; empty: it stands."""
    row: str = ""
    """The row of the catalog that it answers to, if it says so."""
    policy: Policy | None = None
    """How it has to be interpreted, if it has."""


def planned(published: int, habits: Habits, rng: random.Random) -> list[Item]:
    """``published`` items disclosed in the year, some never disclosed, and some that never were."""
    plan = _Plan(Days(rng), habits.slowness)
    items = [plan.published(number) for number in range(1, published + 1)]
    items += plan.beside(len(items), published)
    return items


def answering(items: list[Item], rows: Sequence[str], rng: random.Random) -> list[Item]:
    """The items, many of them with the row of the catalog that they answer to; some rows get nothing all year."""
    kept = [row for row in rows if rng.random() >= GAPS]
    return [replace(item, row=rng.choice(kept)) if kept and rng.random() < NAMING else item for item in items]


def explained(items: list[Item], org: str, others: Sequence[str], habits: Habits, rng: random.Random) -> list[Item]:
    """The items, and of some public documents what is told of their interpretation."""
    return [
        replace(item, policy=policy(org, others, item.published_on, habits, rng)) if _is_public_document(item) else item
        for item in items
    ]


def _is_public_document(item: Item) -> bool:
    return item.is_document and item.formed_on is not None and item.attribute is Attribute.PROACTIVE


@dataclass(frozen=True)
class _Plan:
    days: Days
    slowness: float

    def published(self, number: int) -> Item:
        on, drawn = self.days.weekday(), self.days.rng.random()
        attribute = Attribute.ON_REQUEST if drawn < 0.01 else Attribute.PROACTIVE
        if drawn > 0.99:
            return Item(_subject(number, document=False), False, attribute, None, on)
        document = self.days.rng.random() < 0.4
        return Item(_subject(number, document=document), document, attribute, self._formed(on), on)

    def _formed(self, published_on: date) -> date:
        """The day of formation that lies a drawn lag before the disclosure, or shortly after an early one."""
        if self.days.rng.randrange(100) < EARLY:
            return self.days.later(published_on, 1, 10)
        weights = [_LAG[0][0], *(weight * self.slowness for weight, _, _ in _LAG[1:])]
        _, low, high = self.days.rng.choices(_LAG, weights)[0]
        return self.days.earlier(published_on, low, high)

    def beside(self, last_number: int, published: int) -> Iterator[Item]:
        """What is not among the published ones of the year."""
        never = round(published * NEVER * self.slowness + self.days.rng.random() - 0.5)
        mistaken = round(published * MISTAKEN + self.days.rng.random() - 0.5)
        for number in range(last_number + 1, last_number + never + 1):
            document = self.days.rng.random() < 0.5
            subject = _subject(number, document=document)
            yield Item(subject, document, Attribute.PROACTIVE, self.days.weekday(), None)
        for number in range(last_number + never + 1, last_number + never + mistaken + 1):
            on = self.days.weekday(FIRST, LAST - timedelta(days=60))
            subject = _subject(number, document=False)
            yield Item(subject, False, Attribute.PROACTIVE, self._formed(on), on, "误报，无此事项")


def _subject(number: int, *, document: bool) -> str:
    return f"{'gw' if document else 'xx'}-2026-{number:05d}"
