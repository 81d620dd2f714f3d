"""Rule 47: the public's appraisal: answers by kind of people, grade, n, published by the day that is set."""

from __future__ import annotations

from datetime import date

import pytest

from chassis.case import Folded
from contracts.appraisal import (
    APPRAISAL,
    APPRAISAL_RESULT,
    APPRAISE,
    INVITED,
    KINDS,
    AppraisalResultState,
    AppraisalState,
)
from contracts.envelope import Fact
from contracts.profile import BY_DEFAULT, County
from tests.families.making import county, fact, folded, owed

TODAY = date(2026, 12, 31)
SINCE = [{"since": "2021-01-01"}]
CHOICES = {"duties": [{"duty": APPRAISE.code, "spans": SINCE}], "checks": [{"check": KINDS.code, "spans": SINCE}]}
ASKING = county(**CHOICES)
LIKELY = ("held", "published")


def group(kind: str = "社会公众", asked: int = 500, answered: int = 300) -> dict[str, object]:
    return {"kind": kind, "asked": asked, "answered": answered, "content": answered // 2, "satisfied": answered // 4}


ALL_KINDS = [group(kind.value, 10, 8) for kind in INVITED]


def held(on: str = "2026-01-12", *groups: dict[str, object], number: str = "h", year: int = 2025) -> Fact:
    return fact(number, "appraisal.held.v1", on, year=year, groups=list(groups or ALL_KINDS), grade="满意")


def published(on: str, number: str = "p") -> Fact:
    return fact(number, "appraisal.published.v1", on)


def fold(*facts: Fact, today: date = TODAY, local: County = ASKING) -> Folded:
    return folded(APPRAISAL, facts, today, county=local)


def codes(result: Folded) -> list[str]:
    return [finding.code for finding in result.state.findings]


@pytest.mark.parametrize(
    ("on", "status"), [("2026-01-19", "met"), ("2026-03-31", "met"), ("2026-04-01", "met_late"), (None, "overdue")]
)
def test_rule_47_the_result_is_public_by_31_march_of_the_next_year(on: str | None, status: str) -> None:
    (duty,) = owed(fold(held(), *([published(on)] if on else [])), APPRAISE)
    assert (duty.opened_on, duty.due_on, duty.status) == (date(2025, 12, 31), date(2026, 3, 31), status)


@pytest.mark.parametrize(("on", "status"), [("2026-01-20", "met"), ("2026-01-21", "met_late")])
def test_rule_47_or_by_20_january_where_the_county_sets_that(on: str, status: str) -> None:
    limit = {"duty": APPRAISE.code, "since": "2021-01-01", "amount": 1, "unit": "day_of_year", "month": 1, "day": 20}
    (duty,) = owed(fold(held(), published(on), local=county(**CHOICES, limits=[limit])), APPRAISE)
    assert (duty.due_on, duty.status) == (date(2026, 1, 20), status)


def test_what_was_ordered_is_owed_from_the_end_of_its_year_on_and_where_nobody_asks_not_at_all() -> None:
    ordered = fact("o", "appraisal.planned.v1", "2025-12-08", year=2025)
    before = fold(ordered, today=date(2025, 12, 30))
    assert (owed(before, APPRAISE), before.check_on) == ([], date(2025, 12, 31))
    assert owed(fold(ordered), APPRAISE)[0].status == "overdue"
    assert owed(fold(ordered, local=BY_DEFAULT), APPRAISE) == []


def test_rule_47_answers_count_by_kind_of_people_with_the_grade() -> None:
    result = fold(held("2026-01-12", group(), group("新闻媒体", 4, 4)), local=BY_DEFAULT)
    assert result.state.counts["2026-01"] == {
        "appraisal_asked": 504,
        "appraisal_answered": 304,
        "appraisal_content": 152,
        "appraisal_satisfied": 76,
        "appraisal_answered_by_kind@社会公众": 300,
        "appraisal_answered_by_kind@新闻媒体": 4,
        "appraisal_grades@满意": 1,
    }
    assert isinstance(result.state, AppraisalState)
    assert (result.state.asked, result.state.answered, result.state.grade) == (504, 304, "满意")


def test_what_is_held_again_replaces_and_is_met_by_the_first_publication_after_the_first() -> None:
    result = fold(held(), published("2026-01-19"), held("2026-02-02", group("社会公众", 9, 6), number="i"))
    assert isinstance(result.state, AppraisalState)
    assert (result.state.answered, result.state.published_on) == (6, date(2026, 1, 19))
    assert "2026-01" not in result.state.counts


def test_rule_47_all_kinds_that_the_document_names_are_asked_where_the_county_asks_for_it() -> None:
    assert codes(fold(held())) == []
    lacking = held("2026-01-12", *ALL_KINDS[1:])
    assert codes(fold(lacking)) == ["appraisal.kinds_missing"]
    assert "人大代表" in fold(lacking).state.findings[0].text
    assert codes(fold(lacking, local=BY_DEFAULT)) == []


def test_a_result_without_an_appraisal_and_an_appraisal_without_answers_are_found() -> None:
    assert codes(fold(published("2026-01-19"))) == ["appraisal.not_held"]
    early = fold(held(), published("2026-01-11"))
    assert codes(early) == ["appraisal.not_held"]
    assert owed(early, APPRAISE)[0].status == "overdue"
    assert codes(fold(held("2026-01-12", group("社会公众", 9, 0)), local=BY_DEFAULT)) == ["appraisal.unanswered"]


def test_rule_47_what_people_answered_about_a_unit_counts_at_the_unit() -> None:
    told = fact("t", "appraisal_result.told.v1", "2026-01-12", year=2025, groups=[group()], grade="基本满意")
    result = folded(APPRAISAL_RESULT, [told], TODAY)
    assert result.state.counts["2026-01"]["unit_appraisal_content"] == 150
    assert result.state.counts["2026-01"]["unit_appraisal_grades@基本满意"] == 1
    assert isinstance(result.state, AppraisalResultState)
    assert (result.state.year, result.state.content) == (2025, 150)
