"""``gongkai application``."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.options import State, day_of

if TYPE_CHECKING:
    from cli.organisations import Registry

app = typer.Typer(no_args_is_help=True, help="Applications for information (依申请公开).")


class Stage(StrEnum):
    """Where an application stands: the clock's states, and what sums up or picks out some of them."""

    OPEN = "open"
    OVERDUE = "overdue"
    UNCONFIRMED = "unconfirmed"
    NOT_STARTED = "not_started"
    RUNNING = "running"
    AWAITING_CORRECTION = "awaiting_correction"
    AWAITING_PAYMENT = "awaiting_payment"
    LAPSED_CORRECTION = "lapsed_correction"
    LAPSED_PAYMENT = "lapsed_payment"
    ANSWERED = "answered"
    TRANSFERRED = "transferred"
    WITHDRAWN = "withdrawn"


@app.command("list")
def list_(
    org: Annotated[str | None, typer.Option(help="Only this organisation, by its slug.")] = None,
    stage: Annotated[
        Stage | None,
        typer.Option(
            metavar="STAGE",
            help="open, overdue, unconfirmed (for more than 5 working days), or a state: "
            + ", ".join(list(Stage)[3:])
            + ".",
        ),
    ] = None,
    due_before: Annotated[
        str | None, typer.Option(metavar="DATE", help="Only those due before this day, YYYY-MM-DD.")
    ] = None,
    state: State = None,
    as_json: Annotated[bool, typer.Option("--json", help="The service's answer as one line of JSON.")] = False,
) -> None:
    """Lists applications by unit, stage or due date.

    Example: gongkai application list --stage open --due-before 2026-04-01

    Exit codes: 0 shown (also when there is none), 1 no stack, 2 wrong usage or an unknown organisation
    """
    import asyncio
    import json

    wanted = {
        "org": org,
        "state": stage.value if stage else None,
        "due_before": day_of(due_before).isoformat() if due_before else None,
    }
    body, known = asyncio.run(_list(wanted, state))
    if as_json:
        typer.echo(json.dumps(body, ensure_ascii=False))
        return
    from cli.applications import listing
    from cli.console import open_console

    open_console().print(listing(body, known.orgs))


@app.command()
def show(
    name: Annotated[
        str, typer.Argument(metavar="ID", help="<org>/<subject>, or the subject alone where only one has it.")
    ],
    state: State = None,
    as_json: Annotated[bool, typer.Option("--json", help="The service's answer as one line of JSON.")] = False,
) -> None:
    """Shows one application whole: its clock and why, what is owed, results, findings and facts.

    Example: gongkai application show fengjie-caizhengju/sq-2026-007

    Exit codes: 0 shown, 1 no stack, or no such application, 2 wrong usage
    """
    import asyncio
    import json

    body, known = asyncio.run(_one(name, state))
    if as_json:
        typer.echo(json.dumps(body, ensure_ascii=False))
        return
    from cli.applications import whole
    from cli.console import open_console

    console = open_console()
    for part in whole(body, known.orgs):
        console.print(part)


async def _list(wanted: dict[str, str | None], state: Path | None) -> tuple[dict[str, Any], Registry]:
    """Every page of the service's answer as one, and the registry."""
    from urllib.parse import urlencode

    from cli.organisations import must_know, registry
    from cli.target import find
    from cli.web import Web

    target = find(state)
    known = await registry(target)
    must_know(wanted["org"], known.orgs, "organisation")
    query = {name: value for name, value in wanted.items() if value is not None} | {"limit": "1000"}
    async with Web(target) as web:
        body = dict(await web.must("requests", f"/applications?{urlencode(query)}"))
        after = body["next"]
        while after is not None:
            page = await web.must("requests", f"/applications?{urlencode(query | {'after': after})}")
            body["applications"] += page["applications"]
            after = page["next"]
    return body | {"next": None}, known


async def _one(name: str, state: Path | None) -> tuple[dict[str, Any], Registry]:
    from urllib.parse import quote

    from cli.organisations import registry
    from cli.target import find
    from cli.web import Web

    target = find(state)
    async with Web(target) as web:
        body = dict(await web.must("requests", f"/applications/{quote(name, safe='/')}"))
    return body, await registry(target)
