"""``gongkai catalog show``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.exits import USAGE, Stop
from cli.options import AsJson, State, day_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cli.target import Target

Day = Annotated[
    str | None, typer.Option("--on", metavar="DATE", help="As on this day.", show_default="the stack's last day")
]
PAGE = 1_000
_UNITS = ("county_units", "town_units")


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

    How a limit is read stands beside its words; what could not be read, or is doubtful, says why. What was found wrong
    in an item stands beneath: a local limit that is longer than the national one, two texts of one day.

    --domain takes the names of the 26 trial domains and those that counties give them (乡村振兴: 扶贫).

    Example: gongkai catalog show fengjie-renminzhengfubangongshi:社会救助-012 --on 2026-12-31

    Exit codes: 0 shown (also when there are none), 1 no stack, or no such item, 2 wrong usage or an unknown organisation
    """
    import asyncio

    from cli.organisations import must_know, registry
    from cli.target import find

    if on:
        day_of(on)
    if item is not None and (domain or org or unit):
        raise Stop("--domain, --org and --unit choose among all items; leave ITEM out", USAGE)
    target = find(state)
    names = asyncio.run(registry(target)).orgs
    if item is not None:
        body = asyncio.run(_one(item, on, target))
        if as_json:
            _print_json([body])
        else:
            _show_one(body, names)
        return
    for slug in (org, unit):
        must_know(slug, names, "organisation")
    asked = {"on": on, "org": org, "unit": unit}
    items = asyncio.run(_all(asked | {"domain": domain}, target))
    if as_json:
        _print_json(items)
    elif items:
        _show_all(items)
    else:
        others = asyncio.run(_all(asked, target)) if domain else []
        known = "、".join(dict.fromkeys(each["domain"] for each in others))
        typer.echo(f"no items of {domain}; there are some of {known}" if known else "no items")


def _print_json(rows: list[dict[str, Any]]) -> None:
    import json

    for row in rows:
        typer.echo(json.dumps(row, ensure_ascii=False))


async def _one(item: str, on: str | None, target: Target) -> dict[str, Any]:
    from urllib.parse import quote

    from cli.web import Web

    issuer, colon, number = item.partition(":")
    if not colon or not number:
        raise Stop(f"{item!r}: name an item as <issuer>:<number>, as gongkai catalog show lists them", USAGE)
    async with Web(target) as web:
        path = f"/items/{quote(issuer, safe='')}/{quote(number, safe='')}" + (f"?on={on}" if on else "")
        return dict(await web.must("catalog", path))


async def _all(asked: Mapping[str, str | None], target: Target) -> list[dict[str, Any]]:
    from urllib.parse import urlencode

    from cli.web import Web

    items: list[dict[str, Any]] = []
    after: str | None = ""
    async with Web(target) as web:
        while after is not None:
            query = urlencode(
                {name: value for name, value in {**asked, "limit": PAGE, "after": after}.items() if value}
            )
            body = await web.must("catalog", f"/items?{query}")
            items += body["items"]
            after = body["next"]
    # By domain, as the sheets of a workbook stand.
    return sorted(items, key=lambda item: (item["domain"] or "", item["item"]))


def _show_all(items: list[dict[str, Any]]) -> None:
    from cli.console import open_console
    from cli.tables import add, plain_table

    table = plain_table(f"公开事项目录 {len(items)}项", "事项", "领域", "名称", "来源", "方式", "公开时限", "单位数")
    # To be copied whole: gongkai catalog show ITEM.
    table.columns[0].no_wrap = True
    for item in items:
        limit = "；本地：".join(filter(None, (item["time_limit"], item["local_time_limit"]))) or "—"
        add(table, item["item"], item["domain"], item["title"], item["origin"], item["method"], limit, item["units"])
    open_console().print(table)


def _show_one(body: dict[str, Any], names: Mapping[str, str]) -> None:
    from cli.console import open_console
    from cli.tables import add, plain_table
    from contracts.item import ItemElements

    console, version = open_console(), body["version"]
    versions = "；".join(map(_span, body["state"]["versions"]))
    if version is None:
        console.print(f"{body['item']}: no version in force on {body['on']}; versions: {versions or 'none'}")
        return
    table = plain_table(f"{body['item']} {body['on']}（{_span(version)}有效的版本）", "要素", "原文", "本地调整")
    local = version["local"] or {}
    for name, field in ItemElements.model_fields.items():
        listed, changed = version["listed"][name], local.get(name)
        # Units that are obliged stand below; those of a row 依申请 only here.
        below = bool(body["obliged"]) and changed is None and name in _UNITS
        if not below and (listed is not None or changed is not None):
            add(table, field.title, _words(listed, names), _words(changed, names))
    add(table, "时限读法", version["read_as"] or "—", version["local_read_as"])
    if version["notes"]:
        add(table, "存疑", "；".join(_note(note) for note in version["notes"]), "")
    for level in dict.fromkeys(each["level"] for each in body["obliged"]):
        named = "、".join(names.get(each["unit"], each["unit"]) for each in body["obliged"] if each["level"] == level)
        add(table, f"{level}义务单位", named, "")
    if len(body["state"]["versions"]) > 1:
        add(table, "各版本", versions, "")
    for finding in body["state"]["findings"]:
        add(table, "发现", f"{finding['on']} {finding['text']}（{finding['article']}）", "")
    console.print(table)


def _span(version: Mapping[str, Any]) -> str:
    """The days on which a version holds, in words."""
    return f"{version['since']} 起" + (f"、{version['until']} 前" if version["until"] else "")


def _words(value: Any, names: Mapping[str, str]) -> str:
    return "、".join(names.get(each, str(each)) for each in value) if isinstance(value, list) else str(value or "")


def _note(code: str) -> str:
    from law.time_limits import NOTES, Note

    return NOTES[Note(code)] if code in list(Note) else code
