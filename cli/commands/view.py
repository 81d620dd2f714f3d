"""``gongkai view``."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from cli.options import AsJson, State
from cli.periods import checked, covers, latest

if TYPE_CHECKING:
    from pathlib import Path

    from cli.organisations import Registry
    from cli.words import Words


class View(StrEnum):
    """The metrics topics that have rows."""

    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    ANNUAL = "annual"
    OBLIGATIONS = "obligations"


class Shown(NamedTuple):
    """Rows of a view, and what is needed to show them."""

    rows: list[dict[str, Any]]
    period: str | None
    complete_up_to: str
    known: Registry
    words: Words


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

    One row an organisation, or the open and overdue obligations. With --org everything that the organisation counts,
    by label and by duty. Codes are shown in the words of the registry of measures, and what stands at the period's end as
    the sum of all months up to then; --json leaves both as they are published.

    Example: gongkai view monthly --period 2026-03 --county fengjie

    Exit codes: 0 shown (also when there is nothing), 1 no stack, 2 wrong usage or an unknown organisation or county
    """
    import asyncio
    import json

    if period is not None and which is not View.OBLIGATIONS:
        checked(which.value, period)
    shown = asyncio.run(_read(which, period, org, county, state, as_published=as_json))
    if as_json:
        for row in shown.rows:
            typer.echo(json.dumps(row, ensure_ascii=False))
    else:
        _show(which, shown, org)


async def _read(
    which: View, period: str | None, org: str | None, county: str | None, state: Path | None, *, as_published: bool
) -> Shown:
    from cli.bus import open_bus
    from cli.line import complete_up_to
    from cli.organisations import must_know, read_registry
    from cli.stocks import standing
    from cli.target import find
    from cli.words import words
    from contracts import topics

    async with open_bus(find(state)) as bus:
        known = await read_registry(bus)
        must_know(org, known.orgs, "organisation")
        must_know(county, known.counties, "county")
        topic = topics.OBLIGATIONS if which is View.OBLIGATIONS else topics.PERIODS[which.value]
        rows = list((await bus.current(topic)).values())
        months = list((await bus.current(topics.MONTHLY)).values()) if which is not View.OBLIGATIONS else []
        day = await complete_up_to(bus)
        named = await words(bus)
    rows = [row for row in rows if org in {None, _owner(row)} and county in {None, row["county"]}]
    if which is View.OBLIGATIONS:
        rows = [row for row in rows if period is None or covers(period, row["obligation"]["due_on"])]
        rows.sort(key=lambda row: [row["obligation"][name] for name in ("due_on", "org", "subject", "id")])
    else:
        period = period or latest(which.value, {row["period"] for row in rows}, day)
        rows = sorted((row for row in rows if row["period"] == period), key=lambda row: str(row["org"]))
        if period is not None and not as_published:
            rows = standing(rows, _of(months, org, county), period, named.stocks)
    return Shown(rows, period, day or "—", known, named)


def _of(rows: list[dict[str, Any]], org: str | None, county: str | None) -> list[dict[str, Any]]:
    return [row for row in rows if org in {None, row["org"]} and county in {None, row["county"]}]


def _owner(row: dict[str, Any]) -> str:
    return str(row["org"] if "org" in row else row["obligation"]["org"])


def _show(which: View, shown: Shown, org: str | None) -> None:
    from cli.console import open_console
    from cli.tables import obligation_table, period_table, unit_table

    console, names = open_console(), shown.known.orgs
    until = f"（数据截至 {shown.complete_up_to}）"
    if not shown.rows:
        what = "no open or overdue obligations" if which is View.OBLIGATIONS else f"nothing in the {which.value} view"
        console.print(what + (f" for {shown.period}" if shown.period else ""))
    elif which is View.OBLIGATIONS:
        title = "未履行义务" + (f" {shown.period}" if shown.period else "") + until
        console.print(obligation_table(title, shown.rows, names, shown.words))
    elif org is not None:
        (row,) = shown.rows
        console.print(unit_table(f"{names.get(org, org)} {shown.period}{until}", row, shown.words))
    else:
        console.print(period_table(f"{shown.period}{until}", shown.rows, names, shown.words))
