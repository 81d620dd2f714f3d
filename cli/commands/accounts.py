"""``gongkai accounts``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.options import AsJson, State

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from rich.table import Table

    from cli.publishing import Listed


def accounts(
    org: Annotated[str | None, typer.Option(help="Only this organisation, by its slug.")] = None,
    county: Annotated[str | None, typer.Option(help="Only this county, by its slug.")] = None,
    state: State = None,
    as_json: AsJson = False,
) -> None:
    """Lists the county's new-media accounts (账号矩阵): unit, platform, name, how it stands, last post, stale on.

    Closed ones too. 不合格 is what fails it on the newest day that has begun, by 国办秘函〔2019〕19号; 超期日 is the first day on which it
    has been silent for too long unless something is posted. With --json each account as the publishing service has it, with its county.

    Example: gongkai accounts --org fengjie-caizhengju

    Exit codes: 0 shown (also when there is none), 1 no stack, 2 wrong usage or an unknown organisation or county
    """
    import asyncio

    from cli.console import open_console
    from cli.publishing import ask

    listed = asyncio.run(ask("/accounts", {"org": org, "county": county}, state))
    if as_json:
        for line in listed.lines("accounts"):
            typer.echo(line)
        return
    console = open_console()
    for table in tables(listed):
        console.print(table)
    if not listed.body["counties"]:
        console.print("no account is known" if listed.on else "no day has begun, so nothing is known yet")


def tables(listed: Listed) -> Iterator[Table]:
    """One of each county; the title counts them by platform."""
    from cli.tables import add, plain_table

    for _, name, shown in listed.counties():
        platforms = "，".join(f"{platform or '平台不明'}{number}" for platform, number in shown["platforms"].items())
        title = f"{name} 账号矩阵 {listed.on}：在用{shown['running']}个，不合格{shown['failing']}个，已关停{shown['closed']}个"
        table = plain_table(
            f"{title}\n在用：{platforms}" if platforms else title,
            *("单位", "平台", "账号", "名称", "状态", "最近发布", "超期日", "备案"),
        )
        for row in shown["accounts"]:
            add(
                table,
                *(listed.unit(row["org"]), row["platform"], row["subject"], row["name"]),
                *(_state(row), row["last_post_on"], row["stale_on"], row["filed_on"]),
            )
        yield table


def _state(row: Mapping[str, Any]) -> str:
    from contracts.account import ACCOUNT_VETOES

    if row["closed_on"]:
        return f"{row['closed_on']}关停"
    failing = "、".join(ACCOUNT_VETOES[code][0] if code in ACCOUNT_VETOES else code for code in row["fails"])
    return f"不合格：{failing}" if failing else "在用"
