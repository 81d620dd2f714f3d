"""``gongkai day``."""

from __future__ import annotations

from typing import Annotated

import typer

from cli.options import State, day_of


def day(
    until: Annotated[str, typer.Argument(metavar="DATE", help="Last day to publish, YYYY-MM-DD.")],
    far: Annotated[bool, typer.Option("--far", help="DATE is meant, though it is more than 400 days ahead.")] = False,
    state: State = None,
) -> None:
    """Lets days pass where the clock is manual.

    Publishes every day up to DATE, in order. The first call of all publishes just that day. Nothing may be dated after
    the last day, and a day that has begun cannot be undone: a jump of more than 400 days must be said to be meant.

    Example: gongkai day 2026-03-01

    Exit codes: 0 done, 1 refused (the clock is real, DATE is before the last day or far ahead) or no stack, 2 wrong usage
    """
    import asyncio

    from cli.target import find
    from cli.web import Web

    last = day_of(until)

    async def post() -> dict[str, object]:
        async with Web(find(state)) as web:
            answer = await web.must("gateway", "/clock/days", {"until": last.isoformat(), "far": far})
            return dict(answer)

    answer = asyncio.run(post())
    count = answer["published"]
    typer.echo(f"today is {answer['day']}; {count} {'day has' if count == 1 else 'days have'} begun")
