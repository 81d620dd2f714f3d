"""Rule 37: meetings that the public attends: topics on the list, invitees by kind, notice, feedback."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from chassis.case import Folded, encode
from contracts.attendance import ANNOUNCED, ATTENDANCE, ATTENDANCE_FEEDBACK, NOTICE, TOPICS, AttendanceState
from contracts.decision import DECISION
from contracts.envelope import Fact
from contracts.profile import BY_DEFAULT, County
from tests.families.making import county, fact, folded, owed

TODAY = date(2026, 12, 31)
SINCE = [{"since": "2021-01-01"}]
ASKING = county(
    duties=[{"duty": ATTENDANCE_FEEDBACK.code, "spans": SINCE}],
    checks=[{"check": check.code, "spans": SINCE} for check in (TOPICS, ANNOUNCED)],
)
LIKELY = ("announced", "invited", "held")
TOPIC = {"title": "停车收费", "decision": "jc-1"}


def announced(on: str = "2026-06-05", *topics: dict[str, str], **data: Any) -> Fact:
    content = {"meets_on": "2026-06-12", "meeting": "常务会议", "topics": list(topics or (TOPIC,))}
    return fact("a", "attendance.announced.v1", on, **(content | data))


def invited(on: str = "2026-06-08", **people: int) -> Fact:
    return fact("i", "attendance.invited.v1", on, invitees=people or {"interested": 2, "media": 1})


def held(on: str = "2026-06-12", **people: int) -> Fact:
    return fact("h", "attendance.held.v1", on, attendees=people or {"interested": 2, "expert": 1})


def decision(listed_on: str = "2026-02-02", dropped_on: str = "") -> bytes:
    facts = [fact("l", "decision.listed.v1", listed_on, "jc-1", title="停车收费", matter="重大行政决策")]
    if dropped_on:
        facts.append(fact("x", "decision.dropped.v1", dropped_on, "jc-1", reason="取消"))
    return encode(folded(DECISION, facts, TODAY))


def fold(*facts: Fact, decisions: tuple[bytes, ...] = (decision(),), county: County = ASKING) -> Folded:
    return folded(ATTENDANCE, facts, TODAY, linked={DECISION.kind: list(decisions)}, county=county)


def codes(result: Folded) -> list[str]:
    return [finding.code for finding in result.state.findings]


@pytest.mark.parametrize(
    ("topics", "decisions", "departures"),
    [
        ((TOPIC,), (decision(),), []),
        ((TOPIC,), (), ["attendance.topic_off_list"]),
        ((TOPIC,), (decision(dropped_on="2026-06-01"),), ["attendance.topic_off_list"]),
        ((TOPIC,), (decision(listed_on="2026-06-20"),), ["attendance.topic_off_list"]),
        ((TOPIC, {"title": "其他"}), (decision(),), ["attendance.topic_off_list"]),
    ],
)
def test_rule_37_topics_are_decisions_of_the_list_on_the_day_of_the_meeting(
    topics: tuple[dict[str, str], ...], decisions: tuple[bytes, ...], departures: list[str]
) -> None:
    facts = (announced("2026-06-05", *topics), invited(), held())
    result = fold(*facts, decisions=decisions)
    assert codes(result) == departures
    assert codes(fold(*facts, decisions=decisions, county=BY_DEFAULT)) == []
    assert isinstance(result.state, AttendanceState)
    assert result.state.off_list == len(departures)


@pytest.mark.parametrize(("on", "departures"), [("2026-06-07", []), ("2026-06-08", ["attendance.notice_short"])])
def test_rule_37_the_meeting_is_announced_five_days_ahead(on: str, departures: list[str]) -> None:
    assert codes(fold(announced(on), invited("2026-06-09"), held())) == departures


def test_the_notice_is_as_long_as_the_county_says_shorter_too() -> None:
    local = county(limits=[{"duty": NOTICE.code, "since": "2026-01-01", "amount": 2, "unit": "working_days"}])
    assert codes(fold(announced("2026-06-10"), invited(), held(), county=local)) == []
    assert codes(fold(announced("2026-06-11"), invited(), held(), county=local)) == ["attendance.notice_short"]


def test_rule_37_people_are_invited_by_kind_and_somebody_comes() -> None:
    assert codes(fold(announced(), held())) == ["attendance.nobody_invited"]
    assert codes(fold(announced(), invited("2026-06-13"), held())) == ["attendance.nobody_invited"]
    assert codes(fold(announced(), invited(public=0), held())) == ["attendance.nobody_invited"]
    assert codes(fold(announced(), invited(), held(public=0))) == ["attendance.nobody"]
    assert codes(fold(held())) == ["attendance.no_topic", "attendance.nobody_invited", "attendance.unannounced"]


@pytest.mark.parametrize(
    ("on", "status"), [("2026-06-12", "met"), ("2026-07-13", "met"), ("2026-07-14", "met_late"), (None, "overdue")]
)
def test_rule_37_attendees_are_told_what_was_adopted_and_decided(on: str | None, status: str) -> None:
    feedback = [fact("f", "attendance.feedback.v1", on, received=4, adopted=1, answered=4)] if on else []
    (duty,) = owed(fold(announced(), invited(), held(), *feedback), ATTENDANCE_FEEDBACK)
    assert (duty.opened_on, duty.due_on, duty.status) == (date(2026, 6, 12), date(2026, 7, 13), status)


@pytest.mark.parametrize(("off", "cancelled_on"), [("2026-06-04", None), ("2026-06-06", date(2026, 6, 6))])
def test_a_meeting_that_is_announced_again_after_it_was_called_off_takes_place(
    off: str, cancelled_on: date | None
) -> None:
    first = fact("b", "attendance.announced.v1", "2026-06-01", meets_on="2026-06-08", meeting="常务会议")
    result = fold(first, fact("x", "attendance.cancelled.v1", off, reason="会议改期"), announced())
    assert isinstance(result.state, AttendanceState)
    assert result.state.cancelled_on == cancelled_on


def test_feedback_on_a_meeting_that_nobody_told_of_waits() -> None:
    feedback = fact("f", "attendance.feedback.v1", "2026-06-20", received=4, adopted=1)
    assert codes(fold(feedback)) == ["attendance.not_held"]


def test_people_are_counts_by_kind() -> None:
    result = fold(announced(), invited(), held())
    assert result.state.counts["2026-06"] == {
        "attendees_by_kind@专家": 1,
        "attendees_by_kind@利益相关方": 2,
        "invitees_by_kind@利益相关方": 2,
        "invitees_by_kind@媒体": 1,
        "meetings_attended": 1,
    }


@pytest.mark.parametrize(("again", "found"), [("2026-06-12", []), ("2026-06-13", ["attendance.topic_off_list"])])
def test_rule_37_a_decision_that_was_dropped_and_listed_again_is_a_topic_from_then_on(
    again: str, found: list[str]
) -> None:
    facts = [
        fact("l", "decision.listed.v1", "2026-02-02", "jc-1", title="停车收费", matter="重大行政决策"),
        fact("x", "decision.dropped.v1", "2026-03-02", "jc-1", reason="取消"),
        fact("l2", "decision.listed.v1", again, "jc-1", title="停车收费", matter="重大行政决策"),
    ]
    relisted = encode(folded(DECISION, facts, TODAY))
    assert codes(fold(announced(), invited(), held(), decisions=(relisted,))) == found


def test_a_meeting_of_which_nobody_says_what_became_is_found_after_its_day_and_invitations_to_none_at_once() -> None:
    assert codes(fold(announced())) == ["attendance.outcome_untold"]
    ahead = folded(ATTENDANCE, [announced()], date(2026, 6, 12), county=ASKING)
    assert (codes(ahead), ahead.check_on) == ([], date(2026, 6, 13))
    assert codes(fold(announced(), fact("x", "attendance.cancelled.v1", "2026-06-10", reason="改期"))) == []
    assert codes(fold(invited())) == ["attendance.not_held"]
