"""Entries of the register of organisations as the gateway keeps them, each change with its day; the topic is told of every one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Literal, NamedTuple

from chassis import clock, outbox
from chassis.database import Connection
from contracts.organisations import ORG, Organisation, contradictions
from contracts.topics import ORGS
from services.gateway import tokens
from services.gateway.reference import record

Change = Literal["added", "changed", "renamed", "moved", "closed", "reopened", "unchanged"]

_LOCK = "SELECT version FROM registry FOR UPDATE"
_KNOWN = "SELECT org, body, filed, closing, closed, admission FROM organisation"
_SAVE = """
INSERT INTO organisation (org, body, filed, closing, closed, admission) VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (org) DO UPDATE SET body = excluded.body, filed = excluded.filed, closing = excluded.closing,
    closed = excluded.closed, admission = excluded.admission
"""
_CHANGED = "INSERT INTO organisation_change (org, day, change, body) VALUES ($1, $2, $3, $4)"
_HISTORY = "SELECT day, change, body FROM organisation_change WHERE org = $1 ORDER BY number"
_NEXT = "UPDATE registry SET version = version + 1"


class OrganisationError(ValueError):
    """What cannot be entered; the text names field, value, rule and remedy."""


class Entry(NamedTuple):
    """An organisation with how it stands: ``filed`` is what the registry file said of it, ``admission`` what became of its rights."""

    organisation: Organisation
    filed: str | None = None
    closing: bool = False
    closed: bool = False
    admission: str | None = None

    @property
    def standing(self) -> str:
        """Open, closing while what it could still send is being read, or closed."""
        return "closed" if self.closed else "closing" if self.closing else "open"


class Past(NamedTuple):
    """A change in an organisation's history: the entry as it was from ``day`` on."""

    day: date | None
    change: str
    organisation: Organisation


async def locked(connection: Connection) -> tuple[dict[str, Entry], date | None]:
    """All entries, which nobody changes meanwhile, and today; no day before the first."""
    now = await clock.read(connection, exclusive=False)
    await connection.execute(_LOCK)
    return await known(connection), now.day


async def known(connection: Connection) -> dict[str, Entry]:
    """All entries by organisation."""
    return {row["org"]: _entry(row) for row in await connection.fetch(_KNOWN)}


async def entry_of(connection: Connection, org: str) -> Entry:
    """The entry of one organisation. KeyError when it was never entered."""
    row = await connection.fetchrow(f"{_KNOWN} WHERE org = $1", org)
    if row is None:
        raise KeyError(org)
    return _entry(row)


async def history(connection: Connection, org: str) -> list[Past]:
    """What became of an organisation, the oldest change first."""
    rows = await connection.fetch(_HISTORY, org)
    return [Past(row["day"], row["change"], Organisation.model_validate_json(row["body"])) for row in rows]


async def enter(
    connection: Connection,
    entry: Entry | None,
    organisation: Organisation,
    change: Change,
    today: date | None,
    *,
    filed: str | None = None,
) -> None:
    """Write ``organisation`` in the place of ``entry``, and have it told; its rights end when its last day is over."""
    before = entry or Entry(organisation)
    over = today is not None and organisation.is_over(today)
    # Whoever is back has no rights until the admission tells of them.
    admission = before.admission if over or before.admission != "ended" else None
    body = written(organisation)
    closing, closed = over and not before.closed, over and before.closed
    await connection.execute(_SAVE, organisation.org, body, filed or before.filed, closing, closed, admission)
    if closing and not before.closing:
        await tokens.revoke_of(connection, organisation.org)
    await connection.execute(_CHANGED, organisation.org, today, change, body)
    await tell(connection, {organisation.org: body})


async def tell(connection: Connection, bodies: Mapping[str, str]) -> None:
    """Have every instance read the entries anew, and the topic told of these."""
    await connection.execute(_NEXT)
    await outbox.put(connection, [record(ORGS, org, ORG, body) for org, body in bodies.items()])


def check(organisation: Organisation, entries: Iterable[str]) -> None:
    """OrganisationError for what contradicts itself, or names a successor that there is none of among ``entries``."""
    for contradiction in contradictions(organisation):
        raise OrganisationError(contradiction)
    if organisation.successor is not None and organisation.successor not in set(entries):
        raise OrganisationError(
            f"successor: {organisation.successor} is not in the registry; enter it first: gongkai orgs add"
        )


def check_supervisor(organisation: Organisation, entries: Mapping[str, Entry]) -> None:
    """OrganisationError for a 主管部门 that is none of ``entries``, was closed, or is the organisation itself: it could say nothing."""
    supervisor = organisation.supervisor
    if supervisor is None:
        return
    entry = entries.get(supervisor)
    if entry is None or entry.standing != "open" or supervisor == organisation.org:
        raise OrganisationError(
            f"supervisor: {supervisor} is not another organisation of the registry that goes on; gongkai orgs lists them"
        )


def written(organisation: Organisation) -> str:
    """As it is stored and told; a field that is new in the model, and not filled in, makes no difference."""
    return organisation.model_dump_json(exclude_defaults=True)


def _entry(row: Any) -> Entry:
    return Entry(
        Organisation.model_validate_json(row["body"]), row["filed"], row["closing"], row["closed"], row["admission"]
    )
