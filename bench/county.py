"""A large county as the metrics topics tell it: units, rows of three years, and any number of subjects with facts and duties.

Every subject is a disclosure of one month, published after some days; one in twelve is overdue, one in six is open, the rest is met.
Rows are the sums of the subjects, and carry besides what every family counts, so that tables are as wide as they get.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from chassis.counting.rows import quarter, row, year
from contracts import registry as measures
from contracts import topics
from contracts.families import FAMILIES
from contracts.topics import PERIODS
from tests.dashboard import ground
from tests.dashboard.boards import unit
from tests.dashboard.sample import COUNTY, Record, complete, family_of, registered, words

DAY = date(2026, 12, 18)
YEARS = (2024, 2025, 2026)
MONTHS = tuple(f"{year}-{month:02}" for year in YEARS for month in range(1, 13))
KIND = family_of("publish").kind
_MEASURES = [entry for _, _, entry in measures.entries() if isinstance(entry, measures.MeasureEntry)]
ROSTERS = ("部门", "镇", "乡", "街道")


def orgs(units: int) -> list[str]:
    """The units' slugs."""
    return [f"fengjie-unit-{number:03}" for number in range(units)]


def registry(units: int) -> Iterator[Record]:
    """The words, the units, and the day."""
    yield from words()
    for number, org in enumerate(orgs(units)):
        yield registered(unit(org, f"第{number}号单位", COUNTY, ROSTERS[number % len(ROSTERS)]))
    yield complete(DAY)


def rows(units: int, months: Sequence[str] = MONTHS) -> Iterator[Record]:
    """Months, quarters and years of every unit, with an amount of half of all measures and of every duty."""
    for org in orgs(units):
        chance = random.Random(org)
        periods: dict[str, Counter[str]] = {}
        for month in months:
            cells = _cells(chance)
            for period in (month, quarter(month), year(month)):
                periods.setdefault(period, Counter()).update(cells)
        for period, sums in periods.items():
            view = "annual" if len(period) == 4 else "quarterly" if "Q" in period else "monthly"
            yield Record(PERIODS[view], f"{period}|{org}", row(period, org, COUNTY, sums))


def scores(units: int, months: Sequence[str] = MONTHS) -> Iterator[Record]:
    """A sheet of every unit and month, with what was taken away, and the ranks."""
    clauses = [(f"{top}.{leaf}", f"第{top}.{leaf}款", "5", "4") for top in range(1, 6) for leaf in range(1, 5)]
    outer = [(str(top), f"第{top}项", "20", "16") for top in range(1, 6)]
    for month in months:
        for org in orgs(units):
            yield ground.sheet(org, month, sorted(outer + clauses))
            for path, *_ in clauses[:3]:
                yield ground.deduction(org, month, path, "1", f"{KIND}/{org}/{month[:4]}-000000")
        yield ground.ranking(month, *((org, "80", 1) for org in orgs(units)))


def _cells(chance: random.Random) -> dict[str, int]:
    """What a month comes to."""
    parts = {"labelled": ("@甲", "@乙"), "stock": ("@甲", "@乙"), "days": ("#6", "#18")}
    cells = {}
    for measure in _MEASURES:
        for part in parts.get(measure.kind, ("",)):
            if chance.random() < 0.5:
                cells[measure.code + part] = chance.randint(1, 40)
    for duty in FAMILIES.duties:
        amounts = {"met": chance.randint(5, 30), "met_late": chance.randint(0, 3), "overdue": chance.randint(0, 2)}
        cells |= {f"{duty}!{status}": amount for status, amount in amounts.items() if amount}
        cells[f"{duty}!due"] = sum(amounts.values())
    return cells


def subjects(units: int, count: int) -> Iterator[Record]:
    """The subjects, spread over units and months, each with its two facts and what it owes."""
    names = orgs(units)
    chance = random.Random(count)
    for number in range(count):
        org, month = names[number % units], MONTHS[number * len(MONTHS) // count]
        yield from _subject(chance, org, f"{month[:4]}-{number:06}", month)


def _subject(chance: random.Random, org: str, name: str, month: str) -> Iterator[Record]:
    formed = date.fromisoformat(f"{month}-{chance.randint(1, 28):02}")
    due = formed + timedelta(days=28)
    fate = chance.randrange(12)
    status = "overdue" if fate == 0 else "open" if fate < 3 else "met"
    if status == "open":
        due = DAY + timedelta(days=chance.randint(0, 60))
    title = f"关于第{name}号事项{chance.choice(_TITLES)}的通知"
    counts = {month: {"documents_drafted": 1, "publish!due": 1, f"publish!{status}": 1}}
    if status == "met":
        counts[month] |= {"items_published": 1, "items_published_by_channel@政府网站": 1, "days_to_publish#6": 1}
    owes = [] if status == "met" else [ground.duty(org, name, due, status)]
    done = [ground.met(due)] if status == "met" else []
    yield ground.subject(org, name, counts, title=title, obligations=owes, met=done, kind=KIND)
    for place, day in enumerate((formed, formed + timedelta(days=6))):
        yield ground.fact(org, name, f"{name}-{place}", day, place, kind=KIND)
    if owes:
        content = {"county": COUNTY, "kind": KIND, "title": title, "obligation": owes[0]}
        yield ground.record(topics.OBLIGATIONS, f"{KIND}/{org}/{name}/{owes[0]['id']}", content)


_TITLES = (
    "防汛抗旱",
    "城乡低保补助资金分配",
    "食用菌产业立项",
    "宅基地审批结果公示",
    "秋季森林防火",
    "耕地地力保护补贴发放",
)
