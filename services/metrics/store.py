"""The metrics service's SQL, in one place."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import msgspec

from chassis.database import Connection
from services.metrics.fold import Counts, add

_CONTRIBUTIONS = "SELECT key, version, counts, obligations FROM contribution WHERE key = ANY($1::text[])"
_SAVE = """
INSERT INTO contribution (key, version, counts, obligations)
SELECT * FROM unnest($1::text[], $2::int[], $3::bytea[], $4::bytea[])
ON CONFLICT (key) DO UPDATE
SET version = excluded.version, counts = excluded.counts, obligations = excluded.obligations
"""
_NEW_MONTHS = """
INSERT INTO month_count (org, month, counts) SELECT org, month, '{}' FROM unnest($1::text[], $2::text[]) AS n(org, month)
ON CONFLICT DO NOTHING
"""
_LOCK_MONTHS = """
SELECT m.org, m.month, m.counts FROM month_count m JOIN unnest($1::text[], $2::text[]) AS n(org, month) USING (org, month)
ORDER BY m.org, m.month FOR UPDATE OF m
"""
_SAVE_MONTHS = """
UPDATE month_count m SET counts = n.counts FROM unnest($1::text[], $2::text[], $3::bytea[]) AS n(org, month, counts)
WHERE m.org = n.org AND m.month = n.month
"""
_OWE = """
INSERT INTO owed (key, org, body) SELECT * FROM unnest($1::text[], $2::text[], $3::bytea[])
ON CONFLICT (key) DO UPDATE SET body = excluded.body
"""
_CLOSE = """
INSERT INTO closed (topic, partition, day) SELECT * FROM unnest($1::text[], $2::int[], $3::date[])
ON CONFLICT (topic, partition) DO UPDATE SET day = greatest(closed.day, excluded.day)
"""
_ORGS = """
INSERT INTO organisation (org, county) SELECT * FROM unnest($1::text[], $2::text[])
ON CONFLICT (org) DO UPDATE SET county = excluded.county WHERE organisation.county <> excluded.county
RETURNING org
"""

encode = msgspec.json.Encoder(order="sorted").encode
decode_counts = msgspec.json.Decoder(Counts).decode
decode_month = msgspec.json.Decoder(dict[str, int]).decode
decode_keys = msgspec.json.Decoder(list[str]).decode


async def contributions(connection: Connection, keys: Sequence[str]) -> list[Any]:
    """(key, version, counts, obligations) of the subjects counted before."""
    return list(await connection.fetch(_CONTRIBUTIONS, keys))


async def save(connection: Connection, rows: Sequence[tuple[str, int, bytes, bytes]]) -> None:
    """Keep (key, version, counts, obligations). No guard by version here: the fence is the guard."""
    if rows:
        ordered = sorted(rows)
        await connection.execute(_SAVE, *(list(column) for column in zip(*ordered, strict=True)))


async def add_to_months(connection: Connection, deltas: dict[tuple[str, str], dict[str, int]]) -> None:
    """Add to the counters of (org, month); rows are locked late and in order, as instances share them."""
    if not deltas:
        return
    names = sorted(deltas)
    orgs, months = [org for org, _ in names], [month for _, month in names]
    await connection.execute(_NEW_MONTHS, orgs, months)
    bodies = []
    for row in await connection.fetch(_LOCK_MONTHS, orgs, months):
        counts = decode_month(row["counts"])
        add(counts, deltas[(row["org"], row["month"])])
        bodies.append(encode(counts))
    await connection.execute(_SAVE_MONTHS, orgs, months, bodies)


async def owe(connection: Connection, rows: dict[str, tuple[str, bytes]], gone: set[str]) -> None:
    """Keep the obligations that are open or overdue, and drop those that no longer are."""
    if gone:
        await connection.execute("DELETE FROM owed WHERE key = ANY($1::text[])", sorted(gone))
    if rows:
        keys = sorted(rows)
        await connection.execute(_OWE, keys, [rows[k][0] for k in keys], [rows[k][1] for k in keys])


async def close(connection: Connection, days: dict[tuple[str, int], date]) -> None:
    """Days closed, per topic and partition."""
    names = sorted(days)
    await connection.execute(_CLOSE, [t for t, _ in names], [p for _, p in names], [days[n] for n in names])


async def complete_up_to(connection: Connection, partitions: int) -> date | None:
    """The last day closed in every one of the ``partitions``; None while one has closed none."""
    row = await connection.fetchrow("SELECT count(*) AS n, min(day) AS day FROM closed")
    return row["day"] if row and row["n"] == partitions else None


async def register(connection: Connection, counties: dict[str, str]) -> list[str]:
    """Keep which county an organisation belongs to; the organisations for which that is new."""
    orgs = sorted(counties)
    return [row["org"] for row in await connection.fetch(_ORGS, orgs, [counties[org] for org in orgs])]
