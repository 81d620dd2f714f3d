"""What metrics has written down is sent beside its rows, and counted among what waits."""

from __future__ import annotations

from chassis import audit
from contracts.audit import Action
from contracts.topics import AUDITS, MONTHLY
from tests.asking import OFFICE
from tests.metrics.records import State, state_record
from tests.metrics.service import Metrics


async def test_an_entry_of_the_audit_is_sent_once_and_rows_go_on(metrics: Metrics) -> None:
    async with metrics.pool.acquire() as connection, connection.transaction():
        await audit.record(connection, OFFICE, Action.LETTER_REPLAYED, "publishing.states.v1/0/7", {"outcome": "taken"})
    await metrics.batch([state_record(State("a.b/aa/s", 1, {"2026-01": {"x": 1}}))])
    async with metrics.pool.acquire() as connection, connection.transaction():
        pending = await metrics.source.pending(connection)
        assert (pending.depth, pending.oldest_id) == (2, 1)
        metrics.source.begin()
        sent: list[str] = []
        while loaded := await metrics.source.load(connection, 2_000):
            assert not loaded.is_last
            sent += [message.topic for message in loaded.messages]
            await loaded.done(connection)
    assert (sent[0], sent[1]) == (AUDITS, MONTHLY)
    assert sent.count(AUDITS) == 1
    async with metrics.pool.acquire() as connection:
        assert (await metrics.source.pending(connection)).depth == 0
