"""``gongkai columns``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from cli.options import AsJson, State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.table import Table

    from cli.publishing import Listed


def columns(
    org: Annotated[str | None, typer.Option(help="Only columns that this organisation fills, by its slug.")] = None,
    county: Annotated[str | None, typer.Option(help="Only this county, by its slug.")] = None,
    within: Annotated[
        int, typer.Option(metavar="DAYS", min=0, help="Also what goes stale within so many days; 400 at most.")
    ] = 7,
    state: State = None,
    as_json: AsJson = False,
) -> None:
    """Lists the columns of sites that are stale or empty, and what goes stale next and when; beneath, each site by unit.

    Stale ones first, then by the last day for the next update; an empty column that owes none comes last. With --json each column as the
    publishing service has it, with its county.

    Example: gongkai columns --org fengjie-caizhengju --within 14

    Exit codes: 0 shown (also when there is none), 1 no stack, 2 wrong usage or an unknown organisation or county
    """
    import asyncio

    from cli.console import open_console
    from cli.publishing import ask

    listed = asyncio.run(ask("/columns", {"org": org, "county": county, "within": within}, state))
    if as_json:
        for line in listed.lines("columns"):
            typer.echo(line)
        return
    console = open_console()
    for table in tables(listed, within):
        console.print(table)
    if not listed.body["counties"]:
        console.print("no column is known" if listed.on else "no day has begun, so nothing is known yet")


def tables(listed: Listed, within: int) -> Iterator[Table]:
    """Of each county its columns to look after, where there are any, and its sites."""
    from cli.agenda import left
    from cli.tables import add, plain_table

    for _, name, shown in listed.counties():
        stale, due, empty = (sum(site[what] for site in shown["sites"]) for what in ("stale", "due", "empty"))
        title = f"{name} 网站栏目 {listed.on}：超期{stale}个，{within}日内到期{due}个，空白{empty}个"
        table = plain_table(title, "更新到期", "尚余", "单位", "网站", "栏目", "名称", "种类", "最近更新", "空白自")
        for row in shown["columns"]:
            add(
                table,
                *(row["due_on"], "" if row["days_left"] is None else left(row["days_left"])),
                *(listed.unit(row["org"]), _site(listed, row["site"]), row["subject"], row["name"], row["kind"]),
                *(row["last_post_on"], row["empty_since"]),
            )
        yield table
        sites = plain_table(
            f"{name} 各网站、各单位", "网站", "单位", "栏目", "超期", f"{within}日内到期", "空白", "最近一次到期"
        )
        for site in shown["sites"]:
            add(
                sites,
                *(_site(listed, site["site"]), listed.unit(site["org"]), site["columns"]),
                *(site["stale"], site["due"], site["empty"], site["next_due_on"]),
            )
        yield sites


def _site(listed: Listed, site: str | None) -> str:
    """A site by the name of whoever runs it."""
    org, _, subject = (site or "").partition(":")
    return f"{listed.unit(org)} {subject}".strip()
