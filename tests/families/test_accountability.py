"""Rule 48: the same kind of fault in the same unit again, within the span of a re-check: proposed to be held to account."""

from __future__ import annotations

import json
from datetime import date

import pytest

from chassis.case import Folded
from contracts.fault import ACCOUNTABILITY, FAULT, REPEATED, AccountabilityState
from contracts.profile import BY_DEFAULT, County
from tests.families.making import county, folded

TODAY = date(2027, 12, 31)
CHOICES = {"checks": [{"check": REPEATED.code, "spans": [{"since": "2021-01-01"}]}]}
ASKING = county(**CHOICES)
KIND = "栏目不更新"


def known(subject: str, found_on: str, *rechecked_on: str, kind: str = KIND, **more: str) -> bytes:
    content = {"subject": subject, "kind": kind, "found_on": found_on, "rechecked_on": list(rechecked_on), **more}
    return json.dumps(content).encode()


def fold(*faults: bytes, local: County = ASKING) -> Folded:
    return folded(ACCOUNTABILITY, [], TODAY, linked={FAULT.kind: list(faults)}, county=local, subject=KIND)


def repeated(result: Folded) -> list[tuple[str, str]]:
    assert isinstance(result.state, AccountabilityState)
    return [(each.fault, each.after) for each in result.state.repeated]


FIRST = known("wt-1", "2026-03-20", "2026-03-30")


@pytest.mark.parametrize(
    ("found_on", "again"),
    [("2026-03-29", False), ("2026-03-30", False), ("2026-03-31", True), ("2027-03-30", True), ("2027-03-31", False)],
)
def test_rule_48_a_fault_comes_again_when_it_is_found_after_a_re_check_within_the_span(
    found_on: str, again: bool
) -> None:
    result = fold(FIRST, known("wt-2", found_on))
    assert repeated(result) == ([("wt-2", "wt-1")] if again else [])
    assert [finding.code for finding in result.state.findings] == (["accountability.repeated"] if again else [])
    assert result.state.counts.get(found_on[:7], {}) == ({"faults_repeated": 1} if again else {})


@pytest.mark.parametrize(("found_on", "again"), [("2026-06-30", True), ("2026-07-01", False)])
def test_the_span_is_the_county_s(found_on: str, again: bool) -> None:
    limits = [{"duty": REPEATED.code, "since": "2021-01-01", "amount": 3, "unit": "months"}]
    result = fold(FIRST, known("wt-2", found_on), local=county(**CHOICES, limits=limits))
    assert bool(repeated(result)) is again


def test_rule_48_a_fault_that_was_not_re_checked_or_was_none_is_not_repeated() -> None:
    assert repeated(fold(known("wt-1", "2026-03-20"), known("wt-2", "2026-05-06"))) == []
    dropped = known("wt-1", "2026-03-20", "2026-03-30", dropped_on="2026-04-01")
    assert repeated(fold(dropped, known("wt-2", "2026-05-06"))) == []
    assert repeated(fold(FIRST, known("wt-2", "2026-05-06", dropped_on="2026-05-08"))) == []
    assert repeated(fold(FIRST, known("wt-2", "2026-05-06", kind="错链断链"))) == []


def test_the_proposal_stands_until_somebody_answers_for_it() -> None:
    open_ = fold(FIRST, known("wt-2", "2026-05-06"))
    assert isinstance(open_.state, AccountabilityState)
    assert open_.state.proposals == 1
    assert "建议启动责任追究" in open_.state.findings[0].text
    closed = fold(FIRST, known("wt-2", "2026-05-06", accounted_on="2026-05-20"))
    assert isinstance(closed.state, AccountabilityState)
    assert (closed.state.proposals, "2026-05-20" in closed.state.findings[0].text) == (0, True)


def test_where_the_county_does_not_ask_it_is_counted_and_nothing_proposed() -> None:
    result = fold(FIRST, known("wt-2", "2026-05-06"), local=BY_DEFAULT)
    assert (result.state.findings, result.state.counts) == ([], {"2026-05": {"faults_repeated": 1}})


def test_of_several_re_checks_the_last_before_the_fault_counts() -> None:
    result = fold(known("wt-1", "2025-01-10", "2025-02-01", "2025-12-20"), known("wt-2", "2026-05-06", "2026-05-10"))
    assert repeated(result) == [("wt-2", "wt-1")]
