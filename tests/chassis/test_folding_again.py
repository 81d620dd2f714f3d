"""Subjects whose folds fail are set aside with the reason, and folded again when facts, code or people mend them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from chassis.ledger import code
from contracts.kit import Key
from contracts.topics import QUALITY
from tests.chassis.conftest import Keep
from tests.chassis.ledgers import ORG, TODAY, Kept, body, headers
from tests.chassis.toys import PLANT, TOYS, YESTERDAY_S

ROSE, LILY = Key(PLANT.kind, ORG, "rose"), Key(PLANT.kind, ORG, "lily")
PLANTED, WITHERED = (PLANT.fact_type(verb) for verb in ("planted", "withered"))


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
    assert await older.ask("SELECT count(*) FROM dead_letter") == 0
    newer = await keep("garden")
    async with newer.pool.acquire() as connection:
        await code.meet(connection, list(TOYS.messages))
    await newer.sweep()
    assert ((await newer.state(ROSE))["pruned"], (await newer.row(ROSE))["unknown"]) == (1, None)
