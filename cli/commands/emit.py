"""``gongkai emit``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from cli.exits import FAILED, INTERRUPTED, REFUSED, Stop
from cli.options import AsJson, Deadline, Facts, State

if TYPE_CHECKING:
    from cli.emitting import Outcome
    from cli.target import Target

_LAST_WORDS_S = 10


def emit(
    file: Facts,
    org: Annotated[str, typer.Option(help="The organisation that speaks, by its slug; gongkai orgs lists them.")],
    deadline: Deadline = 120,
    state: State = None,
    as_json: AsJson = False,
) -> None:
    """Sends facts and reports what was refused.

    Each line is a CloudEvent in structured mode; it goes out as it is. The command waits for all acknowledgements,
    then until the facts are judged, by the gateway and by the service that keeps them, and prints each refusal: line,
    code, field, value, rule, remedy. A correction or withdrawal of a fact that nobody has sent is named likewise
    (amendment.unknown_fact), though it is no refusal: it waits. A line that was accepted before is dropped quietly, so
    that a file may be sent again; stopped by time or Ctrl-C, it says how far it came.

    Example: gongkai emit --org fengjie-caizhengju facts.ndjson

    Exit codes: 0 all accepted, 1 no stack, or lines were not acknowledged (send the file again), 2 wrong usage,
    3 some were refused, 4 sent, but not judged within the deadline, 130 stopped with Ctrl-C
    """
    from cli.emitting import AGAIN, Outcome
    from cli.interruptible import run
    from cli.lines import opened
    from cli.refusals import show
    from cli.target import find

    target, outcome = find(state), Outcome()
    try:
        with opened(file) as lines:
            run(_run(lines, org, deadline, target, outcome))
    except KeyboardInterrupt:
        show([*outcome.refusals, *outcome.waiting], as_json=as_json)
        raise Stop(f"stopped. {_so_far(outcome)} {AGAIN}", INTERRUPTED) from None
    except Stop as stop:
        if not outcome.handed:
            raise
        show([*outcome.refusals, *outcome.waiting], as_json=as_json)
        raise Stop(f"{stop}\n{_so_far(outcome)} {AGAIN}", stop.code or FAILED) from stop
    show([*outcome.refusals, *outcome.waiting], as_json=as_json)
    typer.echo(f"{outcome.accepted} accepted, {len(outcome.refused)} refused", err=as_json)
    if outcome.refusals:
        raise typer.Exit(REFUSED)


async def _run(lines: Iterable[tuple[int, bytes]], org: str, deadline: float, target: Target, outcome: Outcome) -> None:
    import asyncio
    import contextlib

    from aiokafka.errors import KafkaError

    from cli.amended import unknown
    from cli.bus import open_bus, open_sender
    from cli.console import open_console
    from cli.emitting import check_inbox, hear, send
    from cli.line import judged
    from cli.web import Web
    from contracts.topics import notices
    from deploy.programs import GATEWAY

    console = open_console(stderr=True)
    async with open_bus(target) as bus, open_sender(target) as sender, Web(target) as web:
        await check_inbox(bus, org)
        gateway = await web.status(GATEWAY)
        if gateway["day"] is None:
            why = gateway["waiting"] or "no day has begun; publish the first: gongkai day YYYY-MM-DD"
            raise Stop(f"the gateway takes no facts yet: {why}")
        begin = await bus.ends([notices(org)])

        def sent() -> None:
            if outcome.handed % 500 == 0:
                shown.update(f"{outcome.handed} lines sent")

        try:
            with console.status("sending") as shown:
                await send(sender, org, lines, outcome, sent)
                shown.update(f"{len(outcome.lines)} lines acknowledged; waiting until they are judged")
                await judged(bus, web, deadline, shown.update)
        except (Stop, asyncio.CancelledError):
            # The time is over, or a signal has come: what is known by now, if the broker still answers.
            with contextlib.suppress(TimeoutError, KafkaError):
                async with asyncio.timeout(_LAST_WORDS_S):
                    await hear(bus, org, outcome, begin)
            raise
        await hear(bus, org, outcome, begin)
        outcome.waiting = await unknown(web, org, outcome)


def _so_far(outcome: Outcome) -> str:
    if not outcome.handed:
        return "Nothing was sent."
    judged = f"{len(outcome.refused)} refused so far, the others not judged, or accepted"
    return f"{outcome.handed} lines sent, {len(outcome.lines)} of them acknowledged; {judged}."
