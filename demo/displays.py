"""What else happens to public information in the simulated year: the other channels of its row, archive and library, annulments.

Each piece of information has a chance of its own, so that the rest of the year is the same with and without this.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from demo.catalog import required_channels
from demo.items import Item
from demo.steps import FIRST, LAST, Maker, Step
from demo.year import UnitYear
from law.codes import Channel

FORGOTTEN, DELIVERED, ANNULLED = 0.01, 0.04, 0.004
"""Of the rows with channels: one is forgotten at units of ordinary care; of what is published: delivered, annulled later."""

STAYED, CAME_DOWN_LATE = 0.05, 0.1
"""Of what was annulled, or whose time was over, at units of ordinary care: never taken down, or late."""

PENALTIES, OWN_DAY = 4, 2
"""Of earlier years, by department; of these with a last day of their own."""


def beside(year: UnitYear, item: Item, on: date) -> Iterator[Step]:
    """Further facts about something that was published on a day and stays public."""
    rng = random.Random(f"{year.unit.org} {item.subject} displays")
    make = Maker(rng, year.unit.org, "disclosure")
    if rng.random() < DELIVERED:
        for receiver in ("国家档案馆", "公共图书馆"):
            day = make.later(on, 1, 30)
            yield make.step(item.subject, "delivered", day, part=receiver, delivered_on=day, receiver=receiver)
    if rng.random() < ANNULLED:
        void_on = make.later(on, 20, 120)
        reason = rng.choice(("行政复议决定撤销", "行政诉讼判决撤销", "自行撤销"))
        yield make.step(item.subject, "annulled", void_on, annulled_on=void_on, reason=reason)
        if not year.habits.slips(STAYED, rng):
            down_on = make.later(void_on, *((2, 6) if year.habits.slips(CAME_DOWN_LATE, rng) else (0, 1)))
            yield make.step(
                item.subject, "withdrawn", down_on, part="void-down", withdrawn_on=down_on, reason="决定已经撤销"
            )


def expiring(year: UnitYear) -> Iterator[Step]:
    """Penalties of earlier years that a department shows, and that come down within the year: in time, late or never."""
    if year.unit.kind != "部门":
        return
    make = Maker(random.Random(f"{year.unit.org} expiring"), year.unit.org, "disclosure")
    for number in range(1, PENALTIES + 1):
        person = number % 2 == 0
        due_on = make.weekday(FIRST + timedelta(days=10), LAST - timedelta(days=20))
        shown_on = due_on.replace(year=due_on.year - (2 if person else 5), day=min(due_on.day, 28))
        subject = f"cf-{shown_on.year}-{number:03d}"
        formed_on = make.earlier(shown_on, 0, 4)
        yield make.step(
            subject,
            "formed",
            formed_on,
            formed_on=formed_on,
            attribute="主动公开",
            scope="行政处罚",
            natural_person=person,
            take_down_by=due_on if number <= OWN_DAY else None,
        )
        yield make.step(subject, "published", shown_on, published_on=shown_on, channel="政府网站")
        if not year.habits.slips(STAYED, make.rng):
            on = make.later(due_on, *((1, 8) if year.habits.slips(CAME_DOWN_LATE, make.rng) else (-5, 0)))
            yield make.step(subject, "withdrawn", on, withdrawn_on=on, reason="公示期满")


def elsewhere(year: UnitYear, item: Item, on: date, used: Sequence[str], part: str = "on") -> Iterator[Step]:
    """The channels that its row requires and that it was not published on that day; now and then one is forgotten."""
    make = Maker(random.Random(f"{year.unit.org} {item.subject} {part}"), year.unit.org, "disclosure")
    missing: list[Channel] = [name for name in required_channels().get(item.row, ()) if name not in used]
    if missing and year.habits.slips(FORGOTTEN, make.rng):
        missing.pop()
    for channel in missing:
        day = min(make.later(on, 0, 2), LAST)
        yield make.step(item.subject, "published", day, part=f"{part}-{channel}", published_on=day, channel=channel)
