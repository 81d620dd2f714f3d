"""What the relay publishes: the current rows of the keys that the outbox names, each once."""

from __future__ import annotations

import time
from collections import defaultdict
from datetime import date
from typing import Any

import msgspec

from chassis.database import Connection
from chassis.outbox import Message
from contracts.topics import ANNUAL, MONTHLY, OBLIGATIONS, QUARTERLY, WATERMARK
from contracts.views import AsOf, Watermark
from services.metrics import store
from services.metrics.counter import UPSTREAM, Changed
from services.metrics.rows import Counters, quarter, row, total, year

ROUND = 500
"""Outbox rows a round; each names the rows of a whole batch, and what they name twice is published once."""

EVERYTHING_EVERY = 2.0
"""Seconds between publications of all rows; days that pass faster (a replay) share one."""

_OUTBOX = "SELECT id, topic, value FROM outbox WHERE topic = 'rows' OR $1 ORDER BY id LIMIT $2"
_SEEN = """
SELECT coalesce((SELECT json_object_agg(topic, partitions) FROM (
           SELECT topic, json_object_agg(partition, next_offset) AS partitions FROM consumer_offset GROUP BY topic
       ) AS positions), '{}')::text AS positions,
       (SELECT CASE WHEN count(*) = $1 THEN min(day) END FROM closed) AS day
"""
_MONTHS = f"""
SELECT seen.positions, seen.day, m.org, m.month, m.counts, coalesce(o.county, '') AS county
FROM ({_SEEN}) AS seen LEFT JOIN (month_count m LEFT JOIN organisation o USING (org))
ON $2 OR m.org = ANY($3::text[]) OR (m.org, left(m.month, 4)) IN (SELECT * FROM unnest($4::text[], $5::text[]))
"""  # noqa: S608  # composed of constants
_OWED = """
SELECT k.key, w.body, coalesce(o.county, '') AS county FROM unnest($1::text[]) AS k(key)
LEFT JOIN owed w USING (key) LEFT JOIN organisation o USING (org)
"""
_OWED_OF = "SELECT key FROM owed WHERE org = ANY($1::text[])"

_decode = msgspec.json.Decoder(Changed).decode
_decode_positions = msgspec.json.Decoder(dict[str, dict[str, int]]).decode


class Renderer:
    """The metrics relay's way to load its outbox (see chassis.relay.Load)."""

    def __init__(self) -> None:
        self._last_everything = float("-inf")

    async def load(self, connection: Connection, limit: int) -> tuple[list[int], list[Message]]:
        """Ids of the oldest outbox rows, and the current state of every row that they name."""
        may_all = time.monotonic() - self._last_everything >= EVERYTHING_EVERY
        rows = await connection.fetch(_OUTBOX, may_all, min(limit, ROUND))
        changes = [_decode(r["value"]) for r in rows]
        if not changes:
            return [], []
        everything = any(change.everything for change in changes)
        if everything:
            self._last_everything = time.monotonic()
        orgs = sorted({org for change in changes for org in change.orgs})
        owed = {key for change in changes for key in change.owed}
        if orgs:
            owed.update(r["key"] for r in await connection.fetch(_OWED_OF, orgs))
        months = {name for change in changes for name in change.months}
        messages = await _periods(connection, months, orgs, everything=everything)
        messages += await _obligations(connection, sorted(owed))
        return [r["id"] for r in rows], messages


async def _periods(
    connection: Connection, months: set[tuple[str, str]], orgs: list[str], *, everything: bool
) -> list[Message]:
    years = sorted({(org, year(month)) for org, month in months})
    rows = await connection.fetch(
        _MONTHS, UPSTREAM, everything, orgs, [org for org, _ in years], [y for _, y in years]
    )
    if not rows:
        return []
    as_of = AsOf(day=rows[0]["day"], positions=_decode_positions(rows[0]["positions"]))
    counts: dict[tuple[str, str], dict[str, Counters]] = defaultdict(dict)
    counties: dict[str, str] = {}
    for r in rows:
        if r["org"] is not None:
            counts[(r["org"], year(r["month"]))][r["month"]] = store.decode_month(r["counts"])
            counties[r["org"]] = r["county"]
    every = everything or bool(orgs)
    messages = []
    for (org, of_year), by_month in sorted(counts.items()):
        wanted = sorted(month for month in by_month if every or (org, month) in months)
        messages += [_message(MONTHLY, month, org, counties[org], by_month[month], as_of) for month in wanted]
        for name in sorted({quarter(month) for month in wanted}):
            summed = total(by_month[m] for m in by_month if quarter(m) == name)
            messages.append(_message(QUARTERLY, name, org, counties[org], summed, as_of))
        if wanted:
            messages.append(_message(ANNUAL, of_year, org, counties[org], total(by_month.values()), as_of))
    if everything:
        mark = Watermark(complete_up_to=as_of.day, positions=as_of.positions)
        messages.append(_record(WATERMARK, "complete", mark.model_dump_json().encode(), as_of.day))
    return messages


async def _obligations(connection: Connection, keys: list[str]) -> list[Message]:
    if not keys:
        return []
    rows = await connection.fetch(_OWED, keys)
    return [_record(OBLIGATIONS, r["key"], _body(r), None) for r in rows]


def _body(r: Any) -> bytes | None:
    return None if r["body"] is None else b'{"county":%b,%b' % (msgspec.json.encode(r["county"]), r["body"])


def _message(topic: str, period: str, org: str, county: str, counters: Counters, as_of: AsOf) -> Message:
    """A row; one that has come to nothing is a tombstone, as if it had never been."""
    body = row(period, org, county, counters, as_of).model_dump_json().encode() if counters else None
    return _record(topic, f"{period}|{org}", body, as_of.day)


def _record(topic: str, key: str, body: bytes | None, day: date | None) -> Message:
    headers = [("content-type", "application/json")] if body is not None else []
    if day is not None:
        headers.append(("ce_asof", day.isoformat()))
    return Message(topic, key.encode(), body, headers)
