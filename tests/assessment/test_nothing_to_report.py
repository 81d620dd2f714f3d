"""零报告: what a unit says of a period that is over excuses its months, and is no voice of the month in which it is said."""

from __future__ import annotations

import json

import pytest

from law.scoring.evidence import Evidence
from services.assessment.evidence import ground_of
from services.assessment.months import months_of
from services.assessment.scores import named
from tests.families.making import ORG
from tests.families.test_self_report import fold, reported


def evidence(period: str, on: str) -> Evidence:
    state = fold(reported("a", on, nothing_to_report=True)).state
    months = months_of(json.dumps(state.model_dump(mode="json")))
    return ground_of(ORG, {f"assurance.self_report/{ORG}/a": months}).evidence(ORG, named(period)[0])


@pytest.mark.parametrize("period", ["2026-01", "2026-02", "2026-03", "2026-Q1"])
def test_what_is_said_of_a_quarter_holds_for_it_and_for_each_of_its_months(period: str) -> None:
    of_period = evidence(period, "2026-04-03")
    assert of_period.nothing_to_report
    assert not of_period.heard
    assert not of_period.silent


@pytest.mark.parametrize("period", ["2026-04", "2026-Q2", "2026", "2026-05"])
def test_it_says_nothing_of_any_other_period_and_is_no_voice_of_that_in_which_it_comes(period: str) -> None:
    of_period = evidence(period, "2026-04-03")
    assert not of_period.nothing_to_report
    assert not of_period.heard


def test_it_cannot_be_said_before_the_period_is_over() -> None:
    assert not evidence("2026-Q1", "2026-03-30").nothing_to_report
