"""``gongkai token``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.exits import USAGE, Stop
from cli.options import AsJson, State, day_of

if TYPE_CHECKING:
    from pathlib import Path

    from cli.web import Method

app = typer.Typer(
    no_args_is_help=True, help="Tokens (令牌), with which organisations and the office are known on HTTP."
)

Id = Annotated[str, typer.Argument(metavar="ID", help="As gongkai token list shows it: the middle part of the token.")]
Until = Annotated[
    str | None, typer.Option("--until", metavar="DATE", help="Last day on which it holds; left out, until revoked.")
]


@app.command()
def make(
    name: Annotated[str, typer.Option(help="Whose it is: a system or a post, as lists show it. Nobody's name.")],
    org: Annotated[
        str | None, typer.Argument(metavar="[ORG]", help="Slug of the organisation that it speaks for.")
    ] = None,
    office: Annotated[bool, typer.Option("--office", help="Instead of ORG: for the county office.")] = False,
    test: Annotated[bool, typer.Option("--test", help="What it sends is judged, and counted nowhere.")] = False,
    until: Until = None,
    state: State = None,
) -> None:
    """Makes a token and shows it once. An organisation's speaks for it alone; the office's may do all that the office may.

    Hand it over in a way that only its owner reads: nobody can look it up afterwards. Say umask 077 before you send it
    to a file: every account of the machine could read it otherwise.

    Example: gongkai token make fengjie-caizhengju --name 财政局办公系统 --until 2027-12-31 > caizhengju.token

    Exit codes: 0 made, 1 no such organisation, or refused otherwise (it says why), or no stack, 2 wrong usage
    """
    if office is (org is not None) or (office and test):
        raise Stop("give either the slug of an organisation, with --test if it is for tests, or --office", USAGE)
    wish = {"kind": "office" if office else "test" if test else "unit", "org": org, "name": name}
    ends_on = day_of(until).isoformat() if until else None
    _show_once(_asked(state, "/tokens", {**wish, "ends_on": ends_on}))


@app.command("list")
def list_(
    org: Annotated[str | None, typer.Argument(metavar="[ORG]", help="Only those of this organisation.")] = None,
    state: State = None,
    as_json: AsJson = False,
) -> None:
    """Lists all tokens that were made, by id and last four characters: whose they are, until when, and whether they hold.

    Example: gongkai token list fengjie-caizhengju

    Exit codes: 0 shown (also when there are none), 1 no such organisation, or no stack, 2 wrong usage
    """
    import json
    from urllib.parse import urlencode

    answer = _asked(state, f"/tokens?{urlencode({'org': org})}" if org else "/tokens")
    if as_json:
        for row in answer["tokens"]:
            typer.echo(json.dumps(row, ensure_ascii=False))
    else:
        _show(answer["tokens"])


@app.command()
def rotate(
    number: Id,
    overlap: Annotated[int, typer.Option(min=0, max=90, help="Days for which the old one holds beside it.")] = 7,
    state: State = None,
) -> None:
    """Makes a new token in the place of one, and shows it once; the old one ends when the overlap is over.

    With --overlap 0 the old one ends at once, as for one that somebody else has seen.

    Example: gongkai token rotate k3v9q0x7m2ab --overlap 14

    Exit codes: 0 made, 1 there is no such token, it has ended, or no stack, 2 wrong usage
    """
    from urllib.parse import quote

    made = _asked(state, f"/tokens/{quote(number, safe='')}/rotate", {"overlap": overlap})
    old = made["replaces"]
    _show_once(made)
    ends = "has ended" if old["state"] == "revoked" else f"holds until {old['ends_on']}"
    typer.echo(f"The old one, {old['id']}, {ends}.", err=True)


@app.command()
def revoke(number: Id, state: State = None) -> None:
    """Ends a token at once, on every program. It stays in the list.

    Example: gongkai token revoke k3v9q0x7m2ab

    Exit codes: 0 revoked (also when it was before), 1 there is no such token, or no stack, 2 wrong usage
    """
    from urllib.parse import quote

    old = _asked(state, f"/tokens/{quote(number, safe='')}", method="DELETE")
    typer.echo(f"{old['id']} ({old['name']}) is revoked")


def _asked(state: Path | None, path: str, body: object | None = None, method: Method | None = None) -> Any:
    import asyncio

    from cli.target import find
    from cli.web import Web

    async def ask() -> Any:
        async with Web(find(state)) as web:
            return await web.must("gateway", path, body, method=method)

    return asyncio.run(ask())


def _show_once(made: dict[str, Any]) -> None:
    typer.echo(made["token"])
    until = f" until {made['ends_on']}" if made["ends_on"] else ""
    typer.echo(f"{made['id']} of {made['org'] or 'the office'} holds{until}. It is shown this once.", err=True)


def _show(rows: list[dict[str, Any]]) -> None:
    from cli.console import open_console
    from cli.tables import add, plain_table

    if not rows:
        open_console().print("no tokens")
        return
    words = {"holds": "有效", "ended": "已到期", "revoked": "已撤销"}
    kinds = {"office": "政务公开办", "unit": "单位", "test": "测试"}
    table = plain_table("", "ID", "末四位", "单位", "种类", "名称", "签发日", "截止日", "状态")
    table.columns[0].no_wrap = True
    for row in rows:
        add(
            table,
            row["id"],
            row["last"],
            row["org"] or "",
            kinds[row["kind"]],
            row["name"],
            row["made_on"],
            row["ends_on"] or "",
            words[row["state"]],
        )
    open_console().print(table)
