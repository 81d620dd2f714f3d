"""A unit that has ended keeps its scores up to its last day; afterwards it is neither scored nor ranked, and its successor is."""

from __future__ import annotations

from typing import Any

import pytest

from contracts.topics import ORGS, SCORES
from law.reports import ReportKind
from services.assessment import reports
from tests.assessment.january import A, january
from tests.assessment.service import Assessment

pytestmark = pytest.mark.servers


def unit(org: str, **days: str) -> dict[str, str]:
    """An entry of the registry with its days."""
    return {"org": org, "name": f"单位{org}", "county": "c", "county_name": "某县", "kind": "部门", **days}


def scored(assessment: Assessment, org: str) -> set[str]:
    """Periods in which a unit has a sheet."""
    return {key.removesuffix(f"|{org}") for key in assessment.topics[SCORES] if key.endswith(f"|{org}")}


def ranked(assessment: Assessment, period: str) -> set[str]:
    """Units in the ranking of a period."""
    ranking: dict[str, Any] = assessment.told(SCORES, f"{period}|c|部门")
    return {place["org"] for place in ranking["places"]}


async def test_a_merger_leaves_earlier_scores_with_the_old_unit_and_gives_it_none_after_its_last_day(
    assessment: Assessment,
) -> None:
    log = await january(assessment)
    before = assessment.told(SCORES, "2026-01|b")
    log.add(ORGS, "b", unit("b", valid_to="2026-01-31", successor="d"))
    log.add(ORGS, "d", unit("d", valid_from="2026-02-01"))
    for key in (A, "publishing.disclosure/d/1"):
        log.state(key, {"2026-02": {"items_published": 3}})
    log.complete("2026-02-28")
    await assessment.batch(log.taken())
    await assessment.settle()
    assert before is not None
    assert assessment.told(SCORES, "2026-01|b") == before
    assert scored(assessment, "b") == {"2026-01", "2026-Q1", "2026"}
    assert scored(assessment, "d") == {"2026-02", "2026-Q1", "2026"}
    assert ranked(assessment, "2026-01") == {"a", "b"}
    assert ranked(assessment, "2026-02") == {"a", "d"}


async def test_a_report_is_of_the_units_that_existed_in_its_period(assessment: Assessment) -> None:
    log = await january(assessment)
    log.add(ORGS, "b", unit("b", valid_to="2026-01-31", successor="d"))
    log.add(ORGS, "d", unit("d", valid_from="2026-02-01"))
    log.complete("2026-02-28")
    await assessment.batch(log.taken())
    await assessment.settle()
    listed = {}
    for period in ("2026-01", "2026-02"):
        async with assessment.pool.acquire() as connection, connection.transaction():
            await reports.drafted(connection, "c", ReportKind.MONTHLY, period)
            draft = await reports.checked(connection, "c", ReportKind.MONTHLY, period)
        listed[period] = {part.org for part in draft.parts}
    assert listed == {"2026-01": {"a", "b"}, "2026-02": {"a", "d"}}
