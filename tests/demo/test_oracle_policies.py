"""What the oracle makes of a document that another unit than its own has to interpret, case by case by hand."""

from __future__ import annotations

from datetime import date

from demo.families import expect
from demo.oracle.notices import read_calendar
from tests.demo.folds import UNITS, disagreements
from tests.demo.lines import fact

LEAD, DRAFTER = (unit.org for unit in UNITS[:2])


def test_a_joint_document_is_formed_by_its_lead_s_signature_whoever_interprets_it() -> None:
    draft = {"title": "甲", "attribute": "主动公开", "kind": "规章", "lead": LEAD, "drafter": DRAFTER}
    dated = [
        fact("disclosure.published", "2026-01-23", channel="政府网站"),
        fact("disclosure.annulled", "2026-02-05", reason="误"),
        fact("document.drafted", "2026-03-19", **draft),  # type: ignore[arg-type]
        fact("document.approved", "2026-03-26"),
        fact("interpretation.published", "2026-03-27", "i", documents=["s"], forms=["图解"]),
    ]
    lines = [(LEAD, line) for _, line in dated]
    today = date(2026, 4, 30)
    counties = {unit.org: unit.county for unit in UNITS}
    judged = expect(lines, read_calendar(), today, counties)
    # The signature formed it after the annulment, so that it had to be interpreted and was.
    assert judged.views["monthly"][f"2026-01|{DRAFTER}"]["counts.policies_interpreted"] == 1
    assert disagreements(lines, today) == []
