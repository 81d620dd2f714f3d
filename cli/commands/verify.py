"""``gongkai verify``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.exits import Stop
from cli.options import Deadline, State

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from cli.recount import Recounted


def verify(
    deadline: Deadline = 120,
    limit: Annotated[int, typer.Option(min=1, help="List at most so many differences.")] = 50,
    state: State = None,
) -> None:
    """Recounts the log and compares the views.

    Waits until all that was sent is counted, reads the accepted facts, the days, the calendars and the registry from
    the beginning, and folds them in one pass, each subject with the states that flow to it. Whatever the services did
    in between - crashes, restarts, replays - the views must say the same.

    Example: gongkai verify

    Exit codes: 0 the views are right, 1 differences or subjects set aside (listed), or no stack,
    2 wrong usage, 4 not counted in time
    """
    import asyncio

    recounted, differences = asyncio.run(_compare(deadline, state))
    for line in differences[:limit]:
        typer.echo(line)
    for key, error in sorted(recounted.failed.items()):
        typer.echo(f"set aside: {key} ({error}): its last good state stands in the views, and is not recounted")
    if differences or recounted.failed:
        raise Stop(
            f"{len(differences)} differences between the views and a recount of {recounted.facts} facts up to "
            f"{recounted.day}, {len(recounted.failed)} subjects set aside. Look at gongkai refold --list, gongkai "
            "dead-letters list and the logs of the services; the log of facts itself is untouched"
        )
    rows = sum(map(len, recounted.views.values()))
    typer.echo(
        f"the views are right: {recounted.facts} facts up to {recounted.day} come to the same {rows} rows and "
        f"{len(recounted.obligations)} open or overdue obligations"
    )


async def _compare(deadline: float, state: Path | None) -> tuple[Recounted, list[str]]:
    from cli.bus import open_bus
    from cli.line import passed
    from cli.recount import recount
    from cli.target import find
    from cli.web import Web
    from contracts import topics

    every = [spec.name for spec in topics.shared_topics()]
    target = find(state)
    async with open_bus(target) as bus, Web(target) as web:
        while True:
            await passed(bus, web, deadline)
            before = await bus.ends(every)
            recounted = await recount(bus)
            differences: list[str] = []
            for view, topic in topics.PERIODS.items():
                differences += view_differences(view, recounted.views[view], await bus.current(topic))
            owed = await bus.current(topics.OBLIGATIONS)
            differences += view_differences("obligations", recounted.obligations, owed)
            # What moved on meanwhile cannot be compared; a busy line is tried again once it is quiet.
            if before == await bus.ends(every):
                return recounted, differences


def view_differences(view: str, expected: Mapping[str, Any], got: Mapping[str, Any]) -> list[str]:
    """Where a view is not what the log says, field by field; an empty part is the same as none."""
    lines: list[str] = []
    for key in sorted(expected.keys() | got.keys()):
        wanted, seen = _flat(expected.get(key, {})), _flat(got.get(key, {}))
        lines += [
            f"{view} {key} {name}: the log says {wanted.get(name)!r}, the view {seen.get(name)!r}"
            for name in sorted(wanted.keys() | seen.keys())
            if wanted.get(name) != seen.get(name)
        ]
    return lines


def _flat(value: Any, path: str = "") -> dict[str, Any]:
    if not isinstance(value, dict):
        return {path: value}
    flat: dict[str, Any] = {}
    for name, inner in value.items():
        flat |= _flat(inner, f"{path}.{name}" if path else name)
    return flat
