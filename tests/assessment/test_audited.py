"""A report that is issued leaves an entry in the audit with its number; one that is refused leaves none."""

from __future__ import annotations

import json
from typing import Any

import pytest
from starlette.applications import Starlette

from chassis.database import Pool
from contracts.topics import AUDITS
from services.assessment.api import Api
from tests.asking import OFFICE, asking
from tests.assessment.january import ID, MONTH, january
from tests.assessment.service import Assessment

pytestmark = pytest.mark.servers


async def test_issuing_is_entered_with_the_number_and_only_issuing(assessment: Assessment, reading: Pool[Any]) -> None:
    await january(assessment)
    county, kind, period = MONTH
    asked = {"county": county, "kind": kind, "period": period}

    async def step(name: str) -> int:
        return (await client.post(f"/reports/{name}", json=asked)).status_code

    async def entries() -> list[dict[str, Any]]:
        rows = await assessment.pool.fetch("SELECT entry FROM audit ORDER BY number")
        return [json.loads(row["entry"]) for row in rows]

    async with asking(Starlette(routes=Api(assessment.pool, reading, lambda: None).routes())) as client:
        assert [await step(name) for name in ("issue", "draft", "check")] == [409, 200, 200]
        assert await entries() == []
        assert [await step("issue"), await step("issue")] == [200, 409]
    (entry,) = await entries()
    assert (entry["action"], entry["subject"], entry["name"]) == ("report.issued", ID, OFFICE.name)
    assert entry["details"] == {"year": "2026", "number": "1"}
    await assessment.relay()
    assert [topic for topic, _, _ in assessment.log].count(AUDITS) == 1
