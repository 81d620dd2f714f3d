"""A county's profile in a ledger: whom it touches, when it comes, and what stands once it has come."""

from __future__ import annotations

import asyncio
from datetime import date, timedelta
from itertools import permutations

import pytest

from chassis.ledger import sweep
from contracts.kit import Key
from contracts.topics import PARTITIONS
from tests.chassis.conftest import Keep
from tests.chassis.ledgers import ORG, TODAY, Kept, body, closings, headers, types
from tests.chassis.meeting import until_somebody_waits_for
from tests.chassis.test_days import DUE, dates_told
from tests.chassis.toys import BED, PLANT, WATER

ROSE, LILY = Key(PLANT.kind, ORG, "rose"), Key(PLANT.kind, ORG, "lily")
STRANGER = Key(PLANT.kind, "wushan-aa", "rose")
PLANTED, WATERED = PLANT.fact_type("planted"), PLANT.fact_type("watered")
OFF = {"duties": [{"duty": WATER.code, "spans": []}]}
FROM_TOMORROW = {"duties": [{"duty": WATER.code, "spans": [{"since": "2026-03-10"}]}]}
SHORT = {"limits": [{"duty": WATER.code, "since": "2026-03-01", "amount": 5, "unit": "working_days"}]}


async def owed(kept: Kept, key: Key = ROSE) -> list[tuple[str, str]]:
    """What the subject owes: duty and last day."""
    return [(o["duty"], o["due_on"]) for o in (await kept.state(key))["obligations"]]


async def test_what_a_county_switches_off_is_owed_no_more_reminded_no_more_and_counted_no_more(garden: Kept) -> None:
    await garden.take(
        *(garden.log.fact("p", PLANTED, key, planted_on="2026-03-09") for key in (ROSE, LILY, STRANGER)),
        garden.log.fact("w", WATERED, LILY, watered_on="2026-03-09"),
    )
    before = await garden.row(STRANGER)
    await garden.sent()
    await garden.take(garden.log.profile(OFF))
    await garden.sweep()
    assert await owed(garden) == []
    assert "water!due" not in (await garden.state(LILY))["counts"].get("2026-04", {}), "what is closed is folded too"
    assert await garden.row(STRANGER) == before, "no unit of the county"
    (event,) = [m for m in await garden.sent() if headers(m).get("ce_subject") == "rose"]
    assert (headers(event)["ce_type"], headers(event)["ce_causationid"]) == (
        "garden.plant.reassessed.v1",
        "profile-fengjie-1",
    )
    await garden.take(*garden.log.days(TODAY + timedelta(days=1), date(2026, 4, 8)))
    await garden.sweep()
    assert {(duty, due) for _, duty, due in dates_told(await garden.sent())} == {("water", DUE.isoformat())}, (
        "the stranger's"
    )
    assert "water!due" not in (await garden.state(ROSE))["counts"].get("2026-04", {})


async def test_a_newer_version_switches_it_on_again_and_an_older_record_that_comes_late_changes_nothing(
    garden: Kept,
) -> None:
    await garden.take(garden.log.fact("p", PLANTED, ROSE, planted_on="2026-03-09"))
    await garden.take(garden.log.profile(OFF, revision=1))
    await garden.sweep()
    await garden.take(garden.log.profile({}, version=2, revision=2))
    await garden.sweep()
    await garden.take(garden.log.profile(OFF, revision=1))
    assert await garden.sweep() == 0
    assert await owed(garden) == [("water", DUE.isoformat())]


async def test_a_duty_is_owed_from_the_day_that_the_profile_names(garden: Kept) -> None:
    tomorrow = TODAY + timedelta(days=1)
    await garden.take(garden.log.profile(FROM_TOMORROW), garden.log.day(tomorrow))
    await garden.take(
        garden.log.fact("p", PLANTED, ROSE, TODAY, planted_on="2026-03-09"),
        garden.log.fact("q", PLANTED, LILY, tomorrow, planted_on="2026-03-10"),
    )
    assert [len(await owed(garden, key)) for key in (ROSE, LILY)] == [0, 1]


async def test_a_local_limit_moves_what_is_open_and_says_so(garden: Kept) -> None:
    await garden.take(garden.log.fact("p", PLANTED, ROSE, planted_on="2026-03-09"))
    await garden.sent()
    await garden.take(garden.log.profile(SHORT))
    await garden.sweep()
    (obligation,) = (await garden.state(ROSE))["obligations"]
    assert (obligation["due_on"], obligation["explanation"]["limit"]) == ("2026-03-16", 5)
    assert obligation["explanation"]["rule"] == "县级口径第1版：5个工作日"
    (notice,) = [m for m in await garden.sent() if headers(m)["ce_type"].startswith("obligation.")]
    moved = body(notice)
    assert (headers(notice)["ce_type"], moved["was_due_on"], moved["due_on"]) == (
        "obligation.moved.v1",
        DUE.isoformat(),
        "2026-03-16",
    )
    assert f"县级口径第1版，到期日由{DUE}变为2026-03-16" in moved["why"]


async def test_a_date_that_a_fact_folds_by_a_new_profile_is_told_to_have_moved_and_once(garden: Kept) -> None:
    await garden.take(garden.log.fact("p", PLANTED, ROSE, planted_on="2026-03-09"))
    await garden.sent()
    await garden.take(garden.log.profile(SHORT))
    await garden.take(garden.log.fact("q", PLANTED, ROSE, planted_on="2026-03-09"))
    await garden.sweep()
    assert dates_told(await garden.sent()) == [("moved", "water", "2026-03-16")]
    await garden.take(garden.log.day(TODAY + timedelta(days=1)))
    await garden.sweep()
    assert dates_told(await garden.sent()) == []


async def test_a_date_that_a_fact_moves_is_no_news_of_the_profile(garden: Kept) -> None:
    await garden.take(garden.log.profile(SHORT))
    await garden.take(garden.log.fact("p", PLANTED, ROSE, planted_on="2026-03-09"))
    await garden.take(garden.log.day(TODAY + timedelta(days=1)))
    await garden.sweep()
    await garden.sent()
    await garden.take(garden.log.corrected("c", "p", PLANTED, ROSE, planted_on="2026-03-06"))
    assert dates_told(await garden.sent()) == [("due_soon", "water", "2026-03-13")]


async def test_facts_and_profiles_come_to_the_same_in_any_order(garden: Kept) -> None:
    for number, order in enumerate(permutations(range(3))):
        county, org = f"county-{number}", f"unit-{number}"
        key = Key(PLANT.kind, org, "rose")
        profiles: dict[int, dict[str, object]] = {1: dict(OFF), 2: dict(SHORT)}
        for step in order:
            if step:
                profile = garden.log.profile(profiles[step], version=step, units=[org], county=county)
                await garden.take(profile)
            else:
                await garden.take(garden.log.fact("p", PLANTED, key, planted_on="2026-03-09", bed="north"))
        await garden.sweep()
        assert await owed(garden, key) == [("water", "2026-03-16")], order


async def test_a_unit_that_joins_or_leaves_a_county_goes_by_what_holds_there(garden: Kept) -> None:
    await garden.take(garden.log.profile(OFF, units=["fengjie-bb"]))
    await garden.take(garden.log.fact("p", PLANTED, ROSE, planted_on="2026-03-09"))
    assert len(await owed(garden)) == 1
    await garden.take(garden.log.profile(OFF, units=[ORG, "fengjie-bb"], revision=2))
    await garden.sweep()
    assert await owed(garden) == []
    await garden.take(garden.log.profile(OFF, units=["fengjie-bb"], revision=3))
    await garden.sweep()
    assert len(await owed(garden)) == 1


async def test_only_units_that_join_are_folded_again_where_the_profile_says_nothing_new(garden: Kept) -> None:
    await garden.take(garden.log.profile(OFF))
    await garden.take(garden.log.fact("p", PLANTED, ROSE, planted_on="2026-03-09"))
    await garden.take(garden.log.profile(OFF, units=[ORG, "fengjie-bb"], revision=2))
    before = (await garden.row(ROSE))["profiles"]
    await garden.sweep()
    assert (await garden.row(ROSE))["profiles"] == before


async def test_nothing_new_is_owed_by_a_unit_after_its_last_day_and_what_was_owed_stands(garden: Kept) -> None:
    await garden.take(
        garden.log.profile({}, revision=1),
        garden.log.fact("p", PLANTED, ROSE, planted_on="2026-03-09"),
        garden.log.fact("q", PLANTED, LILY, planted_on="2026-03-05"),
    )
    await garden.sweep()
    assert await owed(garden) != []
    standing = await owed(garden, LILY)
    await garden.take(garden.log.profile({"ended": {ORG: "2026-03-08"}}, revision=2))
    await garden.sweep()
    assert (await owed(garden), await owed(garden, LILY)) == ([], standing)
    await garden.take(garden.log.profile({}, revision=3))
    await garden.sweep()
    assert await owed(garden) != []


async def test_a_profile_reaches_every_subject_in_chunks_and_the_day_is_closed_afterwards(
    garden: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    plants = [Key(PLANT.kind, ORG, f"p{number}") for number in range(5)]
    await garden.take(*(garden.log.fact("p", PLANTED, key, planted_on="2026-03-09") for key in plants))
    await garden.sent()
    monkeypatch.setattr(sweep, "CHUNK", 2)
    await garden.take(garden.log.profile(OFF), garden.log.day(TODAY + timedelta(days=1)))
    assert await garden.sweeper.step()
    assert closings(await garden.sent()) == []
    await garden.sweep()
    assert [await owed(garden, key) for key in plants] == [[]] * 5
    assert len(closings(await garden.sent())) == PARTITIONS
    assert await garden.ask("SELECT count(*) FROM unit WHERE swept < changed") == 0
    assert not await garden.sweeper.step()


async def test_a_day_is_not_closed_while_another_instance_folds_what_a_profile_has_changed(
    garden: Kept, keep: Keep
) -> None:
    other = await keep("garden")
    await garden.take(garden.log.fact("p", PLANTED, ROSE, planted_on="2026-03-09"))
    await garden.sent()
    await garden.take(garden.log.profile(OFF), garden.log.day(TODAY + timedelta(days=1)))
    async with garden.pool.acquire() as connection:
        transaction = connection.transaction()
        await transaction.start()
        await connection.execute("SELECT FROM subject WHERE key = $1 FOR UPDATE", str(ROSE))
        assert not await other.sweeper.step(), "the subject that was held is still to be folded"
        await transaction.rollback()
    assert closings(await other.sent()) == []
    await other.sweep()
    assert await owed(other) == []
    assert len(closings(await other.sent())) == PARTITIONS


async def test_a_profile_that_comes_while_a_batch_folds_on_another_instance_reaches_its_subjects(
    garden: Kept, keep: Keep
) -> None:
    other = await keep("garden")
    profile = garden.log.profile(OFF)
    fact = garden.log.fact("p", PLANTED, ROSE, planted_on="2026-03-09")
    await garden.assigned(fact)
    async with garden.pool.acquire() as connection:
        transaction = connection.transaction()
        await transaction.start()
        await garden.apply(connection, fact)
        taking = asyncio.create_task(other.take(profile))
        await until_somebody_waits_for(garden.pool, await connection.fetchval("SELECT pg_backend_pid()"))
        await transaction.commit()
    await taking
    assert len(await owed(garden)) == 1, "it was folded by what was known"
    await garden.sweep()
    assert await owed(garden) == []


async def test_a_batch_that_begins_while_a_profile_is_taken_in_folds_by_it(garden: Kept, keep: Keep) -> None:
    other = await keep("garden")
    profile = garden.log.profile(OFF)
    fact = garden.log.fact("p", PLANTED, ROSE, planted_on="2026-03-09")
    await garden.assigned(profile)
    await other.assigned(fact)
    async with garden.pool.acquire() as connection:
        transaction = connection.transaction()
        await transaction.start()
        await garden.apply(connection, profile)
        folding = asyncio.create_task(other.take(fact))
        await until_somebody_waits_for(garden.pool, await connection.fetchval("SELECT pg_backend_pid()"))
        await transaction.commit()
    await folding
    assert await owed(other) == []


async def test_what_flows_on_is_folded_again_with_what_sends_it(garden: Kept) -> None:
    await garden.take(garden.log.fact("p", PLANTED, ROSE, planted_on="2026-03-09", bed="north"))
    await garden.sent()
    await garden.take(garden.log.profile({"duties": [{"duty": "weed", "spans": []}]}))
    await garden.sweep()
    assert await owed(garden, Key(BED.kind, ORG, "north")) == []
    assert types(await garden.sent()) == ["garden.bed.reassessed.v1"]


async def test_no_reminder_of_the_morning_goes_out_for_what_the_profile_of_that_morning_switches_off(
    garden: Kept,
) -> None:
    await garden.take(garden.log.fact("p", PLANTED, ROSE, planted_on="2026-03-09"))
    await garden.take(garden.log.profile(OFF), garden.log.day(DUE))
    await garden.sweep()
    assert dates_told(await garden.sent()) == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"limits": [{"duty": WATER.code, "since": "2026-03-01", "amount": 1, "unit": "day_of_year"}]},
        {"units": [ORG, "no\0unit"]},
        {"units": ["x" * 3_000]},
        {"revision": 2**31},
    ],
    ids=["limit", "nul", "long", "revision"],
)
async def test_a_record_that_cannot_be_kept_is_a_dead_letter_and_its_neighbours_go_on(
    garden: Kept, wrong: dict[str, object]
) -> None:
    await garden.take(garden.log.profile(wrong), garden.log.fact("p", PLANTED, ROSE, planted_on="2026-03-09"))
    assert len(await owed(garden)) == 1
    assert await garden.ask("SELECT code FROM dead_letter") == "record.unreadable"


async def test_a_unit_that_a_record_names_twice_is_one(garden: Kept) -> None:
    await garden.take(garden.log.profile(OFF, units=[ORG, ORG]))
    assert await garden.ask("SELECT count(*) FROM unit") == 1


async def test_a_record_of_thousands_of_units_and_duties_that_nobody_knows_stops_nobody(garden: Kept) -> None:
    strange = {"duties": [{"duty": f"duty_{number}", "spans": []} for number in range(500)]}
    await garden.take(garden.log.profile(strange, units=[f"unit-{number}" for number in range(3_000)]))
    assert await garden.sweep() == 0
    assert await garden.ask("SELECT count(*) FROM unit WHERE swept < changed") == 0
