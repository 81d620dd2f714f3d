"""The counties' profiles: the gateway's table is the truth, registry.profiles.v1 tells of it with the units of each county."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib.resources import files
from typing import NamedTuple

from chassis import clock, outbox
from chassis.database import Connection
from contracts.families import FAMILIES, Families
from contracts.profile.changes import changes, past
from contracts.profile.checking import check
from contracts.profile.file import read
from contracts.profile.record import PROFILE, CountyProfile, ProfileRecord
from contracts.topics import PROFILES
from services.gateway import registry
from services.gateway.past import PastError, Taken, refused
from services.gateway.reference import record

_KNOWN = "SELECT county, version, revision, body, packaged FROM profile"
_SAVE = """
INSERT INTO profile (county, version, revision, body, packaged) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (county) DO UPDATE
SET version = excluded.version, revision = excluded.revision, body = excluded.body, packaged = excluded.packaged
"""


class _Row(NamedTuple):
    profile: ProfileRecord
    packaged: bool


def packaged(families: Families = FAMILIES) -> list[CountyProfile]:
    """The profiles that come with the program."""
    folder = files("services.gateway") / "data" / "profiles"
    texts = [entry.read_text(encoding="utf-8") for entry in folder.iterdir() if entry.name.endswith(".yaml")]
    return [read(text, families) for text in texts]


async def load(connection: Connection, listed: Iterable[CountyProfile]) -> int:
    """Take in packaged profiles of counties that have units here, unless an operator has loaded another; how many."""
    counties, known = await registry.counties(connection), await _known(connection)
    loaded = 0
    for profile in listed:
        row = known.get(profile.county)
        if profile.county in counties and (row is None or (row.packaged and row.profile.version < profile.version)):
            await _publish(connection, profile, row, counties[profile.county], packaged=True)
            loaded += 1
    return loaded


async def put(
    connection: Connection, profile: CountyProfile, *, force: bool = False, families: Families = FAMILIES
) -> Taken:
    """Take in an operator's profile.

    Raises ProfileError for what is wrong with it, ValueError for a version that is not the next, PastError where it changes
    what held before today and that is not said to be meant.
    """
    now = await clock.read(connection, exclusive=False)
    counties = await registry.counties(connection)
    check(profile, families, {county: named.name for county, named in counties.items()})
    row = (await _known(connection)).get(profile.county)
    if row is not None and row.profile.version >= profile.version:
        if _chosen(row.profile) == profile:
            return Taken("unchanged", [])
        raise ValueError(
            f"版本: {profile.version} of {profile.county} is not above the known version {row.profile.version}; "
            f"give version {row.profile.version + 1}"
        )
    differing = changes(_chosen(row.profile) if row else None, profile, families)
    if not force and (earlier := past(differing, now.day)):
        raise PastError(refused("profile", earlier, now.day))
    await _publish(connection, profile, row, counties[profile.county], packaged=False)
    return Taken("changed" if row else "added", differing)


async def follow(connection: Connection) -> int:
    """Tell again the profiles of counties whose units are others now; how many. Call with the registry locked."""
    counties, changed = await registry.counties(connection), 0
    for county, row in (await _known(connection)).items():
        now = counties.get(county, registry.County("", [], {}))
        if (now.units, now.ended) != (row.profile.units, row.profile.ended):
            await _publish(connection, _chosen(row.profile), row, now, packaged=row.packaged)
            changed += 1
    return changed


async def _known(connection: Connection) -> Mapping[str, _Row]:
    rows = await connection.fetch(_KNOWN)
    return {row["county"]: _Row(ProfileRecord.model_validate_json(row["body"]), row["packaged"]) for row in rows}


async def _publish(
    connection: Connection, profile: CountyProfile, row: _Row | None, county: registry.County, *, packaged: bool
) -> None:
    revision = row.profile.revision + 1 if row else 1
    body = ProfileRecord(**dict(profile), revision=revision, units=county.units, ended=county.ended).model_dump_json()
    await connection.execute(_SAVE, profile.county, profile.version, revision, body, packaged)
    await outbox.put(connection, [record(PROFILES, profile.county, PROFILE, body)])


def _chosen(record: ProfileRecord) -> CountyProfile:
    """The profile without what the gateway adds to it."""
    return CountyProfile(**{name: getattr(record, name) for name in CountyProfile.model_fields})
