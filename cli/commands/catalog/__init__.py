"""``gongkai catalog``."""

from __future__ import annotations

import typer

from cli.commands.catalog.coverage import coverage
from cli.commands.catalog.diff import diff
from cli.commands.catalog.export import export
from cli.commands.catalog.import_ import import_
from cli.commands.catalog.show import show

app = typer.Typer()


@app.callback()
def catalog() -> None:
    """The standard catalog of items that must be disclosed (基层政务公开标准目录).

    Example: gongkai catalog import 标准目录.xlsx --dry-run
    """


app.command("import")(import_)
app.command()(export)
app.command()(show)
app.command()(diff)
app.command()(coverage)
