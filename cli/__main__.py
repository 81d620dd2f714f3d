"""``gongkai`` and ``python -m cli``."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from cli.commands import (
    accounts,
    application,
    audit,
    calendar,
    catalog,
    check,
    columns,
    day,
    dead_letters,
    deadline,
    demo,
    due,
    emit,
    explain,
    kit,
    letter,
    orgs,
    profile,
    refold,
    report,
    rubric,
    score,
    sheet,
    show,
    status,
    tables,
    time_limit,
    token,
    up,
    verify,
    view,
    wait,
    webhook,
)
from cli.exits import INTERRUPTED, Stop


def _show_version(asked: bool) -> None:
    """Says which version this is, and ends."""
    if asked:
        from importlib.metadata import version

        typer.echo(f"gongkai {version('gongkai')}")
        raise typer.Exit


app = typer.Typer(
    name="gongkai",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="政务公开: lawful dates and numbers of a county's open-government work, from events to assessment views.\n\n"
    "First run: gongkai demo",
)


@app.callback()
def options(
    _version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """What comes before a command."""


for command in (
    up.up,
    demo.demo,
    emit.emit,
    check.check,
    kit.kit,
    day.day,
    wait.wait,
    view.view,
    due.due,
    columns.columns,
    accounts.accounts,
    show.show,
    verify.verify,
    status.status,
    refold.refold,
    deadline.deadline,
    time_limit.time_limit,
    letter.letter,
    tables.tables,
    score.score,
    explain.explain,
):
    app.command()(command)
app.add_typer(dead_letters.app, name="dead-letters")
app.add_typer(audit.app, name="audit")
app.add_typer(calendar.app, name="calendar")
app.add_typer(orgs.app, name="orgs")
app.add_typer(profile.app, name="profile")
app.add_typer(rubric.app, name="rubric")
app.add_typer(application.app, name="application")
app.add_typer(catalog.app, name="catalog")
app.add_typer(report.app, name="report")
app.add_typer(sheet.app, name="sheet")
app.add_typer(token.app, name="token")
app.add_typer(webhook.app, name="webhook")


def main() -> None:
    """Runs the command line; ends the process with the command's exit code."""
    try:
        app()
    except Stop as stop:
        sys.stderr.write(f"gongkai: {stop}\n")
        sys.exit(stop.code)
    except KeyboardInterrupt:
        sys.stderr.write("\n")
        sys.exit(INTERRUPTED)


if __name__ == "__main__":
    main()
