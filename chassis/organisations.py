"""Organisations with their county, kept by services whose pages are by county (``chassis.sql.organisations``)."""

from __future__ import annotations

from collections.abc import Mapping

from chassis.database import Connection

MIGRATIONS = "chassis.sql.organisations"

_KNOWN = "SELECT org, county FROM organisation"
_ORGS = """
INSERT INTO organisation (org, county) SELECT * FROM unnest($1::text[], $2::text[])
ON CONFLICT (org) DO UPDATE SET county = excluded.county
"""
_GONE = "DELETE FROM organisation WHERE org = ANY($1::text[])"


async def register(connection: Connection, counties: Mapping[str, str | None]) -> None:
    """Keep which county an organisation belongs to; one that was struck off belongs to none."""
    orgs = sorted(org for org, county in counties.items() if county is not None)
    gone = sorted(org for org, county in counties.items() if county is None)
    await connection.execute(_ORGS, orgs, [counties[org] for org in orgs])
    await connection.execute(_GONE, gone)


async def counties(connection: Connection) -> dict[str, str]:
    """Organisation → county."""
    return {row["org"]: row["county"] for row in await connection.fetch(_KNOWN)}
