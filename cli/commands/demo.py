"""``gongkai demo``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.exits import FAILED, Stop
from cli.options import DEFAULT_STATE, State

if TYPE_CHECKING:
    from rich.console import Console

    from demo.sent import Schedule

QUARTER = 0.25


def demo(
    once: Annotated[bool, typer.Option("--once", help="Stop when all is counted and checked.")] = False,
    keep: Annotated[bool, typer.Option("--keep", help="Go on with the state of the last demonstration.")] = False,
    seed: Annotated[int, typer.Option(help="Another seed, another year.")] = 101,
    scale: Annotated[
        float, typer.Option(min=0.01, max=10, help="Part of the county's real totals; 1: all of them.")
    ] = QUARTER,
    state: State = None,
) -> None:
    """Shows the whole line at work on a year.

    Starts a stack and sends real documents and a simulated year of 奉节县's units through it, day by day. Shows what
    became of it, checks every view and refusal with an oracle of its own, issues January's 月报告, the first 季通报 and
    the 年考核, sends a late fact that restates them, and stays up with the dashboard until Ctrl-C. The totals are a
    quarter of those of 奉节县's real 2020, so that all is seen within two minutes; --scale 1 has all of them. What single
    units do in 2026 is made up, and marked so.

    Example: gongkai demo --once

    Example: gongkai demo --scale 1

    Exit codes: 0 all as expected, 1 the oracle found a difference or the stack did not start, 2 wrong usage,
    4 not counted in time, 130 stopped with Ctrl-C before the end
    """
    from cli.console import open_console
    from cli.demonstration.folder import prepare
    from deploy.interrupts import as_interrupts

    folder = state or DEFAULT_STATE
    console = open_console()
    prepare(folder, seed=seed, scale=scale, keep=keep)
    schedule = _schedule(console, seed, scale)
    with as_interrupts():
        agreed = _run(folder, schedule, console, once=once, keep=keep)
    if not agreed:
        raise Stop("the views are not what the oracle expects; the differences are listed above", FAILED)


def _schedule(console: Console, seed: int, scale: float) -> Schedule:
    from cli.demonstration import report
    from demo.documents import real_documents
    from demo.generate import simulated_year
    from demo.units import county_units, read_units

    real = real_documents()
    report.documents(console, real)
    schedule = simulated_year(county_units(read_units()), seed, scale)
    for day, records in real.schedule.days.items():
        # Before the day's other facts: what was there first comes in first.
        schedule.days[day][:0] = records
    console.print(f"{len(schedule.all)} records for {len(schedule.days)} days, {max(schedule.days)} the last")
    return schedule


def _run(folder: Path, schedule: Schedule, console: Console, *, once: bool, keep: bool) -> bool:
    from rich.text import Text

    from cli.demonstration import course, report
    from cli.demonstration.papers import FOLDER
    from cli.interruptible import run
    from cli.stack import STARTING_ERRORS
    from cli.target import find
    from deploy.supervisor import Stack
    from deploy.watch import REHEARSAL

    stack = Stack(folder, clock="manual", quiet=True, backoff=REHEARSAL)
    try:
        try:
            with console.status("starting") as shown:
                stack.start(shown.update)
        except STARTING_ERRORS as error:
            raise Stop(str(error)) from error
        console.print(f"the stack is up, its logs are in {stack.logs}", soft_wrap=True)
        outcome = run(course.run(find(folder), schedule, console, folder / FOLDER, keep=keep))
        report.summary(console, outcome.comparison, outcome.counts, max(schedule.days).isoformat())
        report.verdict(console, outcome.comparison)
        for part in outcome.issued.shown():
            # Addresses are to be clicked or copied: a line of text is broken by the terminal alone.
            console.print(part, soft_wrap=isinstance(part, Text))
        before = len(schedule.all) - outcome.sent
        kept = f"; {before} were there from before" if before else ""
        console.print(f"{outcome.sent} records sent and counted in {outcome.seconds:.0f} s{kept}")
        if not once:
            console.print(f"dashboard: http://127.0.0.1:{stack.ports['dashboard']}/  Ctrl-C stops everything.")
            if stack.wait():
                raise Stop(f"the stack gave up: {stack.failure}")
        return not outcome.comparison.differences
    finally:
        stack.stop()
