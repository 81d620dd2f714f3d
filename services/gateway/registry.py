"""The organisations: the gateway's table is the truth, registry.orgs.v1 tells of it, every instance sees it at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Literal, NamedTuple

from chassis import outbox
from chassis.database import Connection
from chassis.patience import NotYetError
from contracts.organisations import Organisation, organisations
from contracts.topics import ORGS
from services.gateway.records import NOBODY, Unit, Units
from services.gateway.reference import record

Change = Literal["added", "changed", "unchanged"]

_TYPE = "registry.org.v1"
_LOCK = "SELECT version FROM registry FOR UPDATE"
_SAVE = """
INSERT INTO organisation (org, body, filed, closed) VALUES ($1, $2, $3, $4)
ON CONFLICT (org) DO UPDATE SET body = excluded.body, filed = excluded.filed, closed = excluded.closed
"""


class Registry:
    """The organisations as the door needs them, read anew whenever they have changed."""

    def __init__(self) -> None:
        self._version = -1
        self._units = NOBODY

    async def units(self, connection: Connection) -> Units:
        """The organisations now; one short query when nothing has changed."""
        version = await connection.fetchval("SELECT version FROM registry")
        if version != self._version:
            rows = await connection.fetch("SELECT org, body, closed FROM organisation")
            self._units = Units({row["org"]: _unit(row["body"], closed=row["closed"]) for row in rows})
            self._version = version
        return self._units


def from_file(path: Path | None) -> list[Organisation]:
    """The organisations of a registry file, or of the packaged one.

    NotYetError names the line that is wrong: the door stays shut, with the reason, until the file has been put right.
    """
    source = path or Path(str(files("services.gateway") / "data" / "organisations.csv"))
    try:
        return organisations(source.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as error:
        raise NotYetError(f"the registry of organisations {source} cannot be used: {error}") from error


async def load(connection: Connection, listed: Iterable[Organisation]) -> int:
    """Take in a registry file: what is new in it, or has changed in it since it was last read; how many.

    What an operator changed or closed meanwhile stays so, unless the file itself says something new of it.
    """
    await connection.execute(_LOCK)
    known = await _known(connection)
    changed = []
    for organisation in listed:
        body = _written(organisation)
        row = known.get(organisation.org)
        if row is not None and row.filed == body:
            continue
        closed = row is not None and row.closed
        await connection.execute(_SAVE, organisation.org, body, body, closed)
        if row is None or (row.body != body and not closed):
            changed.append((organisation.org, body))
    await _publish(connection, dict(changed))
    return len(changed)


async def put(connection: Connection, organisation: Organisation) -> Change:
    """Add an organisation or change it; one that was closed is open again."""
    await connection.execute(_LOCK)
    row = (await _known(connection)).get(organisation.org)
    body = _written(organisation)
    if row is not None and row.body == body and not row.closed:
        return "unchanged"
    await connection.execute(_SAVE, organisation.org, body, row.filed if row else None, False)
    await _publish(connection, {organisation.org: body})
    return "added" if row is None else "changed"


async def close(connection: Connection, org: str) -> bool:
    """Close an organisation: its new facts are refused; False when it was closed before. KeyError when unknown."""
    await connection.execute(_LOCK)
    row = (await _known(connection))[org]
    if row.closed:
        return False
    await connection.execute("UPDATE organisation SET closed = true WHERE org = $1", org)
    await _publish(connection, {org: None})
    return True


class County(NamedTuple):
    """A county of the registry: its name in Chinese and its organisations, those closed too, in order."""

    name: str
    units: list[str]


async def counties(connection: Connection) -> dict[str, County]:
    """By slug, with the registry locked: nobody adds an organisation meanwhile."""
    await connection.execute(_LOCK)
    listed = [Organisation.model_validate_json(row.body) for row in (await _known(connection)).values()]
    known: dict[str, County] = {}
    for organisation in sorted(listed, key=lambda organisation: organisation.org):
        county = known.setdefault(organisation.county, County(organisation.county_name, []))
        county.units.append(organisation.org)
    return known


class Listed(NamedTuple):
    """An organisation as the registry has it now."""

    unit: Organisation
    closed: bool


async def listed(connection: Connection) -> list[Listed]:
    """All organisations, those closed too."""
    rows = (await _known(connection)).values()
    return [Listed(Organisation.model_validate_json(row.body), row.closed) for row in rows]


class _Row(NamedTuple):
    body: str
    filed: str | None
    closed: bool


async def _known(connection: Connection) -> dict[str, _Row]:
    rows = await connection.fetch("SELECT org, body, filed, closed FROM organisation")
    return {row["org"]: _Row(row["body"], row["filed"], row["closed"]) for row in rows}


async def _publish(connection: Connection, bodies: Mapping[str, str | None]) -> None:
    if bodies:
        await connection.execute("UPDATE registry SET version = version + 1")
        await outbox.put(connection, [record(ORGS, org, _TYPE, body) for org, body in bodies.items()])


def _written(organisation: Organisation) -> str:
    """As it is stored and told; a field that is new in the model, and not filled in, makes no difference."""
    return organisation.model_dump_json(exclude_none=True)


def _unit(body: str, *, closed: bool) -> Unit:
    return Unit(Organisation.model_validate_json(body).supervisor, closed)
