"""``gongkai catalog coverage``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.exits import USAGE, Stop
from cli.options import AsJson, State, day_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from cli.organisations import Registry


def coverage(
    on: Annotated[
        str | None, typer.Option("--on", metavar="DATE", help="As on this day.", show_default="the stack's last day")
    ] = None,
    org: Annotated[
        str | None, typer.Option(help="Only this unit, by its slug; names what it has nothing behind.")
    ] = None,
    county: Annotated[str | None, typer.Option(help="Only this county, by its slug.")] = None,
    as_json: AsJson = False,
    state: State = None,
) -> None:
    """What stands behind the catalog: rows that oblige, rows with something published, rows with nothing.

    By level and domain and by unit; a periodic row needs a publication of this period or the one before. Beneath them the
    milestones of 奉节府办发〔2020〕101号: at the ends of 2020 to 2023, of the 26 domains at each level, how many had rows,
    had anything behind them, and had nothing missing.

    Example: gongkai catalog coverage --on 2023-12-31 --county fengjie

    Exit codes: 0 shown, 1 no stack, 2 wrong usage or an unknown unit or county
    """
    import asyncio
    import json

    if on:
        day_of(on)
    body, known = asyncio.run(_read({"on": on, "org": org, "county": county}, state))
    if as_json:
        typer.echo(json.dumps(body, ensure_ascii=False))
        return
    _show(body, known, org)


async def _read(asked: dict[str, str | None], state: Path | None) -> tuple[dict[str, Any], Registry]:
    from urllib.parse import urlencode

    from cli.organisations import must_know, registry
    from cli.target import find
    from cli.web import Web

    target = find(state)
    known = await registry(target)
    must_know(asked["org"], known.orgs, "organisation")
    must_know(asked["county"], known.counties, "county")
    query = urlencode({name: value for name, value in asked.items() if value})
    async with Web(target) as web:
        status, body = await web.ask("publishing", "/coverage" + (f"?{query}" if query else ""))
    if status != 200:
        raise Stop(f"publishing: {body.get('error', body)}", USAGE if status in {400, 404} else 1)
    return dict(body), known


def _show(body: dict[str, Any], known: Registry, org: str | None) -> None:
    from cli.console import open_console

    console = open_console()
    if not body["counties"]:
        console.print(f"no row of a catalog obliges anybody on {body['on']}")
    for county, shown in body["counties"].items():
        for table in _tables(known.counties.get(county, county), shown, known.orgs, body["on"]):
            console.print(table)
        if org is not None:
            for unit in shown["units"]:
                for row in unit["domains"]:
                    for item in row["empty_items"]:
                        console.print(
                            f"空缺：{row['level']} {row['domain']} {item['item']} {item['title']}", markup=False
                        )


def _tables(county: str, shown: dict[str, Any], names: Mapping[str, str], on: str) -> list[Any]:
    from cli.tables import add, plain_table

    domains = plain_table(f"{county} 目录落实 {on}", "层级", "领域", "应公开", "已有内容", "空缺", "落实率")
    for row in shown["domains"]:
        add(domains, row["level"], row["domain"], *_numbers(row))
    domains.add_section()
    add(domains, "合计", "", *_numbers(shown))
    units = plain_table("各单位", "单位", "应公开", "已有内容", "空缺", "落实率")
    for row in shown["units"]:
        add(units, names.get(row["org"], row["org"]), *_numbers(row))
    stones = plain_table("里程碑", "日期", "层级", "26个领域中有事项", "已有内容", "没有空缺", "应公开", "空缺")
    for stone in shown["milestones"]:
        for level, counts in stone["levels"].items():
            add(stones, stone["on"], level, *(counts[name] for name in ("with_items", "begun", "complete")), "", "")
        add(stones, stone["on"], "合计", "", "", "", stone["obliged"], stone["empty"])
    return [domains, units, *([stones] if shown["milestones"] else [])]


def _numbers(row: dict[str, Any]) -> tuple[str, ...]:
    rate = f"{row['covered'] / row['obliged']:.1%}" if row["obliged"] else "—"
    return str(row["obliged"]), str(row["covered"]), str(row["empty"]), rate
