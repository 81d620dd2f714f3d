"""``gongkai status``."""

from __future__ import annotations

from typing import Any

from cli.exits import FAILED
from cli.options import AsJson, State


def status(state: State = None, as_json: AsJson = False) -> None:
    """Shows how each program is doing.

    Whether it is up and ready, its day, how far it is behind, its outbox and dead letters.

    Example: gongkai status --json | jq .lag

    Exit codes: 0 all programs are up and ready, 1 one is not or no stack runs, 2 wrong usage
    """
    import asyncio
    import json

    import typer

    rows = asyncio.run(_collect(state))
    if as_json:
        for row in rows:
            typer.echo(json.dumps(row, ensure_ascii=False))
    else:
        _show(rows)
    if not all(row["ready"] for row in rows):
        raise typer.Exit(FAILED)


async def _collect(state: Any) -> list[dict[str, Any]]:
    from cli.bus import open_bus
    from cli.target import PROGRAMS, find
    from cli.web import Web

    target = find(state)
    async with open_bus(target) as bus, Web(target) as web:
        return [await _program(bus, web, name) for name in PROGRAMS]


async def _program(bus: Any, web: Any, name: str) -> dict[str, Any]:
    from cli.exits import Stop

    row: dict[str, Any] = {"program": name, "up": False, "ready": False}
    try:
        code, health = await web.ask(name, "/health/ready")
    except Stop as silent:
        return row | {"problems": [str(silent)]}
    row |= {"up": True, "ready": code == 200, "problems": health.get("problems", [])}
    if name == "dashboard":
        return row
    status = await web.status(name)
    row |= {key: status[key] for key in ("day", "positions", "outbox", "dead_letters", "counts")}
    return row | {"lag": await _lag(bus, name, status["positions"])}


async def _lag(bus: Any, name: str, positions: dict[str, dict[str, int]]) -> dict[str, int]:
    from cli.line import INPUTS
    from contracts.topics import inbox

    topics = [inbox(org) for org in await bus.orgs()] if name == "gateway" else INPUTS[name]
    lag: dict[str, int] = {}
    for partition, end in (await bus.ends(topics)).items():
        behind = end - positions.get(partition.topic, {}).get(str(partition.partition), 0)
        lag[partition.topic] = lag.get(partition.topic, 0) + max(behind, 0)
    return lag


def _show(rows: list[dict[str, Any]]) -> None:
    from cli.console import open_console
    from cli.tables import plain_table

    table = plain_table("", "program", "up", "ready", "day", "behind", "outbox", "dead letters", "counts")
    for row in rows:
        behind = {topic: count for topic, count in row.get("lag", {}).items() if count}
        counts = row.get("counts", {})
        table.add_row(
            row["program"],
            "yes" if row["up"] else "no",
            "yes" if row["ready"] else "no",
            row.get("day") or "",
            "\n".join(f"{topic} {count}" for topic, count in behind.items()) or ("0" if "lag" in row else ""),
            str(row["outbox"]["depth"]) if "outbox" in row else "",
            str(row.get("dead_letters", "")),
            ", ".join(f"{name} {count}" for name, count in counts.items()),
        )
    console = open_console()
    console.print(table)
    for row in rows:
        for problem in row.get("problems", []):
            console.print(f"{row['program']}: {problem}", markup=False, style="red")
