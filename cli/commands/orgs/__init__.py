"""``gongkai orgs``."""

from __future__ import annotations

from typing import Any

import typer
import typer.core

from cli.commands.orgs.changing import add, close, move, rename
from cli.commands.orgs.key import key
from cli.commands.orgs.listing import list_, show
from cli.commands.orgs.loading import load


class _Names(typer.core.TyperGroup):
    """``orgs``, ``orgs NAME`` and their options are ``orgs list``: what is asked for most needs no word of its own."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if not args or args[0] not in {*self.commands, "--help"}:
            args = ["list", *args]
        return super().parse_args(ctx, args)


app = typer.Typer(cls=_Names)


@app.callback()
def orgs() -> None:
    """The registry of organisations (单位名录): gongkai orgs [NAME] lists it.

    Example: gongkai orgs 财政
    """


app.command("list")(list_)
app.command()(show)
app.command()(add)
app.command()(rename)
app.command()(move)
app.command()(close)
app.command()(load)
app.command()(key)
