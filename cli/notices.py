"""The holiday notices of a running stack."""

from __future__ import annotations

from pathlib import Path

from chassis.clock import working_calendar
from chassis.ledger.reading import notice_in
from cli.bus import Bus, open_bus
from cli.exits import Stop
from cli.log import readable
from cli.target import find
from contracts.time import CalendarYear
from contracts.topics import CALENDARS
from law.calendar import WorkingCalendar


async def notices(bus: Bus) -> list[CalendarYear]:
    """Every version of every year, as the topic holds them."""
    known: dict[tuple[int, int], CalendarYear] = {}
    for notice in readable(await bus.read([CALENDARS]), notice_in):
        known.setdefault((notice.year, notice.version), notice)
    return list(known.values())


async def of_stack(state: Path | None) -> WorkingCalendar:
    """The calendar of the stack that `find` finds. Raises ``Stop`` where none runs, or it has no notices yet."""
    async with open_bus(find(state)) as bus:
        years = await notices(bus)
    if not years:
        raise Stop("the stack has no holiday notices yet; look at: gongkai status")
    return working_calendar(years)
