"""``gongkai catalog diff``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.catalog.options import Issuer
from cli.exits import USAGE, Stop
from cli.options import AsJson, State, day_of

if TYPE_CHECKING:
    from datetime import date

    from cli.target import Target
    from papers.catalog.listing import Listed


def diff(
    before: Annotated[str, typer.Argument(metavar="FROM", help="A day, YYYY-MM-DD.")],
    after: Annotated[str, typer.Argument(metavar="TO", help="A later day.")],
    org: Issuer = None,
    as_json: AsJson = False,
    state: State = None,
) -> None:
    """What is different in a catalog between two days: rows that came, rows that went, elements that changed.

    What a workbook would change: gongkai catalog import FILE --dry-run

    Example: gongkai catalog diff 2025-12-31 2026-12-31

    Exit codes: 0 shown (also when nothing is different), 1 no stack, 2 wrong usage
    """
    import asyncio
    import json

    from cli.target import find

    days = day_of(before), day_of(after)
    if days[1] < days[0]:
        raise Stop(f"{after} is before {before}: the earlier day comes first", USAGE)
    differences = asyncio.run(_read(find(state), org, days))
    if as_json:
        for difference in differences:
            typer.echo(json.dumps(difference, ensure_ascii=False))
    else:
        _show(differences, before, after)


async def _read(target: Target, org: str | None, days: tuple[date, date]) -> list[dict[str, Any]]:
    from cli.bus import open_bus
    from cli.catalog.ground import ground
    from cli.catalog.standing import standing

    async with open_bus(target) as bus:
        by = await ground(bus, org, None)
        first, second = [await standing(bus, by.issuer.org, day) for day in days]
    return differences(first, second)


def differences(before: list[Listed], after: list[Listed]) -> list[dict[str, Any]]:
    """By item, with its elements: ``added``, ``removed``, or ``changed`` with each element before and after, local ones
    by themselves."""
    old, new = ({listed.number: listed for listed in every} for every in (before, after))
    rows: list[dict[str, Any]] = []
    for number in sorted({*old, *new}):
        was, now = old.get(number), new.get(number)
        if was is None or now is None:
            listed, kind = (now, "added") if now is not None else (was, "removed")
            assert listed is not None
            rows.append({"number": number, "kind": kind, "elements": listed.as_obliging})
        else:
            changed = _changed(was.elements, now.elements, "") + _changed(was.local, now.local, "local.")
            if changed:
                rows.append({"number": number, "kind": "changed", "elements": now.as_obliging, "changes": changed})
    return rows


def _changed(before: dict[str, Any], after: dict[str, Any], prefix: str) -> list[dict[str, Any]]:
    return [
        {"element": f"{prefix}{name}", "before": before.get(name), "after": after.get(name)}
        for name in sorted({*before, *after})
        if before.get(name) != after.get(name)
    ]


_WORDS = {"added": "新增", "removed": "移出", "changed": "改动"}


def _show(rows: list[dict[str, Any]], before: str, after: str) -> None:
    from cli.console import open_console
    from cli.tables import add, plain_table
    from contracts.item import ItemElements

    console = open_console()
    if not rows:
        console.print(f"the catalog is the same on {before} and {after}")
        return
    table = plain_table(f"目录变化 {before} → {after}", "事项编号", "事项", "变化", "要素", "之前", "之后")
    for row in rows:
        name = "　".join(
            filter(None, (str(row["elements"].get(level) or "") for level in ("domain", "level1", "level2")))
        )
        if row["kind"] != "changed":
            add(table, row["number"], name, _WORDS[row["kind"]], "", "", "")
        for change in row.get("changes", ()):
            local, _, element = change["element"].rpartition(".")
            title = ItemElements.model_fields[element].title
            words = f"本地：{title}" if local else title
            add(table, row["number"], name, _WORDS["changed"], words, _text(change["before"]), _text(change["after"]))
    console.print(table)


def _text(value: Any) -> str:
    return "、".join(map(str, value)) if isinstance(value, list) else str(value or "—")
