"""Days and holiday notices in a ledger: worked off in chunks, told once, closed when nothing is left, here and before."""

from __future__ import annotations

import asyncio
import time
from datetime import date, timedelta

import pytest

from chassis.handler import HoldError
from chassis.ledger import sweep
from chassis.outbox import Message
from contracts.kit import Key
from contracts.topics import PARTITIONS
from law.calendar import YearCalendar
from law.data import load_calendars
from tests.chassis.conftest import Keep
from tests.chassis.ledgers import ORG, TODAY, Kept, body, closings, headers, types
from tests.chassis.meeting import until_somebody_waits_for
from tests.chassis.toys import BED, PLANT, STALL

ROSE, NORTH = Key(PLANT.kind, ORG, "rose"), Key(BED.kind, ORG, "north")
PLANTED, WATERED = PLANT.fact_type("planted"), PLANT.fact_type("watered")
ENDS_A_STATEMENT_OF_MORE_THAN_THREE = """
CREATE FUNCTION three() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT count(*) FROM n) > 3 THEN
        RAISE EXCEPTION 'too much at once' USING ERRCODE = 'query_canceled';
    END IF;
    RETURN NULL;
END $$
"""
"""As the database ends a transaction that takes too long, here by the number of its subjects."""

DUE = date(2026, 4, 7)
"""Twenty working days after TODAY; Monday 6 April is off for 清明节."""


def dates_told(messages: list[Message]) -> list[tuple[str, str, str]]:
    """What dates a department was told of: the notice, the duty and its last day."""
    due = [message for message in messages if headers(message)["ce_type"].startswith("obligation.")]
    return [(headers(m)["ce_type"].split(".")[1], body(m)["duty"], body(m)["due_on"]) for m in due]


def later_notice(known_from: date, *off: date) -> YearCalendar:
    """One more notice for 2026."""
    newest = max((year for year in load_calendars() if year.year == 2026), key=lambda year: year.version)
    return YearCalendar(
        year=2026,
        version=newest.version + 1,
        notice="后来的通知",
        known_from=known_from,
        off=newest.off | set(off),
        work=newest.work,
    )


async def test_each_date_is_told_once_as_the_days_pass(garden: Kept) -> None:
    await garden.take(garden.log.fact("p", PLANTED, ROSE, planted_on="2026-03-09"))
    reminders: list[tuple[date, tuple[str, str, str]]] = []
    for number in range(1, 40):
        day = TODAY + timedelta(days=number)
        await garden.take(garden.log.day(day))
        await garden.sweep()
        reminders += [(day, notice) for notice in dates_told(await garden.sent())]
        if day == DUE:
            # Another fact on the day itself folds the subject again, and tells nothing twice.
            await garden.take(garden.log.fact("again", PLANTED, ROSE, TODAY, planted_on="2026-03-09"))
            reminders += [(day, notice) for notice in dates_told(await garden.sent())]
    assert reminders == [
        (date(2026, 4, 1), ("due_soon", "water", DUE.isoformat())),
        (DUE, ("due_today", "water", DUE.isoformat())),
        (date(2026, 4, 8), ("overdue", "water", DUE.isoformat())),
    ]


async def test_a_day_reaches_every_subject_in_chunks_and_is_closed_once_in_every_partition_when_all_are_done(
    garden: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    plants = [Key(PLANT.kind, ORG, f"p{number}") for number in range(5)]
    await garden.take(*(garden.log.fact("p", PLANTED, key, planted_on="2026-03-09") for key in plants))
    await garden.sent()
    monkeypatch.setattr(sweep, "CHUNK", 2)
    await garden.take(*garden.log.days(TODAY + timedelta(days=1), date(2026, 4, 8)))
    commits: list[None] = []
    garden.ledger.on_commit(lambda: commits.append(None))
    assert await garden.sweeper.step()
    assert len(commits) == 3, "two plants, two, and one"
    assert closings(await garden.sent()) == []
    statuses = [(await garden.state(key))["obligations"][0]["status"] for key in plants]
    assert statuses == ["overdue"] * 5
    assert await garden.sweeper.step()
    assert closings(await garden.sent()) == [(number, "2026-04-08") for number in range(PARTITIONS)]
    assert not await garden.sweeper.step()


async def test_a_chunk_that_is_too_much_for_one_transaction_is_tried_in_smaller_ones(garden: Kept) -> None:
    plants = [Key(PLANT.kind, ORG, f"p{number}") for number in range(20)]
    for key in plants:
        await garden.take(garden.log.fact("p", PLANTED, key, planted_on="2026-03-09"))
    await garden.ask(ENDS_A_STATEMENT_OF_MORE_THAN_THREE)
    await garden.ask("CREATE TRIGGER three AFTER UPDATE ON subject REFERENCING NEW TABLE AS n EXECUTE FUNCTION three()")
    await garden.take(garden.log.day(date(2026, 4, 8)))
    sweeping = asyncio.create_task(garden.sweeper.run())
    deadline = time.monotonic() + 60
    while await garden.ask("SELECT closed FROM clock") != date(2026, 4, 8):
        assert time.monotonic() < deadline, "the day is closed"
        await asyncio.wait({sweeping}, timeout=0.05)
    sweeping.cancel()
    assert {(await garden.state(key))["obligations"][0]["status"] for key in plants} == {"overdue"}


async def test_the_sweeper_is_woken_once_by_a_day_and_never_by_facts(garden: Kept) -> None:
    woken: list[None] = []
    garden.ledger.committed()
    garden.ledger.on_work(lambda: woken.append(None))
    await garden.take(garden.log.fact("p", PLANTED, ROSE, planted_on="2026-03-09"))
    garden.ledger.committed()
    assert woken == []
    await garden.take(garden.log.day(TODAY + timedelta(days=1)))
    garden.ledger.committed()
    garden.ledger.committed()
    assert woken == [None]


async def test_what_a_sweep_commits_does_not_wake_the_sweeper_in_place_of_a_day_under_way(garden: Kept) -> None:
    woken: list[None] = []
    garden.ledger.committed()
    garden.ledger.on_work(lambda: woken.append(None))
    garden.ledger.leave_work()
    garden.ledger.swept()
    assert woken == []
    garden.ledger.committed()
    assert woken == [None]


async def test_a_day_waits_for_an_old_owner_of_its_partitions_and_does_not_hold_the_clock_meanwhile(
    garden: Kept,
) -> None:
    planted = garden.log.fact("p", PLANTED, ROSE, planted_on="2026-03-09")
    day = garden.log.day(TODAY + timedelta(days=1))
    await garden.assigned(planted, day)
    async with garden.pool.acquire() as connection, connection.transaction():
        await connection.execute("SELECT FROM consumer_offset WHERE topic = $1 FOR UPDATE", planted.topic)
        taking = asyncio.create_task(garden.take(planted, day))
        await until_somebody_waits_for(garden.pool, await connection.fetchval("SELECT pg_backend_pid()"))
        await connection.execute("SELECT FROM clock FOR SHARE NOWAIT")
        assert not taking.done()
    await taking
    assert await garden.ask("SELECT day FROM clock") == TODAY + timedelta(days=1)


async def test_two_instances_share_a_day_and_none_closes_it_while_the_other_is_at_it(garden: Kept, keep: Keep) -> None:
    other = await keep("garden")
    await garden.take(garden.log.fact("p", PLANTED, ROSE, planted_on="2026-03-09"))
    await garden.sent()
    await garden.take(garden.log.day(date(2026, 4, 8)))
    async with garden.pool.acquire() as connection:
        transaction = connection.transaction()
        await transaction.start()
        await connection.execute("SELECT FROM clock FOR SHARE")
        await connection.execute("SELECT FROM subject WHERE key = $1 FOR UPDATE", str(ROSE))
        closing = asyncio.create_task(other.sweeper.step())
        await until_somebody_waits_for(garden.pool, await connection.fetchval("SELECT pg_backend_pid()"))
        await transaction.rollback()
    assert not await closing, "the subject that was held is still to be folded"
    assert closings(await other.sent()) == []
    await other.sweep()
    assert len(closings(await other.sent())) == PARTITIONS


async def test_a_service_closes_a_day_after_those_whose_states_flow_to_it_have_closed_it_in_every_partition(
    garden: Kept, keep: Keep
) -> None:
    market = await (await keep("market")).begin()
    marks = [message for message in await garden.sent() if headers(message)["ce_type"] == "day.closed.v1"]
    assert len(marks) == PARTITIONS
    for mark in marks[:-1]:
        await market.take(market.log.state(mark))
    await market.sweep()
    assert closings(await market.sent()) == []
    await market.take(market.log.state(marks[-1]))
    await market.sweep()
    assert [day for _, day in closings(await market.sent())] == [TODAY.isoformat()] * PARTITIONS
    await market.take(market.log.day(TODAY + timedelta(days=1)))
    await market.sweep()
    assert closings(await market.sent()) == [], "yesterday's closing does not close today"


async def test_what_reaches_a_service_with_the_closing_of_a_day_is_in_its_state_when_it_closes(
    garden: Kept, keep: Keep
) -> None:
    market = await (await keep("market")).begin()
    stall = Key(STALL.kind, ORG, "rose")
    await market.take(market.log.fact("o", STALL.fact_type("opened"), stall, opened_on="2026-03-09", bed="north"))
    await garden.take(garden.log.fact("w", WATERED, ROSE, watered_on="2026-03-09"))
    await market.take(*(market.log.state(message) for message in await garden.sent()))
    await market.sweep()
    sent = await market.sent()
    keys = [message.key for message in sent]
    assert [day for _, day in closings(sent)] == [TODAY.isoformat()] * PARTITIONS
    assert keys.index(str(stall).encode()) < keys.index(None)
    assert (await market.state(stall))["watered"] == 1


@pytest.mark.parametrize("down", [True, False], ids=["while it was down", "while it runs"])
async def test_a_holiday_notice_moves_open_dates_and_says_so_and_leaves_what_was_met(garden: Kept, down: bool) -> None:
    lily = Key(PLANT.kind, ORG, "lily")
    await garden.take(
        garden.log.fact("p", PLANTED, ROSE, planted_on="2026-03-09", bed="north"),
        garden.log.fact("q", PLANTED, lily, planted_on="2026-03-09"),
        garden.log.fact("w", WATERED, lily, watered_on="2026-03-09"),
    )
    met = await garden.row(lily)
    await garden.sent()
    tomorrow = TODAY + timedelta(days=1)
    notice = garden.log.notice(later_notice(tomorrow, date(2026, 3, 16)))
    for batch in [[notice, garden.log.day(tomorrow)]] if down else [[notice], [garden.log.day(tomorrow)]]:
        await garden.take(*batch)
        await garden.sweep()
    assert (await garden.state(ROSE))["obligations"][0]["due_on"] == "2026-04-08"
    assert (await garden.row(lily))["version"] == met["version"]
    sent = await garden.sent()
    assert sorted(dates_told(sent)) == [("moved", "water", "2026-04-08"), ("moved", "weed", "2026-04-08")]
    moved = [body(message) for message in sent if headers(message)["ce_type"] == "obligation.moved.v1"]
    assert {(notice["was_due_on"], "后来的通知" in notice["why"]) for notice in moved} == {("2026-04-07", True)}
    events = {headers(message)["ce_type"] for message in sent if message.topic == "garden.states.v1"}
    assert "garden.plant.reassessed.v1" in events
    await garden.take(garden.log.day(tomorrow + timedelta(days=1)))
    await garden.sweep()
    assert dates_told(await garden.sent()) == []


async def test_a_date_that_a_fact_reaches_before_the_notice_does_is_told_to_have_moved_all_the_same(
    garden: Kept,
) -> None:
    await garden.take(garden.log.fact("p", PLANTED, ROSE, planted_on="2026-03-09", bed="north"))
    await garden.sent()
    tomorrow = TODAY + timedelta(days=1)
    lily = garden.log.fact("q", PLANTED, Key(PLANT.kind, ORG, "lily"), planted_on="2026-03-09", bed="north")
    notice = garden.log.notice(later_notice(tomorrow, date(2026, 3, 16)))
    await garden.take(notice, garden.log.day(tomorrow))
    await garden.take(lily)
    await garden.sweep()
    assert sorted(dates_told(await garden.sent())) == [
        ("moved", "water", "2026-04-08"),
        ("moved", "weed", "2026-04-08"),
    ]


async def test_a_notice_makes_a_provisional_date_firm(garden: Kept) -> None:
    late = date(2026, 12, 8)
    await garden.take(*garden.log.days(TODAY + timedelta(days=1), late))
    await garden.sweep()
    await garden.take(garden.log.fact("p", PLANTED, ROSE, late, planted_on=late.isoformat()))
    await garden.sent()
    assert (await garden.state(ROSE))["obligations"][0]["provisional"]
    year = YearCalendar(2027, 1, "2027年放假安排（试验）", late, frozenset({date(2027, 1, 1)}), frozenset())
    await garden.take(garden.log.notice(year))
    await garden.sweep()
    assert [notice for notice, _, _ in dates_told(await garden.sent())] == ["firm"]


async def test_facts_wait_in_the_log_until_a_day_and_a_calendar_have_come(keep: Keep) -> None:
    garden = await keep("garden")
    fact = garden.log.fact("p", PLANTED, ROSE, planted_on="2026-03-09")
    with pytest.raises(HoldError) as held:
        await garden.take(garden.log.day(TODAY), fact)
    assert {(p.topic, p.partition) for p in held.value.partitions} == {("intake.garden.v1", 0)}
    assert await garden.ask("SELECT count(*) FROM fact") == 0
    assert await garden.ask("SELECT day FROM clock") is None
    await garden.take(*(garden.log.notice(year) for year in load_calendars()))
    assert types(await garden.sent()) == []


async def test_days_of_one_batch_are_worked_off_together_and_the_last_is_closed(garden: Kept) -> None:
    await garden.take(garden.log.fact("p", PLANTED, ROSE, planted_on="2026-03-09"))
    await garden.sent()
    await garden.take(*garden.log.days(TODAY + timedelta(days=1), date(2026, 5, 6)))
    await garden.sweep()
    sent = await garden.sent()
    assert dates_told(sent) == [("overdue", "water", DUE.isoformat())]
    assert {day for _, day in closings(sent)} == {"2026-05-06"}
