"""The law's data files: holiday notices and statutory days (provenance in README.md here).

Read once from the package and kept; nothing else in ``law`` touches a file.
"""

from __future__ import annotations

import csv
from datetime import date
from functools import cache
from importlib.resources import files

from law.holiday_notices import YearCalendar

CALENDAR_FILES = ("calendar_2008_2018.csv", "calendar_2019_2026.csv")
"""Every year as its last notice left it."""


def read_rows(name: str) -> list[dict[str, str]]:
    """The rows of one CSV file of this package."""
    return list(csv.DictReader((files("law.data") / name).read_text(encoding="utf-8").splitlines()))


def load_calendars() -> list[YearCalendar]:
    """Every notice of 2008–2026, those later amended included, by year and version.

    All are marked as always known (``known_from`` None): they were in force long before
    anything is counted with them, so the amended version is the one that is used.
    """
    return list(_calendars())


@cache
def _calendars() -> tuple[YearCalendar, ...]:
    days: dict[tuple[int, int], dict[str, set[date]]] = {}
    notices = read_rows("notices.csv")
    newest = {int(row["year"]): int(row["version"]) for row in notices}
    rows = [row | {"version": str(newest[int(row["year"])])} for name in CALENDAR_FILES for row in read_rows(name)]
    for row in rows + read_rows("calendar_superseded.csv"):
        changes = days.setdefault((int(row["year"]), int(row["version"])), {"off": set(), "work": set()})
        changes[row["change"]].add(date.fromisoformat(row["date"]))
    return tuple(
        YearCalendar(
            year=year,
            version=version,
            notice=row["notice"],
            known_from=None,
            off=frozenset(days[year, version]["off"]),
            work=frozenset(days[year, version]["work"]),
        )
        for row in notices
        for year, version in [(int(row["year"]), int(row["version"]))]
    )


@cache
def load_statutory_days() -> dict[int, frozenset[date]]:
    """Weekdays off by statute alone, by year, for years that have no notice yet."""
    days: dict[int, set[date]] = {}
    for row in read_rows("statutory_days.csv"):
        days.setdefault(int(row["year"]), set()).add(date.fromisoformat(row["date"]))
    return {year: frozenset(off) for year, off in days.items()}
