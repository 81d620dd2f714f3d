"""``gongkai tables``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.exits import USAGE, Stop
from cli.files import STANDARD, free, write
from cli.options import State

if TYPE_CHECKING:
    from cli.organisations import Registry
    from papers.annual.report import Report


def tables(
    year: Annotated[int, typer.Argument(metavar="YEAR", help="Year of the annual report, e.g. 2026.")],
    file: Annotated[
        str | None,
        typer.Argument(
            metavar="FILE|-",
            help="With --xlsx: the workbook to write; - is standard output.",
            show_default="tables[-ORG|-COUNTY]-YEAR.xlsx",
        ),
    ] = None,
    org: Annotated[str | None, typer.Option(help="Only this organisation, by its slug.")] = None,
    county: Annotated[str | None, typer.Option(help="Only this county, by its slug.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="The services' answer as one line of JSON.")] = False,
    as_xlsx: Annotated[
        bool, typer.Option("--xlsx", help="Write a workbook in the form's layout instead, to FILE.")
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there.")] = False,
    state: State = None,
) -> None:
    """Annual report tables 二, 三 and 四 (国办公开办函〔2021〕30号), live from the events.

    Each county's tables and what its units add to them, or one unit's, as of the last day that has begun; beneath
    them every identity that is broken, and every cell in which a county differs from its units' sum; that 现行有效
    does not follow from last year's is a warning.

    Example: gongkai tables 2026 --county fengjie --xlsx tables-2026.xlsx

    Exit codes: 0 shown or written, 1 no stack, an identity is broken, or a county differs from its units,
    2 wrong usage, an unknown organisation or county, or FILE is there already
    """
    import asyncio
    import json

    if file is not None and not as_xlsx:
        raise Stop(f"{file}: a file is written with --xlsx only", USAGE)
    xlsx = (file or "-".join(["tables", *filter(None, [org or county]), f"{year}.xlsx"])) if as_xlsx else None
    _check(org, county, xlsx, as_json=as_json, force=force)
    body, known = asyncio.run(_read(year, org, county, state))
    shown = _reports(body, known, county)
    if as_json:
        typer.echo(json.dumps(body, ensure_ascii=False))
    elif xlsx is not None:
        _write(shown, xlsx)
    else:
        _show(shown)
    _judge(shown, listed=not as_json and xlsx is None)


def _check(org: str | None, county: str | None, xlsx: str | None, *, as_json: bool, force: bool) -> None:
    if org is not None and county is not None:
        raise Stop("give --org or --county, not both", USAGE)
    if as_json and xlsx is not None:
        raise Stop("give --json or --xlsx, not both", USAGE)
    if xlsx is not None:
        free(xlsx, force=force)


async def _read(year: int, org: str | None, county: str | None, state: Path | None) -> tuple[dict[str, Any], Registry]:
    """The service's answer, with no county but the one asked for, and the registry's names."""
    from cli.organisations import must_know, registry
    from cli.target import find
    from cli.yearly import annual_tables

    target = find(state)
    known = await registry(target)
    must_know(org, known.orgs, "organisation")
    must_know(county, known.counties, "county")
    body = await annual_tables(target, year, org)
    body["simulated"] = target.demonstration
    if county is not None:
        body["counties"] = {slug: tables for slug, tables in body["counties"].items() if slug == county}
    return body, known


def _reports(body: dict[str, Any], known: Registry, county: str | None) -> list[Report]:
    from papers.annual.report import reports

    return reports(body, known.orgs, known.counties, county)


def _write(reports: list[Report], file: str) -> None:
    from papers.annual.workbook import save

    if not reports:
        raise Stop("the registry names no county yet, so there is nothing to write")
    write(file, lambda to: save(reports, to))
    named = "、".join(report.name for report in reports)
    typer.echo(f"{file}: {named} {reports[0].year}年，数据截至 {reports[0].as_of}", err=file == STANDARD)


def _show(reports: list[Report]) -> None:
    from cli.annual import printed
    from cli.console import open_console

    console = open_console()
    if not reports:
        console.print("the registry names no county yet")
    for report in reports:
        for part in printed(report):
            console.print(part)


def _judge(reports: list[Report], *, listed: bool) -> None:
    """Ends with 1 when something is wrong; says what, unless it stands ``listed`` beneath the tables."""
    from papers.annual.report import problems

    wrong = [text for report in reports for text in problems(report)]
    if wrong:
        text = f"{len(wrong)} identities or sums of the tables do not hold"
        raise Stop(text if listed else "\n  ".join([f"{text}:", *wrong]))
