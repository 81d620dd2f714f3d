"""The oracle and the folds note the same steps of applications, and the year has units in which some look odd."""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import date

import pytest

from contracts.application import APPLICATION
from contracts.dispute import DISPUTE
from contracts.families import Families
from demo.generate import simulated_year
from demo.oracle.application.signals import signals
from demo.oracle.case import Case, Judged
from demo.oracle.judging import Bench, judgements
from demo.oracle.notices import read_calendar
from demo.steps import FIRST, LAST
from services.assessment.months import Months, months_of
from services.assessment.scores import named
from services.assessment.signals import indicators_of
from tests.demo.folds import COUNTIES, UNITS, Line, folded, until

Noted = dict[str, list[tuple[date, str]]]
CODES = {"answered", "extended_near_due", "reopened"}


def by_folds(lines: list[Line], today: date) -> Noted:
    states = folded(lines, today).states.items()
    noted = {
        key: sorted((signal.on, signal.code) for signal in state.signals if signal.code in CODES)
        for key, state in states
        if key.startswith(f"{APPLICATION.kind}/")
    }
    return {key: each for key, each in noted.items() if each}


def by_oracle(lines: list[Line], today: date) -> Noted:
    noted: Noted = {}

    def judge(case: Case) -> Judged:
        if of_case := signals(case):
            noted[f"{APPLICATION.kind}/{case.subject.org}/{case.subject.id}"] = of_case
        return Judged()

    judgements(lines, Bench({APPLICATION.kind: judge}), read_calendar(), today, COUNTIES, {})
    return noted


@pytest.mark.parametrize("today", [date(2026, 6, 30), date(2027, 8, 2)])
def test_both_note_the_same_steps_of_a_years_applications(today: date) -> None:
    lines = until(simulated_year(UNITS, 102, families=Families((DISPUTE, APPLICATION))).accepted, today)
    assert by_folds(lines, today) == by_oracle(lines, today)
    assert {code for each in by_folds(lines, today).values() for _, code in each} == CODES


def test_the_year_of_the_demonstration_has_units_in_which_something_looks_odd() -> None:
    lines = simulated_year(UNITS, 101, families=Families((DISPUTE, APPLICATION))).accepted
    units: defaultdict[str, dict[str, Months]] = defaultdict(dict)
    for key, state in folded(lines, LAST).states.items():
        units[state.org][key] = months_of(json.dumps(state.model_dump(mode="json")))
    rows = [row for org, own in units.items() for row in indicators_of("c", org, named("2026")[0], own, FIRST)]
    assert "close_and_reopen" in {row.code for row in rows}
    assert all(row.facts for row in rows)
