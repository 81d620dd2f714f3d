"""Rule 48: fault → due date → mended → re-checked → again → proposal to hold to account."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from chassis.case import Folded, encode
from contracts.appeal import APPEAL
from contracts.envelope import Fact
from contracts.fault import APPEAL_IN_TIME, FAULT, MEND_FAULT, RECTIFICATION, FaultState
from contracts.profile import BY_DEFAULT, County
from tests.families.making import ORG, county, fact, folded, owed

TODAY = date(2026, 12, 31)
LIKELY = ("found", "rechecked")
ASKING = county(checks=[{"check": APPEAL_IN_TIME.code, "spans": [{"since": "2021-01-01"}]}])


def found(on: str = "2026-03-20", mend_by: str = "2026-03-27", kind: str = "栏目不更新", number: str = "f") -> Fact:
    content = {"kind": kind, "inspection": "日常监测", "what": "“部门动态”没有更新", "mend_by": mend_by}
    return fact(number, "fault.found.v1", on, **content)


def rechecked(on: str, *, mended: bool, number: str = "r") -> Fact:
    return fact(number, "fault.rechecked.v1", on, mended=mended)


def done(on: str, subject: str = "zg-1", fault: str = "s-1") -> bytes:
    done_fact = fact("d", "rectification.done.v1", on, subject, fault=fault, what="已更新")
    return encode(folded(RECTIFICATION, [done_fact], TODAY))


def appeal(on: str, outcome: str = "", decided_on: str = "2026-03-30") -> bytes:
    facts = [fact("a", "appeal.filed.v1", on, "ss-1", fault="s-1", reason="不属实")]
    ruling = {"subject": "cj-1", "decided_on": decided_on, "outcome": outcome, "reason": "经核实"}
    linked = {"assurance.appeal_ruling": [str(ruling).replace("'", '"').encode()] if outcome else []}
    return encode(folded(APPEAL, facts, TODAY, linked=linked))


def fold(
    *facts: Fact, reports: tuple[bytes, ...] = (), appeals: tuple[bytes, ...] = (), local: County = BY_DEFAULT
) -> Folded:
    linked = {RECTIFICATION.kind: list(reports), APPEAL.kind: list(appeals)}
    return folded(FAULT, facts, TODAY, linked=linked, county=local)


def codes(result: Folded) -> list[str]:
    return [finding.code for finding in result.state.findings]


def state(result: Folded) -> Any:
    assert isinstance(result.state, FaultState)
    return result.state


@pytest.mark.parametrize(
    ("on", "status"), [("2026-03-20", "met"), ("2026-03-27", "met"), ("2026-03-28", "met_late"), (None, "overdue")]
)
def test_rule_48_a_fault_is_mended_by_the_day_that_was_set(on: str | None, status: str) -> None:
    (duty,) = owed(fold(found(), reports=(done(on),) if on else ()), MEND_FAULT)
    assert (duty.opened_on, duty.due_on, duty.status) == (date(2026, 3, 20), date(2026, 3, 27), status)


def test_rule_48_a_re_check_confirms_what_the_unit_said_or_says_it_in_its_place() -> None:
    confirmed = fold(found(), rechecked("2026-03-30", mended=True), reports=(done("2026-03-26"),))
    assert (state(confirmed).mended_on, state(confirmed).confirmed) == (date(2026, 3, 26), True)
    assert confirmed.state.counts["2026-03"]["faults_mended"] == 1
    silent = fold(found(), rechecked("2026-03-30", mended=True))
    assert (state(silent).mended_on, owed(silent, MEND_FAULT)[0].status) == (date(2026, 3, 30), "met_late")
    unseen = fold(found(), reports=(done("2026-03-26"),))
    assert (state(unseen).confirmed, "faults_mended" in unseen.state.counts["2026-03"]) == (False, False)


def test_rule_48_a_re_check_that_fails_undoes_what_the_unit_said_up_to_its_day() -> None:
    failed = rechecked("2026-03-30", mended=False)
    result = fold(found(), failed, reports=(done("2026-03-26"), done("2026-03-30", "zg-2")))
    assert codes(result) == ["fault.not_mended"]
    assert owed(result, MEND_FAULT)[0].status == "overdue"
    assert result.state.counts["2026-03"]["rechecks_failed"] == 1
    again = fold(found(), failed, reports=(done("2026-03-26"), done("2026-04-02", "zg-2")))
    assert (state(again).mended_on, owed(again, MEND_FAULT)[0].status) == (date(2026, 4, 2), "met_late")
    passed = rechecked("2026-04-07", mended=True, number="s")
    assert state(fold(found(), failed, passed, reports=(done("2026-04-09"),))).mended_on == date(2026, 4, 7)


def test_a_re_check_or_a_mending_before_the_fault_is_found_and_does_not_count() -> None:
    result = fold(found(), rechecked("2026-03-19", mended=True), reports=(done("2026-03-18"),))
    assert codes(result) == ["fault.mended_early", "fault.rechecked_early"]
    assert owed(result, MEND_FAULT)[0].status == "overdue"
    assert state(result).rechecked_on == []


def test_what_speaks_of_a_fault_that_nobody_told_of_waits_and_is_named() -> None:
    result = fold(rechecked("2026-03-30", mended=True), reports=(done("2026-03-26"),), appeals=(appeal("2026-03-23"),))
    assert codes(result) == ["fault.unknown"] * 3
    assert ["zg-1" in finding.text for finding in result.state.findings].count(True) == 1
    assert result.state.counts == {}
    assert codes(fold(found(), rechecked("2026-03-30", mended=True), reports=(done("2026-03-26"),))) == []


@pytest.mark.parametrize("dropped", [True, False])
def test_what_is_dropped_or_appealed_against_with_success_was_no_fault(dropped: bool) -> None:
    why = [fact("x", "fault.dropped.v1", "2026-03-30", reason="不属于本单位职责")] if dropped else []
    appeals = () if dropped else (appeal("2026-03-23", "成立"),)
    result = fold(found(), rechecked("2026-03-29", mended=False), *why, appeals=appeals)
    assert state(result).dropped_on == date(2026, 3, 30)
    assert owed(result, MEND_FAULT)[0].status == "excused"
    assert (codes(result), result.state.counts) == ([], {"2026-03": {"mend_fault!due": 1, "mend_fault!excused": 1}})


@pytest.mark.parametrize("outcome", ["部分成立", "不成立", ""])
def test_an_appeal_that_is_not_wholly_upheld_leaves_the_fault(outcome: str) -> None:
    result = fold(found(), appeals=(appeal("2026-03-23", outcome),))
    assert result.state.counts["2026-03"]["faults_by_kind@栏目不更新"] == 1


@pytest.mark.parametrize(("on", "late"), [("2026-03-27", []), ("2026-03-28", ["fault.appeal_late"])])
def test_an_appeal_against_a_fault_comes_within_five_working_days_where_the_county_says_so(
    on: str, late: list[str]
) -> None:
    assert codes(fold(found(), appeals=(appeal(on),), local=ASKING)) == late
    assert codes(fold(found(), appeals=(appeal(on),))) == []


def test_a_fault_that_is_told_again_keeps_its_first_day_and_has_its_newest_limit() -> None:
    result = fold(found(), found("2026-03-24", "2026-04-10", "错链断链", "g"))
    (duty,) = owed(result, MEND_FAULT)
    assert (duty.opened_on, duty.due_on) == (date(2026, 3, 20), date(2026, 4, 10))
    assert result.state.sends == [f"assurance.accountability/{ORG}/错链断链"]


def test_who_answers_for_a_fault_is_counted_by_what_came_of_it() -> None:
    result = fold(found(), fact("x", "fault.accounted.v1", "2026-05-08", outcome="约谈"))
    assert result.state.counts["2026-05"] == {"accounted@约谈": 1}
