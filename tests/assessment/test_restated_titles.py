"""A restatement names its subjects as they are called now, as one that is made in a rebuild does."""

from __future__ import annotations

import pytest

from contracts.topics import RESTATEMENTS
from tests.assessment.january import ID, MONTH, C, issue, january
from tests.assessment.service import Assessment

pytestmark = pytest.mark.servers


async def test_a_subject_that_is_called_otherwise_is_so_in_the_restatement(assessment: Assessment) -> None:
    log = await january(assessment)
    await issue(assessment, *MONTH)
    late = {"2026-01": {"items_published": 2}}
    for title in ("旧标题", "新标题"):
        log.state(C, late, causes=["late"], title=title)
        await assessment.batch(log.taken())
        await assessment.settle()
        (because,) = assessment.told(RESTATEMENTS, f"{ID}|b")["because"]
        assert (because["title"], because["causes"]) == (title, ["late"])
