"""A year of 100,000 disclosures with items and channels, in memory: CPU time of their folds and of the entries behind them."""

from __future__ import annotations

import resource
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from random import Random

from bench.results import Result
from cli.folding import Folding
from contracts.disclosure import FAMILY as DISCLOSURE
from contracts.disclosure import PUBLISH, PUBLISH_EVERYWHERE
from contracts.entry import ENTRY
from contracts.envelope import SHANGHAI, Fact
from contracts.families import FAMILIES
from contracts.item import ITEM
from contracts.kit import Key
from contracts.profile import Counties
from demo.units import county_units, read_units
from law.calendar import WorkingCalendar
from law.data import load_calendars
from services.gateway.profiles import packaged

FIRST, TODAY = date(2025, 1, 2), date(2026, 3, 2)
OFFICE = "fengjie-renminzhengfubangongshi"
ROWS, OBLIGED = 200, 12
"""Rows of the catalog, and how many units each obliges."""

CHANNELS = ("政府网站", "公示栏")
CHANGED, HALF = 0.1, 0.05
"""Of the disclosures: changed and published anew; never shown on the second channel."""

Facts = Mapping[str, Sequence[Fact]]


def measure(disclosures: int) -> list[Result]:
    """Every formation is owed once, and every one that was on both channels is complete; then how long it took."""
    units = [unit.org for unit in county_units(read_units())]
    items, facts, expected = year(disclosures, units)
    counties = Counties(packaged(), dict.fromkeys(units, "fengjie"))
    folding = Folding(FAMILIES, WorkingCalendar(load_calendars()), TODAY, counties)
    began = time.process_time()
    folding.fold(ITEM.service, items)
    of_catalog = time.process_time() - began
    began = time.process_time()
    folding.fold(DISCLOSURE.service, facts)
    seconds = time.process_time() - began
    assert folding.failed == {}, folding.failed
    counted, largest = Counter[str](), 0
    for key, state in folding.states.items():
        largest = max(largest, len(state.encoded())) if key.startswith(f"{DISCLOSURE.kind}/") else largest
        for month in state.counts.values():
            counted.update(month)
    assert counted[f"{PUBLISH.code}!due"] == counted[f"{PUBLISH_EVERYWHERE.code}!due"] == expected["formed"]
    done = sum(counted[f"{PUBLISH_EVERYWHERE.code}!{status}"] for status in ("met", "met_late"))
    assert done == expected["complete"]
    told = sum(map(len, facts.values()))
    figures = {
        "disclosures": f"{disclosures:,}",
        "facts": f"{told:,}",
        "entries behind them": f"{sum(key.startswith(f'{ENTRY.kind}/') for key in folding.states):,}",
        "CPU s of the catalog": f"{of_catalog:.2f}",
        "CPU s of disclosures and entries": f"{seconds:.2f}",
        "disclosures/s": f"{disclosures / seconds:,.0f}",
        "facts/s": f"{told / seconds:,.0f}",
        "largest state of a disclosure, bytes": f"{largest:,}",
        "peak MiB": f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f}",
    }
    return [Result("a year of disclosures", figures, {}, disclosures / seconds)]


def year(disclosures: int, units: Sequence[str]) -> tuple[Facts, Facts, Counter[str]]:
    """Facts of the catalog and of so many disclosures by subject, and how many were formed and are complete."""
    rng, expected = Random(11), Counter[str]()
    obliged = {f"mu-{number:03d}": rng.sample(units, OBLIGED) for number in range(ROWS)}
    items = {
        str(Key(ITEM.kind, OFFICE, name)): [_listed(name, named, place)]
        for place, (name, named) in enumerate(obliged.items())
    }
    rows: defaultdict[str, list[str]] = defaultdict(list)
    for name, named in obliged.items():
        for unit in named:
            rows[unit].append(f"{OFFICE}:{name}")
    facts = {}
    for number in range(disclosures):
        unit = units[number % len(units)]
        key = Key(DISCLOSURE.kind, unit, f"xx-{number:06d}")
        facts[str(key)] = list(_lived(key, rng, rows[unit], expected))
    return items, facts, expected


def _listed(number: str, named: Sequence[str], place: int) -> Fact:
    limit = (
        ("每季度公开", "制定或获取信息之日起10个工作日内，公示7个工作日")[place % 2] if place % 3 else "20个工作日内"
    )
    row = {"effective_on": FIRST, "origin": "国家", "domain": "社会救助", "level1": "低保", "level2": number}
    row |= {"time_limit": limit, "county_units": list(named), "channels": list(CHANNELS), "method": "主动"}
    return _fact(Key(ITEM.kind, OFFICE, number), "listed", FIRST, row)


def _lived(key: Key, rng: Random, rows: Sequence[str], expected: Counter[str]) -> Iterator[Fact]:
    """Formed and published on both channels, some changed and published anew; the days lie within the year."""
    row, on = rng.choice(rows) if rows else None, FIRST + timedelta(days=rng.randint(0, 330))
    shown = [CHANNELS[:1] if rng.random() < HALF else CHANNELS for _ in range(2 if rng.random() < CHANGED else 1)]
    # What was forgotten the first time is made good when it is published anew.
    expected["complete"] += sum(CHANNELS in shown[turn:] for turn in range(len(shown)))
    for turn, channels in enumerate(shown):
        formed = {"formed_on": on, "attribute": "主动公开", "item": row, "title": "通知"}
        yield _fact(key, "formed", on, formed, turn)
        expected["formed"] += 1
        for channel in channels:
            shown_on = on + timedelta(days=rng.randint(0, 30))
            yield _fact(key, "published", shown_on, {"published_on": shown_on, "channel": channel}, turn)
        on += timedelta(days=40)


def _fact(key: Key, verb: str, day: date, fields: Mapping[str, object], turn: int = 0) -> Fact:
    family = FAMILIES.by_kind[key.kind]
    data = family.facts[verb].model_validate(dict(fields), strict=False)
    moment = datetime(day.year, day.month, day.day, 9 + turn, tzinfo=SHANGHAI)
    number = f"{key.subject}-{verb}-{turn}-{fields.get('channel', '')}"
    return Fact(number, family.fact_type(verb), key, moment, day, data)
