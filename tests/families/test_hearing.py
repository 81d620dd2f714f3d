"""Rule 36: papers reach those who take part seven days before the hearing, whose list is published in advance."""

from __future__ import annotations

from datetime import date

import pytest

from chassis.case import Folded
from contracts.envelope import Fact
from contracts.hearing import HEARING, HEARING_FEEDBACK, HEARING_PAPERS, PAPERS_AHEAD, PARTICIPANTS, HearingState
from contracts.profile import BY_DEFAULT, County
from tests.families.making import county, fact, folded, owed

TODAY = date(2026, 6, 30)
SINCE = [{"since": "2021-01-01"}]
ASKING = county(
    duties=[{"duty": duty.code, "spans": SINCE} for duty in (HEARING_PAPERS, HEARING_FEEDBACK)],
    checks=[{"check": PARTICIPANTS.code, "spans": SINCE}],
)
LIKELY = ("announced", "papers_sent", "held")
PEOPLE = {"interested": 3, "public": 4}


def announced(on: str = "2026-04-20", takes_place_on: str = "2026-05-20", number: str = "a", **data: str) -> Fact:
    return fact(number, "hearing.announced.v1", on, takes_place_on=takes_place_on, **data)


def papers(on: str) -> Fact:
    return fact("m", "hearing.papers_sent.v1", on)


def listed(on: str = "2026-05-10") -> Fact:
    return fact("l", "hearing.participants_published.v1", on, participants=PEOPLE)


def held(on: str = "2026-05-20") -> Fact:
    return fact("h", "hearing.held.v1", on, participants=PEOPLE)


def fold(*facts: Fact, today: date = TODAY, county: County = ASKING) -> Folded:
    return folded(HEARING, facts, today, county=county)


def codes(result: Folded) -> list[str]:
    return [finding.code for finding in result.state.findings]


@pytest.mark.parametrize(
    ("on", "status", "departures"),
    [
        ("2026-05-01", "met", []),
        ("2026-05-13", "met", []),
        ("2026-05-14", "met_late", ["hearing.papers_late"]),
        ("2026-05-21", "met_late", ["hearing.papers_late"]),
    ],
    ids=["long before", "seven days", "six days", "a hearing before its papers"],
)
def test_rule_36_papers_come_seven_days_before_the_hearing(on: str, status: str, departures: list[str]) -> None:
    result = fold(announced(), papers(on), listed(), held())
    (duty,) = owed(result, HEARING_PAPERS)
    assert (duty.due_on, duty.status) == (date(2026, 5, 13), status)
    assert codes(result) == departures
    assert ("hearings_papers_late" in result.state.counts["2026-05"]) is bool(departures)


def test_a_hearing_before_its_papers_is_found_whether_or_not_a_county_asks_for_papers() -> None:
    result = fold(held(), papers("2026-05-25"), county=BY_DEFAULT)
    assert codes(result) == ["hearing.papers_late"]
    assert (owed(result, HEARING_PAPERS), result.state.counts["2026-05"]["hearings_papers_late"]) == ([], 1)


def test_papers_that_nobody_tells_of_are_overdue_where_the_county_asks_and_silence_elsewhere() -> None:
    asking = fold(announced(), listed(), held())
    assert [duty.status for duty in owed(asking, HEARING_PAPERS)] == ["overdue"]
    assert asking.state.counts["2026-05"]["hearings_papers_late"] == 1
    silent = fold(announced(), listed(), held(), county=BY_DEFAULT)
    assert silent.obligations == []
    assert "hearings_papers_late" not in silent.state.counts["2026-05"]


def test_papers_are_due_as_soon_as_the_hearing_is_announced_and_move_with_it() -> None:
    (open_duty,) = owed(fold(announced(), today=date(2026, 4, 21)), HEARING_PAPERS)
    assert (open_duty.due_on, open_duty.status) == (date(2026, 5, 13), "open")
    postponed = announced("2026-05-10", "2026-06-10", "a2")
    (moved,) = owed(fold(announced(), postponed, today=date(2026, 5, 15)), HEARING_PAPERS)
    assert (moved.opened_on, moved.due_on, moved.status) == (date(2026, 4, 20), date(2026, 6, 3), "open")


def test_a_hearing_announced_too_late_owes_its_papers_at_once() -> None:
    (duty,) = owed(fold(announced("2026-05-18"), today=date(2026, 5, 18)), HEARING_PAPERS)
    assert (duty.opened_on, duty.due_on) == (date(2026, 5, 18), date(2026, 5, 18))


def test_a_county_may_ask_for_papers_earlier() -> None:
    local = county(limits=[{"duty": PAPERS_AHEAD.code, "since": "2026-01-01", "amount": 10, "unit": "calendar_days"}])
    assert codes(fold(announced(), papers("2026-05-10"), listed(), held(), county=local)) == []
    assert codes(fold(announced(), papers("2026-05-11"), listed(), held(), county=local)) == ["hearing.papers_late"]


@pytest.mark.parametrize(
    ("lists", "departures"),
    [
        ([listed("2026-05-19")], []),
        ([listed("2026-05-20")], ["hearing.participants_late"]),
        ([], ["hearing.participants_unpublished"]),
    ],
)
def test_rule_36_the_list_of_participants_is_published_in_advance(lists: list[Fact], departures: list[str]) -> None:
    assert codes(fold(announced(), papers("2026-05-01"), *lists, held())) == departures


@pytest.mark.parametrize(
    ("on", "status"), [("2026-05-10", "excused"), ("2026-05-13", "excused"), ("2026-05-15", "met_late")]
)
def test_a_hearing_that_is_called_off_needs_no_papers(on: str, status: str) -> None:
    off = fact("x", "hearing.cancelled.v1", on, reason="议题撤回")
    assert [duty.status for duty in owed(fold(announced(), off), HEARING_PAPERS)] == [status]


@pytest.mark.parametrize(
    ("again", "cancelled_on", "status"),
    [("2026-05-12", None, "overdue"), ("2026-05-09", date(2026, 5, 10), "excused")],
    ids=["announced anew after it was called off", "postponed, then called off"],
)
def test_a_hearing_that_is_announced_again_after_it_was_called_off_takes_place(
    again: str, cancelled_on: date | None, status: str
) -> None:
    off = fact("x", "hearing.cancelled.v1", "2026-05-10", reason="场地维修")
    result = fold(announced(), off, announced(again, "2026-06-20", "a2"))
    (duty,) = owed(result, HEARING_PAPERS)
    assert isinstance(result.state, HearingState)
    assert (duty.due_on, duty.status, result.state.cancelled_on) == (date(2026, 6, 13), status, cancelled_on)


def test_rule_36_what_became_of_the_opinions_heard_is_published() -> None:
    feedback = fact("f", "hearing.feedback.v1", "2026-06-02", received=12, adopted=3, answered=12)
    result = fold(announced(), papers("2026-05-01"), listed(), held(), feedback)
    assert [duty.status for duty in owed(result, HEARING_FEEDBACK)] == ["met"]
    assert result.state.counts["2026-05"]["hearing_opinions_adopted"] == 3
    assert isinstance(result.state, HearingState)
    assert (result.state.participants, result.state.feedback_on) == (7, date(2026, 6, 2))
    assert codes(fold(feedback)) == ["hearing.not_held"]


@pytest.mark.parametrize(
    ("delivered", "status", "met_on"),
    [("2026-05-10", "met", date(2026, 5, 10)), ("2026-05-11", "excused", None), ("2026-05-20", "excused", None)],
)
def test_papers_that_come_after_the_hearing_was_called_off_meet_nothing(
    delivered: str, status: str, met_on: date | None
) -> None:
    off = fact("x", "hearing.cancelled.v1", "2026-05-10", reason="议题撤回")
    (duty,) = owed(fold(announced(), off, papers(delivered)), HEARING_PAPERS)
    assert (duty.status, duty.met_on) == (status, met_on)


@pytest.mark.parametrize("step", [papers("2026-05-01"), listed()])
def test_papers_or_participants_of_a_hearing_that_nobody_announced_or_held_are_found(step: Fact) -> None:
    assert codes(fold(step)) == ["hearing.not_held"]
    assert "hearing.not_held" not in codes(fold(step, announced()))
    assert "hearing.not_held" not in codes(fold(step, held()))


def test_an_announced_hearing_of_which_nobody_says_what_became_is_found_on_the_day_after() -> None:
    ahead = fold(announced(), papers("2026-05-01"), today=date(2026, 5, 20))
    assert (codes(ahead), ahead.check_on) == ([], date(2026, 5, 21))
    assert codes(fold(announced(), papers("2026-05-01"), today=date(2026, 5, 21))) == ["hearing.outcome_untold"]
    postponed = announced("2026-05-19", "2026-07-20", "a2")
    assert codes(fold(announced(), papers("2026-05-01"), postponed)) == []
    off = fact("x", "hearing.cancelled.v1", "2026-05-10", reason="议题撤回")
    assert codes(fold(announced(), off)) == []
