"""A unit that the registry has dropped is scored no more; what was issued of it is restated all the same."""

from __future__ import annotations

import pytest

from contracts.topics import ORGS, REPORTS, RESTATEMENTS, RUBRICS, states
from tests.assessment.january import ID, MONTH, C, issue, january, verdict
from tests.assessment.service import Assessment

pytestmark = pytest.mark.servers


async def test_late_facts_of_a_dropped_unit_restate_the_same_whatever_is_read_first(
    assessment: Assessment, rebuilt: Assessment
) -> None:
    log = await january(assessment)
    await issue(assessment, *MONTH)
    log.add(ORGS, "b", b"")
    dropped = log.taken()[0]
    dropped.value = None
    await assessment.batch([dropped])
    log.state(C, {"2026-01": {"items_published": 2}}, causes=["late"])
    await assessment.batch(log.taken())
    await assessment.settle()
    restated = assessment.told(RESTATEMENTS, f"{ID}|b")
    assert {cell["path"] for cell in restated["cells"]} >= {"counts.items_published", "sheet.total"}

    await rebuilt.restore([(kind, value) for topic, kind, value in assessment.log if topic == REPORTS])
    for topics in (
        {states("publishing")},
        {record.topic for record in log.everything} - {states("publishing"), RUBRICS},
    ):
        await rebuilt.batch([record for record in log.everything if record.topic in topics])
        await rebuilt.settle()
    await rebuilt.batch([record for record in log.everything if record.topic == RUBRICS])
    await rebuilt.settle()
    assert rebuilt.told(RESTATEMENTS, f"{ID}|b") == restated
    assert (await verdict(rebuilt)).holds
