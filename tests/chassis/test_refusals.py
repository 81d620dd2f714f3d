"""Dead letters: kept by where they lie, taken again outside the order of the log, and refused again with words."""

from __future__ import annotations

from typing import Any

from chassis import refusals
from chassis.fence import Claim, Record
from contracts.kit import Key
from tests.chassis.ledgers import ORG, Kept
from tests.chassis.toys import PLANT

ROSE = Key(PLANT.kind, ORG, "rose")
PLANTED = PLANT.fact_type("planted")


async def again(kept: Kept, record: Record) -> bool:
    """Take a dead letter's record again, as the consumer does; whether it was taken."""
    place = (record.topic, record.partition, record.offset)
    async with kept.pool.acquire() as connection, connection.transaction():
        await refusals.forget(connection, *place)
        await kept.ledger.apply(connection, kept.ledger.prepare([record]), Claim.none())
        taken = not await refusals.has(connection, *place)
        if taken:
            await refusals.put_replayed(connection, record)
    return taken


async def letters(kept: Kept) -> list[dict[str, Any]]:
    """The dead letters."""
    async with kept.pool.acquire() as connection:
        return await refusals.newest(connection, 10)


async def test_a_record_that_can_be_read_now_is_taken_and_moves_no_offset(garden: Kept) -> None:
    strange = garden.log.record("intake.garden.v1", b"{}", {}, str(ROSE))
    fact = garden.log.fact("p", PLANTED, ROSE, planted_on="2026-03-09")
    await garden.take(strange, fact)
    before = await garden.positions()
    assert not await again(garden, strange)
    strange.headers = fact.headers
    assert await again(garden, strange), "as if a newer version could read it"
    assert await garden.positions() == before
    (letter,) = await letters(garden)
    assert (letter["code"], letter["replayed"], letter["offset"]) == ("record.replayed", True, 0)
    async with garden.pool.acquire() as connection:
        assert await refusals.replayed(connection, "intake.garden.v1") == [0]


async def test_what_was_taken_already_is_taken_again_without_effect(garden: Kept) -> None:
    fact = garden.log.fact("p", PLANTED, ROSE, planted_on="2026-03-09")
    await garden.take(fact)
    await garden.sent()
    assert await again(garden, fact)
    assert ((await garden.row(ROSE))["version"], await garden.sent()) == (1, [])


async def test_a_dead_letter_says_where_and_why_and_never_what(garden: Kept) -> None:
    secret = "13812345678"
    await garden.take(garden.log.record("intake.garden.v1", secret.encode(), {}, str(ROSE)))
    (letter,) = await letters(garden)
    assert (letter["topic"], letter["partition"], letter["offset"]) == ("intake.garden.v1", 0, 0)
    assert letter["rule"]
    assert letter["remedy"]
    assert len(letter["sha256"]) == 64
    assert secret not in str(letter)


async def test_of_a_refused_amendment_the_rest_of_a_full_subject_keeps_its_room(garden: Kept) -> None:
    watered = PLANT.fact_type("watered")
    first = [garden.log.fact(f"w{n}", watered, ROSE, watered_on="2026-03-09") for n in range(PLANT.most_facts - 1)]
    await garden.take(*first)
    await garden.take(
        garden.log.withdrawn("wrong", "w0", PLANTED, ROSE),
        garden.log.fact("last", watered, ROSE, watered_on="2026-03-09"),
    )
    assert (await garden.state(ROSE))["watered"] == PLANT.most_facts
    assert [letter["code"] for letter in await letters(garden)] == ["amendment.other_type"]
