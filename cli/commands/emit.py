"""``gongkai emit``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from cli.exits import FAILED, INTERRUPTED, REFUSED, Stop
from cli.options import AsJson, Deadline, Facts, State

if TYPE_CHECKING:
    from cli.emitting import Outcome


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
    from cli.delivery import deliver
    from cli.emitting import AGAIN, Outcome
    from cli.interruptible import run
    from cli.lines import opened
    from cli.refusals import show
    from cli.target import find

    target, outcome = find(state), Outcome()
    try:
        with opened(file) as lines:
            run(deliver(lines, org, deadline, target, outcome))
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


def _so_far(outcome: Outcome) -> str:
    if not outcome.handed:
        return "Nothing was sent."
    judged = f"{len(outcome.refused)} refused so far, the others not judged, or accepted"
    return f"{outcome.handed} lines sent, {len(outcome.lines)} of them acknowledged; {judged}."
