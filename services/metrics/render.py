"""What the relay publishes: each row that is another one than was last published, once a round."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import partial

from chassis.database import Connection
from chassis.outbox import Message, Pending, Round, pending_in
from contracts.envelope import SEQUENCE
from contracts.topics import ANNUAL, MONTHLY, OBLIGATIONS, QUARTERLY, WATERMARK
from services.metrics import outgoing
from services.metrics.completeness import watermark
from services.metrics.contributions import Cells, add, total
from services.metrics.outgoing import Changes, MonthKey
from services.metrics.rows import obligation_row, quarter, row, year

_PENDING = pending_in("change")

BATCHES = 200
"""Batches a round at most; what several of them change is published once."""


class Source:
    """The metrics relay's source of messages: what batches have changed, added up and rendered."""

    def __init__(self) -> None:
        self._names: dict[int, str] = {}
        self._loaded = False

    def begin(self) -> None:
        """A turn: one round, since what the next would read is settled only when this one is out."""
        self._loaded = False

    async def pending(self, connection: Connection) -> Pending:
        """Changes that wait."""
        row = await connection.fetchrow(_PENDING)
        assert row is not None
        return Pending(*row)

    async def load(self, connection: Connection, limit: int) -> Round | None:
        """The rows that the oldest changes make other ones; None when there is nothing to say.

        The closings are asked for first: whatever was counted before a day was closed is then among the
        changes, and the watermark never leaves before the rows that it speaks for.
        """
        if self._loaded:
            return None
        self._loaded = True
        batches = min(limit, BATCHES)
        closed, before = await outgoing.closings(connection)
        changes = await outgoing.changes(connection, batches)
        mark = watermark(closed, before) if len(changes.ids) < batches else None
        if not changes.ids and mark is None:
            return None
        headers = [(SEQUENCE, str(await outgoing.next_sequence(connection)))]
        counters, messages = await self._periods(connection, changes, headers)
        owed = await self._obligations(connection, changes, headers)
        messages += owed
        if mark is not None:
            messages.append(_message(WATERMARK, "complete", mark.model_dump_json().encode(), headers))
        known = {message.key.decode(): message.value is not None for message in owed if message.key}
        day = mark.complete_up_to if mark is not None else None
        return Round(
            messages, partial(outgoing.settle, ids=changes.ids, counters=counters, rows=known, day=day)
        )

    async def _periods(
        self, connection: Connection, changes: Changes, headers: list[tuple[str, str]]
    ) -> tuple[dict[MonthKey, Cells], list[Message]]:
        """The counters that are other ones now, by organisation and month, and the rows that follow."""
        years = {(org, year(month)) for org, month in changes.deltas}
        before = await outgoing.months(connection, years, changes.orgs)
        after = {name: dict(cells) for name, cells in before.items()}
        for name, cells in changes.deltas.items():
            add(after.setdefault(name, {}), cells)
        changed = {name: cells for name, cells in after.items() if cells != before.get(name, {})}
        await self._learn(connection, after)
        counties = await outgoing.counties(connection, {org for org, _ in after})
        messages = []
        for topic, period in ((MONTHLY, str), (QUARTERLY, quarter), (ANNUAL, year)):
            parts: dict[tuple[str, str], list[MonthKey]] = defaultdict(list)
            for org, month in after:
                parts[org, period(month)].append((org, month))
            for (org, name), of in sorted(parts.items()):
                if org in changes.orgs or not changed.keys().isdisjoint(of):
                    cells = total(after[month] for month in of)
                    if cells or any(month in before for month in of):
                        body = self._row(name, org, counties.get(org, ""), cells)
                        messages.append(_message(topic, f"{name}|{org}", body, headers))
        return changed, messages

    def _row(self, period: str, org: str, county: str, cells: Cells) -> bytes | None:
        """None for a row that has come to nothing: a tombstone, as if it had never been."""
        if not cells:
            return None
        return row(period, org, county, {self._names[number]: amount for number, amount in cells.items()})

    async def _learn(self, connection: Connection, months: Mapping[MonthKey, Cells]) -> None:
        unknown = {number for cells in months.values() for number in cells} - self._names.keys()
        if unknown:
            self._names |= await outgoing.names(connection, unknown)

    async def _obligations(
        self, connection: Connection, changes: Changes, headers: list[tuple[str, str]]
    ) -> list[Message]:
        """Rows of what is unmet, and tombstones where readers have a row of what no longer is."""
        rows = await outgoing.obligations(connection, changes.obligations, changes.orgs)
        counties = await outgoing.counties(connection, {org for _, org, _, _ in rows if org is not None})
        return [
            _message(
                OBLIGATIONS,
                key,
                None if body is None else obligation_row(counties.get(org, ""), body),
                headers,
            )
            for key, org, body, known in rows
            if known or body is not None
        ]


def _message(topic: str, key: str, body: bytes | None, headers: list[tuple[str, str]]) -> Message:
    content = [("content-type", "application/json")] if body is not None else []
    return Message(topic, key.encode(), body, content + headers)
