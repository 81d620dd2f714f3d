"""``gongkai catalog show``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.exits import USAGE, Stop
from cli.options import AsJson, State, day_of

if TYPE_CHECKING:
    from pathlib import Path

Day = Annotated[
    str | None, typer.Option("--on", metavar="DATE", help="As on this day.", show_default="the stack's last day")
]
PAGE = 1_000


def show(
    item: Annotated[
        str | None,
        typer.Argument(metavar="ITEM", help="<issuer>:<number>; without it all items in short.", show_default="all"),
    ] = None,
    on: Day = None,
    domain: Annotated[str | None, typer.Option(help="Only this 领域.")] = None,
    org: Annotated[
        str | None, typer.Option("--org", metavar="ISSUER", help="Only this catalog, by its keeper.")
    ] = None,
    unit: Annotated[str | None, typer.Option(help="Only what obliges this unit, by its slug.")] = None,
    as_json: AsJson = False,
    state: State = None,
) -> None:
    """The items of the catalogs, or one item: its version on a day, what the county changed beside it, and whom it obliges.

    How a limit is read stands beside its words; what could not be read, or is doubtful, says why.

    Example: gongkai catalog show fengjie-renminzhengfubangongshi:社会救助-012 --on 2026-12-31

    Exit codes: 0 shown, 1 no stack, or no such item, 2 wrong usage
    """
    import asyncio

    if on:
        day_of(on)
    if item is not None and (domain or org or unit):
        raise Stop("--domain, --org and --unit choose among all items; leave ITEM out", USAGE)
    if item is not None:
        body = asyncio.run(_one(item, on, state))
        if as_json:
            _print_json([body])
        else:
            _show_one(body)
        return
    asked = {"on": on, "domain": domain, "org": org, "unit": unit, "limit": str(PAGE)}
    items = asyncio.run(_all({name: value for name, value in asked.items() if value}, state))
    if as_json:
        _print_json(items)
    else:
        _show_all(items)


def _print_json(rows: list[dict[str, Any]]) -> None:
    import json

    for row in rows:
        typer.echo(json.dumps(row, ensure_ascii=False))


async def _one(item: str, on: str | None, state: Path | None) -> dict[str, Any]:
    from urllib.parse import quote

    from cli.target import find
    from cli.web import Web

    issuer, colon, number = item.partition(":")
    if not colon or not number:
        raise Stop(f"{item!r}: name an item as <issuer>:<number>, as gongkai catalog show lists them", USAGE)
    async with Web(find(state)) as web:
        path = f"/items/{quote(issuer, safe='')}/{quote(number, safe='')}" + (f"?on={on}" if on else "")
        return dict(await web.must("catalog", path))


async def _all(asked: dict[str, str], state: Path | None) -> list[dict[str, Any]]:
    from urllib.parse import urlencode

    from cli.target import find
    from cli.web import Web

    items: list[dict[str, Any]] = []
    after: str | None = ""
    async with Web(find(state)) as web:
        while after is not None:
            query = urlencode(asked | ({"after": after} if after else {}))
            body = await web.must("catalog", f"/items?{query}")
            items += body["items"]
            after = body["next"]
    return items


def _show_all(items: list[dict[str, Any]]) -> None:
    from cli.console import open_console
    from cli.tables import add, plain_table

    console = open_console()
    if not items:
        console.print("no items")
        return
    table = plain_table(f"公开事项目录 {len(items)}项", "事项", "领域", "名称", "来源", "方式", "公开时限", "单位数")
    for item in items:
        limit = "；本地：".join(filter(None, (item["time_limit"], item["local_time_limit"]))) or "—"
        add(table, item["item"], item["domain"], item["title"], item["origin"], item["method"], limit, item["units"])
    console.print(table)


def _show_one(body: dict[str, Any]) -> None:
    from cli.console import open_console
    from cli.tables import add, plain_table
    from contracts.item import ItemElements

    console, version = open_console(), body["version"]
    if version is None:
        console.print(f"{body['item']}: no version in force on {body['on']} ({body['state']['stage']})")
        return
    until = version["until"] or "今"
    table = plain_table(
        f"{body['item']} {body['on']}（版本 {version['since']} 至 {until}）", "要素", "原文", "本地调整"
    )
    local = version["local"] or {}
    for name, field in ItemElements.model_fields.items():
        listed, changed = version["listed"][name], local.get(name)
        if listed is not None or changed is not None:
            add(table, field.title, _words(listed), _words(changed))
    add(table, "时限读法", version["read_as"] or "—", version["local_read_as"])
    if version["notes"]:
        add(table, "存疑", "；".join(_note(note) for note in version["notes"]), "")
    for level in dict.fromkeys(each["level"] for each in body["obliged"]):
        named = "、".join(each["unit"] for each in body["obliged"] if each["level"] == level)
        add(table, f"{level}义务单位", named, "")
    console.print(table)


def _words(value: Any) -> str:
    return "、".join(map(str, value)) if isinstance(value, list) else str(value or "")


def _note(code: str) -> str:
    from law.time_limits import NOTES, Note

    return NOTES[Note(code)] if code in list(Note) else code
