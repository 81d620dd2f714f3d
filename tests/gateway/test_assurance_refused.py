"""What one record of assurance shows to be wrong is refused at the door, with field, value, rule and remedy."""

from __future__ import annotations

from typing import Any

import pytest

from services.gateway.door import judge
from services.gateway.records import Refused, Unit, Units
from tests.gateway.making import GOOD, ORG, TODAY, UNIT, accepted, binary, refused, structured

GROUP = {"kind": "社会公众", "asked": 60, "answered": 41, "content": 36, "satisfied": 22}


@pytest.mark.parametrize("kind", ["appraisal.held.v1", "appraisal_result.told.v1"])
@pytest.mark.parametrize(
    ("field", "amount", "other"), [("answered", 61, "asked"), ("content", 42, "answered"), ("satisfied", 37, "content")]
)
def test_more_satisfied_than_asked_is_refused_wherever_it_stands(
    kind: str, field: str, amount: int, other: str
) -> None:
    data = {**GOOD[kind], "groups": [GROUP, {**GROUP, field: amount}]}
    if field != "satisfied":
        data["groups"][1] = {**data["groups"][1], "content": 0, "satisfied": 0} | {field: amount}
    for make in (structured, binary):
        told = refused(make(kind, data))
        assert (told.code, told.field, told.value) == ("number.too_large", f"groups.1.{field}", str(amount))
        assert f"groups.1.{other}" in told.rule
        assert told.remedy
    accepted(structured(kind, {**data, "groups": [GROUP, GROUP]}))


@pytest.mark.parametrize(
    ("kind", "field", "changed"),
    [
        ("fault.found.v1", "mend_by", {"found_on": "2026-02-20", "mend_by": "2026-02-19"}),
        ("assessment_notice.put.v1", "appeal_by", {"put_on": "2026-02-20", "appeal_by": "2026-02-19"}),
        ("assessment_notice.called.v1", "report_by", {"called_on": "2026-02-20", "report_by": "2026-02-19"}),
    ],
)
def test_a_limit_before_the_day_on_which_it_was_set_is_refused(kind: str, field: str, changed: dict[str, Any]) -> None:
    told = refused(structured(kind, {**GOOD[kind], **changed}))
    assert (told.code, told.field, told.value) == ("date.order", field, "2026-02-19")


@pytest.mark.parametrize(
    "kind",
    ["fault.found.v1", "appeal_ruling.decided.v1", "appraisal_result.told.v1", "assessment_notice.issued.v1"],
)
def test_a_stranger_neither_finds_faults_nor_rules_on_appeals(kind: str) -> None:
    stranger = "fengjie-caizhengju"
    units = Units({ORG: Unit(), UNIT: Unit(ORG), stranger: Unit(ORG)})
    for sender, about in ((stranger, UNIT), (UNIT, UNIT), (ORG, ORG)):
        record = structured(kind, about=about, source="oa")
        verdict = judge(record, sender, TODAY, units)
        assert isinstance(verdict, Refused)
        assert (verdict.refusal.code, verdict.refusal.field) == ("identity.not_supervisor", "about")


@pytest.mark.parametrize("kind", ["appeal_ruling.decided.v1", "appeal.filed.v1", "fault.dropped.v1"])
def test_nothing_is_decided_without_a_reason(kind: str) -> None:
    unreasoned = {name: value for name, value in GOOD[kind].items() if name != "reason"}
    assert refused(structured(kind, unreasoned)).code == "field.missing"
    assert refused(structured(kind, {**unreasoned, "reason": ""})).code == "field.value"


@pytest.mark.parametrize("period", ["2026-13", "2026-Q5", "Q1", "2026年"])
def test_a_period_that_is_none_is_refused(period: str) -> None:
    told = refused(structured("self_report.reported.v1", {"reported_on": "2026-02-03", "period": period}))
    assert (told.code, told.field) == ("field.value", "period")
