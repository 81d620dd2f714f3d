"""Sending a department's lines to its inbox, and hearing what the line says about them."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from aiokafka.errors import KafkaError

from cli.bus import Bus, Sender
from cli.exits import USAGE, Stop
from cli.organisations import near, read_registry
from contracts.envelope import STRUCTURED
from contracts.notices import REFUSED
from contracts.topics import inbox, notices

MAX_RECORD = 1_000_000
"""Bytes; a broker takes no larger record, so a longer line cannot even be refused by the gateway."""

HEADERS = [("content-type", STRUCTURED)]
"""Of every record that is sent."""

AGAIN = "Sending the file again is safe: what arrived twice is dropped"


@dataclass
class Outcome:
    """What became of the lines so far: where each lies, and those that were not accepted, with their line numbers."""

    handed: int = 0
    """Lines that were handed to the broker's client; those in ``lines`` are acknowledged."""
    lines: dict[int, int] = field(default_factory=dict)
    """Offset in the inbox → line number."""
    sent: dict[int, bytes] = field(default_factory=dict)
    """Line number → the line, of corrections and withdrawals."""
    refusals: list[dict[str, Any]] = field(default_factory=list)
    waiting: list[dict[str, Any]] = field(default_factory=list)
    """Accepted corrections and withdrawals whose fact is not known."""

    @property
    def refused(self) -> set[int]:
        """Numbers of the lines that were refused."""
        return {int(refusal["line"]) for refusal in self.refusals}

    @property
    def accepted(self) -> int:
        """How many acknowledged lines were not refused."""
        return sum(line not in self.refused for line in self.lines.values())


async def check_inbox(bus: Bus, org: str) -> None:
    """Raises ``Stop`` when the organisation has no inbox."""
    if org not in await bus.orgs():
        hint = near(org, (await read_registry(bus)).orgs) or "add it to the registry: gongkai orgs load FILE"
        raise Stop(f"there is no inbox {inbox(org)}: {org!r} is not in the registry of organisations; {hint}", USAGE)


async def send(
    sender: Sender, org: str, lines: Iterable[tuple[int, bytes]], outcome: Outcome, sent: Callable[[], None]
) -> None:
    """Sends the numbered lines and waits for all acks. ``outcome`` holds what is known, also when this is cancelled.

    Raises ``Stop`` when an ack is missing.
    """
    acks: dict[int, asyncio.Future[Any]] = {}
    for number, line in lines:
        if len(line) > MAX_RECORD:
            outcome.refusals.append(too_long(number, len(line)))
            continue
        if b'"fact.' in line:
            outcome.sent[number] = line
        acks[number] = ack = await sender.send(inbox(org), line, _key(line), HEADERS)
        ack.add_done_callback(_noting(outcome, number))
        outcome.handed += 1
        sent()
    results = await asyncio.gather(*acks.values(), return_exceptions=True)
    for number, result in zip(acks, results, strict=True):
        if isinstance(result, KafkaError):
            raise Stop(f"line {number} was not acknowledged ({type(result).__name__}): {result}")
        if isinstance(result, BaseException):
            raise result


async def hear(bus: Bus, org: str, outcome: Outcome, begin: Any) -> None:
    """Adds the refusals that name one of our lines, from the notices since ``begin``."""
    for record in await bus.read([notices(org)], begin):
        if dict(record.headers).get("ce_type") != REFUSED.encode():
            continue
        refusal = json.loads(record.value)
        place = refusal["record"]
        if place["topic"] == inbox(org) and place["offset"] in outcome.lines:
            outcome.refusals.append({"line": outcome.lines[place["offset"]], **refusal})
    outcome.refusals.sort(key=lambda refusal: int(refusal["line"]))


def _noting(outcome: Outcome, number: int) -> Callable[[asyncio.Future[Any]], None]:
    def note(ack: asyncio.Future[Any]) -> None:
        if not ack.cancelled() and ack.exception() is None:
            outcome.lines[ack.result().offset] = number

    return note


def _key(line: bytes) -> bytes | None:
    """The subject, which keeps a subject's facts together; None where the line does not show it."""
    try:
        subject = json.loads(line)["subject"]
        return subject.encode() if isinstance(subject, str) else None
    except (ValueError, KeyError, TypeError, RecursionError):
        return None


def too_long(number: int, size: int) -> dict[str, Any]:
    """The refusal of a line that no broker takes."""
    return {
        "line": number,
        "code": "value.too_large",
        "field": "",
        "value": f"{size} bytes",
        "rule": f"a record holds at most {MAX_RECORD} bytes; the line was not sent",
        "remedy": "send the fact only; texts and attachments stay where they are",
        "fact": None,
    }
