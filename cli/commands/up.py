"""``gongkai up``."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from cli.exits import FAILED, Stop
from cli.options import DEFAULT_STATE, State


class Clock(StrEnum):
    """Where the days come from."""

    REAL = "real"
    MANUAL = "manual"


def up(
    clock: Annotated[Clock, typer.Option(help="manual: days pass by `gongkai day` only.")] = Clock.REAL,
    state: State = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="Keep the programs' logs off the terminal.")] = False,
) -> None:
    """Runs the whole stack until Ctrl-C.

    That is Kafka, PostgreSQL, the gateway, the services and the dashboard, each a process of its own.

    Kafka and PostgreSQL are taken from GONGKAI_KAFKA and GONGKAI_DATABASE if set; otherwise local ones are started,
    and Kafka is fetched the first time (45 MB). Data and logs stay in the state folder, which is closed to other
    accounts; logs are JSON lines (GONGKAI_LOG_FORMAT=console for the other form) and shown in words on the terminal.

    A program that ends is started again with growing pauses, while the others go on. On a full disk it waits half an
    hour for room.

    Example: gongkai up --clock manual --state ./try

    Exit codes: 0 stopped with Ctrl-C or SIGTERM, 1 did not start, or the disk stayed full, 2 wrong usage
    """
    import sys

    from cli.stack import STARTING_ERRORS
    from deploy.interrupts import as_interrupts
    from deploy.supervisor import Stack

    stack = Stack(state or DEFAULT_STATE, clock=clock.value, quiet=quiet)

    def say(text: str) -> None:
        sys.stderr.write(f"gongkai: {text}\n")

    # Around all of it: a signal between two steps must find its handler too.
    with as_interrupts():
        try:
            stack.start(say)
        except STARTING_ERRORS as error:
            raise Stop(str(error)) from error
        try:
            say(
                f"up. Dashboard http://127.0.0.1:{stack.ports['dashboard']}/, gateway "
                f"http://127.0.0.1:{stack.ports['gateway']}/, state in {stack.state}. Ctrl-C stops everything."
            )
            if clock is Clock.MANUAL:
                say("the clock is manual; days pass by: gongkai day YYYY-MM-DD")
            code = stack.wait()
        except KeyboardInterrupt:
            code = 0
        finally:
            stack.stop()
    if code:
        raise Stop(f"the stack gave up: {stack.failure}", FAILED)
