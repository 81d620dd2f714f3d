"""States that flow: within a service in the same transaction, between services by events, whoever comes first."""

from __future__ import annotations

import asyncio
import json
from datetime import date

import pytest

from chassis.fence import Record
from chassis.outbox import Message
from contracts.kit import Key
from tests.chassis.conftest import Keep
from tests.chassis.ledgers import ORG, TODAY, Kept, headers, types
from tests.chassis.meeting import until_somebody_waits_for
from tests.chassis.toys import BED, PLANT, STALL

ROSE, LILY = Key(PLANT.kind, ORG, "rose"), Key(PLANT.kind, ORG, "lily")
NORTH, SOUTH = Key(BED.kind, ORG, "north"), Key(BED.kind, ORG, "south")
CORNER, ROSE_STALL = Key(STALL.kind, ORG, "corner"), Key(STALL.kind, ORG, "rose")
PLANTED, WATERED, DUG = PLANT.fact_type("planted"), PLANT.fact_type("watered"), BED.fact_type("dug")
OPENED = STALL.fact_type("opened")


async def market_of(keep: Keep) -> Kept:
    return await (await keep("market")).begin()


async def newest_about(garden: Kept, key: Key) -> Message:
    """What the garden says of a subject now."""
    (message,) = [message for message in await garden.sent() if message.key == str(key).encode()]
    return message


async def meet(first: Kept, record: Record, second: Kept, other: Record) -> None:
    """Both take a record at once: the second waits for the first, which commits only then."""
    await first.assigned(record)
    async with first.pool.acquire() as connection:
        transaction = connection.transaction()
        await transaction.start()
        await first.apply(connection, record)
        waiting = asyncio.create_task(second.take(other))
        await until_somebody_waits_for(first.pool, await connection.fetchval("SELECT pg_backend_pid()"))
        assert not waiting.done()
        await transaction.commit()
    await waiting


async def test_within_a_service_a_state_reaches_its_receiver_in_the_same_transaction(garden: Kept) -> None:
    await garden.take(
        garden.log.fact("p", PLANTED, ROSE, planted_on="2026-03-09", bed="north"),
        garden.log.fact("q", PLANTED, LILY, planted_on="2026-03-10", bed="north"),
        garden.log.fact("w", WATERED, LILY, watered_on="2026-03-10"),
    )
    bed = await garden.state(NORTH)
    assert (bed["plants"], bed["watered"]) == (["lily", "rose"], 1)
    (event,) = [headers(message) for message in await garden.sent() if message.key == str(NORTH).encode()]
    assert event["ce_type"] == "garden.bed.linked.v1"
    assert json.loads(event["ce_causes"]) == [f"{LILY}:1", f"{ROSE}:1"]


async def test_whom_a_state_leaves_is_told_as_well_as_whom_it_joins(garden: Kept) -> None:
    await garden.take(garden.log.fact("p", PLANTED, ROSE, planted_on="2026-03-09", bed="north"))
    moved = garden.log.corrected("c", "p", PLANTED, ROSE, planted_on="2026-03-09", bed="south")
    await garden.take(moved)
    assert ((await garden.state(NORTH))["plants"], (await garden.state(SOUTH))["plants"]) == ([], ["rose"])
    await garden.take(garden.log.withdrawn("w", "p", PLANTED, ROSE))
    assert (await garden.state(SOUTH))["plants"] == []


async def test_of_another_service_s_states_the_newest_counts_in_whatever_order_they_come(
    garden: Kept, keep: Keep
) -> None:
    market = await market_of(keep)
    await market.take(market.log.fact("o", OPENED, ROSE_STALL, opened_on="2026-03-09", bed="north"))
    versions: list[Message] = []
    for number in range(3):
        await garden.take(garden.log.fact(f"w{number}", WATERED, ROSE, watered_on="2026-03-09"))
        versions.append(await newest_about(garden, ROSE))
    for newest, *older in ((versions[2],), (versions[0], versions[1])):
        await market.take(*map(market.log.state, [newest, *older]))
    assert (await market.state(ROSE_STALL))["watered"] == 3


async def test_a_state_that_flows_to_nobody_known_yet_is_there_when_its_receiver_speaks(
    garden: Kept, keep: Keep
) -> None:
    market = await market_of(keep)
    await garden.take(garden.log.fact("w", WATERED, ROSE, watered_on="2026-03-09"))
    await market.take(market.log.state(await newest_about(garden, ROSE)))
    assert (await market.state(ROSE_STALL), types(await market.sent())) == ({}, [])
    await market.take(market.log.fact("o", OPENED, ROSE_STALL, opened_on="2026-03-09", bed="north"))
    assert (await market.state(ROSE_STALL))["watered"] == 1


@pytest.mark.parametrize("asker_first", [True, False])
async def test_a_state_that_facts_ask_for_arrives_whoever_comes_first(
    garden: Kept, keep: Keep, asker_first: bool
) -> None:
    market = await market_of(keep)
    await garden.take(garden.log.fact("p", PLANTED, ROSE, planted_on="2026-03-09", bed="north"))
    batches = [
        market.log.fact("o", OPENED, CORNER, opened_on="2026-03-09", bed="north"),
        market.log.state(await newest_about(garden, NORTH)),
    ]
    for batch in batches if asker_first else reversed(batches):
        await market.take(batch)
    assert (await market.state(CORNER))["sells"] == ["rose"]
    await garden.take(garden.log.fact("q", PLANTED, LILY, planted_on="2026-03-10", bed="north"))
    await market.take(market.log.state(await newest_about(garden, NORTH)))
    assert (await market.state(CORNER))["sells"] == ["lily", "rose"]
    (event,) = [h for h in map(headers, await market.sent()) if h["ce_type"] == "market.stall.linked.v1"]
    assert json.loads(event["ce_causes"])[-1] == f"{NORTH}:2"


@pytest.mark.parametrize("known", [True, False], ids=["bed known before", "bed new"])
@pytest.mark.parametrize("asker_first", [True, False])
async def test_two_instances_of_which_one_asks_while_the_other_takes_in_the_state_meet(
    garden: Kept, keep: Keep, asker_first: bool, known: bool
) -> None:
    first, other = await market_of(keep), await keep("market")
    await garden.take(garden.log.fact("p", PLANTED, ROSE, planted_on="2026-03-09", bed="north"))
    earlier = await newest_about(garden, NORTH)
    await garden.take(garden.log.fact("q", PLANTED, LILY, planted_on="2026-03-09", bed="north"))
    if known:
        await first.take(first.log.state(earlier))
    newest = first.log.state(await newest_about(garden, NORTH))
    asking = first.log.fact("o", OPENED, CORNER, opened_on="2026-03-09", bed="north")
    await first.assigned(asking, newest)
    if asker_first:
        await meet(first, asking, other, newest)
    else:
        await meet(first, newest, other, asking)
    assert (await first.state(CORNER))["sells"] == ["lily", "rose"]


@pytest.mark.parametrize("teller_first", [True, False])
async def test_two_instances_of_which_one_takes_facts_while_the_other_takes_a_state_that_flows_there_meet(
    garden: Kept, keep: Keep, teller_first: bool
) -> None:
    first, other = await market_of(keep), await keep("market")
    await garden.take(garden.log.fact("w", WATERED, ROSE, watered_on="2026-03-09"))
    flowing = first.log.state(await newest_about(garden, ROSE))
    telling = first.log.fact("o", OPENED, ROSE_STALL, opened_on="2026-03-09", bed="north")
    await first.assigned(telling, flowing)
    if teller_first:
        await meet(first, telling, other, flowing)
    else:
        await meet(first, flowing, other, telling)
    stall = await first.state(ROSE_STALL)
    assert (stall["watered"], (await first.row(ROSE_STALL))["version"]) == (1, 2 if teller_first else 1)


async def test_two_instances_that_each_send_to_one_subject_lose_nothing(garden: Kept, keep: Keep) -> None:
    other = await keep("garden")
    rose = garden.log.fact("p", PLANTED, ROSE, planted_on="2026-03-09", bed="north")
    lily = garden.log.fact("q", PLANTED, LILY, partition=1, planted_on="2026-03-09", bed="north")
    await garden.assigned(rose, lily)
    await meet(garden, rose, other, lily)
    bed = await garden.state(NORTH)
    assert (bed["plants"], (await garden.row(NORTH))["version"]) == (["lily", "rose"], 2)


async def test_two_instances_that_tell_of_a_bed_and_send_to_the_other_s_do_not_wait_for_each_other_in_a_ring(
    garden: Kept, keep: Keep
) -> None:
    other = await keep("garden")
    for n in range(5):
        to_south = [
            garden.log.fact(f"p{n}", PLANTED, Key(PLANT.kind, ORG, f"rose-{n}"), planted_on="2026-03-09", bed="south"),
            garden.log.fact(f"d{n}", DUG, NORTH, dug_on="2026-03-09"),
        ]
        to_north = [
            garden.log.fact(
                f"q{n}", PLANTED, Key(PLANT.kind, ORG, f"lily-{n}"), partition=1, planted_on="2026-03-09", bed="north"
            ),
            garden.log.fact(f"e{n}", DUG, SOUTH, partition=1, dug_on="2026-03-09"),
        ]
        await asyncio.gather(garden.take(*to_south), other.take(*to_north))
    north, south = await garden.state(NORTH), await garden.state(SOUTH)
    assert (north["dug"], north["plants"]) == (5, [f"lily-{n}" for n in range(5)])
    assert (south["dug"], south["plants"]) == (5, [f"rose-{n}" for n in range(5)])


async def test_a_subject_to_which_too_many_states_flow_takes_the_first_of_them_and_is_flagged(garden: Kept) -> None:
    most = BED.most_linked
    names = [f"plant-{n:03}" for n in range(most + 5)]
    for some in (names[3:most], names[most + 2 :], [*names[:3], *names[most : most + 2]]):
        planted = [(name, Key(PLANT.kind, ORG, name)) for name in some]
        await garden.take(
            *(garden.log.fact(name, PLANTED, key, planted_on="2026-03-09", bed="north") for name, key in planted)
        )
    bed = await garden.state(NORTH)
    assert (bed["plants"], bed["flags"]) == (names[:most], ["links_left_out"])
    first = Key(PLANT.kind, ORG, names[0])
    await garden.take(garden.log.corrected("c", names[0], PLANTED, first, planted_on="2026-03-09", bed="south"))
    assert (await garden.state(NORTH))["plants"] == names[1 : most + 1]
    for name in names[1:5]:
        key = Key(PLANT.kind, ORG, name)
        await garden.take(garden.log.withdrawn(f"w-{name}", name, PLANTED, key))
    bed = await garden.state(NORTH)
    assert (bed["plants"], bed["flags"]) == (names[5:], [])


async def test_a_receiver_that_is_full_or_amended_by_another_type_is_refused_beside_its_senders_too(
    garden: Kept,
) -> None:
    most = BED.most_facts
    await garden.take(garden.log.fact("d0", DUG, NORTH, dug_on="2026-03-09"))
    await garden.take(
        garden.log.withdrawn("w", "d0", WATERED, NORTH),
        garden.log.fact("p", PLANTED, ROSE, planted_on="2026-03-09", bed="north"),
        *(garden.log.fact(f"d{n}", DUG, NORTH, dug_on="2026-03-09") for n in range(1, most + 2)),
    )
    bed = await garden.state(NORTH)
    assert (bed["dug"], bed["plants"]) == (most, ["rose"])
    refused = await garden.ask("SELECT array_agg(code ORDER BY code) FROM dead_letter")
    assert refused == ["amendment.other_type", "subject.full", "subject.full"]


async def test_a_state_that_flows_to_a_kind_of_a_newer_version_stops_nobody_and_waits_for_it(
    garden: Kept, keep: Keep
) -> None:
    market = await market_of(keep)
    await garden.take(garden.log.fact("w", WATERED, ROSE, watered_on="2026-03-09"))
    sent = await newest_about(garden, ROSE)
    newer = json.loads(sent.value or b"") | {"sends": [str(ROSE_STALL), f"market.fair/{ORG}/spring"]}
    await market.take(
        market.log.state(sent._replace(value=json.dumps(newer).encode())),
        market.log.fact("o", OPENED, ROSE_STALL, opened_on="2026-03-09", bed="north"),
    )
    assert (await market.state(ROSE_STALL))["watered"] == 1
    assert await market.ask("SELECT count(*) FROM link WHERE receiver LIKE 'market.fair/%'") == 1
    await market.sweep()
    assert await market.ask("SELECT closed FROM clock") is None, "the garden has not closed the day"


async def test_a_state_that_cannot_be_read_is_a_dead_letter_and_its_neighbours_go_on(garden: Kept, keep: Keep) -> None:
    market = await market_of(keep)
    await garden.take(garden.log.fact("w", WATERED, ROSE, watered_on="2026-03-09"))
    sent = await newest_about(garden, ROSE)
    await market.take(
        market.log.state(sent._replace(value=None)),
        market.log.state(sent._replace(value=b"no json")),
        market.log.state(sent._replace(headers=[])),
        market.log.state(sent._replace(headers=[*sent.headers, ("ce_version", str(2**31))])),
        market.log.state(sent._replace(key=str(ROSE).encode() + b"\0")),
        market.log.state(sent._replace(value=json.dumps({"sends": [f"{CORNER}\0"]}).encode())),
        market.log.fact("o", OPENED, ROSE_STALL, opened_on="2026-03-09", bed="north"),
    )
    assert await market.ask("SELECT count(*) FROM dead_letter WHERE code = 'record.unreadable'") == 6
    assert (await market.state(ROSE_STALL))["watered"] == 0


async def test_a_fact_that_asked_and_was_withdrawn_never_asked(garden: Kept, keep: Keep) -> None:
    market = await market_of(keep)
    await garden.take(garden.log.fact("p", PLANTED, ROSE, planted_on="2026-03-09", bed="north"))
    await market.take(
        market.log.state(await newest_about(garden, NORTH)),
        market.log.fact("o", OPENED, CORNER, opened_on="2026-03-09", bed="south"),
        market.log.fact("wrong", OPENED, CORNER, date(2026, 3, 8), opened_on="2026-03-08", bed="north"),
    )
    assert (await market.state(CORNER))["sells"] == ["rose"]
    await market.take(market.log.withdrawn("w", "wrong", OPENED, CORNER, TODAY))
    assert (await market.state(CORNER))["sells"] == []


async def test_what_flows_by_itself_flows_on_when_it_is_asked_for_no_more(garden: Kept, keep: Keep) -> None:
    market = await market_of(keep)
    await garden.take(garden.log.fact("p", PLANTED, ROSE, planted_on="2026-03-09", bed="north"))
    sent = await newest_about(garden, NORTH)
    sending = json.dumps(json.loads(sent.value or b"") | {"sends": [str(CORNER)]}).encode()
    await market.take(
        market.log.fact("o", OPENED, CORNER, opened_on="2026-03-09", bed="north"),
        market.log.state(sent._replace(value=sending)),
    )
    await market.take(market.log.withdrawn("w", "o", OPENED, CORNER))
    assert (await market.state(CORNER))["sells"] == ["rose"]
