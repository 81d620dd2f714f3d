"""What the relay publishes: messages that were written down, and each row that is another one than was last published, once a round."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import ClassVar

from chassis.counting.rows import obligation_row, quarter, row, year
from chassis.database import Connection
from chassis.outbox import Message, Outbox, Pending, Round, pending_in
from chassis.roles import Needs
from contracts.envelope import SEQUENCE
from contracts.topics import ANNUAL, MONTHLY, OBLIGATIONS, QUARTERLY, WATERMARK
from services.metrics import outgoing
from services.metrics.completeness import watermark
from services.metrics.contributions import Cells, total
from services.metrics.outgoing import Changes, MonthKey

_PENDING = pending_in("change")

BATCHES = 200
"""Batches a round at most; what several of them change is published once."""

BEHIND_S = 10.0
"""Seconds between rounds while the service catches up."""

VIEWS: Sequence[tuple[str, Callable[[str], str]]] = ((MONTHLY, str), (QUARTERLY, quarter), (ANNUAL, year))
"""Topic, and the period of a month that its rows are about."""

Counters = Mapping[MonthKey, Cells]
Headers = list[tuple[str, str]]


class Source:
    """The metrics relay's source of messages: what batches have changed, added up and rendered."""

    needs: ClassVar[Needs] = {
        **Outbox.needs,
        **dict.fromkeys(("obligation", "organisation", "measure", "source"), "SELECT"),
        **dict.fromkeys(("change", "closed"), "SELECT, DELETE"),
        "published": "SELECT, INSERT, DELETE",
        "month_count": "SELECT, INSERT, UPDATE, DELETE",
        "clock": "SELECT, UPDATE",
        "SEQUENCE row_sequence": "USAGE",
    }

    def __init__(self, behind: Callable[[], bool] = bool) -> None:
        """``behind``: whether much waits to be counted; every row would then soon be another one again."""
        self.behind = behind
        self._written = Outbox()
        self._names: dict[int, str] = {}
        self._loaded = False
        self._last_round = float("-inf")

    def begin(self, without: Iterable[str] = ()) -> None:
        """A turn: one round of rows, since what the next would read is settled only when this one is out.

        Views are one, and so are their topics: ``without`` is for what was written down.
        """
        self._loaded = False
        self._written.begin(without)

    async def pending(self, connection: Connection) -> Pending:
        """Changes that wait, and messages; the ids are those of the changes."""
        row = await connection.fetchrow(_PENDING)
        assert row is not None
        changes, written = Pending(*row), await self._written.pending(connection)
        ages = [age for age in (changes.age, written.age) if age is not None]
        return changes._replace(depth=changes.depth + written.depth, age=max(ages, default=None))

    async def load(self, connection: Connection, limit: int) -> Round | None:
        """What was written down, then the rows that the oldest changes make other ones; None when there is nothing to say.

        The closings are asked for first: whatever was counted before a day was closed is then among the
        changes, and the watermark never leaves before the rows that it speaks for.
        """
        if written := await self._written.load(connection, limit):
            return written._replace(is_last=False)
        if self._loaded:
            return None
        self._loaded = True
        if self.behind() and time.monotonic() - self._last_round < BEHIND_S:
            return None
        batches = min(limit, BATCHES)
        closings, last = await outgoing.closings(connection)
        changes = await outgoing.changes(connection, batches)
        mark = watermark(closings, last) if len(changes.ids) < batches else None
        if not changes.ids and mark is None:
            return None
        self._last_round = time.monotonic()
        headers = [(SEQUENCE, str(await outgoing.next_sequence(connection)))]
        years = {(org, year(month)) for org, month in changes.deltas}
        before = await outgoing.months(connection, years, changes.orgs)
        after = added(before, changes.deltas)
        messages = await self._rows(connection, before, after, changes.orgs, headers)
        owed = await self._obligations(connection, changes, headers)
        messages += owed
        if mark is not None:
            messages.append(_message(WATERMARK, "complete", mark.model_dump_json().encode(), headers))
        done = partial(
            outgoing.settle,
            ids=changes.ids,
            counters=different(before, after),
            rows={message.key.decode(): message.value is not None for message in owed if message.key},
            day=mark.complete_up_to if mark is not None else None,
        )
        return Round(messages, done)

    async def _rows(
        self, connection: Connection, before: Counters, after: Counters, moved: set[str], headers: Headers
    ) -> list[Message]:
        """Of every period that holds a month with other counters, and all of the organisations that ``moved`` to a county."""
        await self._learn(connection, after)
        counties = await outgoing.counties(connection, {org for org, _ in after})
        changed = different(before, after).keys()
        messages = []
        for topic, period in VIEWS:
            for (org, name), months in sorted(_periods(after, period).items()):
                if org in moved or not changed.isdisjoint(months):
                    cells = total(after[month] for month in months)
                    if cells or not before.keys().isdisjoint(months):
                        body = self._row(name, org, counties.get(org, ""), cells)
                        messages.append(_message(topic, f"{name}|{org}", body, headers))
        return messages

    def _row(self, period: str, org: str, county: str, cells: Cells) -> bytes | None:
        """None for a row that has come to nothing: a tombstone, as if it had never been."""
        if not cells:
            return None
        return row(period, org, county, {self._names[number]: amount for number, amount in cells.items()})

    async def _learn(self, connection: Connection, months: Counters) -> None:
        unknown = {number for cells in months.values() for number in cells} - self._names.keys()
        if unknown:
            self._names |= await outgoing.names(connection, unknown)

    async def _obligations(self, connection: Connection, changes: Changes, headers: Headers) -> list[Message]:
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


def added(before: Counters, deltas: Counters) -> dict[MonthKey, Cells]:
    """The counters with what batches have added."""
    after = dict(before)
    for month, cells in deltas.items():
        after[month] = total((before.get(month, {}), cells))
    return after


def different(before: Counters, after: Counters) -> dict[MonthKey, Cells]:
    """Those of ``after`` that are other ones than before."""
    return {month: cells for month, cells in after.items() if cells != before.get(month, {})}


def _periods(months: Iterable[MonthKey], period: Callable[[str], str]) -> dict[tuple[str, str], list[MonthKey]]:
    """Organisation and period → its months."""
    periods: dict[tuple[str, str], list[MonthKey]] = defaultdict(list)
    for org, month in months:
        periods[org, period(month)].append((org, month))
    return periods


def _message(topic: str, key: str, body: bytes | None, headers: Headers) -> Message:
    """To the one partition that views have."""
    content = [("content-type", "application/json")] if body is not None else []
    return Message(topic, key.encode(), body, content + headers, partition=0)
