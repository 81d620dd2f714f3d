"""What a reader knows of scores: sheets, deductions, rankings, and up to which day they hold; on a real database."""

from __future__ import annotations

import pytest

from chassis.database import Connection
from contracts.topics import DAYS, FINDINGS, ORGS, RUBRICS, SCORES, SUBJECTS, WATERMARK
from services.assessment import registries
from tests.assessment.january import B, county, january
from tests.assessment.service import Assessment

pytestmark = pytest.mark.servers


async def test_scores_name_clause_formula_duty_and_facts(assessment: Assessment) -> None:
    await january(assessment)
    sheet = assessment.told(SCORES, "2026-01|a")
    assert (sheet["total"], sheet["grade"]) == ("95", "优秀")
    assert [clause["score"] for clause in sheet["clauses"]] == ["55", "40"]
    (name,) = [name for name in assessment.topics[FINDINGS] if name.startswith("2026-01/a/")]
    deduction = assessment.told(FINDINGS, name)
    assert (deduction["points"], deduction["key"], deduction["duty"]) == ("5", B, "publish")
    assert deduction["facts"] == ["drafted-2", "published-2"]
    assert assessment.told(SCORES, "2026-01|b")["total"] == "90"
    ranking = assessment.told(SCORES, "2026-01|c|部门")
    assert [(place["org"], place["rank"]) for place in ranking["places"]] == [("a", 1), ("b", 2)]
    assert assessment.told(SCORES, "complete")["complete_up_to"] == "2026-01-31"
    assert assessment.told(SUBJECTS, B)["obligations"][0]["status"] == "met_late"


async def test_before_a_month_is_over_what_is_lacking_takes_nothing(assessment: Assessment) -> None:
    log = county()
    log.complete("2026-01-30")
    await assessment.batch(log.taken())
    await assessment.settle()
    assert assessment.told(SCORES, "2026-01|b")["total"] == "100"
    log.complete("2026-01-31")
    await assessment.batch(log.taken())
    await assessment.settle()
    assert assessment.told(SCORES, "2026-01|b")["total"] == "90"


async def test_a_unit_that_the_registry_drops_leaves_scores_and_rankings(assessment: Assessment) -> None:
    log = await january(assessment)
    log.add(ORGS, "b", b"")
    dropped = log.taken()[0]
    dropped.value = None
    await assessment.batch([dropped])
    await assessment.settle()
    assert [key for key in assessment.topics[SCORES] if key.endswith("|b")] == []
    ranking = assessment.told(SCORES, "2026-01|c|部门")
    assert [place["org"] for place in ranking["places"]] == ["a"]


async def test_what_was_read_before_anything_was_complete_is_scored_when_it_is(assessment: Assessment) -> None:
    log = county()
    await assessment.batch(log.taken())
    await assessment.settle()
    assert assessment.told(SCORES, "2026-01|a") is None
    log.complete("2026-01-10")
    await assessment.batch(log.taken())
    await assessment.settle()
    assert assessment.told(SCORES, "2026-01|a")["total"] == "95"


async def test_a_record_without_content_is_put_aside_and_its_neighbours_are_taken(assessment: Assessment) -> None:
    log = county()
    for topic in (DAYS, WATERMARK, RUBRICS, ORGS):
        log.add(topic, "2026-01-05", b"not json")
    empty = [log.add(topic, "2026-01-05", b"") for topic in (DAYS, WATERMARK)]
    for record in empty:
        record.value = None
    log.complete("2026-01-31")
    await assessment.batch(log.taken())
    await assessment.settle()
    assert assessment.told(SCORES, "2026-01|a")["total"] == "95"
    assert assessment.keeper.counts["refused"] == 6


async def test_a_day_that_comes_while_units_are_scored_is_not_lost(
    assessment: Assessment, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = county()
    log.complete("2026-01-30")
    await assessment.batch(log.taken())
    log.complete("2026-01-31")
    meanwhile = [log.taken()]
    read = registries.read

    async def known_before_the_day_comes(connection: Connection) -> registries.Known:
        known = await read(connection)
        if meanwhile:
            await assessment.batch(meanwhile.pop())
        return known

    monkeypatch.setattr(registries, "read", known_before_the_day_comes)
    await assessment.settle()
    assert assessment.told(SCORES, "2026-01|b")["total"] == "90"
    assert assessment.told(SCORES, "complete")["complete_up_to"] == "2026-01-31"


async def test_every_unit_has_a_sheet_of_a_month_from_its_first_day_on(assessment: Assessment) -> None:
    log = await january(assessment)
    log.complete("2026-02-01")
    await assessment.batch(log.taken())
    await assessment.settle()
    assert [assessment.told(SCORES, f"2026-02|{org}")["total"] for org in ("a", "b")] == ["100", "100"]
