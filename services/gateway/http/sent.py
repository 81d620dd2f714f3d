"""The table of facts that HTTP has taken, so that one that is sent again is told its first place."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from chassis.database import Connection
from contracts.notices import RecordRef
from services.gateway.http.judged import Known

_REFUSED_LATER = """
SELECT FROM dead_letter d
WHERE d.topic = $1 AND d.partition = f.partition AND d."offset" = f."offset" AND NOT d.replayed
"""
_KNOWN = f"""
SELECT name, digest, partition, "offset" FROM fact_sent f WHERE name = ANY($2::bytea[]) AND NOT EXISTS ({_REFUSED_LATER})
"""  # noqa: S608  # put together of our own texts
_QUICKLY = "SET LOCAL synchronous_commit TO off"
"""A note that a crash of the database takes along costs a repeat that the ledgers drop; the wait for its disk costs every sender."""

_NOTE = f"""
INSERT INTO fact_sent AS f SELECT * FROM unnest($2::bytea[], $3::bytea[], $4::int[], $5::bigint[])
ON CONFLICT (name) DO UPDATE
SET digest = excluded.digest, partition = excluded.partition, "offset" = excluded."offset" WHERE EXISTS ({_REFUSED_LATER})
"""  # noqa: S608


async def known(connection: Connection, topic: str, names: Collection[bytes]) -> dict[bytes, Known]:
    """Those of the names that lie in ``topic``; one that the door refused afterwards does not count."""
    if not names:
        return {}
    rows = await connection.fetch(_KNOWN, topic, names)
    return {
        row["name"]: Known(row["digest"], RecordRef(topic=topic, partition=row["partition"], offset=row["offset"]))
        for row in rows
    }


async def note(connection: Connection, topic: str, facts: Mapping[bytes, Known]) -> None:
    """Note where facts lie; of one that another request has taken meanwhile the first place stays."""
    if not facts:
        return
    # In order: two requests with the same facts must not wait for one another.
    ordered = sorted(facts.items())
    columns = (
        [name for name, _ in ordered],
        [fact.digest for _, fact in ordered],
        [fact.place.partition for _, fact in ordered],
        [fact.place.offset for _, fact in ordered],
    )
    async with connection.transaction():
        await connection.execute(_QUICKLY)
        await connection.execute(_NOTE, topic, *columns)
