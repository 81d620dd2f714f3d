"""``gongkai wait``."""

from __future__ import annotations

from cli.options import Deadline, State


def wait(deadline: Deadline = 120, state: State = None) -> None:
    """Waits until all that was sent is counted.

    Goes along the line, gateway first: each service must have read what lies in its topics and sent what follows from it.

    Example: gongkai wait --deadline 300

    A service that does not answer may be busy or being started again: it is waited for like the others.

    Exit codes: 0 all is counted, 1 no stack, 2 wrong usage, 4 not in time (names what is behind)
    """
    import asyncio

    from cli.bus import open_bus
    from cli.console import open_console
    from cli.line import passed
    from cli.target import find
    from cli.web import Web

    target = find(state)
    console = open_console(stderr=True)

    async def run() -> None:
        async with open_bus(target) as bus, Web(target) as web:
            with console.status("waiting") as line:
                await passed(bus, web, deadline, progress=line.update)

    asyncio.run(run())
    console.print("all that was sent is counted")
