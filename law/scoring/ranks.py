"""Ranks within a roster: equal units share a rank, and the next one leaves room for them (1, 2, 2, 4)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sized
from typing import Protocol


class Compared(Protocol):
    """What of a sheet units are compared by."""

    @property
    def org(self) -> str:
        """The unit."""

    @property
    def roster(self) -> str:
        """With whom it is compared."""

    @property
    def total(self) -> int:
        """Hundredths of a point."""

    @property
    def vetoes(self) -> Sized:
        """Those that fell."""

    @property
    def silent(self) -> bool:
        """Whether there is nothing at all of it."""


def ranks(sheets: Iterable[Compared]) -> dict[str, int]:
    """Unit → rank among its roster's sheets of one period.

    Those under a veto stand after all others, by their totals. A unit of which there is nothing at all has no rank.
    """
    rosters: defaultdict[str, list[Compared]] = defaultdict(list)
    for sheet in sheets:
        if not sheet.silent:
            rosters[sheet.roster].append(sheet)
    ranked: dict[str, int] = {}
    for compared in rosters.values():
        standing = sorted((_merit(sheet) for sheet in compared), reverse=True)
        places = {merit: place for place, merit in reversed(list(enumerate(standing, 1)))}
        ranked |= {sheet.org: places[_merit(sheet)] for sheet in compared}
    return ranked


def _merit(sheet: Compared) -> tuple[bool, int]:
    return not sheet.vetoes, sheet.total
