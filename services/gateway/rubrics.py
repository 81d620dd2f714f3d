"""The counties' rubrics: the gateway's table is the truth, registry.rubrics.v1 has every version of each."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.resources import files
from typing import NamedTuple

from chassis import clock, outbox
from chassis.database import Connection
from contracts.families import FAMILIES, Families
from contracts.rubric.changes import changes, past
from contracts.rubric.checking import check
from contracts.rubric.faults import RubricError
from contracts.rubric.file import read
from contracts.rubric.following import follows
from contracts.rubric.record import RUBRIC, CountyRubric, key
from contracts.topics import RUBRICS
from services.gateway import registry
from services.gateway.past import PastError, Taken, refused
from services.gateway.reference import record

_KNOWN = "SELECT body, packaged FROM rubric WHERE county = $1 ORDER BY version"
_SAVE = "INSERT INTO rubric (county, version, body, packaged) VALUES ($1, $2, $3, $4)"


class _Row(NamedTuple):
    rubric: CountyRubric
    packaged: bool


def packaged(families: Families = FAMILIES) -> list[CountyRubric]:
    """The rubrics that come with the program."""
    folder = files("services.gateway") / "data" / "rubrics"
    texts = [entry.read_text(encoding="utf-8") for entry in folder.iterdir() if entry.name.endswith(".yaml")]
    return [read(text, families) for text in texts]


async def load(connection: Connection, listed: Iterable[CountyRubric]) -> int:
    """Take in packaged rubrics of counties that have units here, unless an operator has loaded another; how many."""
    counties, loaded = await registry.counties(connection), 0
    for rubric in listed:
        known = await _known(connection, rubric.county)
        newer = all(row.packaged and row.rubric.version < rubric.version for row in known)
        if rubric.county in counties and newer:
            await _publish(connection, rubric, packaged=True)
            loaded += 1
    return loaded


async def put(
    connection: Connection, rubric: CountyRubric, *, force: bool = False, families: Families = FAMILIES
) -> Taken:
    """Take in an operator's rubric.

    Raises RubricError for what is wrong with it, or does not follow on the versions that are known; PastError where it
    changes how a period is scored that has begun before today and that is not said to be meant.
    """
    now = await clock.read(connection, exclusive=False)
    counties = await registry.counties(connection)
    named = {county: known.name for county, known in counties.items()}
    check(rubric, families, named, counties[rubric.county].units if rubric.county in counties else None)
    known = [row.rubric for row in await _known(connection, rubric.county)]
    if rubric in known:
        return Taken("unchanged", [])
    if faults := list(follows(known, rubric)):
        raise RubricError(faults)
    differing = changes(known, rubric)
    if not force and (earlier := past(differing, now.day)):
        raise PastError(refused("rubric", earlier, now.day))
    await _publish(connection, rubric, packaged=False)
    return Taken("added", differing)


async def _known(connection: Connection, county: str) -> list[_Row]:
    rows = await connection.fetch(_KNOWN, county)
    return [_Row(CountyRubric.model_validate_json(row["body"]), row["packaged"]) for row in rows]


async def _publish(connection: Connection, rubric: CountyRubric, *, packaged: bool) -> None:
    body = rubric.model_dump_json()
    await connection.execute(_SAVE, rubric.county, rubric.version, body, packaged)
    await outbox.put(connection, [record(RUBRICS, key(rubric.county, rubric.version), RUBRIC, body)])
