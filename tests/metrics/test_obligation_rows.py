"""Rows of what is open or overdue: sent when they are other ones, taken back when readers have them, never for nothing."""

from __future__ import annotations

import msgspec

from contracts.topics import ANNUAL, MONTHLY, OBLIGATIONS
from tests.metrics.records import State, organisation, state_record
from tests.metrics.service import Metrics

KEY = "publishing.disclosure/aa/s"


async def take(metrics: Metrics, version: int, title: str | None = None, **owed: str) -> None:
    """A state of the subject, with obligations by number."""
    names = {f"publish:{name}": status for name, status in owed.items()}
    await metrics.batch([state_record(State(KEY, version, {}, names, title))])


async def sent(metrics: Metrics) -> dict[str, bytes | None]:
    """By obligation id."""
    return {
        m.key.decode().rpartition("/")[2]: m.value for m in await metrics.relay() if m.topic == OBLIGATIONS and m.key
    }


async def test_several_obligations_of_one_duty_stand_side_by_side(metrics: Metrics) -> None:
    await take(metrics, 1, a="open", b="overdue")
    assert set(await sent(metrics)) == {"publish:a", "publish:b"}
    assert set(metrics.topics[OBLIGATIONS]) == {f"{KEY}/publish:a", f"{KEY}/publish:b"}


async def test_an_unchanged_obligation_is_neither_written_nor_sent(metrics: Metrics) -> None:
    await take(metrics, 1, a="open", b="open")
    await metrics.relay()
    before = await written(metrics)
    await take(metrics, 2, a="open", b="open")
    assert await metrics.rows("change") == []
    assert await written(metrics) == before
    await take(metrics, 3, a="open", b="overdue")
    assert set(await sent(metrics)) == {"publish:b"}
    after = await written(metrics)
    assert after[f"{KEY}/publish:a"] == before[f"{KEY}/publish:a"]
    assert after[f"{KEY}/publish:b"] != before[f"{KEY}/publish:b"]


async def written(metrics: Metrics) -> dict[str, str]:
    """Where each row lies and who wrote or locked it last."""
    async with metrics.pool.acquire() as connection:
        rows = await connection.fetch("SELECT key, ctid::text || xmin::text || xmax::text AS place FROM obligation")
    return {row["key"]: row["place"] for row in rows}


async def test_another_title_is_another_row(metrics: Metrics) -> None:
    await take(metrics, 1, "通知", a="open")
    await metrics.relay()
    await take(metrics, 2, "办法", a="open")
    (body,) = (await sent(metrics)).values()
    assert body is not None
    assert msgspec.json.decode(body)["title"] == "办法"


async def test_what_is_met_is_taken_back_once(metrics: Metrics) -> None:
    await take(metrics, 1, a="open", b="overdue")
    await metrics.relay()
    await take(metrics, 2, b="overdue", a="met_late")
    assert await sent(metrics) == {"publish:a": None}
    await take(metrics, 3)
    assert await sent(metrics) == {"publish:b": None}
    await take(metrics, 4)
    assert await sent(metrics) == {}
    assert metrics.topics[OBLIGATIONS] == {}
    assert await metrics.rows("published") == []
    await take(metrics, 5, a="open")
    assert set(await sent(metrics)) == {"publish:a"}


async def test_what_came_and_went_between_two_rounds_is_never_sent(metrics: Metrics) -> None:
    await take(metrics, 1, a="open")
    await take(metrics, 2)
    assert await sent(metrics) == {}
    assert await metrics.rows("change") == []


async def test_a_row_taken_back_while_it_is_being_sent_is_taken_back_in_the_next_round(
    metrics: Metrics,
) -> None:
    await take(metrics, 1, a="open")
    async with metrics.pool.acquire() as connection, connection.transaction():
        loaded = await metrics.source.load(connection, 2_000)
        assert loaded is not None
        # No batch waits for the broker's answer.
        await take(metrics, 2)
        metrics.read(loaded.messages)
        await loaded.done(connection)
    assert set(metrics.topics[OBLIGATIONS]) == {f"{KEY}/publish:a"}
    assert await sent(metrics) == {"publish:a": None}
    assert metrics.topics[OBLIGATIONS] == {}


async def test_a_round_that_fails_is_loaded_again(metrics: Metrics) -> None:
    await take(metrics, 1, a="open")
    async with metrics.pool.acquire() as connection:
        transaction = connection.transaction()
        await transaction.start()
        loaded = await metrics.source.load(connection, 2_000)
        assert loaded is not None
        await loaded.done(connection)
        await transaction.rollback()
    assert set(await sent(metrics)) == {"publish:a"}


async def test_a_relay_that_sends_late_changes_nothing_for_readers(metrics: Metrics) -> None:
    await metrics.batch([state_record(State(KEY, 1, {"2026-01": {"x": 1}}, {"publish:a": "open"}))])
    async with metrics.pool.acquire() as connection:
        transaction = connection.transaction()
        await transaction.start()
        late = await metrics.source.load(connection, 2_000)
        await transaction.rollback()
    assert late is not None
    await metrics.relay()
    await metrics.batch([state_record(State(KEY, 2, {"2026-01": {"x": 2}}))])
    await metrics.relay()
    topics = {topic: dict(rows) for topic, rows in metrics.topics.items()}
    metrics.read(late.messages)
    assert metrics.topics == topics


async def test_the_registry_names_the_county_of_all_rows_and_a_tombstone_clears_it(metrics: Metrics) -> None:
    await metrics.batch(
        [state_record(State(KEY, 1, {"2026-01": {"x": 1}, "2025-06": {"x": 1}}, {"publish:a": "open"}))]
    )
    await metrics.batch([state_record(State("a.b/bb/s", 1, {"2026-01": {"x": 1}}))])
    await metrics.relay()

    def counties(org: str) -> list[str]:
        return sorted(
            msgspec.json.decode(body)["county"]
            for rows in metrics.topics.values()
            for key, body in rows.items()
            if f"|{org}" in key or f"/{org}/" in key
        )

    assert counties("aa") == [""] * 7
    for county, expected in (("fengjie", "fengjie"), ("yunyang", "yunyang"), (None, "")):
        await metrics.batch([organisation("aa", county)])
        assert len(await metrics.relay()) == 7
        assert counties("aa") == [expected] * 7
        assert counties("bb") == [""] * 3
        await metrics.batch([organisation("aa", county)])
        assert await metrics.relay() == []
    assert set(metrics.topics[MONTHLY]) == {"2026-01|aa", "2025-06|aa", "2026-01|bb"}
    assert set(metrics.topics[ANNUAL]) == {"2026|aa", "2025|aa", "2026|bb"}
