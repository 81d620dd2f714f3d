"""``gongkai explain``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from cli.options import State

if TYPE_CHECKING:
    from pathlib import Path

    from cli.explain.numbers import Counted
    from cli.explain.paths import Asked
    from cli.explain.reported import Restated
    from cli.explain.scores import Explained, Suspected


def explain(
    path: Annotated[
        str,
        typer.Argument(
            metavar="SCORE-PATH",
            help="PERIOD/ORG[/CLAUSE], the path of a deduction, PERIOD/ORG/!INDICATOR, PERIOD/ORG/MEASURE, "
            "YEAR/ORG/TABLE/ROW/COLUMN, or KIND/PERIOD/ORG[/CELL] of an issued report.",
        ),
    ],
    state: State = None,
    as_json: Annotated[bool, typer.Option("--json", help="The same as one line of JSON.")] = False,
) -> None:
    """Follows a number down to the events behind it, each with its id, day, day of recording, and topic/partition/offset.

    A score goes down by clause, deduction, obligation or finding. An indicator of gaming (指标异常), a measure of the views, a
    cell of tables 二 三 四 and a cell of an issued report that was restated go down to the subjects that make them. Clauses are
    those of gongkai score PERIOD --org, indicators stand below them there; measures are those of gongkai rubric codes, also
    with a label (@) or a duty's status (!); cells of reports are those of gongkai report show.

    Example: gongkai explain 2026-Q1/fengjie-caizhengju/1.2

    Example: gongkai explain '2026-Q1/fengjie-caizhengju/!mass_answers'

    Example: gongkai explain 2026-03/fengjie-caizhengju/items_published

    Example: gongkai explain '2026-03/fengjie-caizhengju/answer!overdue'

    Example: gongkai explain 2026/fengjie-caizhengju/表三/1_new/total

    Example: gongkai explain monthly/2026-03/fengjie-caizhengju/counts.items_published

    Exit codes: 0 shown, 1 no stack, or no such score or number, 2 wrong usage (it says what is near)
    """
    import asyncio
    import json

    from cli.console import open_console
    from cli.explain.paths import read

    asked = read(path)
    with open_console(stderr=True).status("asking the services"):
        explained = asyncio.run(_read(asked, state))
    if as_json:
        typer.echo(json.dumps(explained.as_json, ensure_ascii=False))
        return
    open_console().print(explained.tree())


async def _read(asked: Asked, state: Path | None) -> Explained | Suspected | Counted | Restated:
    from cli.bus import open_bus
    from cli.explain import numbers, paths, reported, scores
    from cli.organisations import must_know, read_registry
    from cli.target import find
    from cli.web import Web

    target = find(state)
    async with open_bus(target) as bus, Web(target) as web:
        known = await read_registry(bus)
        must_know(asked.org, known.orgs, "organisation")
        if isinstance(asked, paths.Scored):
            return await scores.explained(bus, web, asked, known.orgs)
        if isinstance(asked, paths.Odd):
            return await scores.suspected(bus, web, asked, known.orgs)
        if isinstance(asked, paths.Amount):
            return await numbers.amount(bus, web, asked, known.orgs)
        if isinstance(asked, paths.Cell):
            return await numbers.cell(bus, web, asked, known.orgs)
        return await reported.restated(bus, web, asked, known.county_of[asked.org], known.orgs)
