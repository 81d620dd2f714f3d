"""``gongkai calendar``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.exits import USAGE, Stop
from cli.files import read
from cli.options import AsJson, State

if TYPE_CHECKING:
    from cli.target import Target

app = typer.Typer(no_args_is_help=True, help="Holiday notices (放假安排).")


@app.command()
def load(
    file: Annotated[
        str, typer.Argument(metavar="FILE|-", help="JSON of one calendar year, or CSV with the columns date,change.")
    ],
    notice: Annotated[
        str | None, typer.Option(help="For CSV: number of the notice, e.g. 国办发明电〔2026〕7号.")
    ] = None,
    version: Annotated[int, typer.Option(min=1, help="For CSV: 1, or higher for an amending notice.")] = 1,
    force: Annotated[bool, typer.Option("--force", help="Take it in though it does not look whole.")] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only show what it would move; reads the whole log.")
    ] = False,
    state: State = None,
) -> None:
    """Takes in the notice of a year: open due dates follow it, met obligations stay as they were judged.

    JSON: {"year": 2027, "version": 1, "notice": "…", "off": ["2027-01-01", …], "work": ["2027-01-03", …]}.
    CSV: a row for each weekday off and each weekend day worked, change = off or work; all in one year.
    Which of the two it is shows in its first character: JSON begins with {.

    A notice replaces its year as a whole. It is compared with the statutory days and with the version before, and
    refused where it lacks some, or takes days off back.

    Example: gongkai calendar load notice-2027.csv --notice 国办发明电〔2026〕7号 --dry-run

    Exit codes: 0 taken in, or shown, 1 the gateway refused it (it says why), --dry-run found that it would, or no stack,
    2 wrong usage or an unreadable file
    """
    import asyncio

    from cli.target import find
    from cli.web import Web

    text = _text(file)
    body = _from_json(file, text) if text.lstrip().startswith("{") else _from_csv(file, text, notice, version)
    target = find(state)
    if dry_run:
        _rehearse(target, body, force=force)
        return

    async def post() -> dict[str, Any]:
        async with Web(target) as web:
            return dict(await web.must("gateway", "/calendars" + ("?force=true" if force else ""), body))

    taken = asyncio.run(post())
    typer.echo(
        f"{taken['year']} version {taken['version']} is known from {taken['known_from']}: "
        f"{len(taken['off'])} weekdays off, {len(taken['work'])} weekend days worked"
    )


def _rehearse(target: Target, body: object, *, force: bool) -> None:
    """Says what the notice would move, and what is doubted of it; ends with 1 where it would be refused."""
    import asyncio

    from cli.rehearsal import rehearse

    moves = asyncio.run(rehearse(target, body))
    for line in moves.lines():
        typer.echo(line)
    for doubt in moves.doubts:
        typer.echo(f"doubted: {doubt}", err=True)
    if moves.doubts and not force:
        raise Stop("it would be refused: put it right, or load it with --force where the notice does say so")


@app.command()
def show(
    year: Annotated[int | None, typer.Option(help="Only this year, with its days.")] = None,
    state: State = None,
    as_json: AsJson = False,
) -> None:
    """Shows the notices that the services count with.

    Example: gongkai calendar show --year 2026

    Exit codes: 0 shown, 1 no stack, or no notice of that year, 2 wrong usage
    """
    import asyncio
    import json

    from cli.bus import open_bus
    from cli.target import find
    from contracts.topics import CALENDARS

    async def read() -> list[dict[str, Any]]:
        async with open_bus(find(state)) as bus:
            notices = (await bus.current(CALENDARS)).values()
        return sorted(notices, key=lambda notice: (notice["year"], notice["version"]))

    years = [notice for notice in asyncio.run(read()) if year in {None, notice["year"]}]
    if year is not None and not years:
        raise Stop(
            f"there is no notice for {year} yet: its dates are provisional (暂定). Load one: gongkai calendar load FILE"
        )
    if as_json:
        for notice in years:
            typer.echo(json.dumps(notice, ensure_ascii=False))
    else:
        _show(years, days=year is not None)


def _show(years: list[dict[str, Any]], *, days: bool) -> None:
    from cli.console import open_console
    from cli.tables import add, plain_table

    table = plain_table("", "年份", "版本", "通知", "获知日期", "放假", "调休上班")
    for notice in years:
        off, work = notice["off"], notice["work"]
        lists = (" ".join(off), " ".join(work)) if days else (str(len(off)), str(len(work)))
        add(table, *(notice[name] for name in ("year", "version", "notice", "known_from")), *lists)
    open_console().print(table)


def _text(file: str) -> str:
    needed = "a UTF-8 file, JSON or CSV"
    try:
        return read(file, needed).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Stop(f"cannot read {file}: {error}; give {needed}", USAGE) from error


def _from_json(file: str, text: str) -> object:
    import json

    try:
        return json.loads(text)
    except ValueError as error:
        raise Stop(f"{file} begins like JSON and is none ({error})", USAGE) from error


def _from_csv(file: str, text: str, notice: str | None, version: int) -> object:
    import csv

    if notice is None:
        raise Stop("a CSV file does not name its notice; add --notice NUMBER", USAGE)
    days: dict[str, list[str]] = {"off": [], "work": []}
    for number, row in enumerate(csv.DictReader(text.splitlines()), start=2):
        change, on = row.get("change"), row.get("date")
        if change not in days or not on:
            raise Stop(f"{file}, line {number}: needs a date, and off or work as its change", USAGE)
        days[change].append(on)
    years = sorted({on[:4] for on in (*days["off"], *days["work"])})
    if len(years) != 1 or not years[0].isdecimal():
        raise Stop(f"{file} must be about one year, but has {', '.join(years) or 'no days'}", USAGE)
    return {"year": int(years[0]), "version": version, "notice": notice, **days}
