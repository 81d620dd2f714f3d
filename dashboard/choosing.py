"""What readers choose on these pages: county, kind of units, unit; and how links carry that on."""

from __future__ import annotations

from dashboard.board import Board, Unit
from dashboard.periods import Period


def chosen_units(board: Board, county: str, roster: str, org: str | None) -> list[Unit]:
    """The units of the county that are meant, in the order of official lists."""
    return [unit for unit in board.units(county) if org in (None, unit.org) and roster in ("", unit.kind)]


def scope_of(county: str, roster: str, org: str | None, period: Period | None) -> dict[str, object]:
    """Parameters by which a list of subjects means the same units and period."""
    whose: dict[str, object] = {"org": org} if org else {"county": county}
    return whose | ({"roster": roster} if roster else {}) | ({"period": period} if period else {})


def years_of(board: Board, units: list[Unit]) -> list[int]:
    """Years of which there is anything, and that of the last complete day; latest first."""
    years = {period.year for period in board.periods(units) if period.kind == "year"}
    return sorted(years | ({board.day.year} if board.day else set()), reverse=True) or [1]


def place_name(board: Board, county: str, org: str | None) -> str:
    """What the chosen unit, else the county, is called; ``_`` of units of no county."""
    unit = None if org is None else board.unit(org)
    return unit.name if unit else next(item.name for item in board.counties() if item.slug == county)
