"""What becomes of an organisation: another name, another place, an end; and when it is closed.

On the day after its last one its rights end (see deploy.admission), then what it could still send is read, and only then
the door is shut: nothing that was taken into its inbox is refused for having been read too late.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from chassis.database import Connection
from contracts.admission import Admission
from contracts.fields import PATTERN_ORG, BusModel, Date, described
from services.gateway import entries, tokens
from services.gateway.entries import Change, OrganisationError

_OVER = """
UPDATE organisation SET closing = true
WHERE NOT closing AND NOT closed AND (body::jsonb ->> 'valid_to')::date < $1 RETURNING org
"""
_ADMITTED = "UPDATE organisation SET admission = 'admitted' WHERE org = $1 AND NOT closing AND NOT closed"
_ENDED = """
UPDATE organisation SET admission = 'ended', inbox_end = $2
WHERE org = $1 AND closing AND (body::jsonb ->> 'valid_to')::date = $3
"""
_DRAINED = """
UPDATE organisation SET closing = false, closed = true
WHERE closing AND admission = 'ended' AND inbox_end <= coalesce((
    SELECT next_offset FROM consumer_offset
    WHERE consumer = 'gateway' AND topic = 'dept.' || org || '.events' AND partition = 0), 0)
RETURNING org
"""


class Rename(BusModel, title="更名", meaning="an organisation's new name; its slug, its facts and its scores stay."):
    name: str = described("简称", "new name in Chinese", min_length=1, max_length=100)
    full_name: str | None = described(
        "全称", "new legal name in full; without it the new name", default=None, min_length=1, max_length=100
    )


class Move(BusModel, title="改隶", meaning="what an organisation belongs to from now on; what is left out stays."):
    supervisor: str | None = described(
        "主管部门", "organisation that may speak about it", default=None, pattern=PATTERN_ORG, max_length=80
    )
    county: str | None = described(
        "县代号", "slug of a county of the registry", default=None, pattern=PATTERN_ORG, max_length=40
    )


class Close(BusModel, title="撤销", meaning="the end of an organisation, and who takes over."):
    on: Date = described("撤销日期", "last day on which it exists", ahead=True)
    successor: str | None = described(
        "承继单位", "organisation that took over what it did", default=None, pattern=PATTERN_ORG, max_length=80
    )


class Key(BusModel, title="密钥", meaning="a key with which an organisation is let in on Kafka is made."):
    test: bool = described("试投", "for its test inbox alone", default=False)


async def rename(connection: Connection, org: str, names: Rename) -> Change:
    """Give it another name. KeyError when it was never entered."""
    return await _change(connection, org, "renamed", name=names.name, full_name=names.full_name or names.name)


async def move(connection: Connection, org: str, place: Move) -> Change:
    """Give it another 主管部门 or county. KeyError when it was never entered; OrganisationError for a place that there is none of."""
    known, _ = await entries.locked(connection)
    changed: dict[str, Any] = {}
    if place.supervisor is not None:
        changed["supervisor"] = place.supervisor
    if place.county is not None:
        names = {entry.organisation.county: entry.organisation.county_name for entry in known.values()}
        if place.county not in names:
            raise OrganisationError(
                f"county: {place.county} has no organisation in the registry; known are {', '.join(sorted(names))}"
            )
        changed |= {"county": place.county, "county_name": names[place.county]}
    return await _change(connection, org, "moved", **changed)


async def close(connection: Connection, org: str, end: Close) -> Change:
    """Enter its last day, and who takes over. KeyError when it was never entered; OrganisationError for an end that cannot be."""
    known, _ = await entries.locked(connection)
    follower = known.get(end.successor or "")
    if follower is not None and follower.organisation.is_over(end.on):
        raise OrganisationError(
            f"successor: {end.successor} itself ended on {follower.organisation.valid_to}; name who goes on after {end.on}"
        )
    return await _change(connection, org, "closed", valid_to=end.on, successor=end.successor)


async def _change(connection: Connection, org: str, change: Change, **fields: Any) -> Change:
    known, today = await entries.locked(connection)
    entry = known[org]
    organisation = entry.organisation.model_copy(update=fields)
    if organisation == entry.organisation:
        return "unchanged"
    entries.check(organisation, known)
    if "supervisor" in fields:
        entries.check_supervisor(organisation, known)
    await entries.enter(connection, entry, organisation, change, today)
    return change


async def over(connection: Connection, today: date) -> None:
    """Begin to close what had its last day before ``today``. Call with the clock locked alone."""
    begun = await connection.fetch(_OVER, today)
    for row in begun:
        await tokens.revoke_of(connection, row["org"])
    if begun:
        await entries.tell(connection, {})


async def admitted(connection: Connection, news: Iterable[Admission]) -> None:
    """Keep what the admission tells: whose rights are there, whose have ended, and where their inboxes ended."""
    for admission in news:
        if admission.standing == "admitted":
            await connection.execute(_ADMITTED, admission.org)
        else:
            await connection.execute(_ENDED, admission.org, admission.inbox_end, admission.valid_to)


async def shut(connection: Connection) -> list[str]:
    """Close those whose rights have ended and whose inbox has been read; which these are."""
    closed = [row["org"] for row in await connection.fetch(_DRAINED)]
    if closed:
        await entries.tell(connection, {})
    return closed
