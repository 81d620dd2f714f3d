"""``gongkai score``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.exits import USAGE, Stop
from cli.options import State

if TYPE_CHECKING:
    from pathlib import Path

    from cli.organisations import Registry


def score(
    period: Annotated[str, typer.Argument(metavar="PERIOD", help="Month (2026-03), quarter (2026-Q1) or year (2026).")],
    org: Annotated[str | None, typer.Option(help="The score sheet of this organisation, by its slug.")] = None,
    county: Annotated[str | None, typer.Option(help="Only this county, by its slug.")] = None,
    paper: Annotated[
        str | None, typer.Option(metavar="FILE", help="With --org: write the sheet as FILE.pdf, .docx or .xlsx.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there.")] = False,
    state: State = None,
    as_json: Annotated[bool, typer.Option("--json", help="The service's answer as one line of JSON.")] = False,
) -> None:
    """Shows how units are ranked in a period, or with --org a unit's score sheet: every clause with its formula.

    What was taken away stands below the sheet, each with a path for gongkai explain, and below that what looks odd and is
    never scored (指标异常). Scores go by the county's rubric
    (gongkai rubric show) and stand as of the day that is said.

    Example: gongkai score 2026-Q1 --org fengjie-caizhengju

    Example: gongkai score 2026-Q1 --org fengjie-caizhengju --paper 评分表.pdf

    Exit codes: 0 shown or written, 1 no stack, or no scores of that period, 2 wrong usage or an unknown organisation or county
    """
    import asyncio
    import json

    from cli.console import open_console
    from cli.scores import ranking_tables, sheet_tables

    if org is not None and county is not None:
        raise Stop("give --org or --county, not both", USAGE)
    if paper is not None:
        _write(period, org, paper, state, force=force)
        return
    body, known = asyncio.run(_read(period, org, county, state))
    if as_json:
        typer.echo(json.dumps(body, ensure_ascii=False))
        return
    console = open_console()
    for table in sheet_tables(body, known.orgs) if org else ranking_tables(body, known):
        console.print(table)


def _write(period: str, org: str | None, file: str, state: Path | None, *, force: bool) -> None:
    import asyncio

    from cli.papers import check, put
    from cli.scores import scored
    from cli.target import find
    from papers.assessed import scoring

    if org is None:
        raise Stop("--paper is of one score sheet: give --org", USAGE)
    ending = check(file, None, force=force)
    body, known = asyncio.run(_read(period, org, None, state))
    put(scoring.paper(scored(body, known.orgs, simulated=find(state).demonstration)), file, ending)
    typer.echo(f"{file}: {known.orgs[org]} {period}，数据截至 {body['as_of']}")


async def _read(
    period: str, org: str | None, county: str | None, state: Path | None
) -> tuple[dict[str, Any], Registry]:
    from cli.organisations import must_know, registry
    from cli.scores import scores
    from cli.target import find
    from cli.web import Web

    target = find(state)
    known = await registry(target)
    must_know(org, known.orgs, "organisation")
    must_know(county, known.counties, "county")
    async with Web(target) as web:
        body = await scores(web, period, org=org, county=county)
    if not body["rankings"] and org is None:
        raise Stop(_no_scores(period, body["as_of"]))
    return body, known


def _no_scores(period: str, as_of: str | None) -> str:
    if not as_of:
        return f"there are no scores of {period}: no day has been scored yet; gongkai status says what it waits for"
    return (
        f"there are no scores of {period}, scored up to {as_of}: gongkai rubric show says from which day a rubric holds, and "
        "months are scored from that of the stack's first day on"
    )
