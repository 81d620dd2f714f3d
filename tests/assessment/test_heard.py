"""Whether anything was heard of a unit: zero, nothing to report and silence are three things, the same to all who read states."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

import pytest

from contracts.assessment_notice import ASSESSMENT_NOTICE as NOTICE
from contracts.disclosure import FAMILY as DISCLOSURE
from contracts.document import FAMILY as DOCUMENT
from contracts.kit import Family
from contracts.rubric.evidence import heard, stocks, subject
from contracts.self_report import SELF_REPORT
from contracts.state import SubjectState
from law.periods import Every, period_of, periods
from law.scoring.evidence import Evidence
from law.scoring.ground import Ground
from services.assessment.evidence import ground_of
from services.assessment.months import Months, months_of
from tests.families.golden_county import TODAY, UNITS, facts, states
from tests.families.making import ORG, fact, folded


def of_month(month: int, *told: tuple[Family, SubjectState]) -> Evidence:
    """A unit's evidence of a month of 2026, as the service makes it; the command that compares rubrics has the same."""
    keyed = {f"{family.kind}/{ORG}/{number}": state for number, (family, state) in enumerate(told)}
    period = period_of(Every.MONTH, date(2026, month, 1))
    served = ground_of(ORG, {key: rows(state) for key, state in keyed.items()}).evidence(ORG, period)
    read = Ground((subject(key, 1, state) for key, state in keyed.items()), stocks()).evidence(ORG, period)
    assert (served.heard, served.nothing_to_report) == (read.heard, read.nothing_to_report)
    return served


def rows(state: SubjectState) -> Months:
    return months_of(state.encoded())


def test_a_fact_that_counts_nothing_is_heard_in_its_month() -> None:
    formed = fact("f", "disclosure.formed.v1", "2026-01-05", attribute="依申请公开")
    annulled = fact("g", "disclosure.formed.v1", "2026-02-05", attribute="不予公开")
    state = folded(DISCLOSURE, [formed, annulled], TODAY).state
    assert state.told_in == ["2026-01", "2026-02"]
    assert of_month(2, (DISCLOSURE, state)).heard
    assert of_month(3, (DISCLOSURE, state)).silent


def test_a_zero_report_speaks_for_the_months_of_its_period_and_makes_nobody_heard_when_it_comes() -> None:
    told = fact("s", "self_report.reported.v1", "2026-02-03", period="2026-01", nothing_to_report=True)
    state = folded(SELF_REPORT, [told], TODAY).state
    january, february = (of_month(month, (SELF_REPORT, state)) for month in (1, 2))
    assert (january.heard, january.nothing_to_report, january.silent) == (False, True, False)
    assert february.silent


def test_what_the_county_office_says_of_a_unit_is_not_its_voice() -> None:
    assert heard(f"{NOTICE.kind}/{ORG}/n", {"2026-01": {"assessments_called": 1}}, ["2026-01"]) == set()


@pytest.mark.parametrize("name", ["publish!due", "publish!overdue", "documents_returned", "documents_in_force@规章"])
def test_duties_faults_and_stocks_are_no_voice(name: str) -> None:
    assert heard(f"{DOCUMENT.kind}/{ORG}/n", {"2026-01": {name: 1}}, []) == set()


def test_the_service_and_the_command_have_the_same_of_every_unit_and_month_of_a_county() -> None:
    told = states(facts())
    own: defaultdict[str, dict[str, Months]] = defaultdict(dict)
    for key, state in told.items():
        own[state.org][key] = rows(state)
    read = Ground((subject(key, 1, state) for key, state in told.items()), stocks())
    for org in UNITS:
        served = ground_of(org, own[org])
        for period in periods(Every.MONTH, date(2026, 1, 1), TODAY):
            assert served.evidence(org, period) == read.evidence(org, period)
