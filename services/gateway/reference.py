"""Reference records the gateway publishes: holiday notices, and the registry of measures."""

from __future__ import annotations

from chassis import clock, outbox
from chassis.clock import law_year
from chassis.database import Connection
from contracts.families import FAMILIES, Families
from contracts.registry import entries
from contracts.time import CalendarYear
from contracts.topics import CALENDARS, MEASURES
from law.calendar import YearCalendar
from law.data import load_calendars
from law.notice_doubts import doubts


class NoticeError(ValueError):
    """A holiday notice that cannot be taken in; the text names field, value, rule and remedy."""


async def publish_known_calendars(connection: Connection) -> int:
    """Publish the packaged calendars that have not been published; how many."""
    await clock.read(connection, exclusive=True)
    known = {(year.year, year.version) for year in await clock.calendars(connection)}
    new = [_stated(year) for year in load_calendars() if (year.year, year.version) not in known]
    await _publish(connection, new)
    return len(new)


async def take_in(connection: Connection, notice: CalendarYear, *, force: bool = False) -> CalendarYear:
    """Take in a new notice, known from today; NoticeError when it cannot be, or is doubted and not said to be meant."""
    now = await clock.read(connection, exclusive=True)
    versions = [year for year in await clock.calendars(connection) if year.year == notice.year]
    newest = max(versions, key=lambda year: year.version, default=None)
    if newest is not None and notice.version <= newest.version:
        raise NoticeError(
            f"version: {notice.version} of {notice.year} is not above the known version {newest.version}; "
            f"send version {newest.version + 1}"
        )
    if now.day is None:
        raise NoticeError("no day has begun yet; publish the first: gongkai day YYYY-MM-DD")
    dated = notice.model_copy(update={"known_from": now.day})
    doubted = doubts(law_year(dated), law_year(newest) if newest else None)
    if doubted and not force:
        raise NoticeError(
            "\n  ".join(["this notice does not look whole, and would replace the year:", *doubted])
            + "\nPut it right; where the notice does say so, load it with --force; --dry-run shows what it would move"
        )
    await _publish(connection, [dated])
    return dated


async def publish_measures(connection: Connection, families: Families = FAMILIES) -> int:
    """Publish the words of measures, duties and kinds that are new or changed, and tombstones of those gone; how many."""
    await connection.execute("LOCK TABLE measure IN SHARE ROW EXCLUSIVE MODE")
    known = {row["key"]: (row["type"], row["body"]) for row in await connection.fetch("SELECT * FROM measure")}
    wanted = {key: (kind, entry.model_dump_json()) for key, kind, entry in entries(families)}
    changed = {key: entry for key, entry in wanted.items() if known.get(key) != entry}
    gone = {key: entry for key, entry in known.items() if key not in wanted}
    await connection.executemany(
        "INSERT INTO measure VALUES ($1, $2, $3) "
        "ON CONFLICT (key) DO UPDATE SET type = excluded.type, body = excluded.body",
        [(key, *entry) for key, entry in changed.items()],
    )
    await connection.execute("DELETE FROM measure WHERE key = ANY($1::text[])", list(gone))
    messages = [record(MEASURES, key, kind, body) for key, (kind, body) in changed.items()]
    messages += [record(MEASURES, key, kind, None) for key, (kind, _) in gone.items()]
    return await outbox.put(connection, messages)


def record(topic: str, key: str, kind: str, body: str | None) -> outbox.Message:
    """A reference record of type ``kind``; without a ``body`` the tombstone on its key."""
    headers = [
        ("ce_specversion", "1.0"),
        ("ce_id", f"{kind}:{key}"),
        ("ce_source", "/services/gateway"),
        ("ce_type", kind),
        ("content-type", "application/json"),
    ]
    return outbox.Message(topic, key.encode(), None if body is None else body.encode(), headers)


async def _publish(connection: Connection, years: list[CalendarYear]) -> None:
    await clock.add_calendars(connection, years)
    messages = [
        record(CALENDARS, f"{year.year}-{year.version}", "calendar.year.v1", year.model_dump_json()) for year in years
    ]
    await outbox.put(connection, messages)


def _stated(year: YearCalendar) -> CalendarYear:
    return CalendarYear(
        year=year.year,
        version=year.version,
        notice=year.notice,
        off=sorted(year.off),
        work=sorted(year.work),
        known_from=year.known_from,
    )
