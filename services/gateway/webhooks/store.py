"""The table of webhooks: set, paused and removed by people; the place up to which each has been delivered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from chassis.database import Connection

_ENDED = "EXISTS (SELECT FROM organisation o WHERE o.org = w.org AND (o.closing OR o.closed))"
_FIELDS = f"w.org, w.url, w.types, w.secret, w.paused, {_ENDED} AS ended, w.next_offset, w.turn"
_REPEAT = 'SELECT r.id, r."offset" FROM webhook_repeat r WHERE r.org = w.org ORDER BY r.id LIMIT 1'
_ALL = f"""
SELECT {_FIELDS}, r.id AS repeat_id, r."offset" AS repeat_offset
FROM webhook w LEFT JOIN LATERAL ({_REPEAT}) r ON true ORDER BY w.org
"""  # noqa: S608  # parts of our own
_EXISTS = "SELECT EXISTS (SELECT FROM webhook WHERE org = $1)"
_LOCK = "SELECT secret FROM webhook WHERE org = $1 FOR UPDATE"
_ADD = "INSERT INTO webhook (org, url, types, secret, next_offset) VALUES ($1, $2, $3, $4, $5)"
_CHANGE = """
UPDATE webhook SET url = $2, types = $3, secret = coalesce($4, secret), turn = nextval('webhook_turn') WHERE org = $1
"""
_PAUSE = """
UPDATE webhook SET paused = $2, turn = nextval('webhook_turn') WHERE org = $1 AND paused <> $2 RETURNING org
"""
_MOVE = "UPDATE webhook SET next_offset = $3 WHERE org = $1 AND turn = $2 AND next_offset < $3"
_BACK = """
UPDATE webhook SET next_offset = least(next_offset, $2), turn = nextval('webhook_turn') WHERE org = $1
"""
_REPEAT_ONE = 'INSERT INTO webhook_repeat (org, "offset") VALUES ($1, $2)'
_STANDS = f"SELECT EXISTS (SELECT FROM webhook w WHERE w.org = $1 AND w.turn = $2 AND NOT {_ENDED})"  # noqa: S608  # ditto
_TURN = "UPDATE webhook SET turn = nextval('webhook_turn') WHERE org = $1"


class Repeat(NamedTuple):
    """A notice that is to be delivered once more."""

    id: int
    offset: int


class Webhook(NamedTuple):
    """Where an organisation's notices go, and how far they have."""

    org: str
    url: str
    types: frozenset[str]
    """Types of notices that are delivered; empty: all."""
    secret: str
    paused: bool
    ended: bool
    """The organisation's last day is over: nothing more of it goes to an address that may be another's by now."""
    next_offset: int
    """Offset of the notice that is to be delivered next."""
    turn: int
    """Another one after each change by people."""
    repeat: Repeat | None
    """What is to be delivered before that."""

    def takes(self, kind: str) -> bool:
        """Whether notices of this type are delivered."""
        return not self.types or kind in self.types


async def every(connection: Connection) -> list[Webhook]:
    """All webhooks, in the order of their organisations."""
    return [
        Webhook(
            row["org"],
            row["url"],
            frozenset(row["types"]),
            row["secret"],
            row["paused"],
            row["ended"],
            row["next_offset"],
            row["turn"],
            Repeat(row["repeat_id"], row["repeat_offset"]) if row["repeat_id"] is not None else None,
        )
        for row in await connection.fetch(_ALL)
    ]


async def stands(connection: Connection, webhook: Webhook) -> bool:
    """Whether nobody has changed it since it was read, and its organisation has not ended."""
    return bool(await connection.fetchval(_STANDS, webhook.org, webhook.turn))


async def exists(connection: Connection, org: str) -> bool:
    """Whether the organisation has a webhook."""
    return bool(await connection.fetchval(_EXISTS, org))


async def locked(connection: Connection, org: str) -> bool:
    """The same; the row is locked for the transaction."""
    return await connection.fetchrow(_LOCK, org) is not None


async def add(connection: Connection, org: str, url: str, types: Sequence[str], secret: str, first: int) -> None:
    """Deliver from the offset ``first`` on."""
    await connection.execute(_ADD, org, url, types, secret, first)


async def change(connection: Connection, org: str, url: str, types: Sequence[str], secret: str | None) -> None:
    """Deliver to another address or other types; the secret stays where none is given."""
    await connection.execute(_CHANGE, org, url, types, secret)


async def pause(connection: Connection, org: str, *, paused: bool) -> bool:
    """Deliver nothing for the time being, or go on; False where it was so before."""
    return await connection.fetchval(_PAUSE, org, paused) is not None


async def remove(connection: Connection, org: str) -> None:
    """Deliver nothing any more, and forget how far it had come."""
    await connection.execute("DELETE FROM webhook WHERE org = $1", org)


async def again(connection: Connection, org: str, offset: int) -> None:
    """Deliver the notice at ``offset`` once more, before what comes next."""
    await connection.execute(_REPEAT_ONE, org, offset)
    await connection.execute(_TURN, org)


async def again_from(connection: Connection, org: str, offset: int) -> None:
    """Deliver the notice at ``offset`` once more, and all that follow it."""
    await connection.execute(_BACK, org, offset)


async def passed(connection: Connection, webhook: Webhook, next_offset: int) -> None:
    """All before ``next_offset`` is done, unless people have changed something since ``webhook`` was read."""
    await connection.execute(_MOVE, webhook.org, webhook.turn, next_offset)
