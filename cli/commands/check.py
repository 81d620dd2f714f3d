"""``gongkai check``."""

from __future__ import annotations

from typing import Annotated

import typer

from cli.exits import REFUSED
from cli.options import AsJson, Facts, State, day_of


def check(
    file: Facts,
    org: Annotated[str, typer.Option(help="The organisation that would speak, by its slug.")],
    today: Annotated[
        str | None, typer.Option(metavar="DATE", help="The day at the door, YYYY-MM-DD.", show_default="the stack's")
    ] = None,
    state: State = None,
    as_json: AsJson = False,
) -> None:
    """Judges facts without sending them.

    By the gateway's own rules, with the same codes, words and remedies as `gongkai emit` reports. Day and registry are
    those of the running stack; with --today it needs none, and takes the packaged registry (or GONGKAI_REGISTRY).
    What only the services know, such as an id that was used earlier, is not judged.

    Example: gongkai check --org fengjie-caizhengju --today 2026-03-06 facts.ndjson

    Exit codes: 0 all would be accepted, 1 no stack and no --today, 2 wrong usage, 3 some would be refused
    """
    from cli.checking import check as judged
    from cli.checking import ground_of
    from cli.lines import opened
    from cli.refusals import show

    ground = ground_of(day_of(today) if today else None, state)
    with opened(file) as lines:
        accepted, refusals = judged(lines, org, ground)
    show(refusals, as_json=as_json)
    would = f"on {ground.today} {accepted} would be accepted, {len(refusals)} refused; nothing was sent"
    typer.echo(would, err=as_json)
    if refusals:
        raise typer.Exit(REFUSED)
