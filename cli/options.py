"""Options that several commands share."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from cli.exits import USAGE, Stop

DEFAULT_STATE = Path(".gongkai")

State = Annotated[
    Path | None,
    typer.Option("--state", envvar="GONGKAI_STATE", help="State folder of the stack.", show_default=str(DEFAULT_STATE)),
]
Facts = Annotated[
    str, typer.Argument(metavar="FILE|-", help="NDJSON in UTF-8: one CloudEvent a line; - is standard input.")
]
AsJson = Annotated[bool, typer.Option("--json", help="JSON lines instead of a table.")]
Deadline = Annotated[float, typer.Option("--deadline", min=0, help="Seconds to wait at most.")]


def day_of(text: str) -> date:
    """A date written YYYY-MM-DD; anything else is wrong usage."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Stop(f"{text!r} is not a day that exists; write it as 2026-03-01", USAGE) from None
