"""``gongkai status``."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from cli.exits import FAILED
from cli.options import AsJson, State

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from cli.bus import Bus
    from cli.web import Web


def status(state: State = None, as_json: AsJson = False) -> None:
    """Shows how each program is doing, every instance by itself.

    Whether it is ready, the day it has seen and the last one closed, how far it is behind, partitions that stand
    still, subjects that are set aside or still to be folded again, its outbox, its dead letters, what it waits for.

    Example: gongkai status --json | jq .lag

    Exit codes: 0 every instance is up and ready, 1 one is not or no stack runs, 2 wrong usage
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


async def _collect(state: Path | None) -> list[dict[str, Any]]:
    from cli.bus import open_bus
    from cli.target import PROGRAMS, find
    from cli.web import Web

    target = find(state)
    async with open_bus(target) as bus, Web(target) as web:
        rows = [await _instance(bus, web, name, at) for name in PROGRAMS for at in await target.instances(name)]
    for row in rows:
        if trouble := target.troubles.get(row["program"]):
            row["problems"] = [*row.get("problems", []), trouble]
    return rows


async def _instance(bus: Bus, web: Web, name: str, at: str) -> dict[str, Any]:
    from cli.exits import Stop
    from cli.target import SERVICES

    row: dict[str, Any] = {"program": name, "at": at, "up": False, "ready": False}
    try:
        code, health = await web.ask(name, "/health/ready", at=at)
        row |= {"up": True, "ready": code == 200, "problems": health.get("problems", [])}
        return row | await _service(bus, web, name, at) if name in SERVICES else row
    except Stop as silent:
        return row | {"problems": [*row.get("problems", []), str(silent)]}


async def _service(bus: Bus, web: Web, name: str, at: str) -> dict[str, Any]:
    """What a service says of itself, and how far its inputs go beyond what it has processed."""
    from cli.line import ends, left

    own = await web.status(name, at)
    inputs = await ends(bus, name, own)
    lag = dict.fromkeys((partition.topic for partition in inputs), 0)
    for partition, records in left(inputs, own).items():
        lag[partition.topic] += records
    names = (
        "instance",
        "day",
        "closed",
        "positions",
        "stuck",
        "subjects",
        "outbox",
        "dead_letters",
        "waiting",
        "counts",
    )
    return {field: own[field] for field in names} | {"lag": lag, "partitions": sum(map(len, own["assigned"].values()))}


def _show(rows: list[dict[str, Any]]) -> None:
    from rich.text import Text

    from cli.console import open_console
    from cli.tables import add, plain_table

    headings = ("day", "closed", "behind", "set aside", "to fold", "outbox", "dead letters", "counts")
    table = plain_table("", "program", "ready", *headings)
    labels = _labels(rows)
    for row, label in zip(rows, labels, strict=True):
        ready = ("yes" if row["ready"] else "no") if row["up"] else "down"
        add(table, label, ready, *(_cells(row) if "lag" in row else ()))
    console = open_console()
    console.print(table)
    for row, label in zip(rows, labels, strict=True):
        for problem in _problems(row):
            console.print(Text(f"{label}: {problem}", style="red"))


def _labels(rows: list[dict[str, Any]]) -> list[str]:
    """The program's name, with the instance's where there are several."""
    several = {name for name, count in Counter(row["program"] for row in rows).items() if count > 1}
    return [
        " ".join([row["program"], *([row.get("instance", row["at"])] if row["program"] in several else [])])
        for row in rows
    ]


def _cells(row: Mapping[str, Any]) -> tuple[object, ...]:
    behind = [f"{topic} {records}" for topic, records in row["lag"].items() if records]
    subjects, counts = row["subjects"], row["counts"]
    return (
        row["day"],
        row["closed"],
        "\n".join(behind) or 0,
        subjects["failed"],
        subjects["behind"],
        row["outbox"]["depth"],
        row["dead_letters"],
        ", ".join(f"{name} {count}" for name, count in counts.items()),
    )


def _problems(row: Mapping[str, Any]) -> list[str]:
    """What is wrong, in words: what stands against readiness (partitions that are stuck among it), and the rest."""
    problems = list(row.get("problems", []))
    waiting = row.get("waiting") or ""
    if waiting and not any(waiting in problem for problem in problems):
        problems.append(f"waits: {waiting}")
    if failed := row.get("subjects", {}).get("failed"):
        problems.append(f"subjects set aside: {failed}; see gongkai refold --list")
    return problems
