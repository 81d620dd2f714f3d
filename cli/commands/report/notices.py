"""``gongkai report notices``."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.commands.report.naming import County, Kind, Period
from cli.exits import FAILED, USAGE, Stop
from cli.options import State
from cli.report.notices import LAST_DAY, Step

if TYPE_CHECKING:
    from pathlib import Path


def notices(
    kind: Kind,
    period: Period,
    step: Annotated[Step, typer.Argument(help="called 征集自评, put 结果征求意见 or issued 印发考核结果.")],
    org: Annotated[str, typer.Option(help="The office that tells its units, by its slug.")],
    by: Annotated[
        str | None,
        typer.Option(metavar="DAY", help="Last day for the units' own reports (called), or for appeals (put)."),
    ] = None,
    county: County = None,
    state: State = None,
) -> None:
    """Writes the facts by which the county's office tells its units of a report, to be sent with gongkai emit.

    A line for each unit that is scored and whose 主管部门 is the office. What is told is the office's word: nothing is sent
    here. Written again, the lines are the same, so that sending them twice changes nothing.

    Example: gongkai report notices monthly 2026-03 put --by 2026-04-17 --org fengjie-renminzhengfubangongshi > notices.ndjson

    Exit codes: 0 written, 1 no stack, no such report, not issued yet, or no unit to tell, 2 wrong usage
    """
    import asyncio

    from cli.report.notices import lines

    name = LAST_DAY.get(step)
    if (by is None) != (name is None):
        raise Stop(
            f"{step}: give --by DAY, the last day" if name else f"{step} sets no last day; leave --by out", USAGE
        )
    if by is not None:
        _must_be_a_day(by)
    body, units = asyncio.run(_read(kind, period, county, org, state))
    if step is Step.ISSUED and body["stage"] != "issued":
        raise Stop(f"{body['report']['id']} is not issued yet: gongkai report issue {kind} {period}", FAILED)
    written = list(lines(step, body, org, units, by))
    if not written:
        raise Stop(
            f"no unit that is scored in {body['report']['id']} has {org} as its 主管部门; gongkai orgs list", FAILED
        )
    for line in written:
        typer.echo(line)


def _must_be_a_day(text: str) -> None:
    try:
        date.fromisoformat(text)
    except ValueError:
        raise Stop(f"--by {text!r}: give a day, e.g. 2026-04-17", USAGE) from None


async def _read(
    kind: str, period: str, county: str | None, org: str, state: Path | None
) -> tuple[dict[str, Any], set[str]]:
    """The report, and the units of which the office is the 主管部门."""
    from cli.bus import open_bus
    from cli.commands.report.reading import report_of
    from cli.organisations import must_know
    from cli.target import find
    from contracts.topics import ORGS

    target = find(state)
    async with open_bus(target) as bus:
        known = await bus.current(ORGS)
    must_know(org, {slug: str(entry.get("name", slug)) for slug, entry in known.items()}, "organisation")
    body, _ = await report_of(kind, period, county, "", state)
    return body, {slug for slug, entry in known.items() if entry.get("supervisor") == org}
