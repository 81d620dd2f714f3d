"""Judging facts as the gateway would, without sending them."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from chassis.refusals import reused
from cli.emitting import HEADERS
from cli.exits import USAGE, Stop
from cli.organisations import near, read_organisations
from cli.target import Target, find
from contracts.envelope import DIGEST
from contracts.notices import RecordRef
from contracts.organisations import Organisation
from contracts.topics import DAYS, inbox
from services.gateway.door import judge
from services.gateway.records import Accepted, Inbound, Refused, Unit, Units
from services.gateway.registry import from_file


class Ground(NamedTuple):
    """What a judgement rests on: the day at the door, and the registry."""

    today: date
    organisations: Mapping[str, Organisation]

    def units(self, org: str) -> Units:
        """The organisations as the door knows them. Raises ``Stop`` where ``org`` is none of them."""
        if org not in self.organisations:
            names = {slug: known.name for slug, known in self.organisations.items()}
            hint = near(org, names) or "gongkai orgs lists them"
            raise Stop(f"{org!r} is not in the registry of organisations; {hint}", USAGE)
        return Units(
            {
                slug: Unit(known.supervisor, closed=known.is_over(self.today), successor=known.successor)
                for slug, known in self.organisations.items()
            }
        )


def ground_of(today: date | None, state: Path | None) -> Ground:
    """The ground of the running stack; with ``today`` none is needed. Raises ``Stop`` where there is neither."""
    try:
        target = find(state)
    except Stop as none:
        if today is None:
            raise Stop(f"{none}. Without a stack give the day: --today 2026-03-06", none.code) from none
        return of_file(today)
    return asyncio.run(of_stack(target, today))


async def of_stack(target: Target, today: date | None) -> Ground:
    """The day and the registry of a running stack. Raises ``Stop`` where no day has begun."""
    from cli.bus import open_bus

    async with open_bus(target) as bus:
        days = [str(day["day"]) for day in (await bus.current(DAYS)).values()]
        known = await read_organisations(bus)
    if today is None and not days:
        raise Stop("no day has begun on this stack; publish the first: gongkai day YYYY-MM-DD, or give --today DATE")
    return Ground(today or date.fromisoformat(max(days)), known)


def of_file(today: date) -> Ground:
    """The registry of ``GONGKAI_REGISTRY``, else the packaged one, without a stack."""
    path = os.environ.get("GONGKAI_REGISTRY")
    try:
        listed = from_file(Path(path) if path else None)
    except (OSError, ValueError) as error:
        raise Stop(f"cannot read the registry {path}: {error}", USAGE) from error
    return Ground(today, {organisation.org: organisation for organisation in listed})


def check(lines: Iterable[tuple[int, bytes]], org: str, ground: Ground) -> tuple[int, list[dict[str, Any]]]:
    """How many lines would be accepted, and the refusals of the others, with their line numbers.

    Beside the door's rules that of the services which needs no more than the file: an id is used for one fact.
    Raises ``Stop`` for an organisation that the registry does not have.
    """
    units = ground.units(org)
    accepted, refusals = 0, []
    digests: dict[tuple[bytes, str], bytes] = {}
    for number, line in lines:
        verdict = judge(Inbound(line, HEADERS, inbox(org), 0, number), org, ground.today, units)
        refusal = _refusal(verdict, digests, RecordRef(topic=inbox(org), partition=0, offset=number))
        if refusal is None:
            accepted += 1
        else:
            refusals.append({"line": number, **refusal})
    return accepted, refusals


def _refusal(
    verdict: Accepted | Refused, digests: dict[tuple[bytes, str], bytes], place: RecordRef
) -> dict[str, Any] | None:
    if isinstance(verdict, Refused):
        return verdict.refusal.model_dump(mode="json", exclude={"record"})
    headers = dict(verdict.headers)
    fact, subject = headers["ce_id"].decode(), headers["ce_subject"].decode()
    if digests.setdefault((verdict.key, fact), headers[DIGEST]) == headers[DIGEST]:
        return None
    return reused(fact, subject, place).model_dump(mode="json", exclude={"record", "sha256"})
