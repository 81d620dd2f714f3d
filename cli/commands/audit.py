"""``gongkai audit``."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.exits import USAGE, Stop
from cli.options import AsJson, State

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from cli.audit import Links
    from cli.chain import Wrong

app = typer.Typer(no_args_is_help=True, help="Who admitted, changed, issued or replayed what, and when.")


@app.command("list")
def list_entries(
    service: Annotated[str | None, typer.Option(help="Only those of this program.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="At most so many, the newest.")] = 100,
    state: State = None,
    as_json: AsJson = False,
) -> None:
    """Lists the entries of the audit, the newest last: when, who, what and to what.

    Example: gongkai audit list --service gateway --limit 20

    Exit codes: 0 shown (also when there are none), 1 no stack, no key of the office or a program does not answer,
    2 wrong usage
    """
    import asyncio
    import json

    from cli.target import SERVICES

    if service not in {None, *SERVICES}:
        raise Stop(f"there is no program {service!r} with an audit; give one of {', '.join(SERVICES)}", USAGE)
    links = asyncio.run(_stored(state, [service] if service else list(SERVICES)))
    try:
        entries = sorted((each.entry for every in links.values() for each in every), key=lambda entry: str(entry["at"]))
    except ValueError as error:
        raise Stop("what stands there is no audit: an entry was changed; gongkai audit verify names it") from error
    if as_json:
        for entry in entries[-limit:]:
            typer.echo(json.dumps(entry, ensure_ascii=False))
    else:
        _show(entries[-limit:])


@app.command()
def verify(
    seconds: Annotated[float, typer.Option("--deadline", min=0, help="Seconds to wait for what is not sent yet.")] = 30,
    state: State = None,
) -> None:
    """Recomputes the chain of every program's audit, and compares it with what was published on its topic.

    An entry that was changed, put in or removed in a database, and a chain that was written anew there, are named.
    The last hashes are printed: noted down elsewhere, they show later that nothing before them is another one.

    Example: gongkai audit verify

    Exit codes: 0 every chain holds, 1 one does not (the first wrong entry of each is named), no stack, no key of the
    office or a program does not answer, 2 wrong usage
    """
    import asyncio

    links, wrong = asyncio.run(_verified(state, seconds))
    for program, entries in links.items():
        if program not in wrong:
            last = f", the last {entries[-1].sha256}" if entries else ""
            typer.echo(f"{program}: {len(entries)} {'entry' if len(entries) == 1 else 'entries'}{last}")
    if wrong:
        lines = [f"{where}: {_entry(fault)}{fault.text}" for where, fault in wrong.items()]
        raise Stop("\n  ".join(["the audit does not hold:", *lines]))
    typer.echo("the audit holds: every entry follows on the one before, and is what was published")


def _entry(fault: Wrong) -> str:
    return f"entry {fault.number} " if fault.number else ""


async def _stored(state: Path | None, services: list[str]) -> Links:
    from cli.audit import stored
    from cli.target import find
    from cli.web import Web

    async with Web(find(state)) as web:
        return await stored(web, services)


async def _verified(state: Path | None, seconds: float) -> tuple[Links, dict[str, Wrong]]:
    from cli.audit import verified
    from cli.bus import open_bus
    from cli.target import find
    from cli.web import Web

    target = find(state)
    async with open_bus(target) as bus, Web(target) as web:
        return await verified(bus, web, seconds)


def _show(entries: Iterable[Mapping[str, Any]]) -> None:
    from cli.console import open_console
    from cli.tables import add, plain_table
    from contracts.audit import ACTION_NAMES
    from contracts.envelope import SHANGHAI

    table = plain_table("", "时刻", "日期", "程序", "序号", "谁", "行为", "对象", "细目")
    for entry in entries:
        details = "，".join(f"{name} {value}" for name, value in entry["details"].items())
        add(
            table,
            datetime.fromisoformat(entry["at"]).astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M:%S"),
            entry["day"],
            entry["service"],
            entry["number"],
            " ".join(filter(None, (entry["by"], entry["org"], entry["name"], entry["token"]))),
            ACTION_NAMES.get(entry["action"], entry["action"]),
            entry["subject"],
            details,
        )
    open_console().print(table if table.row_count else "nothing has been entered yet")
