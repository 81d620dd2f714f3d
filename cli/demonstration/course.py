"""The course of the demonstration on a running stack."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from cli.bus import Sender, open_bus, open_sender
from cli.demonstration.check import Comparison, check, check_issued
from cli.demonstration.feed import feed
from cli.demonstration.reports import Issued, issue
from cli.line import passed
from cli.target import SERVICES, Target
from cli.web import Web
from demo.late import late_fact, year_of
from demo.sent import Schedule
from demo.units import COUNTY

COUNTED_WITHIN_S = 600.0


@dataclass
class Outcome:
    """What came of it."""

    comparison: Comparison
    counts: Mapping[str, Mapping[str, int]]
    seconds: float
    sent: int
    """Records sent this time; on a kept state the others were there already."""
    issued: Issued
    """The reports with which it ends."""


async def run(target: Target, schedule: Schedule, console: Console, folder: Path, *, keep: bool) -> Outcome:
    """Sends everything, waits until it is counted and checks the views; papers go into ``folder``."""
    begun = time.monotonic()
    async with open_bus(target) as bus, open_sender(target) as sender, Web(target) as web:
        with _bar(console) as bar:
            sent = await _feed(web, sender, schedule, bar, keep=keep)
        with console.status("waiting until all is counted") as shown:
            await passed(bus, web, COUNTED_WITHIN_S, progress=shown.update)
            seconds = time.monotonic() - begun
            shown.update("checking with the oracle")
            comparison = await check(bus, schedule)
        late = late_fact(schedule, comparison.registry.county_of, COUNTY)
        issued = await issue(bus, web, sender, COUNTY, year_of(schedule), late, console, folder)
        with console.status("checking the reports with the oracle"):
            await check_issued(bus, schedule, comparison, issued.heads)
        counts = {service: (await web.status(service))["counts"] for service in SERVICES}
    return Outcome(comparison, counts, seconds, sent, issued)


def _bar(console: Console) -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=console,
    )


async def _feed(web: Web, sender: Sender, schedule: Schedule, bar: Progress, *, keep: bool) -> int:
    task = bar.add_task("sending", total=len(schedule.all))

    def progress(day: date, count: int) -> None:
        bar.update(task, advance=count, description=f"sending {day}")

    return await feed(web, sender, schedule, progress, keep=keep)
