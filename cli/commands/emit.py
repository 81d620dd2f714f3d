"""``gongkai emit``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.exits import REFUSED, USAGE, Stop
from cli.options import AsJson, Deadline, State

if TYPE_CHECKING:
    from cli.emitting import Outcome
    from cli.target import Target


def emit(
    file: Annotated[str, typer.Argument(metavar="FILE|-", help="NDJSON: one CloudEvent a line; - is standard input.")],
    org: Annotated[str, typer.Option(help="The organisation that speaks, by its slug.")],
    deadline: Deadline = 120,
    state: State = None,
    as_json: AsJson = False,
) -> None:
    """Sends facts and reports what was refused.

    Each line is a CloudEvent in structured mode; it goes out as it is. The command waits for all acknowledgements,
    then until the facts are judged, by the gateway and by the service that keeps them, and prints each refusal: line,
    code, field, value, rule, remedy. A line that was accepted before is dropped quietly, so that a file may be sent
    again.

    Example: gongkai emit --org fengjie-caizhengju facts.ndjson

    Exit codes: 0 all accepted, 1 no stack, or lines were not acknowledged (send the file again), 2 wrong usage,
    3 some were refused, 4 sent, but not judged within the deadline
    """
    import asyncio

    from cli.target import find

    target = find(state)
    with _lines(file) as lines:
        outcome = asyncio.run(_run(lines, org, deadline, target))
    _report(outcome, as_json=as_json)
    if outcome.refusals:
        raise typer.Exit(REFUSED)


@contextmanager
def _lines(file: str) -> Iterator[Iterable[bytes]]:
    import sys

    if file == "-":
        # Read whole before anything is sent: a read that waits for a person must not hold up Ctrl-C in the event loop.
        yield sys.stdin.buffer.readlines()
        return
    try:
        opened = Path(file).open("rb")  # noqa: SIM115  # closed below; what is read inside must not look like a missing file
    except OSError as error:
        raise Stop(f"cannot read {file}: {error.strerror}; give a file, or - for standard input", USAGE) from error
    with opened:
        yield opened


async def _run(lines: Iterable[bytes], org: str, deadline: float, target: Target) -> Outcome:
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
        with console.status("sending") as shown:
            count = 0

            def sent() -> None:
                nonlocal count
                count += 1
                if count % 500 == 0:
                    shown.update(f"{count} lines sent")

            outcome = await send(sender, org, lines, sent)
            shown.update(f"{len(outcome.lines)} lines acknowledged; waiting until they are judged")
            await judged(bus, web, deadline, shown.update)
        await hear(bus, org, outcome, begin)
    return outcome


def _report(outcome: Outcome, *, as_json: bool) -> None:
    import json

    from cli.console import open_console
    from cli.tables import add, plain_table

    refused = {refusal["line"] for refusal in outcome.refusals}
    accepted = sum(line not in refused for line in outcome.lines.values())
    if as_json:
        for refusal in outcome.refusals:
            typer.echo(json.dumps(refusal, ensure_ascii=False))
    elif outcome.refusals:
        headings = ("line", "code", "field", "value", "rule", "remedy")
        table = plain_table("", *headings)
        for refusal in outcome.refusals:
            add(table, *(refusal[heading] for heading in headings))
        open_console().print(table)
    typer.echo(f"{accepted} accepted, {len(refused)} refused", err=as_json)
