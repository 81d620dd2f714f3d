"""``gongkai orgs list`` and ``show``: who is in the registry, and what became of whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.exits import Stop
from cli.options import AsJson, State

if TYPE_CHECKING:
    from cli.target import Target

CHANGES = {
    "added": "入册",
    "changed": "更改",
    "renamed": "更名",
    "moved": "改隶",
    "closed": "撤销",
    "reopened": "恢复",
}
"""What became of an organisation, as lists say it."""

_STANDINGS = {"open": "在册", "closing": "撤销中", "closed": "已撤销"}


def list_(
    name: Annotated[
        str | None, typer.Argument(metavar="[NAME]", help="Part of a slug or of a name in Chinese.")
    ] = None,
    state: State = None,
    as_json: AsJson = False,
) -> None:
    """Lists the organisations of a running stack, or those that NAME fits: slug, name, county, kind, supervisor.

    The word list may be left out. The slug is what --org takes. Those that were closed are listed too, with their last
    day and who took over.

    Example: gongkai orgs list 财政

    Exit codes: 0 shown, 1 no stack, or no organisation that fits, 2 wrong usage
    """
    import asyncio
    import json

    from cli.organisations import matching
    from cli.target import find

    known = asyncio.run(_current(find(state)))
    names = {slug: str(entry["name"]) for slug, entry in known.items()}
    slugs = sorted(matching(name or "", names))
    if not slugs:
        raise Stop(f"no organisation of the registry is called like {name!r}; gongkai orgs lists all {len(known)}")
    rows = [known[slug] for slug in slugs]
    if as_json:
        for row in rows:
            typer.echo(json.dumps(row, ensure_ascii=False))
    else:
        _list(rows, names)


def show(
    org: Annotated[str, typer.Argument(metavar="ORG", help="The organisation's slug.")],
    state: State = None,
    as_json: AsJson = False,
) -> None:
    """Shows one organisation whole: its names, codes and days, how it stands, and what became of it day by day.

    Example: gongkai orgs show fengjie-caizhengju

    Exit codes: 0 shown, 1 no such organisation, or no stack, 2 wrong usage
    """
    import asyncio
    import json

    from cli.registering import entry_of
    from cli.target import find
    from cli.web import Web

    async def ask() -> Any:
        async with Web(find(state)) as web:
            return await entry_of(web, org)

    entry = asyncio.run(ask())
    if as_json:
        typer.echo(json.dumps(entry, ensure_ascii=False))
    else:
        _show(entry)


async def _current(target: Target) -> dict[str, Any]:
    from cli.bus import open_bus
    from contracts.topics import ORGS

    async with open_bus(target) as bus:
        return await bus.current(ORGS)


def _list(rows: Sequence[Mapping[str, Any]], names: Mapping[str, str]) -> None:
    from cli.console import open_console
    from cli.tables import add, plain_table

    ended = any(row.get("valid_to") for row in rows)
    table = plain_table("", "--org", "单位", "县", "类别", "主管部门", *(["撤销", "承继单位"] if ended else []))
    # It is copied from here, and must not be cut in two.
    table.columns[0].no_wrap = True
    for row in rows:
        supervisor, successor = row.get("supervisor") or "", row.get("successor") or ""
        end = [row.get("valid_to") or "", names.get(successor, successor)] if ended else []
        add(table, row["org"], row["name"], row["county_name"], row["kind"], names.get(supervisor, supervisor), *end)
    open_console().print(table)


def _show(entry: Mapping[str, Any]) -> None:
    from cli.console import open_console
    from cli.tables import add, plain_table

    standing = _STANDINGS[entry["standing"]]
    if entry["standing"] == "open" and not entry["admitted"]:
        standing += "，主题和权限尚未就绪"
    lines = {
        "单位": f"{entry['name']}（{entry['org']}）",
        "全称": entry["full_name"] or "",
        "县": f"{entry['county_name']}（{entry['county']}）",
        "类别": entry["kind"],
        "主管部门": entry["supervisor"] or "",
        "编码": "；".join(f"{code['scheme']} {code['code']}" for code in entry["codes"]),
        "设立": entry["valid_from"] or "",
        "撤销": entry["valid_to"] or "",
        "承继单位": entry["successor"] or "",
        "状态": standing,
    }
    for name, text in lines.items():
        if text:
            typer.echo(f"{name}：{text}")
    table = plain_table("", "日期", "变动", "名称", "主管部门", "县")
    for past in entry["history"]:
        then = past["entry"]
        add(
            table,
            past["day"] or "",
            CHANGES[past["change"]],
            then["name"],
            then["supervisor"] or "",
            then["county_name"],
        )
    open_console().print(table)
