"""``gongkai catalog``."""

from __future__ import annotations

import typer

from cli.commands.catalog.export import export
from cli.commands.catalog.import_ import import_

app = typer.Typer()


@app.callback()
def catalog() -> None:
    """The standard catalog of items that must be disclosed (基层政务公开标准目录).

    Example: gongkai catalog import 标准目录.xlsx --dry-run
    """


app.command("import")(import_)
app.command()(export)
