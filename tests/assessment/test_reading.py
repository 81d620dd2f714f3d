"""States that cannot be scored later are put aside as they come, and their neighbours are read."""

from __future__ import annotations

from typing import Any

import pytest

from contracts.assessment.subject import SubjectRow
from contracts.topics import states
from services.assessment.reading import read
from tests.assessment.records import Log

KEY = "publishing.disclosure/a/1"
HEADERS = {"ce_version": "1", "ce_causes": "[]"}
LATE = {"id": "publish:2026-01-05", "duty": "publish", "status": "overdue", "opened_on": "2026-01-05"}


def state(**parts: Any) -> dict[str, Any]:
    return {"org": "a", "subject": "1", "counts": {}, "obligations": [], "findings": [], **parts}


@pytest.mark.parametrize(
    "body",
    [
        b"not json",
        state(counts={"2026-1": {"items_published": 1}}),
        state(counts={"2026-01": {"items_published": "1"}}),
        state(counts={"2026-01": {"Items": 1}}),
        state(obligations=[LATE]),
        state(obligations=[{**LATE, "due_on": "2026-02-30", "facts": []}]),
        state(findings=[{"on": "2026-01-05", "code": "display.cut_short"}]),
        state(signals=[{"on": "2026-01-05", "code": "recorded_late", "text": "", "facts": []}]),
    ],
)
def test_a_state_that_cannot_be_scored_is_refused_and_the_next_is_read(body: Any) -> None:
    log = Log()
    log.add(states("publishing"), KEY, body, HEADERS)
    log.state(KEY, {"2026-01": {"items_published": 1}})
    prepared = read(log.taken())
    assert [refusal.record.offset for refusal in prepared.refusals] == [0]
    assert [change.key for change in prepared.changes] == [KEY]


def test_a_status_of_tomorrow_is_text() -> None:
    log = Log()
    owed = {**LATE, "status": "deferred", "due_on": "2026-02-02", "facts": []}
    log.add(states("publishing"), KEY, state(obligations=[owed]), HEADERS)
    assert read(log.taken()).refusals == []


def test_a_document_number_goes_on_with_its_subject() -> None:
    log = Log()
    log.add(states("catalog"), "catalog.document/a/1", state(document_number="奉节府办发〔2026〕12号"), HEADERS)
    log.add(states("publishing"), KEY, state(), HEADERS)
    numbers = [SubjectRow.model_validate_json(change.row).number for change in read(log.taken()).changes]
    assert numbers == ["奉节府办发〔2026〕12号", None]
