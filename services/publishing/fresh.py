"""Columns by due date: which go stale next and when, and which are empty, by site and unit. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

import msgspec

from services.publishing.matrix import UNKNOWN
from services.publishing.spans import ONE_DAY


class Days(msgspec.Struct):
    """Days on which a column is empty."""

    since: date
    until: date | None = None


class Column(msgspec.Struct):
    """What the list of columns shows of one."""

    org: str
    subject: str
    title: str | None = None
    site: str | None = None
    kind: str | None = None
    last_post_on: date | None = None
    due_on: date | None = None
    since: date | None = None
    closed_on: date | None = None
    empty: list[Days] = []


class Standing(NamedTuple):
    """A column on the day that is asked about; ``left``: days to the last one for its update, None where none is owed."""

    column: Column
    left: int | None
    empty_since: date | None

    @property
    def is_open(self) -> bool:
        """Whether it is in the register."""
        return self.column.since is not None and self.column.closed_on is None


def due(columns: Iterable[Column], county_of: Mapping[str, str], day: date, within: int) -> dict[str, Any]:
    """County → its sites, unit by unit, and the columns that are empty or due at most ``within`` days after ``day``, stale ones first."""
    by_county: defaultdict[str, list[Standing]] = defaultdict(list)
    for column in sorted(columns, key=lambda each: (each.due_on or date.max, each.org, each.subject)):
        by_county[county_of.get(column.org) or UNKNOWN].append(_standing(column, day))
    return {
        county: {
            "sites": _sites(standing, within),
            "columns": [_shown(each) for each in standing if each.empty_since or _is_due(each, within)],
        }
        for county, standing in sorted(by_county.items())
    }


def _standing(column: Column, day: date) -> Standing:
    left = (column.due_on - day).days if column.due_on is not None else None
    empty = (span.since for span in column.empty if span.since <= day and (span.until is None or day < span.until))
    return Standing(column, left, next(empty, None))


def _is_due(standing: Standing, within: int) -> bool:
    return standing.left is not None and standing.left <= within


def _sites(standing: Iterable[Standing], within: int) -> list[dict[str, Any]]:
    """For each site and unit how many columns it fills, how many of them are stale, go stale soon, and are empty."""
    groups: defaultdict[tuple[str, str], list[Standing]] = defaultdict(list)
    for each in standing:
        if each.is_open:
            groups[each.column.site or "", each.column.org].append(each)
    return [
        {
            "site": site,
            "org": org,
            "columns": len(group),
            "stale": sum(each.left is not None and each.left < 0 for each in group),
            "due": sum(each.left is not None and 0 <= each.left <= within for each in group),
            "empty": sum(each.empty_since is not None for each in group),
            "next_due_on": min((each.column.due_on for each in group if each.column.due_on), default=None),
        }
        for (site, org), group in sorted(groups.items())
    ]


def _shown(standing: Standing) -> dict[str, Any]:
    column = standing.column
    return {
        "org": column.org,
        "subject": column.subject,
        "name": column.title,
        "site": column.site,
        "kind": column.kind,
        "last_post_on": column.last_post_on,
        "due_on": column.due_on,
        "stale_on": column.due_on + ONE_DAY if column.due_on else None,
        "days_left": standing.left,
        "empty_since": standing.empty_since,
    }
