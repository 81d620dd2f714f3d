"""The yearly evaluation and the clean-up of documents: which year owes what, across year ends (条例第十八条)."""

from __future__ import annotations

import json
from datetime import date
from itertools import permutations

import pytest

from contracts.disclosure import FAMILY as DISCLOSURE
from contracts.disclosure import PUBLISH
from contracts.document import CLEAN_UP, EVALUATE, FAMILY, PUBLISH_CLEAN_UP, PUBLISH_EVALUATION
from contracts.envelope import Fact
from tests.families.disclosing import published
from tests.families.documents import ASKING, cleaned, codes, draft, evaluated, expired, kept, state, statuses
from tests.families.making import CALENDAR, fact, folded, owed, owing, state_of


def years(*facts: Fact, today: str) -> dict[str, str]:
    """Year → status of its evaluation."""
    opened = statuses(EVALUATE, *facts, today=date.fromisoformat(today))
    assert all(day.endswith("-01-01") for day in opened)
    return {day[:4]: status for day, status in opened.items()}


def test_rule_12_what_is_not_public_is_evaluated_every_year_from_the_one_after_its_signature() -> None:
    assert years(*kept("2023-12-31"), today="2023-12-31") == {}
    assert years(*kept("2023-12-31"), today="2024-01-01") == {"2024": "open"}
    assert years(*kept("2024-01-01"), today="2024-12-31") == {}
    assert years(*kept("2024-01-01"), today="2025-01-01") == {"2025": "open"}
    assert years(*kept("2023-12-31", "不予公开"), today="2026-01-01") == {
        "2024": "overdue",
        "2025": "overdue",
        "2026": "open",
    }


def test_rule_12_it_is_due_on_the_last_day_of_its_year() -> None:
    assert years(*kept("2023-06-01"), today="2024-12-31") == {"2024": "open"}
    (duty, _) = owed(folded(FAMILY, kept("2023-06-01"), date(2025, 1, 1), county=ASKING), EVALUATE)
    assert (duty.opened_on, duty.due_on, duty.status) == (date(2024, 1, 1), date(2024, 12, 31), "overdue")
    assert duty.facts == ["a", "d"]


@pytest.mark.parametrize("attribute", ["主动公开", None])
def test_rule_12_what_is_public_and_what_has_no_attribute_is_not_evaluated(attribute: str | None) -> None:
    signed = [draft(on="2023-06-01", attribute=attribute), fact("a", "document.approved.v1", "2023-06-02")]
    assert years(*signed, today="2026-06-30") == {}


@pytest.mark.parametrize(
    ("evaluation", "at"),
    [
        (("2025-03-01", 2025), {"2024": "overdue", "2025": "met"}),
        (("2025-01-02", 2024), {"2024": "met_late", "2025": "open"}),
        (("2024-12-31", 2024), {"2024": "met", "2025": "open"}),
        (("2024-01-01", 2024), {"2024": "met", "2025": "open"}),
        (("2024-12-30", 2025), {"2024": "overdue", "2025": "open"}),
    ],
)
def test_rule_12_an_evaluation_is_of_the_year_that_it_names(evaluation: tuple[str, int], at: dict[str, str]) -> None:
    assert years(*kept("2023-06-01"), evaluated(*evaluation), today="2025-06-30") == at


def test_an_evaluation_of_a_year_that_has_not_begun_is_found() -> None:
    facts = [*kept("2023-06-01"), evaluated("2024-12-30", 2025)]
    assert codes(*facts) == ["evaluation.before_year"]


@pytest.mark.parametrize(
    ("before", "after", "attribute", "departures"),
    [
        ("依申请公开", "主动公开", "主动公开", []),
        ("不予公开", "主动公开", "主动公开", []),
        ("不予公开", "依申请公开", "依申请公开", []),
        ("依申请公开", "依申请公开", "依申请公开", []),
        ("不予公开", None, "不予公开", []),
        ("依申请公开", "不予公开", "依申请公开", ["evaluation.downward"]),
        ("主动公开", "依申请公开", "主动公开", ["evaluation.downward"]),
        ("主动公开", "不予公开", "主动公开", ["evaluation.downward"]),
    ],
)
def test_rule_12_an_evaluation_only_opens_further(
    before: str, after: str | None, attribute: str, departures: list[str]
) -> None:
    facts = [*kept("2023-06-01", before), evaluated("2024-05-06", 2024, after)]
    assert state(*facts).attribute == attribute
    assert [code for code in codes(*facts) if code.startswith("evaluation")] == departures
    if departures and before != "主动公开":
        assert years(*facts, today="2024-12-31") == {"2024": "met"}


def test_what_was_made_public_is_not_evaluated_any_more_and_is_to_be_published_from_that_day() -> None:
    facts = [*kept("2023-06-01"), evaluated("2024-05-06", 2024, "主动公开")]
    assert years(*facts, today="2026-06-30") == {"2024": "met"}
    linked = {FAMILY.kind: [state_of(FAMILY, facts, date(2024, 6, 30))]}
    (duty,) = owed(folded(DISCLOSURE, [], date(2024, 6, 30), linked=linked), PUBLISH)
    due_on = CALENDAR.known_on(date(2024, 6, 30)).add_working_days(date(2024, 5, 6), 20).due_on
    assert (duty.opened_on, duty.due_on, duty.facts) == (date(2024, 5, 6), due_on, ["e"])
    whole = folded(DISCLOSURE, [published("2024-05-20")], date(2024, 6, 30), linked=linked)
    assert ([owing.status for owing in whole.obligations], whole.state.flags) == (["met"], [])


def test_made_public_early_in_a_year_for_the_year_before_ends_what_the_new_year_opened() -> None:
    facts = [*kept("2023-06-01"), evaluated("2025-01-02", 2024, "主动公开")]
    assert years(*facts, today="2026-06-30") == {"2024": "met_late", "2025": "excused"}


def test_void_during_the_year_ends_its_evaluation_and_void_at_its_beginning_opens_none() -> None:
    assert years(*kept("2023-06-01"), expired("2024-03-01"), today="2026-06-30") == {"2024": "excused"}
    assert years(*kept("2023-06-01"), expired("2024-01-01"), today="2026-06-30") == {}
    assert years(*kept("2023-06-01"), expired("2023-12-31"), today="2026-06-30") == {}
    late = [*kept("2023-06-01"), expired("2025-03-01")]
    assert years(*late, today="2026-06-30") == {"2024": "met_late", "2025": "excused"}


def test_an_evaluation_of_what_is_void_is_found_and_moves_nothing() -> None:
    facts = [*kept("2023-06-01"), expired("2024-03-01"), evaluated("2024-04-01", 2024, "主动公开")]
    assert codes(*facts) == ["evaluation.void"]
    assert state(*facts).attribute == "依申请公开"


def test_what_a_clean_up_finds_still_in_force_is_evaluated_again_from_the_next_year() -> None:
    facts = [*kept("2022-06-01"), expired("2023-03-01"), cleaned("2023-12-01", "继续有效")]
    assert years(*facts, today="2024-06-30") == {"2023": "excused", "2024": "open"}
    assert state(*facts).stage == "approved"


def test_of_two_evaluations_of_a_year_the_first_meets_it_and_both_may_open() -> None:
    facts = [
        *kept("2023-06-01", "不予公开"),
        evaluated("2024-03-01", 2024, "依申请公开", "e1"),
        evaluated("2024-06-03", 2024, "主动公开", "e2"),
    ]
    whole = state(*facts)
    assert [(held.since.month, held.attribute) for held in whole.attributes] == [
        (6, "不予公开"),
        (3, "依申请公开"),
        (6, "主动公开"),
    ]
    assert whole.made_public_on == date(2024, 6, 3)
    assert whole.counts["2024-03"] | whole.counts["2024-06"] == {
        "documents_evaluated": 1,
        "documents_opened@依申请公开": 1,
        "documents_opened@主动公开": 1,
    } | {code: 1 for code in whole.counts["2024-03"] if "!" in code}


def test_the_order_in_which_evaluations_arrive_changes_nothing() -> None:
    facts = [
        *kept("2023-06-01", "不予公开"),
        evaluated("2024-03-01", 2024, "依申请公开", "e1"),
        evaluated("2025-01-02", 2024, "主动公开", "e2"),
        evaluated("2025-02-03", 2025, None, "e3"),
    ]
    first = state(*facts).encoded()
    for turned in permutations(facts):
        ordered = sorted(turned, key=lambda evaluation: (evaluation.time, evaluation.id))
        assert state(*ordered).encoded() == first


def test_rule_12_the_result_of_each_year_is_to_be_published() -> None:
    facts = [*kept("2023-06-01"), evaluated("2024-05-06", 2024)]

    def evaluation_result(on: str, year: int) -> Fact:
        return fact("p", "document.evaluation_published.v1", on, year=year)

    def results(*more: Fact) -> dict[str, str]:
        return statuses(PUBLISH_EVALUATION, *facts, *more, today=date(2024, 12, 31))

    assert results() == {"2024-05-06": "overdue"}
    assert results(evaluation_result("2024-05-31", 2024)) == {"2024-05-06": "met"}
    assert results(evaluation_result("2024-06-03", 2024)) == {"2024-05-06": "met_late"}
    assert results(evaluation_result("2024-05-31", 2023)) == {"2024-05-06": "overdue"}
    assert codes(*facts, evaluation_result("2024-05-05", 2024)) == ["evaluation.published_before"]


def test_what_another_organisation_has_to_disclose_is_neither_evaluated_nor_cleaned_up_nor_published_here() -> None:
    joint = [
        draft(on="2023-06-01", attribute="依申请公开", lead="fengjie-bb"),
        fact("a", "document.approved.v1", "2023-06-02"),
        expired("2025-06-02"),
    ]
    assert folded(FAMILY, joint, date(2026, 6, 30), county=ASKING).obligations == []
    public = [draft(attribute="主动公开", lead="fengjie-bb"), fact("a", "document.approved.v1", "2026-03-06")]
    linked = {FAMILY.kind: [state_of(FAMILY, public, date(2026, 6, 30))]}
    assert folded(DISCLOSURE, [], date(2026, 6, 30), linked=linked).obligations == []


@pytest.mark.parametrize(
    ("facts", "clean_up", "results", "stage"),
    [
        ([expired("2024-05-06")], {"2024-05-06": "overdue"}, {}, "expired"),
        (
            [expired("2024-05-06"), cleaned("2025-05-06", "失效")],
            {"2024-05-06": "met"},
            {"2025-05-06": "overdue"},
            "expired",
        ),
        (
            [expired("2024-05-06"), cleaned("2025-05-07", "废止")],
            {"2024-05-06": "met_late"},
            {"2025-05-07": "overdue"},
            "expired",
        ),
        (
            [expired("2024-05-06"), cleaned("2024-12-02", "修改")],
            {"2024-05-06": "met"},
            {"2024-12-02": "overdue"},
            "approved",
        ),
        ([cleaned("2024-12-02", "废止")], {"2024-12-02": "met"}, {"2024-12-02": "overdue"}, "expired"),
        ([cleaned("2024-12-02", "继续有效")], {}, {"2024-12-02": "overdue"}, "approved"),
    ],
)
def test_what_is_void_is_cleaned_up_within_a_year_and_the_result_is_published(
    facts: list[Fact], clean_up: dict[str, str], results: dict[str, str], stage: str
) -> None:
    whole = [draft(on="2023-06-01", attribute="主动公开"), fact("a", "document.approved.v1", "2023-06-02"), *facts]
    today = date(2026, 6, 30)
    assert statuses(CLEAN_UP, *whole, today=today) == clean_up
    assert statuses(PUBLISH_CLEAN_UP, *whole, today=today) == results
    assert state(*whole).stage == stage


def test_one_publication_tells_of_every_clean_up_before_it_and_none_after_it() -> None:
    facts = [cleaned("2024-12-02", "继续有效", "c1"), cleaned("2025-12-01", "废止", "c2")]

    def results(*days: str) -> dict[str, str]:
        publications = [fact(f"p{day}", "document.clean_up_published.v1", day) for day in days]
        return statuses(PUBLISH_CLEAN_UP, *facts, *publications, today=date(2026, 6, 30))

    assert results("2024-12-09") == {"2024-12-02": "met", "2025-12-01": "overdue"}
    assert results("2025-12-09") == {"2024-12-02": "met_late", "2025-12-01": "met"}
    before = fact("p", "document.clean_up_published.v1", "2024-12-01")
    assert "clean_up.published_before" in codes(*facts, before)


def test_the_same_clean_up_told_twice_is_owed_once_and_an_expiry_told_twice_is_found() -> None:
    twice = [cleaned("2024-12-02", "废止", "c1"), cleaned("2024-12-02", "废止", "c2")]
    assert len(statuses(PUBLISH_CLEAN_UP, *twice)) == 1
    assert "document.twice" in codes(expired("2024-05-06", "x1"), expired("2024-05-07", "x2"))


def test_two_years_evaluated_on_one_day_are_two_results_to_publish() -> None:
    both = [*kept("2023-06-01"), evaluated("2025-01-02", 2024, None, "e1"), evaluated("2025-01-02", 2025, None, "e2")]
    assert statuses(PUBLISH_EVALUATION, *both) == {"2025-01-02": "overdue", "2025-01-02:2": "overdue"}


def test_a_county_that_does_not_ask_for_it_is_owed_nothing_and_one_that_does_from_its_day_on() -> None:
    facts = [*kept("2019-06-01"), expired("2024-05-06"), cleaned("2024-12-02", "废止")]
    assert folded(FAMILY, facts, date(2026, 6, 30)).obligations == []
    late = owing("2021-01-01", EVALUATE)
    opened = [owing.opened_on.year for owing in folded(FAMILY, facts, date(2026, 6, 30), county=late).obligations]
    assert opened == [2021, 2022, 2023, 2024]


def test_decades_of_lateness_make_a_state_that_fits() -> None:
    whole = state(*kept("2008-01-02"), today=date(2036, 6, 30))
    assert len(whole.obligations) == 28
    assert len(json.dumps(whole.model_dump(mode="json"))) < 40_000
