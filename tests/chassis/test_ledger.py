"""A batch of facts on a real PostgreSQL: added once, folded once, refused with words; what fails is set aside."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, cast

import pytest
from prometheus_client import REGISTRY

from chassis import clock
from chassis.database import Connection
from chassis.ledger import code
from contracts.amendments import CORRECTED
from contracts.kit import Key
from contracts.topics import QUALITY
from tests.chassis.conftest import Keep
from tests.chassis.ledgers import ORG, TODAY, Kept, body, headers, types
from tests.chassis.toys import PLANT, STALL, TOYS, YESTERDAY_S

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


@pytest.mark.parametrize(
    ("how", "why"),
    [("raises", "ZeroDivisionError"), ("stalls", "ContractError"), ("bloats", "StateTooLargeError")],
)
async def test_a_fold_that_fails_sets_its_subject_aside_and_its_neighbours_days_and_notices_go_on(
    garden: Kept, how: str, why: str
) -> None:
    await garden.take(garden.log.fact("p", PLANTED, ROSE, planted_on="2026-03-09"))
    before = await garden.state(ROSE)
    await garden.take(
        garden.log.fact("x", WITHERED, ROSE, withered_on="2026-03-09", how=how),
        garden.log.fact("q", PLANTED, LILY, planted_on="2026-03-09"),
    )
    row = await garden.row(ROSE)
    assert row["failed"].startswith(f"{why} ")
    assert ".py:" in row["failed"]
    assert "13812345678" not in row["failed"]
    assert (await garden.state(ROSE), row["version"]) == (before, 1)
    assert (await garden.row(LILY))["version"] == 1
    await garden.take(*garden.log.days(TODAY + timedelta(days=1), date(2026, 4, 8)))
    await garden.sweep()
    assert await garden.ask("SELECT closed FROM clock") == date(2026, 4, 8)
    assert [o["status"] for o in (await garden.state(LILY))["obligations"]] == ["overdue"]


async def test_what_was_set_aside_is_folded_again_when_its_facts_are_mended_or_when_it_is_asked_for(
    garden: Kept,
) -> None:
    await garden.take(
        garden.log.fact("p", PLANTED, ROSE, planted_on="2026-03-09"),
        garden.log.fact("x", WITHERED, ROSE, withered_on="2026-03-09", how="raises"),
    )
    assert ((await garden.row(ROSE))["state"], (await garden.row(ROSE))["version"]) == (None, 0)
    (aside,) = [m for m in await garden.sent() if m.topic == QUALITY]
    assert (aside.key, body(aside)["error"]) == (str(ROSE).encode(), (await garden.row(ROSE))["failed"])
    async with garden.pool.acquire() as connection:
        assert await code.refold(connection, None) == 1
    await garden.sweep()
    assert (await garden.row(ROSE))["failed"], "nothing was mended, so it fails again"
    assert [m for m in await garden.sent() if m.topic == QUALITY] == [], "of the same failure nothing new is said"
    await garden.take(garden.log.withdrawn("gone", "x", WITHERED, ROSE))
    assert ((await garden.row(ROSE))["failed"], (await garden.row(ROSE))["version"]) == (None, 1)
    assert [(m.key, m.value) for m in await garden.sent() if m.topic == QUALITY] == [(str(ROSE).encode(), None)]


async def test_newer_code_folds_again_what_older_code_folded_or_could_not_fold(
    garden: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    await garden.take(
        garden.log.fact("p", PLANTED, ROSE, planted_on="2026-03-09"),
        garden.log.fact("q", PLANTED, LILY, planted_on="2026-03-09"),
        garden.log.fact("x", WITHERED, LILY, withered_on="2026-03-09", how="raises"),
    )
    await garden.sweep()
    await garden.sent()
    monkeypatch.setattr("tests.chassis.toys.garden._withered", lambda case: "新")
    assert await garden.sweep() == 0, "the number of the code is the same"
    garden.ledger.fold_number = 2
    assert await garden.sweep() == 1
    assert ((await garden.state(ROSE))["title"], (await garden.state(LILY))["title"]) == ("新", "新")
    assert (await garden.row(LILY))["failed"] is None
    events = [headers(m) for m in await garden.sent() if m.topic == "garden.states.v1"]
    assert {event["ce_type"] for event in events} == {"garden.plant.reassessed.v1"}
    assert {event["ce_causationid"] for event in events} == {"code-2"}
    assert await garden.sweep() == 0


async def test_a_fact_of_a_type_that_this_version_does_not_know_is_kept_and_folded_by_the_next(
    keep: Keep,
) -> None:
    older = await (await keep("garden", YESTERDAY_S)).begin()
    await older.take(
        older.log.fact("p", PLANTED, ROSE, planted_on="2026-03-09"),
        older.log.fact("c", PLANT.fact_type("pruned"), ROSE, pruned_on="2026-03-09"),
    )
    assert (await older.state(ROSE))["pruned"] == 0
    assert (await older.row(ROSE))["unknown"] == ["plant.pruned.v1"]
    assert await refusals(older) == []
    newer = await keep("garden")
    async with newer.pool.acquire() as connection:
        await code.meet(connection, list(TOYS.messages))
    await newer.sweep()
    assert ((await newer.state(ROSE))["pruned"], (await newer.row(ROSE))["unknown"]) == (1, None)


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
