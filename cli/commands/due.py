"""``gongkai due``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.options import AsJson, State

if TYPE_CHECKING:
    from pathlib import Path

    from cli.agenda import Agenda


def due(
    org: Annotated[str | None, typer.Option(help="Only this organisation, by its slug.")] = None,
    county: Annotated[str | None, typer.Option(help="Only this county, by its slug.")] = None,
    within: Annotated[
        int, typer.Option(metavar="DAYS", min=0, max=3650, help="Also what falls due within so many calendar days.")
    ] = 7,
    state: State = None,
    as_json: AsJson = False,
) -> None:
    """Lists what is overdue, and what falls due soon, of every kind: the oldest first.

    Rests on the open obligations as metrics publishes them, and on the newest day that has begun. With --json each row as it is published,
    with days_left beside it (negative: days overdue).

    Example: gongkai due --org fengjie-caizhengju --within 14

    Exit codes: 0 shown (also when nothing is due), 1 no stack, 2 wrong usage or an unknown organisation or county
    """
    import asyncio
    import json

    from cli.console import open_console

    with open_console(stderr=True).status("reading what is owed"):
        agenda = asyncio.run(_read(org, county, within, state))
    if as_json:
        for row in agenda.rows:
            typer.echo(json.dumps(row, ensure_ascii=False))
        return
    console = open_console()
    console.print(agenda.table() if agenda.rows else agenda.nothing())


async def _read(org: str | None, county: str | None, within: int, state: Path | None) -> Agenda:
    from cli.agenda import Agenda, due_rows
    from cli.bus import open_bus
    from cli.line import complete_up_to
    from cli.organisations import must_know, read_registry
    from cli.profiles import today
    from cli.target import find
    from cli.words import words
    from contracts import topics

    async with open_bus(find(state)) as bus:
        known = await read_registry(bus)
        must_know(org, known.orgs, "organisation")
        must_know(county, known.counties, "county")
        rows: list[dict[str, Any]] = list((await bus.current(topics.OBLIGATIONS)).values())
        day, complete, named = await today(bus), await complete_up_to(bus), await words(bus)
    chosen = [row for row in rows if org in {None, row["obligation"]["org"]} and county in {None, row["county"]}]
    return Agenda(due_rows(chosen, day, within), within, complete, known.orgs, named)
