"""Appeals of units: filed in time and before the issue, decided with a reason by the 主管部门 and by nobody else."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from chassis.case import Folded, encode
from contracts.appeal import APPEAL, APPEAL_RULING, AppealState
from contracts.assessment_notice import ASSESSMENT_NOTICE
from contracts.envelope import Fact
from tests.families.making import ORG, fact, folded

TODAY = date(2026, 12, 31)
LIKELY = ("filed", "filed", "withdrawn")
Q1 = "2026-Q1"


def filed(on: str = "2026-04-14", number: str = "f", **named: Any) -> Fact:
    against = named or {"notice": Q1, "deduction": "栏目更新"}
    return fact(number, "appeal.filed.v1", on, reason="已按期更新", **against)


def ruling(on: str, outcome: str = "成立", subject: str = "cj-1", appeal: str = "s-1") -> bytes:
    said = fact("d", "appeal_ruling.decided.v1", on, subject, appeal=appeal, outcome=outcome, reason="经核实")
    return encode(folded(APPEAL_RULING, [said], TODAY))


def notice(issued_on: str = "") -> bytes:
    facts = [fact("p", "assessment_notice.put.v1", "2026-04-13", Q1, period=Q1, appeal_by="2026-04-20")]
    if issued_on:
        facts.append(fact("i", "assessment_notice.issued.v1", issued_on, Q1, period=Q1, report_number="〔2026〕第1期"))
    return encode(folded(ASSESSMENT_NOTICE, facts, TODAY))


def fold(*facts: Fact, rulings: tuple[bytes, ...] = (), notices: tuple[bytes, ...] = (notice(),)) -> Folded:
    linked = {APPEAL_RULING.kind: list(rulings), ASSESSMENT_NOTICE.kind: list(notices)}
    return folded(APPEAL, facts, TODAY, linked=linked)


def codes(result: Folded) -> list[str]:
    return [finding.code for finding in result.state.findings]


@pytest.mark.parametrize("outcome", ["成立", "部分成立", "不成立"])
def test_an_appeal_is_decided_with_a_reason_and_counts_by_outcome(outcome: str) -> None:
    result = fold(filed(), rulings=(ruling("2026-04-17", outcome),))
    assert result.state.counts == {"2026-04": {"appeals_filed": 1, f"appeals_decided@{outcome}": 1}}
    assert isinstance(result.state, AppealState)
    assert (result.state.decided_on, result.state.outcome, result.state.reason) == (
        date(2026, 4, 17),
        outcome,
        "经核实",
    )
    assert codes(result) == []


def test_of_several_rulings_the_newest_counts() -> None:
    result = fold(filed(), rulings=(ruling("2026-04-19", "不成立", "cj-2"), ruling("2026-04-17")))
    assert result.state.counts["2026-04"]["appeals_decided@不成立"] == 1
    changed = [
        fact(number, "appeal_ruling.decided.v1", on, appeal="s-1", outcome=outcome, reason="经核实")
        for number, on, outcome in (("a", "2026-04-17", "成立"), ("b", "2026-04-19", "不成立"))
    ]
    assert codes(folded(APPEAL_RULING, changed, TODAY)) == ["appeal_ruling.changed"]


@pytest.mark.parametrize(("on", "found"), [("2026-04-20", []), ("2026-04-21", ["appeal.late"])])
def test_an_appeal_comes_by_the_day_that_the_notice_sets(on: str, found: list[str]) -> None:
    assert codes(fold(filed(on))) == found


def test_an_appeal_after_the_report_was_issued_is_found_and_kept() -> None:
    result = fold(filed("2026-04-27"), notices=(notice("2026-04-24"),))
    assert codes(result) == ["appeal.after_issue", "appeal.late"]
    assert result.state.counts == {"2026-04": {"appeals_filed": 1}}


@pytest.mark.parametrize(
    ("rulings", "withdrawn_on", "found"),
    [
        ((), "", ["appeal.undecided"]),
        ((ruling("2026-04-24"),), "", []),
        ((ruling("2026-04-25"),), "", ["appeal.undecided"]),
        ((), "2026-04-23", []),
    ],
)
def test_what_was_appealed_is_decided_before_the_issue(
    rulings: tuple[bytes, ...], withdrawn_on: str, found: list[str]
) -> None:
    given_up = [fact("w", "appeal.withdrawn.v1", withdrawn_on)] if withdrawn_on else []
    assert codes(fold(filed(), *given_up, rulings=rulings, notices=(notice("2026-04-24"),))) == found


def test_a_ruling_of_nothing_too_early_or_after_the_withdrawal_does_not_count() -> None:
    unknown = fold(rulings=(ruling("2026-04-17"),))
    assert codes(unknown) == ["appeal.unknown"]
    early = fold(filed(), rulings=(ruling("2026-04-13"),))
    assert codes(early) == ["appeal.ruled_early"]
    late = fold(filed(), fact("w", "appeal.withdrawn.v1", "2026-04-15"), rulings=(ruling("2026-04-17"),))
    assert codes(late) == ["appeal.ruled_withdrawn"]
    for result in (unknown, early, late):
        assert "appeals_decided@成立" not in result.state.counts.get("2026-04", {})


def test_an_appeal_flows_to_its_fault_and_one_against_nothing_is_found() -> None:
    assert fold(filed(fault="wt-1")).state.sends == [f"assurance.fault/{ORG}/wt-1"]
    assert codes(fold(fact("f", "appeal.filed.v1", "2026-04-14", reason="不服"))) == ["appeal.against_nothing"]
    assert fold(filed(notice="2026-02"), notices=()).state.flags == ["notice_unknown"]
