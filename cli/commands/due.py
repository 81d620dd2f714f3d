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
    papers: Annotated[
        str | None,
        typer.Option(metavar="FOLDER", help="Write a reminder (催办) to each of these units into this folder."),
    ] = None,
    form: Annotated[str, typer.Option("--as", metavar="pdf|docx|xlsx", help="Form of the reminders.")] = "pdf",
    force: Annotated[bool, typer.Option("--force", help="Write over files that are there.")] = False,
    state: State = None,
    as_json: AsJson = False,
) -> None:
    """Lists what is overdue, and what falls due soon, of every kind: the oldest first.

    Rests on the open obligations as metrics publishes them, and on the newest day that has begun. With --json each row as it is published,
    with days_left beside it (negative: days overdue).

    Example: gongkai due --org fengjie-caizhengju --within 14

    Example: gongkai due --county fengjie --papers 催办 --as docx

    Exit codes: 0 shown (also when nothing is due), 1 no stack, 2 wrong usage or an unknown organisation or county
    """
    import asyncio
    import json

    from cli.console import open_console

    with open_console(stderr=True).status("reading what is owed"):
        agenda = asyncio.run(_read(org, county, within, state))
    if papers is not None:
        _write(agenda, papers, form, state, force=force)
        return
    if as_json:
        for row in agenda.rows:
            typer.echo(json.dumps(row, ensure_ascii=False))
        return
    console = open_console()
    console.print(agenda.table() if agenda.rows else agenda.nothing())


def _write(agenda: Agenda, folder: str, form: str, state: Path | None, *, force: bool) -> None:
    from pathlib import Path

    from cli.agenda import reminders
    from cli.exits import USAGE, Stop
    from cli.papers import check, form_of, named, put
    from cli.target import find

    ending = form_of("", form)
    try:
        Path(folder).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Stop(f"{folder} cannot be made: {error.strerror}; give a folder", USAGE) from error
    notes = reminders(agenda, simulated=find(state).demonstration)
    files = {org: str(Path(folder, named(f"催办-{note.today}-{org}", ending))) for org, (note, _) in notes.items()}
    for file in files.values():
        check(file, None, force=force)
    for org, (note, paper) in notes.items():
        put(paper, files[org], ending)
        typer.echo(f"{files[org]}: {note.name}，{len(note.rows)}项")
    if not notes:
        typer.echo("nothing is owed, so that nobody is reminded")


async def _read(org: str | None, county: str | None, within: int, state: Path | None) -> Agenda:
    from cli.agenda import Agenda, due_rows
    from cli.bus import open_bus
    from cli.line import complete_up_to
    from cli.organisations import must_know, read_registry
    from cli.profiles import today
    from cli.rubrics import rubrics, versions_on
    from cli.target import find
    from cli.words import words
    from contracts import topics

    async with open_bus(find(state)) as bus:
        known = await read_registry(bus)
        must_know(org, known.orgs, "organisation")
        must_know(county, known.counties, "county")
        rows: list[dict[str, Any]] = list((await bus.current(topics.OBLIGATIONS)).values())
        day, complete, named = await today(bus), await complete_up_to(bus), await words(bus)
        versions = versions_on(await rubrics(bus), day) if day else {}
    chosen = [row for row in rows if org in {None, row["obligation"]["org"]} and county in {None, row["county"]}]
    return Agenda(due_rows(chosen, day, within), within, complete, known, named, day, versions)
