"""``gongkai catalog coverage``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.options import AsJson, State, day_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cli.publishing import Listed


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

    from cli.publishing import ask

    if on:
        day_of(on)

    listed = asyncio.run(ask("/coverage", {"on": on, "org": org, "county": county}, state))
    if as_json:
        typer.echo(json.dumps(listed.body, ensure_ascii=False))
        return
    _show(listed, org)


def _show(listed: Listed, org: str | None) -> None:
    from cli.console import open_console

    console = open_console()
    if not listed.body["counties"]:
        console.print(f"no row of a catalog obliges anybody on {listed.on}")
    for _, county, shown in listed.counties():
        for table in _tables(county, shown, listed.known.orgs, listed.on):
            console.print(table)
        if org is not None:
            for unit in shown["units"]:
                for row in unit["domains"]:
                    for item in row["empty_items"]:
                        console.print(
                            f"空缺：{row['level']} {row['domain']} {item['item']} {item['title']}", markup=False
                        )


def _tables(county: str, shown: Mapping[str, Any], names: Mapping[str, str], on: str | None) -> list[Any]:
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


def _numbers(row: Mapping[str, Any]) -> tuple[str, ...]:
    rate = f"{row['covered'] / row['obliged']:.1%}" if row["obliged"] else "—"
    return str(row["obliged"]), str(row["covered"]), str(row["empty"]), rate
