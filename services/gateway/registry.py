"""The organisations: the gateway's table is the truth, registry.orgs.v1 tells of it, every instance sees it at once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

from chassis.database import Connection
from chassis.patience import NotYetError
from contracts.organisations import Organisation, organisations
from services.gateway import entries
from services.gateway.entries import Change, Entry, OrganisationError, written
from services.gateway.records import NOBODY, Unit, Units

_REFILED = "UPDATE organisation SET filed = $2 WHERE org = $1"


class Registry:
    """The organisations as the door needs them, read anew whenever they have changed."""

    def __init__(self) -> None:
        self._version = -1
        self.last = NOBODY
        """As they were when they were last asked for."""

    async def units(self, connection: Connection) -> Units:
        """The organisations now; one short query when nothing has changed."""
        version = await connection.fetchval("SELECT version FROM registry")
        if version != self._version:
            known = await entries.known(connection)
            self.last = Units({org: _unit(entry) for org, entry in known.items()})
            self._version = version
        return self.last


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

    What an operator changed or closed meanwhile stays so, unless the file itself says something new of it. NotYetError for
    a successor that is not in the registry.
    """
    known, today = await entries.locked(connection)
    wanted = {organisation.org: organisation for organisation in listed}
    changed = 0
    for org, organisation in wanted.items():
        entry, filed = known.get(org), written(organisation)
        if entry is not None and entry.filed == filed:
            continue
        kept = _closed_as_before(organisation, entry)
        if entry is not None and written(entry.organisation) == written(kept):
            await connection.execute(_REFILED, org, filed)
            continue
        try:
            entries.check(kept, known.keys() | wanted.keys())
        except OrganisationError as error:
            raise NotYetError(f"the registry of organisations cannot be used: {org}: {error}") from error
        await entries.enter(connection, entry, kept, "added" if entry is None else "changed", today, filed=filed)
        changed += 1
    return changed


async def put(connection: Connection, organisation: Organisation) -> Change:
    """Add an organisation or change it; one that was closed is open again, unless its last day is given. OrganisationError."""
    known, today = await entries.locked(connection)
    entry = known.get(organisation.org)
    entries.check(organisation, known)
    if entry is None or entry.organisation.supervisor != organisation.supervisor:
        entries.check_supervisor(organisation, known)
    if entry is None:
        change: Change = "added"
    elif entry.organisation == organisation and (entry.standing == "open" or organisation.valid_to is not None):
        return "unchanged"
    else:
        change = "reopened" if entry.standing != "open" and organisation.valid_to is None else "changed"
    await entries.enter(connection, entry, organisation, change, today)
    return change


class County(NamedTuple):
    """A county of the registry: its name in Chinese and its organisations, those closed too, in order."""

    name: str
    units: list[str]
    ended: dict[str, date]
    """Those that have a last day, with it."""


async def counties(connection: Connection) -> dict[str, County]:
    """By slug, with the registry locked: nobody adds an organisation meanwhile."""
    listed, _ = await entries.locked(connection)
    known: dict[str, County] = {}
    for organisation in sorted((entry.organisation for entry in listed.values()), key=lambda unit: unit.org):
        county = known.setdefault(organisation.county, County(organisation.county_name, [], {}))
        county.units.append(organisation.org)
        if organisation.valid_to is not None:
            county.ended[organisation.org] = organisation.valid_to
    return known


class Listed(NamedTuple):
    """An organisation as the registry has it now."""

    unit: Organisation
    closed: bool
    """Its last day is over."""


async def listed(connection: Connection) -> list[Listed]:
    """All organisations, those closed too."""
    known = (await entries.known(connection)).values()
    return [Listed(entry.organisation, entry.standing != "open") for entry in known]


def _closed_as_before(organisation: Organisation, entry: Entry | None) -> Organisation:
    """What a file says of an organisation, with the end of it that an operator has entered where the file knows none."""
    if entry is None or organisation.valid_to is not None or entry.organisation.valid_to is None:
        return organisation
    ended = entry.organisation
    return organisation.model_copy(update={"valid_to": ended.valid_to, "successor": ended.successor})


def _unit(entry: Entry) -> Unit:
    unit = entry.organisation
    return Unit(unit.supervisor, closed=entry.closed, closing=entry.closing, successor=unit.successor)
