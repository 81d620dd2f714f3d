"""The log of deliveries: which notice, which attempt, what came of it; never what the notice says."""

from __future__ import annotations

from datetime import date
from typing import Any

from chassis.database import Connection
from services.gateway.http.notices_log import Notice
from services.gateway.webhooks import store
from services.gateway.webhooks.posting import Outcome
from services.gateway.webhooks.store import Repeat, Webhook

MOST = 10_000
"""Attempts that are kept of each organisation, the newest."""

_PRUNE_EVERY = 100

# An attempt follows on the last one where that was for the same notice and failed. None where the webhook is gone.
_ADD = """
INSERT INTO webhook_delivery (org, "offset", message, type, attempt, status, reason, accepted, repeated, day)
SELECT w.org, $2, $3, $4, coalesce(
    (SELECT CASE WHEN d.accepted OR d.message <> $3 THEN 0 ELSE d.attempt END
     FROM webhook_delivery d WHERE d.org = w.org ORDER BY d.id DESC LIMIT 1), 0) + 1, $5, $6, $7, $8, (SELECT day FROM clock)
FROM webhook w WHERE w.org = $1 RETURNING id, attempt
"""
_PRUNE = """
DELETE FROM webhook_delivery WHERE org = $1 AND id <= (
    SELECT id FROM webhook_delivery WHERE org = $1 ORDER BY id DESC OFFSET $2 LIMIT 1)
"""
_DONE = "DELETE FROM webhook_repeat WHERE id = $1"
_NEWEST = """
SELECT id, message, type, attempt, status, reason, accepted, day, at FROM webhook_delivery
WHERE org = $1 AND id < $2 ORDER BY id DESC LIMIT $3
"""
_LAST = """
SELECT DISTINCT ON (org) org, id, message, type, attempt, status, reason, accepted, day, at
FROM webhook_delivery ORDER BY org, id DESC
"""
_PLACE = 'SELECT max("offset") FROM webhook_delivery WHERE org = $1 AND message = $2'
_SINCE = 'SELECT min("offset") FROM webhook_delivery WHERE org = $1 AND day >= $2 AND NOT repeated'


async def note(
    connection: Connection, webhook: Webhook, notice: Notice, message: str, repeat: Repeat | None, outcome: Outcome
) -> int:
    """Enter an attempt, and where it was accepted go on to the next notice; all in the caller's transaction.

    Which attempt it was for this notice, from 1; 0 where the webhook has been removed meanwhile.
    """
    row = await connection.fetchrow(
        _ADD,
        webhook.org,
        notice.offset,
        message,
        notice.type,
        outcome.status,
        outcome.reason,
        outcome.accepted,
        repeat is not None,
    )
    if row is None:
        return 0
    if outcome.accepted and repeat is not None:
        await connection.execute(_DONE, repeat.id)
    elif outcome.accepted:
        await store.passed(connection, webhook, notice.offset + 1)
    if row["id"] % _PRUNE_EVERY == 0:
        await connection.execute(_PRUNE, webhook.org, MOST)
    attempt: int = row["attempt"]
    return attempt


async def newest(connection: Connection, org: str, before: int, limit: int) -> list[dict[str, Any]]:
    """The newest attempts, before the one with the number ``before``; newest first."""
    return [_shown(row) for row in await connection.fetch(_NEWEST, org, before, limit)]


async def last(connection: Connection) -> dict[str, dict[str, Any]]:
    """Of each organisation the last attempt."""
    return {row["org"]: _shown(row) for row in await connection.fetch(_LAST)}


async def place(connection: Connection, org: str, message: str) -> int | None:
    """Where the notice with this ``webhook-id`` lies; None where the log knows none."""
    offset: int | None = await connection.fetchval(_PLACE, org, message)
    return offset


async def first_since(connection: Connection, org: str, day: date) -> int | None:
    """Where the first notice lies whose turn came on ``day`` or later; None where there was none. A single repeat is no turn."""
    offset: int | None = await connection.fetchval(_SINCE, org, day)
    return offset


def _shown(row: Any) -> dict[str, Any]:
    shown = {name: value for name, value in row.items() if name not in {"org", "day", "at"}}
    return {**shown, "day": row["day"] and row["day"].isoformat(), "at": row["at"].isoformat()}
