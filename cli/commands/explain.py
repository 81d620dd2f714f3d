"""``gongkai explain``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.exits import USAGE, Stop
from cli.options import State

if TYPE_CHECKING:
    from pathlib import Path

    from cli.explaining import Explained


def explain(
    path: Annotated[
        str,
        typer.Argument(
            metavar="SCORE-PATH",
            help="PERIOD/ORG, PERIOD/ORG/CLAUSE, or the path of a deduction as gongkai score shows it.",
        ),
    ],
    state: State = None,
    as_json: Annotated[bool, typer.Option("--json", help="The same as one line of JSON.")] = False,
) -> None:
    """Follows a score down to the events behind it: score, clause, deduction, obligation, facts and where they lie.

    Nothing is taken away without evidence, so every branch ends with facts, or with the amount that falls short.

    Example: gongkai explain 2026-Q1/fengjie-caizhengju/1.2

    Exit codes: 0 shown, 1 no stack, or no such score, 2 wrong usage
    """
    import asyncio
    import json

    from cli.console import open_console

    period, _, rest = path.partition("/")
    org, _, clause = rest.partition("/")
    if not period or not org:
        raise Stop(
            f"{path!r} is no score path; write it as 2026-Q1/fengjie-caizhengju or 2026-Q1/fengjie-caizhengju/1.2",
            USAGE,
        )
    with open_console(stderr=True).status("asking the services"):
        explained = asyncio.run(_read(period, org, clause, state))
    if as_json:
        typer.echo(json.dumps(explained.as_json, ensure_ascii=False))
        return
    open_console().print(explained.tree())


async def _read(period: str, org: str, clause: str, state: Path | None) -> Explained:
    from cli.bus import open_bus
    from cli.explaining import Explained, chosen, evidence
    from cli.organisations import must_know, read_registry
    from cli.scores import scores
    from cli.target import find
    from cli.web import Web

    target = find(state)
    async with open_bus(target) as bus, Web(target) as web:
        known = await read_registry(bus)
        must_know(org, known.orgs, "organisation")
        body: dict[str, Any] = await scores(web, period, org=org)
        clauses, deductions = chosen(body, clause)
        return Explained(body, clauses, deductions, await evidence(bus, web, deductions), known.orgs)
