"""The facts by which a county's office tells units of a report: lawful lines, the same each time, of its own units only."""

from __future__ import annotations

import json
from typing import Any

import pytest

from cli.report.notices import Step, lines
from contracts.families import FAMILIES

BODY: dict[str, Any] = {
    "stage": "issued",
    "report": {"kind": "monthly", "period": "2026-03", "issued_on": "2026-04-24", "year": 2026, "number": 3},
    "parts": [
        {"org": "qs-caizhengju", "sheet": {}},
        {"org": "qs-minzhengju", "sheet": None},
        {"org": "qs-sifaju", "sheet": {}},
        {"org": "other-ju", "sheet": {}},
    ],
}
UNITS = {"qs-caizhengju", "qs-minzhengju", "qs-sifaju"}


@pytest.mark.parametrize(
    ("step", "by", "more"),
    [
        (Step.CALLED, "2026-05-06", {"called_on": "2026-04-24", "report_by": "2026-05-06"}),
        (Step.PUT, "2026-05-06", {"put_on": "2026-04-24", "appeal_by": "2026-05-06"}),
        (Step.ISSUED, None, {"issued_on": "2026-04-24", "report_number": "〔2026〕3"}),
    ],
)
def test_each_scored_unit_of_the_office_is_told_by_a_fact_that_its_family_takes(
    step: Step, by: str | None, more: dict[str, str]
) -> None:
    events = [json.loads(line) for line in lines(step, BODY, "qs-zhengfuban", UNITS, by)]
    assert [event["about"] for event in events] == ["qs-caizhengju", "qs-sifaju"]
    for event in events:
        assert (event["type"], event["subject"]) == (f"assessment_notice.{step}.v1", "2026-03")
        assert event["source"] == "/orgs/qs-zhengfuban/reports"
        assert event["data"] == {"period": "2026-03", **more}
        FAMILIES.by_name["assessment_notice"].facts[step].model_validate_json(json.dumps(event["data"]))
    assert len({event["id"] for event in events}) == len(events)


def test_the_same_report_comes_to_the_same_lines_and_another_last_day_to_others() -> None:
    written = [
        list(lines(Step.PUT, BODY, "qs-zhengfuban", UNITS, by)) for by in ("2026-05-06", "2026-05-06", "2026-05-08")
    ]
    assert written[0] == written[1]
    assert not {json.loads(line)["id"] for line in written[0]} & {json.loads(line)["id"] for line in written[2]}
