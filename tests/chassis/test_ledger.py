"""A batch of facts on a real PostgreSQL: added once, folded once, refused with words; what fails is set aside."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, cast

import pytest
from prometheus_client import REGISTRY

from chassis import clock
from chassis.database import Connection
from contracts.amendments import CORRECTED
from contracts.kit import Key
from contracts.topics import QUALITY
from tests.chassis.conftest import Keep
from tests.chassis.ledgers import ORG, TODAY, Kept, body, headers, types
from tests.chassis.toys import PLANT, STALL

ROSE, LILY = Key(PLANT.kind, ORG, "rose"), Key(PLANT.kind, ORG, "lily")
PLANTED, WATERED, WITHERED = (PLANT.fact_type(verb) for verb in ("planted", "watered", "withered"))


async def refusals(kept: Kept) -> list[str]:
    """Codes of the dead letters."""
    async with kept.pool.acquire() as connection:
        return [row[0] for row in await connection.fetch('SELECT code FROM dead_letter ORDER BY "offset"')]


async def test_the_facts_of_a_batch_are_one_change_with_all_their_causes(garden: Kept) -> None:
    await garden.take(
        garden.log.fact("p", PLANTED, ROSE, planted_on="2026-03-09", bed="north"),
        garden.log.fact("w", WATERED, ROSE, date(2026, 3, 10), watered_on="2026-03-10"),
    )
    state = await garden.state(ROSE)
    assert (state["watered"], state["counts"]) == (
        1,
        {"2026-03": {"plants_planted": 1}, "2026-04": {"water!due": 1, "water!met": 1}},
    )
    first, *_ = [message for message in await garden.sent() if message.key == str(ROSE).encode()]
    of_first = headers(first)
    assert (of_first["ce_type"], of_first["ce_version"], of_first["ce_id"]) == (
        "garden.plant.watered.v1",
        "1",
        f"{ROSE}:1",
    )
    assert (of_first["ce_causationid"], of_first["ce_causes"]) == ("w", '["p","w"]')


async def test_a_repeated_fact_changes_nothing_and_tells_nobody(garden: Kept) -> None:
    await garden.take(garden.log.fact("p", PLANTED, ROSE, planted_on="2026-03-09"))
    await garden.sent()
    again = [garden.log.fact("p", PLANTED, ROSE, planted_on="2026-03-09") for _ in range(2)]
    await garden.take(*again)
    assert (await garden.row(ROSE))["version"] == 1
    assert await garden.sent() == []
    assert garden.ledger.counts == {"facts": 1, "duplicates": 2, "refused": 0}


async def test_records_that_come_again_after_a_change_of_hands_are_dropped(garden: Kept, keep: Keep) -> None:
    records = [garden.log.fact(f"p{n}", PLANTED, ROSE, planted_on="2026-03-09") for n in range(2)]
    await garden.take(*records)
    other = await keep("garden")
    assert await other.take(*records, garden.log.fact("w", WATERED, ROSE, watered_on="2026-03-09")) == 2
    assert (await garden.row(ROSE))["version"] == 2


@pytest.mark.parametrize("together", [True, False])
async def test_an_id_used_again_with_another_content_is_refused_and_the_first_stays(
    garden: Kept, together: bool
) -> None:
    records = [
        garden.log.fact("p", PLANTED, ROSE, planted_on="2026-03-09", name="红"),
        garden.log.fact("p", PLANTED, ROSE, planted_on="2026-03-09", name="白"),
    ]
    for batch in [records] if together else [[record] for record in records]:
        await garden.take(*batch)
    assert (await garden.state(ROSE))["title"] == "红"
    assert await refusals(garden) == ["id.reused"]
    sent = await garden.sent()
    (notice,) = [m for m in sent if m.topic == f"dept.{ORG}.notices"]
    (row,) = [m for m in sent if m.topic == QUALITY]
    assert (row.key, body(row)["code"], "value" in body(row)) == (f"dept.{ORG}.events:0:7".encode(), "id.reused", False)
    refusal = body(notice)
    assert (refusal["code"], refusal["fact"], refusal["record"]) == (
        "id.reused",
        "p",
        {"topic": f"dept.{ORG}.events", "partition": 0, "offset": 7},
    )


async def test_an_amendment_that_names_a_known_fact_of_another_type_is_refused(garden: Kept) -> None:
    await garden.take(garden.log.fact("p", PLANTED, ROSE, planted_on="2026-03-09"))
    await garden.take(garden.log.withdrawn("w", "p", WATERED, ROSE))
    assert await refusals(garden) == ["amendment.other_type"]
    assert (await garden.state(ROSE))["flags"] == []
    both = (
        garden.log.fact("q", PLANTED, LILY, planted_on="2026-03-09"),
        garden.log.corrected("c", "q", WATERED, LILY, watered_on="2026-03-09"),
    )
    await garden.take(*both)
    assert await refusals(garden) == ["amendment.other_type"] * 2
    assert await garden.ask("SELECT count(*) FROM fact") == 2


async def test_an_amendment_of_an_unknown_fact_makes_no_subject_and_is_told_on_the_next_day(
    garden: Kept,
) -> None:
    await garden.take(garden.log.withdrawn("w", "lost", PLANTED, ROSE))
    assert (types(await garden.sent()), await garden.state(ROSE)) == ([], {})
    await garden.take(garden.log.day(TODAY + timedelta(days=1)))
    await garden.sweep()
    sent = await garden.sent()
    assert types(sent) == ["fact.waiting.v1"]
    assert (body(sent[0])["amendment"], body(sent[0])["fact"]) == ("w", "lost")
    await garden.take(garden.log.day(TODAY + timedelta(days=2)))
    await garden.sweep()
    assert types(await garden.sent()) == []
    assert await garden.state(ROSE) == {}


async def test_an_amendment_that_waited_takes_effect_when_its_fact_comes(garden: Kept) -> None:
    await garden.take(
        garden.log.corrected("c", "p", PLANTED, ROSE, planted_on="2026-03-06", name="白"),
        garden.log.fact("other", WATERED, ROSE, watered_on="2026-03-09"),
    )
    assert (await garden.state(ROSE))["flags"] == ["amendment_waits_for_its_fact"]
    await garden.take(garden.log.fact("p", PLANTED, ROSE, planted_on="2026-03-09", name="红"))
    state = await garden.state(ROSE)
    assert (state["title"], state["planted_on"], state["flags"]) == ("白", "2026-03-06", [])
    assert types(await garden.sent())[-1] == "garden.plant.planted.v1"


async def test_a_subject_takes_as_many_facts_as_its_family_allows_and_refuses_the_rest_with_words(
    garden: Kept,
) -> None:
    await garden.take(
        *(garden.log.fact(f"w{n}", WATERED, ROSE, watered_on="2026-03-09") for n in range(PLANT.most_facts - 1))
    )
    await garden.take(
        *(garden.log.fact(f"x{n}", WATERED, ROSE, watered_on="2026-03-09") for n in range(3)),
        garden.log.fact("p", PLANTED, LILY, planted_on="2026-03-09"),
    )
    assert (await garden.state(ROSE))["watered"] == PLANT.most_facts
    assert (await garden.state(LILY))["watered"] == 0
    assert await refusals(garden) == ["subject.full"] * 2
    notices = [body(m) for m in await garden.sent() if headers(m)["ce_type"] == "fact.refused.v1"]
    assert str(PLANT.most_facts) in notices[0]["rule"]
    folds = REGISTRY.get_sample_value("gongkai_folds_total")
    await garden.take(garden.log.fact("x0", WATERED, ROSE, watered_on="2026-03-09"))
    assert await refusals(garden) == ["subject.full"] * 2, "a repeat of what was taken is no more"
    await garden.take(garden.log.fact("y", WATERED, ROSE, watered_on="2026-03-09"))
    assert await refusals(garden) == ["subject.full"] * 3
    assert REGISTRY.get_sample_value("gongkai_folds_total") == folds, "what is refused folds nothing"


@pytest.mark.parametrize("partition", [0, 3])
async def test_a_record_that_is_no_fact_of_the_service_becomes_a_dead_letter_and_its_neighbours_go_on(
    garden: Kept, partition: int
) -> None:
    rose = garden.log.fact("p", PLANTED, ROSE, partition=partition, planted_on="2026-03-09")
    strange = [
        garden.log.record("intake.garden.v1", b"{}", {}, str(LILY), partition),
        garden.log.record("intake.garden.v1", None, dict(_read(rose)), str(LILY), partition),
        garden.log.record(
            "intake.garden.v1", b"not json", dict(_read(rose)) | {"ce_type": CORRECTED}, str(LILY), partition
        ),
        garden.log.record("intake.garden.v1", b"{}", dict(_read(rose)), str(Key(STALL.kind, ORG, "s")), partition),
        garden.log.record(
            "intake.garden.v1",
            b'{"fact": "f", "fact_type": "t"}',
            dict(_read(rose)) | {"ce_type": CORRECTED},
            f"garden.tomorrow/{ORG}/s",
            partition,
        ),
        *(
            garden.log.record("intake.garden.v1", rose.value, dict(_read(rose)) | other, key, partition)
            for key, other in (
                (f"{LILY}\0", {}),
                (str(LILY) + "长" * 400, {}),
                (str(LILY), {"ce_id": "p\0"}),
                (str(LILY), {"ce_time": "2026-03-09T09:00:00"}),
                (str(LILY), {"ce_digest": "no digest"}),
            )
        ),
    ]
    await garden.take(rose, *strange)
    assert await refusals(garden) == ["record.unreadable"] * len(strange)
    assert (await garden.row(ROSE))["version"] == 1


def _read(record: object) -> list[tuple[str, str]]:
    return [(name, value.decode()) for name, value in record.headers]  # type: ignore[attr-defined]  # a record


async def test_a_sweep_goes_on_while_a_change_of_hands_makes_the_ledger_forget(garden: Kept) -> None:
    class ChangedMeanwhile:
        """The database, with partitions changing hands before each of its answers."""

        def __init__(self, connection: Connection) -> None:
            self._connection = connection

        async def fetch(self, query: str, *arguments: object) -> list[Any]:
            rows: list[Any] = await self._connection.fetch(query, *arguments)
            garden.ledger.forget()
            return rows

    garden.ledger.forget()
    async with garden.pool.acquire() as connection, connection.transaction():
        now = await clock.read(connection, exclusive=False)
        assert now.day is not None
        today = await garden.ledger.today(
            connection=cast("Connection", ChangedMeanwhile(connection)), now=now, subjects=()
        )
    assert (today.day, today.calendars) == (TODAY, now.calendars)
    assert today.calendar.known_on(TODAY).is_working(TODAY)
