"""Whose catalog it is, the stack's day, and the organisations of the county."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from cli.bus import Bus
from cli.exits import USAGE, Stop
from cli.files import read
from cli.organisations import must_know, read_organisations
from contracts.organisations import Organisation
from contracts.topics import DAYS
from papers.catalog.roster import Resolver
from papers.catalog.units_file import COLUMNS, own_words

_OFFICE = "部门"


@dataclass(frozen=True)
class Ground:
    """What a catalog is read and written by."""

    today: date
    issuer: Organisation
    resolver: Resolver
    organisations: Mapping[str, Organisation]


async def ground(bus: Bus, org: str | None, units: str | None) -> Ground:
    """The ground of the catalog that ``org`` keeps, else of the only office that supervises a county's units.

    Raises ``Stop`` for an unknown or ambiguous organisation, a ``units`` file that cannot be read, and before the first day.
    """
    days = [str(day["day"]) for day in (await bus.current(DAYS)).values()]
    if not days:
        raise Stop("no day has begun on this stack; publish the first: gongkai day YYYY-MM-DD")
    known = await read_organisations(bus)
    issuer = _issuer(org, known)
    resolver = Resolver(issuer, known.values(), _own_words(units, known))
    return Ground(date.fromisoformat(max(days)), issuer, resolver, known)


def _issuer(org: str | None, known: Mapping[str, Organisation]) -> Organisation:
    must_know(org, {slug: organisation.name for slug, organisation in known.items()}, "organisation")
    if org is not None:
        return known[org]
    supervisors = {organisation.supervisor for organisation in known.values()} & known.keys()
    offices = [slug for slug in sorted(filter(None, supervisors)) if known[slug].kind == _OFFICE]
    if len(offices) != 1:
        raise Stop("say whose catalog it is: --org SLUG; gongkai orgs lists the organisations", USAGE)
    return known[offices[0]]


def _own_words(file: str | None, known: Mapping[str, Organisation]) -> dict[str, list[str]]:
    if file is None:
        return {}
    needed = f"a UTF-8 CSV with {','.join(COLUMNS)}"
    try:
        return own_words(read(file, needed).decode("utf-8-sig"), known)
    except ValueError as error:
        raise Stop(f"cannot read {file}: {error}; give {needed}", USAGE) from error
