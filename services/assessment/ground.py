"""The ground in the database: of every subject its newest row, whom readers lack, and which months are to be scored again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from chassis.database import Connection
from services.assessment.months import Months, months_of
from services.assessment.reading import Change

_KNOWN = "SELECT key, version, body FROM ground WHERE key = ANY($1::text[])"
_KEEP = """
WITH kept AS (
    INSERT INTO ground AS g (key, org, version, body)
    SELECT * FROM unnest($1::text[], $2::text[], $3::int[], $4::text[])
    ON CONFLICT (key) DO UPDATE SET version = excluded.version, body = excluded.body
    WHERE g.version < excluded.version
), tell AS (
    INSERT INTO untold (key) SELECT unnest($1::text[])
)
INSERT INTO touched (org, month) SELECT * FROM unnest($5::text[], $6::text[])
"""
_TITLES = "SELECT key, body::json->>'title' FROM ground WHERE key = ANY($1::text[])"
_OF = "SELECT org, key, body FROM ground WHERE org = ANY($1::text[]) ORDER BY key"


class Known(NamedTuple):
    """A subject as it stands: its version, and what it means for each month."""

    version: int
    months: Months


async def known(connection: Connection, keys: Sequence[str]) -> dict[str, Known]:
    """Those of these subjects of which there is a row."""
    rows = await connection.fetch(_KNOWN, keys)
    return {row[0]: Known(row[1], months_of(row[2])) for row in rows}


async def keep(connection: Connection, newest: Mapping[str, Change], months: Sequence[tuple[str, str]]) -> None:
    """Keep these rows, to be told; and which months of which organisations (organisation, month) are other ones now."""
    keys = sorted(newest)
    await connection.execute(
        _KEEP,
        keys,
        [newest[key].org for key in keys],
        [newest[key].version for key in keys],
        [newest[key].row for key in keys],
        [org for org, _ in months],
        [month for _, month in months],
    )


async def titles(connection: Connection, keys: Sequence[str]) -> dict[str, str | None]:
    """What these subjects are about, where that is public."""
    return {row[0]: row[1] for row in await connection.fetch(_TITLES, keys)}


async def months_by_unit(connection: Connection, orgs: Sequence[str]) -> dict[str, dict[str, Months]]:
    """Organisation → key → months, of all subjects of these organisations."""
    units: dict[str, dict[str, Months]] = {org: {} for org in orgs}
    for org, key, body in await connection.fetch(_OF, orgs):
        units[org][key] = months_of(body)
    return units
