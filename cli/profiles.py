"""The counties' profiles of a running stack, and what another one would make of its obligations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import msgspec

from contracts.families import FAMILIES, Families
from contracts.kit import Check, Duty, Least
from contracts.profile import County
from contracts.profile.changes import Change
from contracts.profile.record import CountyProfile, ProfileRecord
from contracts.time import Day
from contracts.topics import DAYS, OBLIGATIONS, PROFILES

if TYPE_CHECKING:
    from cli.bus import Bus


async def profiles(bus: Bus) -> list[ProfileRecord]:
    """The newest of each county, as the topic holds them."""
    known = (await bus.current(PROFILES)).values()
    return [ProfileRecord.model_validate_json(msgspec.json.encode(entry)) for entry in known]


def supposed(
    known: Sequence[ProfileRecord], profile: CountyProfile | None, county_of: Mapping[str, str]
) -> list[ProfileRecord]:
    """``known``, with ``profile`` in the place of its county's; a first one holds for the county's organisations."""
    if profile is None:
        return list(known)
    units = {org for org, county in county_of.items() if county == profile.county}
    before = [record for record in known if record.county == profile.county]
    units |= {org for record in before for org in record.units}
    ended = {org: last for record in before for org, last in record.ended.items()}
    record = ProfileRecord(**dict(profile), revision=1, units=sorted(units), ended=ended)
    return [*(other for other in known if other.county != profile.county), record]


async def touched(bus: Bus, county: str, changes: Sequence[Change]) -> Counter[str]:
    """Duty → open and overdue obligations of the county that arose on days on which the duty would change."""
    counted: Counter[str] = Counter()
    for row in (await bus.current(OBLIGATIONS)).values():
        owed = row["obligation"]
        if row["county"] == county and any(_touches(change, owed) for change in changes):
            counted[owed["duty"]] += 1
    return counted


def _touches(change: Change, owed: Mapping[str, Any]) -> bool:
    opened_on = owed["opened_on"]
    return (
        change.code == owed["duty"]
        and change.since.isoformat() <= opened_on
        and (change.until is None or opened_on <= change.until.isoformat())
    )


def moves(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, dict[str, int]]:
    """Duty → how many obligations would open, fall away and get another date, of all that are open or overdue."""
    moved: dict[str, dict[str, int]] = {}
    for key in before.keys() | after.keys():
        was, becomes = before.get(key), after.get(key)
        what = "opened" if was is None else "gone" if becomes is None else "moved"
        if was and becomes and was["obligation"]["due_on"] == becomes["obligation"]["due_on"]:
            continue
        duty = (after if becomes else before)[key]["obligation"]["duty"]
        moved.setdefault(duty, {"opened": 0, "gone": 0, "moved": 0})[what] += 1
    return dict(sorted(moved.items()))


async def today(bus: Bus) -> date | None:
    """The last day that has begun; None before the first."""
    return max((Day.model_validate_json(record.value).day for record in await bus.read([DAYS])), default=None)


def holding(profile: CountyProfile, day: date | None, families: Families = FAMILIES) -> list[dict[str, Any]]:
    """What holds on ``day``, a row for each duty, check and least time: whether it applies, its limit, its clause."""
    on, county = day or date.max, County(profile)
    rows: list[dict[str, Any]] = []
    for family in families.all:
        choices = county.family(family)
        for duty in family.duties:
            limit = (choices.limit(duty, on) or duty.limit).words
            rows.append(_row(duty, on, applies=choices.applies(duty, on), limit=limit))
        rows += [_row(check, on, applies=choices.asks(check.code, on), limit="") for check in family.checks]
        for least in family.leasts:
            rows.append(_row(least, on, applies=True, limit=f"≥ {choices.least(least, on).words}"))
    return rows


def _row(named: Duty | Check | Least, on: date, *, applies: bool, limit: str) -> dict[str, Any]:
    words = {"code": named.code, "chinese": named.chinese, "article": named.article}
    return {"on": on.isoformat(), **words, "applies": applies, "limit": limit}
