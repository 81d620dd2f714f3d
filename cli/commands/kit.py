"""``gongkai kit``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cli.options import State, day_of


def kit(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A new or empty folder.")],
    org: Annotated[str, typer.Option(help="The organisation that will try out its system, by its slug.")],
    today: Annotated[
        str | None, typer.Option(metavar="DATE", help="The day at the door, YYYY-MM-DD.", show_default="the stack's")
    ] = None,
    state: State = None,
) -> None:
    """Writes what a unit's integrator tries out before the first real fact: samples, the verdicts expected, a program.

    The program needs Python 3.9 and nothing else. It sends the samples to the unit's test inbox with a test token, where they are judged
    by the same door and counted nowhere, and prints which were not judged as expected; the README in DIR has the way by kcat
    too. Day and registry are those of the running stack; with --today it needs none, and takes the packaged registry (or GONGKAI_REGISTRY).

    Example: gongkai kit ./kit --org fengjie-caizhengju --today 2026-11-26

    Exit codes: 0 written, 1 no stack and no --today, 2 wrong usage, unknown organisation, or DIR is there
    """
    from cli.checking import ground_of
    from cli.kit.writing import write

    records = write(folder, org, ground_of(day_of(today) if today else None, state))
    typer.echo(f"{folder}: {records} records, each with its verdict; begin with {folder / 'README.md'}")
