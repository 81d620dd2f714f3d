"""From a family to its fold: its place in the flow, and the contract that holds for every fold."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from chassis.case import FINDINGS_LEFT_OUT, MOST_FINDINGS, Case, ContractError
from chassis.met import MOST_MET
from chassis.rules import fold_subject, levels, rules_of
from contracts.kit import Key
from law.findings import Finding
from law.periods import Every
from tests.chassis.ledgers import ORG
from tests.chassis.toys import BED, PLANT, STALL, TOYS, WATER, PlantState
from tests.families.making import CALENDAR

TODAY = date(2026, 3, 9)
ROSE = Key(PLANT.kind, ORG, "rose")


def case(today: date = TODAY) -> Case:
    return Case(ROSE, [], CALENDAR, today)


def test_a_service_s_kinds_lie_on_levels_by_what_they_take_within_it() -> None:
    assert levels(rules_of("garden", TOYS)) == [[PLANT.kind], [BED.kind]]
    assert levels(rules_of("market", TOYS)) == [[STALL.kind]]
    assert levels({}) == []


def test_several_families_of_one_module_have_a_fold_each() -> None:
    rules = rules_of("garden", TOYS)
    assert (rules[PLANT.kind].fold.__name__, rules[BED.kind].fold.__name__) == ("fold_plant", "fold_bed")


@pytest.mark.parametrize("check_on", [TODAY, date(2026, 3, 8)])
def test_a_fold_that_would_be_looked_at_again_today_or_before_breaks_its_contract(check_on: date) -> None:
    rules = rules_of("garden", TOYS)[PLANT.kind]
    asking = rules.__class__(rules.family, lambda c: rules.fold(c)._replace(check_on=check_on), None)
    with pytest.raises(ContractError, match="not after 2026-03-09"):
        fold_subject(asking, ROSE, [], CALENDAR, TODAY)


def test_the_next_look_is_the_earliest_of_the_days_ahead() -> None:
    looking = case()
    for day in (TODAY, date(2026, 3, 20), date(2026, 3, 12), date(2026, 1, 1)):
        looking.look_again(day)
    assert looking.close(PlantState).check_on == date(2026, 3, 12)


def test_obligations_of_one_duty_stand_side_by_side_and_two_of_one_day_are_told_apart() -> None:
    owing = case()
    days = [date(2026, 3, 2), date(2026, 3, 3), date(2026, 3, 3)]
    assert [owing.owe(WATER, day).id for day in days] == [
        "water:2026-03-02",
        "water:2026-03-03",
        "water:2026-03-03:2",
    ]
    assert owing.owe(WATER, TODAY, name="2026-Q1").id == "water:2026-Q1"
    assert len({owed.id for owed in owing.close(PlantState).obligations}) == 4


@pytest.mark.parametrize(
    ("met_on", "excused", "status"),
    [
        (None, False, "open"),
        ("2026-03-09", False, "met"),
        ("2026-12-31", False, "met_late"),
        (None, True, "excused"),
        (None, "2026-03-20", "excused"),
        (None, "2026-12-31", "open"),
    ],
)
def test_one_status_holds_at_a_time(met_on: str | None, excused: bool | str, status: str) -> None:
    fell_away = date.fromisoformat(excused) if isinstance(excused, str) else excused
    met = date.fromisoformat(met_on) if met_on else None
    assert case().owe(WATER, TODAY, met_on=met, excused=fell_away).status == status


def test_what_is_no_longer_owed_is_excused_until_its_due_day_and_ended_late_after_it() -> None:
    due = case().owe(WATER, TODAY).due_on
    in_time = case().owe(WATER, TODAY, ended_on=due)
    assert (in_time.status, in_time.met_on) == ("excused", None)
    late = case().owe(WATER, TODAY, ended_on=due + timedelta(days=1))
    assert (late.status, late.met_on) == ("met_late", due + timedelta(days=1))
    met = case().owe(WATER, TODAY, met_on=due, ended_on=due + timedelta(days=1))
    assert (met.status, met.met_on) == ("met", due)


def test_a_period_opens_by_itself_and_the_next_is_looked_for_when_it_comes() -> None:
    opening = case()
    assert [p.name for p in opening.periods(Every.QUARTER, date(2025, 11, 1))] == ["2025-Q4", "2026-Q1"]
    assert opening.close(PlantState).check_on == date(2026, 4, 1)
    ended = case()
    assert [p.name for p in ended.periods(Every.MONTH, date(2026, 1, 1), date(2026, 2, 3))] == [
        "2026-01",
        "2026-02",
    ]
    assert ended.close(PlantState).check_on is None


def test_of_very_many_findings_the_newest_are_named_and_a_flag_says_so() -> None:
    finding = case()
    for number in range(MOST_FINDINGS + 3):
        finding.find(Finding(date.fromordinal(TODAY.toordinal() + number), "c", "a", "t"))
    state = finding.close(PlantState).state
    assert (len(state.findings), state.flags) == (MOST_FINDINGS, [FINDINGS_LEFT_OUT])
    assert state.findings[-1].on == date.fromordinal(TODAY.toordinal() + MOST_FINDINGS + 2)


def test_of_duties_met_in_time_the_newest_are_named_in_short_and_all_are_counted() -> None:
    meeting = case()
    for number in range(MOST_MET + 2):
        opened_on = date(2026, 1, 1) + timedelta(days=number)
        meeting.owe(WATER, opened_on, met_on=opened_on, facts=[f"f{number}-{each}" for each in range(9)])
    meeting.owe(WATER, TODAY)
    state = meeting.close(PlantState).state
    assert [met.met_on for met in state.met] == [date(2026, 1, 3) + timedelta(days=each) for each in range(MOST_MET)]
    assert (state.met[0].id, state.met[0].facts) == ("water:2026-01-03", [f"f2-{each}" for each in range(5)])
    assert [owed.status for owed in state.obligations] == ["open"]
    assert sum(month.get("water!met", 0) for month in state.counts.values()) == MOST_MET + 2


def test_nothing_is_counted_without_a_day_or_an_amount() -> None:
    counting = case()
    counting.count(None, "plants_planted")
    counting.count(TODAY, "plants_planted", 0)
    counting.count(TODAY, "plants_planted", 2)
    assert counting.close(PlantState).state.counts == {"2026-03": {"plants_planted": 2}}
