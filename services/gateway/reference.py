"""Reference records the gateway publishes: holiday notices and the registry of organisations."""

from __future__ import annotations

import csv
from importlib.resources import files
from pathlib import Path

from chassis import outbox, store
from chassis.calendars import law_year
from chassis.database import Connection
from contracts.time import CalendarYear, Organisation
from contracts.topics import CALENDARS, ORGS
from law.calendar import YearCalendar
from law.data import load_calendars


class NoticeError(ValueError):
    """A holiday notice that cannot be taken in; the text names field, value, rule and remedy."""


def registry(path: Path | None) -> list[Organisation]:
    """The organisations of a registry file, or of the packaged one; ValueError names the row that is wrong."""
    text = path.read_text(encoding="utf-8") if path else _packaged().read_text(encoding="utf-8")
    organisations = []
    for number, row in enumerate(csv.DictReader(text.splitlines()), start=2):
        try:
            organisations.append(
                Organisation.model_validate({name: row[name] for name in Organisation.model_fields})
            )
        except (ValueError, KeyError) as error:
            raise ValueError(f"registry, line {number}: {error}") from error
    return organisations


async def publish_registry(connection: Connection, organisations: list[Organisation]) -> int:
    """Publish organisations that are new or changed; how many."""
    known = {row["org"]: row["body"] for row in await connection.fetch("SELECT org, body FROM organisation")}
    changed = [org for org in organisations if known.get(org.org) != org.model_dump_json()]
    for org in changed:
        await connection.execute(
            "INSERT INTO organisation VALUES ($1, $2) ON CONFLICT (org) DO UPDATE SET body = excluded.body",
            org.org, org.model_dump_json(),
        )  # fmt: skip
    await outbox.put(
        connection, [_record(ORGS, org.org, org.model_dump_json(), "registry.org.v1") for org in changed]
    )
    return len(changed)


async def publish_known_calendars(connection: Connection) -> int:
    """Publish the packaged calendars that have not been published; how many."""
    await store.clock(connection, exclusive=True)
    known = {(year.year, year.version) for year in await store.calendars(connection)}
    new = [_said(year) for year in load_calendars() if (year.year, year.version) not in known]
    await _publish(connection, new)
    return len(new)


async def take_in(connection: Connection, notice: CalendarYear) -> CalendarYear:
    """Take in a new notice, known from today; NoticeError when it cannot be."""
    clock = await store.clock(connection, exclusive=True)
    highest = max((y.version for y in await store.calendars(connection) if y.year == notice.year), default=0)
    if notice.version <= highest:
        raise NoticeError(
            f"version: {notice.version} of {notice.year} is not above the known version {highest}; send version {highest + 1}"
        )
    if clock.day is None:
        raise NoticeError("no day has begun yet; publish the first: gongkai day YYYY-MM-DD")
    dated = notice.model_copy(update={"known_from": clock.day})
    law_year(dated)
    await _publish(connection, [dated])
    return dated


async def _publish(connection: Connection, years: list[CalendarYear]) -> None:
    await store.add_calendars(connection, years)
    await outbox.put(
        connection,
        [_record(CALENDARS, f"{y.year}-{y.version}", y.model_dump_json(), "calendar.year.v1") for y in years],
    )


def _said(year: YearCalendar) -> CalendarYear:
    return CalendarYear(
        year=year.year, version=year.version, notice=year.notice, off=sorted(year.off), work=sorted(year.work),
        known_from=year.known_from,
    )  # fmt: skip


def _record(topic: str, key: str, body: str, kind: str) -> outbox.Message:
    headers = [
        ("ce_specversion", "1.0"),
        ("ce_id", f"{kind}:{key}"),
        ("ce_source", "/services/gateway"),
        ("ce_type", kind),
        ("content-type", "application/json"),
    ]
    return outbox.Message(topic, key.encode(), body.encode(), headers)


def _packaged() -> Path:
    return Path(str(files("services.gateway") / "data" / "organisations.csv"))
