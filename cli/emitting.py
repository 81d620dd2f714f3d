"""Sending a department's lines to its inbox, and hearing what the line says about them."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from aiokafka.errors import KafkaError

from cli.bus import Bus, Sender
from cli.exits import Stop
from contracts.envelope import STRUCTURED
from contracts.notices import REFUSED
from contracts.topics import inbox, notices

MAX_RECORD = 1_000_000
"""Bytes; a broker takes no larger record, so a longer line cannot even be refused by the gateway."""

_HEADERS = [("content-type", STRUCTURED)]


@dataclass
class Outcome:
    """What became of the lines: where each lies, and those that were not accepted, with their line numbers."""

    lines: dict[int, int] = field(default_factory=dict)
    """Offset in the inbox → line number."""
    refusals: list[dict[str, Any]] = field(default_factory=list)


async def check_inbox(bus: Bus, org: str) -> None:
    """Raises ``Stop`` when the organisation has no inbox."""
    orgs = await bus.orgs()
    if org not in orgs:
        import difflib

        near = difflib.get_close_matches(org, orgs, 3)
        hint = f"Did you mean {', '.join(near)}?" if near else "Add it to the registry: gongkai orgs load FILE."
        raise Stop(f"there is no inbox {inbox(org)}: {org!r} is not in the registry of organisations. {hint}")


async def send(sender: Sender, org: str, lines: Iterable[bytes], sent: Callable[[], None]) -> Outcome:
    """Sends every line that is not blank, untouched, and waits for all acks. Raises ``Stop`` when one is missing."""
    outcome, acks = Outcome(), {}
    for number, raw in enumerate(lines, start=1):
        line = raw.removesuffix(b"\n")
        if not line.strip():
            continue
        if len(line) > MAX_RECORD:
            outcome.refusals.append(_too_long(number, len(line)))
        else:
            acks[number] = await sender.send(inbox(org), line, _key(line), _HEADERS)
            sent()
    results = await asyncio.gather(*acks.values(), return_exceptions=True)
    for number, result in zip(acks, results, strict=True):
        if isinstance(result, KafkaError):
            raise Stop(
                f"line {number} was not acknowledged ({type(result).__name__}): {result}. Emit the file again when the "
                "broker is well; what arrived twice is dropped"
            )
        if isinstance(result, BaseException):
            raise result
        outcome.lines[result.offset] = number
    return outcome


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


def _key(line: bytes) -> bytes | None:
    """The subject, which keeps a subject's facts together; None where the line does not show it."""
    try:
        subject = json.loads(line)["subject"]
        return subject.encode() if isinstance(subject, str) else None
    except (ValueError, KeyError, TypeError, RecursionError):
        return None


def _too_long(number: int, size: int) -> dict[str, Any]:
    return {
        "line": number,
        "code": "value.too_large",
        "field": "",
        "value": f"{size} bytes",
        "rule": f"a record holds at most {MAX_RECORD} bytes; the line was not sent",
        "remedy": "send the fact only; texts and attachments stay where they are",
        "fact": None,
    }
