"""What a holiday notice would move, before it is taken in."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from chassis.clock import law_year
from cli.bus import open_bus
from cli.exits import USAGE, Stop
from cli.notices import notices
from cli.recount import recount
from cli.target import Target
from contracts.time import CalendarYear
from law.holiday_notices import CalendarError
from law.notice_doubts import doubts

_SHOWN = 10


@dataclass
class Moves:
    """Open and overdue obligations whose dates, or whose being provisional, a notice would change."""

    moved: list[str]
    firm: list[str]
    all: int
    doubts: list[str]

    def lines(self) -> list[str]:
        """In words: how many, and the first of them."""
        shown = [f"  {line}" for line in self.moved[:_SHOWN]]
        if len(self.moved) > _SHOWN:
            shown.append(f"  … and {len(self.moved) - _SHOWN} more")
        summary = (
            f"{len(self.moved)} of {self.all} open or overdue obligations would get another date, "
            f"{len(self.firm)} provisional ones would become firm; nothing was changed"
        )
        return [summary, *shown]


async def rehearse(target: Target, body: object) -> Moves:
    """Folds the whole log as it is, and as if the notice had come today. Raises ``Stop`` for what is no notice of a year."""
    try:
        notice = CalendarYear.model_validate_json(json.dumps(body))
        law_year(notice)
    except ValidationError as error:
        first = error.errors()[0]
        raise Stop(f"{'.'.join(map(str, first['loc']))}: {first['msg']}", USAGE) from error
    except CalendarError as error:
        raise Stop(str(error), USAGE) from error
    async with open_bus(target) as bus:
        known = [year for year in await notices(bus) if year.year == notice.year]
        newest = max(known, key=lambda year: year.version, default=None)
        if newest is not None and notice.version <= newest.version:
            raise Stop(
                f"version {newest.version} of {notice.year} is known already; give --version {newest.version + 1}"
            )
        before = (await recount(bus)).obligations
        after = (await recount(bus, notice=notice)).obligations
    doubted = doubts(law_year(notice), law_year(newest) if newest else None)
    return moves(before, after, doubted)


def moves(before: Mapping[str, Any], after: Mapping[str, Any], doubted: list[str]) -> Moves:
    """What differs between the two; an obligation that only one of them has counts as moved."""
    moved, firm = [], []
    for key in sorted(before.keys() | after.keys()):
        was, now = (rows[key]["obligation"] if key in rows else None for rows in (before, after))
        if was is None or now is None or was["due_on"] != now["due_on"]:
            moved.append(f"{key}: {was['due_on'] if was else 'none'} → {now['due_on'] if now else 'none'}")
        elif was["provisional"] and not now["provisional"]:
            firm.append(key)
    return Moves(moved, firm, len(before), doubted)
