"""The calendar files, read as data: every year as its last notice left it, and the statutory days."""

from __future__ import annotations

import csv
from collections import defaultdict
from datetime import date
from pathlib import Path

from demo.oracle.calendar import Calendar, Version

FOLDER = Path(__file__).parents[2] / "law" / "data"
FILES = ("calendar_2008_2018.csv", "calendar_2019_2026.csv")


def read_calendar(folder: Path = FOLDER, later: tuple[Version, ...] = ()) -> Calendar:
    """The calendar of the files in ``folder``, and ``later`` notices that came by the bus."""
    days: dict[int, dict[str, set[date]]] = defaultdict(lambda: {"off": set(), "work": set()})
    for file in FILES:
        for row in _rows(folder / file):
            days[int(row["year"])][row["change"]].add(date.fromisoformat(row["date"]))
    versions: dict[int, int] = defaultdict(int)
    for row in _rows(folder / "notices.csv"):
        versions[int(row["year"])] = max(versions[int(row["year"])], int(row["version"]))
    known = [
        Version(year, versions[year], frozenset(changes["off"]), frozenset(changes["work"]))
        for year, changes in days.items()
    ]
    statutory = [date.fromisoformat(row["date"]) for row in _rows(folder / "statutory_days.csv")]
    return Calendar([*known, *later], statutory)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))
