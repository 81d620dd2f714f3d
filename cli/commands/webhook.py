"""``gongkai webhook``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.exits import USAGE, Stop
from cli.options import AsJson, State
from cli.organisations import slug

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from cli.web import Method

app = typer.Typer(
    no_args_is_help=True, help="Webhooks (推送): notices of an organisation, posted to an address of its own."
)

Org = Annotated[
    str, typer.Argument(metavar="ORG", help="The organisation's slug; gongkai orgs lists them.", callback=slug)
]


@app.command("set")
def set_(
    org: Org,
    url: Annotated[str, typer.Argument(metavar="URL", help="Where its notices are posted to, http or https.")],
    types: Annotated[
        str, typer.Option(metavar="TYPE,…", help="Only these types of notices; left out, all of them.")
    ] = "",
    new_secret: Annotated[
        bool, typer.Option("--new-secret", help="A new secret takes the place of the old one at once.")
    ] = False,
    state: State = None,
) -> None:
    """Sets where an organisation's notices are posted to, from the next notice on, and shows the secret once.

    Set again, the address and the types change, and the secret stays; what waits is tried at once. The secret signs
    every delivery (docs/integrating.md): hand it over in a way that only the organisation reads.

    Example: gongkai webhook set fengjie-caizhengju https://oa.example.cn/notices --types fact.refused.v1

    Exit codes: 0 set, 1 the gateway refused it (it says why) or no stack, 2 wrong usage
    """
    wish = {"org": org, "url": url, "types": _listed(types), "new_secret": new_secret}
    answer = _asked(state, "/webhooks", wish)
    typer.echo(f"webhook of {org} {answer['change']}", err=True)
    if "secret" in answer:
        typer.echo(answer["secret"])
        typer.echo("The secret is shown this once, and an earlier one has ended.", err=True)


@app.command("list")
def list_(state: State = None, as_json: AsJson = False) -> None:
    """Lists the webhooks: address, types, notices that wait, and the last attempt.

    Example: gongkai webhook list

    Exit codes: 0 shown (also when there are none), 1 no stack or the gateway does not answer, 2 wrong usage
    """
    webhooks = _asked(state, "/webhooks")["webhooks"]
    if as_json:
        _print_lines(webhooks)
        return
    rows = (
        (
            hook["org"],
            hook["url"],
            "、".join(hook["types"]) or "全部",
            _stands(hook),
            hook["behind"],
            _last(hook["last"]),
        )
        for hook in webhooks
    )
    _show(rows, "单位", "网址", "通知种类", "状态", "待推送", "最近一次")


@app.command()
def log(
    org: Org,
    limit: Annotated[int, typer.Option(min=1, max=1_000, help="At most so many attempts, the newest.")] = 30,
    state: State = None,
    as_json: AsJson = False,
) -> None:
    """Shows the attempts to deliver an organisation's notices, newest first: id, type, attempt, status; no content.

    Example: gongkai webhook log fengjie-caizhengju

    Exit codes: 0 shown, 1 it has no webhook, or no stack, 2 wrong usage
    """
    attempts = _asked(state, f"/v1/webhooks/{org}/log?limit={limit}")["attempts"]
    if as_json:
        _print_lines(attempts)
        return
    rows = ((row["day"], row["message"], row["type"], row["attempt"], _came_of(row)) for row in attempts)
    _show(rows, "日期", "编号", "通知种类", "次数", "结果")


@app.command()
def replay(
    org: Org,
    message: Annotated[str | None, typer.Argument(metavar="[ID]", help="Only the notice with this webhook-id.")] = None,
    first: Annotated[
        str | None, typer.Option("--from", metavar="ID|DATE", help="All from this notice, or from this day, on.")
    ] = None,
    state: State = None,
) -> None:
    """Has notices delivered once more, under the ids that they had: one, or all from one on.

    What was delivered since then comes again, in its order. The log has the ids; a DATE is the day of the first
    delivery that is repeated.

    Example: gongkai webhook replay fengjie-caizhengju --from 2026-03-02

    Exit codes: 0 they are delivered again, 1 the log knows none, no webhook, or no stack, 2 wrong usage
    """
    answer = _asked(state, f"/v1/webhooks/{org}/replay", _which(message, first))
    typer.echo(
        f"delivered again: {'from ' if first else ''}the notice at offset {answer['offset']} of dept.{org}.notices"
    )


@app.command()
def pause(org: Org, state: State = None) -> None:
    """Delivers nothing to an organisation for the time being; its notices wait.

    Example: gongkai webhook pause fengjie-caizhengju

    Exit codes: 0 paused, 1 it has no webhook, or no stack, 2 wrong usage
    """
    answer = _asked(state, f"/webhooks/{org}/pause", {})
    typer.echo(f"webhook of {org} paused ({answer['change']})")


@app.command()
def resume(org: Org, state: State = None) -> None:
    """Goes on with the notice that is next.

    Example: gongkai webhook resume fengjie-caizhengju

    Exit codes: 0 it goes on, 1 it has no webhook, or no stack, 2 wrong usage
    """
    answer = _asked(state, f"/webhooks/{org}/resume", {})
    typer.echo(f"webhook of {org} goes on ({answer['change']})")


@app.command()
def remove(org: Org, state: State = None) -> None:
    """Ends an organisation's webhook, and its log; set again, it begins with the next notice and a new secret.

    Example: gongkai webhook remove fengjie-caizhengju

    Exit codes: 0 removed, 1 it has no webhook, or no stack, 2 wrong usage
    """
    _asked(state, f"/webhooks/{org}", method="DELETE")
    typer.echo(f"webhook of {org} removed")


def _asked(state: Path | None, path: str, body: object | None = None, method: Method | None = None) -> Any:
    """What the gateway answers."""
    import asyncio

    from cli.target import find
    from cli.web import Web

    async def ask() -> Any:
        async with Web(find(state)) as web:
            return await web.must("gateway", path, body, method=method)

    return asyncio.run(ask())


def _which(message: str | None, first: str | None) -> dict[str, object]:
    """One notice, all from one on, or all from a day on."""
    if (message is None) == (first is None):
        raise Stop("give either an ID or --from ID|DATE; gongkai webhook log ORG has the ids", USAGE)
    if message is not None:
        return {"message": message}
    assert first is not None
    return {"message": first, "following": True} if first.startswith("msg_") else {"since": first}


def _listed(types: str) -> list[str]:
    return [name.strip() for name in types.split(",") if name.strip()]


def _stands(hook: dict[str, Any]) -> str:
    if hook["ended"]:
        return "单位已撤销"
    if hook["paused"]:
        return "暂停"
    failed = hook["last"] is not None and not hook["last"]["accepted"]
    return "未送达，重试中" if failed else "正常"


def _last(attempt: dict[str, Any] | None) -> str:
    return "" if attempt is None else f"{attempt['day']} {_came_of(attempt)}"


def _came_of(attempt: dict[str, Any]) -> str:
    return " ".join(str(part) for part in (attempt["status"], attempt["reason"]) if part)


def _print_lines(rows: Iterable[object]) -> None:
    import json

    for row in rows:
        typer.echo(json.dumps(row, ensure_ascii=False))


def _show(rows: Iterable[tuple[object, ...]], *headings: str) -> None:
    from cli.console import open_console
    from cli.tables import add, plain_table

    table = plain_table("", *headings)
    for row in rows:
        add(table, *row)
    open_console().print(table)
