"""``gongkai view``."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any

import typer

from cli.exits import USAGE, Stop
from cli.options import AsJson, State
from cli.periods import checked, covers, latest


class View(StrEnum):
    """The metrics topics that have rows."""

    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    ANNUAL = "annual"
    OBLIGATIONS = "obligations"


def view(
    which: Annotated[View, typer.Argument(metavar="monthly|quarterly|annual|obligations")],
    period: Annotated[
        str | None,
        typer.Option(help="2026-03, 2026-Q1 or 2026; without it the latest. For obligations: when due."),
    ] = None,
    org: Annotated[str | None, typer.Option(help="Only this organisation, by its slug.")] = None,
    county: Annotated[str | None, typer.Option(help="Only this county, by its slug.")] = None,
    state: State = None,
    as_json: AsJson = False,
) -> None:
    """Shows a view as its topic holds it.

    One row an organisation, or the open and overdue obligations.

    Example: gongkai view monthly --period 2026-03 --county fengjie

    Exit codes: 0 shown (also when there is nothing), 1 no stack, 2 wrong usage or an unknown organisation or county
    """
    import asyncio
    import json

    if period is not None and which is not View.OBLIGATIONS:
        checked(which.value, period)
    rows, names, period = asyncio.run(_read(which, period, org, county, state))
    if as_json:
        for row in rows:
            typer.echo(json.dumps(row, ensure_ascii=False))
    else:
        _show(which, rows, names, period)


async def _read(
    which: View, period: str | None, org: str | None, county: str | None, state: Any
) -> tuple[list[dict[str, Any]], dict[str, str], str | None]:
    from cli.bus import open_bus
    from cli.target import find
    from contracts import topics

    async with open_bus(find(state)) as bus:
        known = await bus.current(topics.ORGS)
        _check(org, known.keys(), "organisation")
        _check(county, {one["county"] for one in known.values()}, "county")
        name = {
            View.MONTHLY: topics.MONTHLY, View.QUARTERLY: topics.QUARTERLY, View.ANNUAL: topics.ANNUAL,
            View.OBLIGATIONS: topics.OBLIGATIONS,
        }[which]  # fmt: skip
        rows = list((await bus.current(name)).values())
        day = (await bus.current(topics.WATERMARK)).get("complete", {}).get("complete_up_to")
    rows = [
        row for row in rows if org in {None, _owner(row)} and county in {None, row["county"]}
    ]  # fmt: skip
    if which is View.OBLIGATIONS:
        rows = [row for row in rows if period is None or covers(period, row["obligation"]["due_on"])]
        rows.sort(
            key=lambda row: (
                row["obligation"]["due_on"],
                row["obligation"]["org"],
                row["obligation"]["subject"],
            )
        )
    else:
        period = period or latest(which.value, {row["period"] for row in rows}, day)
        rows = sorted((row for row in rows if row["period"] == period), key=lambda row: str(row["org"]))
    return rows, {slug: one["name"] for slug, one in known.items()}, period


def _owner(row: dict[str, Any]) -> str:
    return str(row["org"] if "org" in row else row["obligation"]["org"])


def _check(given: str | None, known: Any, what: str) -> None:
    if given is not None and given not in known:
        import difflib

        near = difflib.get_close_matches(given, known, 3)
        hint = (
            f"did you mean {', '.join(near)}?"
            if near
            else "the registry has: " + ", ".join(sorted(known)[:10]) + " …"
        )
        raise Stop(f"there is no {what} {given!r}; {hint}", USAGE)


def _show(which: View, rows: list[dict[str, Any]], names: dict[str, str], period: str | None) -> None:
    from cli.console import open_console
    from cli.tables import obligation_table, period_table

    console = open_console()
    if not rows:
        what = (
            "no open or overdue obligations"
            if which is View.OBLIGATIONS
            else f"nothing in the {which.value} view"
        )
        console.print(what + (f" for {period}" if period else ""))
    elif which is View.OBLIGATIONS:
        console.print(obligation_table("未履行义务" + (f" {period}" if period else ""), rows, names))
    else:
        as_of = max((row["as_of"]["day"] or "" for row in rows), default="")
        console.print(period_table(f"{period}（数据截至 {as_of}）", rows, names))
