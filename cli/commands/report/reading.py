"""``gongkai report list``, ``show`` and ``verify``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.commands.report.naming import County, Kind, Period
from cli.exits import FAILED, REFUSED, Stop
from cli.options import State

if TYPE_CHECKING:
    from pathlib import Path

AsJson = Annotated[bool, typer.Option("--json", help="The service's answer as one line of JSON.")]


def list_reports(county: County = None, state: State = None, as_json: AsJson = False) -> None:
    """Lists reports with their numbers, and drafts.

    Example: gongkai report list

    Exit codes: 0 listed (also when there are none), 1 no stack, 2 wrong usage
    """
    import asyncio
    import json
    from urllib.parse import urlencode

    from cli.console import open_console
    from cli.report.issued import list_table

    query = f"?{urlencode({'county': county})}" if county else ""
    body = asyncio.run(_get(f"/reports{query}", state))
    if as_json:
        typer.echo(json.dumps(body, ensure_ascii=False))
        return
    open_console().print(list_table(body["reports"]) if body["reports"] else "no report has been drafted yet")


def show(
    kind: Kind,
    period: Period,
    county: County = None,
    org: Annotated[str | None, typer.Option(help="Only this organisation's part, by its slug.")] = None,
    state: State = None,
    as_json: AsJson = False,
) -> None:
    """Shows a report: its text, its rankings, and its restatements with the facts that made them.

    Example: gongkai report show monthly 2026-03

    Exit codes: 0 shown, 1 no stack, or no such report, 2 wrong usage
    """
    import asyncio
    import json

    from cli.console import open_console
    from cli.report.issued import head_parts, part_tables, restatement_parts

    body = asyncio.run(report_of(kind, period, county, f"?org={org}" if org else "", state))
    if as_json:
        typer.echo(json.dumps(body, ensure_ascii=False))
        return
    console = open_console()
    for part in (
        *head_parts(body["report"], body["stage"]),
        *(part_tables(body["parts"]) if org else ()),
        *restatement_parts(body["restatements"]),
    ):
        console.print(part)


def verify(kind: Kind, period: Period, county: County = None, state: State = None, as_json: AsJson = False) -> None:
    """Makes an issued report again from the ground as it was at its positions, and compares it by sha256.

    Example: gongkai report verify monthly 2026-03

    Exit codes: 0 it holds, 1 no stack, or no such issued report, 2 wrong usage, 3 it does not hold (it says where)
    """
    import asyncio
    import json

    body = asyncio.run(report_of(kind, period, county, "/verify", state))
    if as_json:
        typer.echo(json.dumps(body, ensure_ascii=False))
    else:
        from cli.report.issued import verdict

        typer.echo(verdict(body))
    if not body["holds"]:
        raise typer.Exit(REFUSED)


async def report_of(kind: str, period: str, county: str | None, rest: str, state: Path | None) -> dict[str, Any]:
    """What assessment answers about a report; ``rest``: what follows its id in the path."""
    from urllib.parse import quote

    from cli.organisations import registry
    from cli.report.issued import the_county
    from cli.target import find

    slug = the_county(county, await registry(find(state)))
    return await _get(f"/reports/{quote(f'{slug}|{kind}|{period}', safe='')}{rest}", state)


async def _get(path: str, state: Path | None) -> dict[str, Any]:
    import httpx

    from cli.target import find
    from cli.web import Web, words

    async with Web(find(state)) as web:
        status, body = await web.ask("assessment", path)
    if status != httpx.codes.OK:
        raise Stop(words(body), FAILED)
    return dict(body)
