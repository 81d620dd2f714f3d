"""Rule 49: training as it was planned and as it was held; nothing is lost of what was held without a plan."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from chassis.case import Folded
from contracts.envelope import Fact
from contracts.profile import BY_DEFAULT, County
from contracts.training import HOLD_TRAINING, TRAINING, TrainingState
from tests.families.making import fact, folded, owed, owing

TODAY = date(2026, 12, 31)
ASKING = owing("2021-01-01", HOLD_TRAINING)
LIKELY = ("planned", "held", "held")


def session(number: str, hold_by: str) -> dict[str, str]:
    return {"session": number, "topic": f"第{number}课", "hold_by": hold_by}


def planned(on: str, *sessions: dict[str, str], number: str = "p") -> Fact:
    return fact(number, "training.planned.v1", on, year=2026, sessions=list(sessions))


def held(number: str, on: str, named: str | None = None, attended: int = 20) -> Fact:
    more: dict[str, Any] = {} if named is None else {"session": named}
    return fact(number, "training.held.v1", on, topic="条例", attended=attended, **more)


def fold(*facts: Fact, county: County = ASKING, today: date = TODAY) -> Folded:
    return folded(TRAINING, facts, today, county=county)


def codes(result: Folded) -> list[str]:
    return [finding.code for finding in result.state.findings]


PLAN = planned("2026-02-25", session("1", "2026-04-30"), session("2", "2026-10-31"))


@pytest.mark.parametrize(
    ("on", "status"), [("2026-04-16", "met"), ("2026-04-30", "met"), ("2026-05-01", "met_late"), (None, "overdue")]
)
def test_rule_49_each_planned_session_is_owed_by_its_day(on: str | None, status: str) -> None:
    result = fold(PLAN, *([held("h", on, "1")] if on else []))
    first, second = owed(result, HOLD_TRAINING)
    assert (first.id, first.opened_on, first.due_on, first.status) == (
        "hold_training:1",
        date(2026, 2, 25),
        date(2026, 4, 30),
        status,
    )
    assert (second.id, second.status) == ("hold_training:2", "overdue")
    assert owed(fold(PLAN, county=BY_DEFAULT), HOLD_TRAINING) == [], "where no county asks for it, silence is no fault"


def test_rule_49_the_share_of_the_plan_that_was_held_is_counted_by_the_days_of_the_plan() -> None:
    result = fold(PLAN, held("h", "2026-05-06", "1", 30), held("i", "2026-05-07", "1", 5), held("x", "2026-05-08"))
    assert result.state.counts["2026-04"] == {
        "hold_training!due": 1,
        "hold_training!met_late": 1,
        "trainings_held_as_planned": 1,
        "trainings_planned": 1,
    }
    assert result.state.counts["2026-05"] == {"people_trained": 55, "trainings_held": 3}
    assert result.state.counts["2026-10"]["trainings_planned"] == 1
    assert isinstance(result.state, TrainingState)
    assert (result.state.held, result.state.held_as_planned, result.state.attended) == (3, 1, 55)


def test_a_training_without_a_plan_is_found_and_counts_all_the_same() -> None:
    result = fold(held("h", "2026-05-06"))
    assert codes(result) == ["training.without_plan"]
    assert result.state.counts == {"2026-05": {"people_trained": 20, "trainings_held": 1}}
    assert codes(fold(held("h", "2026-05-06"), PLAN)) == [], "a plan that is told later puts it right"


def test_a_session_that_no_plan_names_and_a_training_of_nobody_are_found() -> None:
    assert codes(fold(PLAN, held("h", "2026-05-06", "7"))) == ["training.session_unknown"]
    assert codes(fold(PLAN, held("h", "2026-05-06", "1", 0))) == ["training.nobody"]


@pytest.mark.parametrize(
    ("on", "sessions", "found"),
    [
        ("2026-05-10", [session("2", "2026-10-31")], ["training.plan_cut"]),
        ("2026-05-10", [session("1", "2026-06-30"), session("2", "2026-10-31")], ["training.plan_cut"]),
        ("2026-04-10", [session("1", "2026-06-30"), session("2", "2026-10-31")], []),
        ("2026-05-10", [session("1", "2026-04-30")], []),
    ],
)
def test_a_plan_that_drops_or_puts_off_what_was_due_already_is_found(
    on: str, sessions: list[dict[str, str]], found: list[str]
) -> None:
    newer = planned(on, *sessions, number="q")
    assert codes(fold(PLAN, newer)) == found
    assert codes(fold(PLAN, newer, held("h", "2026-04-20", "1"))) == []


def test_a_plan_told_after_its_own_days_owes_from_these_days_on() -> None:
    (only,) = owed(fold(planned("2026-06-01", session("1", "2026-04-30"))), HOLD_TRAINING)
    assert (only.opened_on, only.due_on, only.status) == (date(2026, 4, 30), date(2026, 4, 30), "overdue")
