"""The outbox of a ledger: whatever number of changes wait, a subject is sent once, with its newest state and all causes."""

from __future__ import annotations

import json
from datetime import date

from chassis.ledger.events import MOST_CAUSES, by_day, state_event
from chassis.outbox import Message, put
from contracts.kit import Key
from tests.chassis.ledgers import ORG, TODAY, Kept, body, closings, headers
from tests.chassis.toys import PLANT

ROSE, LILY = Key(PLANT.kind, ORG, "rose"), Key(PLANT.kind, ORG, "lily")
PLANTED, WATERED = PLANT.fact_type("planted"), PLANT.fact_type("watered")


def about(messages: list[Message], key: Key) -> list[Message]:
    """The events of a subject."""
    return [message for message in messages if message.key == str(key).encode()]


async def test_several_changes_that_wait_are_one_event_with_the_newest_state_and_every_cause(
    garden: Kept,
) -> None:
    for number in range(3):
        await garden.take(garden.log.fact(f"w{number}", WATERED, ROSE, watered_on="2026-03-09"))
    await garden.take(garden.log.fact("p", PLANTED, LILY, planted_on="2026-03-09"))
    sent = await garden.sent()
    (event,) = about(sent, ROSE)
    of_event = headers(event)
    assert (of_event["ce_id"], of_event["ce_version"], body(event)["watered"]) == (f"{ROSE}:3", "3", 3)
    assert (json.loads(of_event["ce_causes"]), of_event["ce_causationid"]) == (["w0", "w1", "w2"], "w2")
    assert len(about(sent, LILY)) == 1
    assert await garden.sent() == []


def test_an_event_names_the_newest_hundred_causes_at_most() -> None:
    changes = [by_day("linked", TODAY, *(f"s{number}-{turn}" for turn in range(60))) for number in range(3)]
    of_event = headers(state_event(str(ROSE), 7, b"{}", changes))
    causes = json.loads(of_event["ce_causes"])
    assert (len(causes), causes[-1], of_event["ce_causationid"]) == (MOST_CAUSES, "s2-59", "s2-59")


async def test_no_event_moves_behind_the_closing_of_a_day_that_it_stood_before(garden: Kept) -> None:
    await garden.take(garden.log.fact("p", PLANTED, ROSE, planted_on="2026-03-09"))
    await garden.sent()
    day = date(2026, 4, 8)
    await garden.take(garden.log.day(day))
    await garden.sweep()
    await garden.take(garden.log.fact("w", WATERED, ROSE, day, watered_on="2026-04-08"))
    sent = [message for message in await garden.sent() if message.topic == "garden.states.v1"]
    (event,) = about(sent, ROSE)
    assert closings(sent)
    assert sent.index(event) < min(n for n, message in enumerate(sent) if message.key is None)
    assert body(event)["watered"] == 1


async def test_a_subject_is_sent_with_the_state_it_has_when_it_is_sent(garden: Kept) -> None:
    await garden.take(garden.log.fact("p", PLANTED, ROSE, planted_on="2026-03-09", name="红"))
    stored = await garden.row(ROSE)
    (event,) = about(await garden.sent(), ROSE)
    assert event.value == stored["state"], "a state is kept once and sent as it is kept"


async def test_messages_that_name_no_subject_keep_their_place_and_their_partition(garden: Kept) -> None:
    await garden.sent()
    notices = [Message("dept.a.notices", None, b"{}", [("ce_type", f"n{number}")], number) for number in range(3)]
    async with garden.pool.acquire() as connection, connection.transaction():
        await put(connection, notices)
    assert [(m.partition, headers(m)["ce_type"]) for m in await garden.sent()] == [
        (0, "n0"),
        (1, "n1"),
        (2, "n2"),
    ]
