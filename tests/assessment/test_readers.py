"""What a unit is shown of scores and reports: rankings and issued reports as all are, of parts and sheets its own."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.applications import Starlette

from chassis.caller import Caller, CallerKind
from chassis.database import Pool
from services.assessment.api import Api
from tests.asking import asking
from tests.assessment.january import ID, MONTH, issue, january
from tests.assessment.service import Assessment

pytestmark = pytest.mark.servers

UNIT = Caller(CallerKind.UNIT, "a", "idofthetoken")


async def test_a_unit_is_shown_rankings_and_reports_and_of_parts_and_sheets_its_own(
    assessment: Assessment, reading: Pool[Any]
) -> None:
    await january(assessment)
    app = Starlette(routes=Api(assessment.pool, reading, lambda: None).routes())
    async with asking(app, UNIT) as unit, asking(app) as office:

        async def seen(address: str) -> tuple[Any, Any]:
            return (await unit.get(address)).json(), (await office.get(address)).json()

        await office.post("/reports/draft", json=dict(zip(("county", "kind", "period"), MONTH, strict=True)))
        (drafts, all_drafts) = await seen("/reports")
        assert (len(drafts["reports"]), len(all_drafts["reports"])) == (0, 1)
        assert (await unit.get(f"/reports/{ID}")).status_code == 404
        await issue(assessment, *MONTH)
        own, whole = await seen(f"/reports/{ID}")
        assert own["report"] == whole["report"]
        assert [part["org"] for part in own["parts"]] == ["a"]
        assert [part["org"] for part in whole["parts"]] == ["a", "b"]
        ranked, all_ranked = await seen("/scores/2026-01")
        assert ranked == all_ranked
        for address in ("/scores/2026-01?org={}", "/amounts/2026-01/{}", f"/reports/{ID}?org={{}}"):
            assert (await unit.get(address.format("a"))).status_code == 200, address
            assert (await unit.get(address.format("b"))).status_code == 403, address
