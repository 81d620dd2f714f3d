"""Reviews and lawsuits over an application: its cases, what their decisions order, and by when (条例第五十一条)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from contracts.application import APPLICATION
from contracts.application.state import ApplicationDetail, ApplicationState
from contracts.dispute import COMPLY_LAW
from contracts.envelope import Fact
from contracts.obligations import Obligation
from tests.families.application.said import disputed, result, said
from tests.families.application.said import state as state_on
from tests.families.making import owed as all_owed

TODAY = date(2026, 6, 30)

RECEIVED = said("received", "2026-03-02", applicant_kind="natural")
REFUSED = said("answered", "2026-03-20", code="withheld", ground="in_process", reasoned=True)
FILED = disputed("review_filed", "2026-04-07")
ORDERED = disputed("review_decided", "2026-05-20", result="corrected", disclose=True)
"""Within 20 working days: by 17 June 2026."""

Summary = tuple[str, str, str, str | None]


def duties(code: str, *facts: Fact, today: date = TODAY) -> list[Obligation]:
    return all_owed(result(*facts, today=today), APPLICATION.duty(code))


def summary(*facts: Fact, today: date = TODAY) -> list[Summary]:
    """Every duty to comply: id, due, status, met."""
    return [
        (duty.id, duty.due_on.isoformat(), duty.status.value, duty.met_on.isoformat() if duty.met_on else None)
        for duty in duties("comply", *facts, today=today)
    ]


def overdue(*facts: Fact, today: date = TODAY) -> list[str]:
    """Duties to answer or to comply that are overdue."""
    return [
        duty.id
        for code in ("answer", "comply")
        for duty in duties(code, *facts, today=today)
        if duty.status == "overdue"
    ]


@pytest.mark.parametrize(
    ("decision", "due"),
    [
        ({}, "2026-06-17"),
        ({"served_on": "2026-05-25"}, "2026-06-23"),
        ({"served_on": "2026-05-25", "within": 10}, "2026-06-08"),
        ({"within": 60}, "2026-08-13"),
        ({"served_on": "2026-05-25", "until": "2026-06-01"}, "2026-06-01"),
        ({"until": "2026-06-01", "within": 10}, "2026-06-01"),
        ({"until": "2026-05-01"}, "2026-06-17"),
        ({"served_on": "2026-05-01"}, "2026-06-17"),
    ],
    ids=[
        "as for an answer, from the decision",
        "from the day it was served",
        "its own period from the day it was served",
        "its own period",
        "the day that it names",
        "the day that it names before its period",
        "a day before the decision is none",
        "nor is a service before it",
    ],
)
def test_an_order_is_owed_by_its_own_day(decision: dict[str, Any], due: str) -> None:
    ordered = disputed("review_decided", "2026-05-20", result="corrected", disclose=True, **decision)
    ((name, due_on, _, met_on),) = summary(RECEIVED, REFUSED, FILED, ordered)
    assert (name, due_on, met_on) == ("comply:fu-1", due, None)


def test_a_decision_that_orders_nothing_owes_nothing() -> None:
    upheld = disputed("review_decided", "2026-05-20", result="upheld")
    assert summary(RECEIVED, REFUSED, FILED, upheld) == []


def test_two_orders_stand_side_by_side_each_with_its_day() -> None:
    facts = [RECEIVED, REFUSED, FILED, ORDERED]
    facts += [
        disputed("lawsuit_filed", "2026-06-01", "su-1", after_review=True),
        disputed("lawsuit_decided", "2026-06-10", "su-1", result="corrected", disclose=True, served_on="2026-06-15"),
    ]
    both = [("comply:fu-1", "2026-06-17", "overdue", None), ("comply:su-1", "2026-07-14", "open", None)]
    assert summary(*facts) == both
    between = said("answered", "2026-06-08", code="granted")
    assert summary(*facts, between) == [("comply:fu-1", "2026-06-17", "met", "2026-06-08"), both[1]]
    after = said("answered", "2026-06-24", code="granted")
    assert summary(*facts, after) == [
        ("comply:fu-1", "2026-06-17", "met_late", "2026-06-24"),
        ("comply:su-1", "2026-07-14", "met", "2026-06-24"),
    ]


@pytest.mark.parametrize("reopened", ["2026-05-20", "2026-05-21", "2026-06-01"])
def test_an_order_and_the_reopening_that_follows_it_are_one_omission_and_one_duty(reopened: str) -> None:
    facts = [RECEIVED, REFUSED, FILED, ORDERED, said("reopened", reopened)]
    assert overdue(*facts, today=date(2026, 12, 1)) == ["comply:fu-1"]
    answers = duties("answer", *facts)
    assert [(duty.opened_on.isoformat(), duty.status) for duty in answers] == [("2026-03-02", "met")]
    answered = said("answered", "2026-06-17", code="granted", number="second")
    assert summary(*facts, answered) == [("comply:fu-1", "2026-06-17", "met", "2026-06-17")]


def test_two_orders_and_one_reopening_are_two_duties_and_no_third() -> None:
    lawsuit = disputed("lawsuit_decided", "2026-05-25", "su-1", result="corrected", disclose=True)
    facts = [RECEIVED, REFUSED, FILED, ORDERED, lawsuit, said("reopened", "2026-05-26")]
    assert overdue(*facts, today=date(2026, 12, 1)) == ["comply:fu-1", "comply:su-1"]


def test_an_answer_that_was_never_given_and_the_order_to_give_it_are_two_omissions() -> None:
    facts = [RECEIVED, FILED, ORDERED]
    assert overdue(*facts, today=date(2026, 12, 1)) == ["answer:2026-03-02", "comply:fu-1"]


def test_a_reopening_of_the_offices_own_owes_an_answer_whatever_is_ordered_before_or_after_it() -> None:
    own = [RECEIVED, REFUSED, said("reopened", "2026-04-20")]
    assert overdue(*own, FILED, ORDERED, today=date(2026, 12, 1)) == ["answer:2026-04-20", "comply:fu-1"]
    answered = said("answered", "2026-06-01", code="granted", number="second")
    again = said("reopened", "2026-06-08")
    complied = [RECEIVED, REFUSED, FILED, ORDERED, said("reopened", "2026-05-21"), answered, again]
    assert overdue(*complied, today=date(2026, 12, 1)) == ["answer:2026-06-08"]


def test_of_one_day_the_time_tells_whether_an_answer_follows_the_decision() -> None:
    decision = ORDERED._replace(time=ORDERED.time.replace(hour=12))
    answered = said("answered", "2026-05-20", code="granted", number="second")
    earlier, later = (answered._replace(time=answered.time.replace(hour=hour)) for hour in (9, 15))
    assert summary(RECEIVED, REFUSED, FILED, decision, later)[0][2:] == ("met", "2026-05-20")
    assert summary(RECEIVED, REFUSED, FILED, decision, answered)[0][2:] == ("met", "2026-05-20")
    assert summary(RECEIVED, REFUSED, FILED, decision, earlier)[0][2:] == ("overdue", None)


def test_at_one_moment_the_answer_comes_before_the_withdrawal_and_meets_the_order() -> None:
    answered = said("answered", "2026-06-10", code="granted", number="second")
    gone = said("withdrawn", "2026-06-10")
    assert answered.time == gone.time
    assert summary(RECEIVED, FILED, ORDERED, answered, gone)[0][2:] == ("met", "2026-06-10")


def test_an_answer_that_ends_a_period_in_the_moment_of_its_reopening_has_obeyed_before_it() -> None:
    answered, again = said("answered", "2026-06-10", code="granted", number="second"), said("reopened", "2026-06-10")
    assert answered.time == again.time
    facts = [RECEIVED, FILED, ORDERED, answered, again]
    assert overdue(*facts, today=date(2026, 12, 1)) == ["answer:2026-06-10"]


def test_an_answer_to_an_order_counts_on_the_day_of_its_service() -> None:
    facts = [RECEIVED, REFUSED, FILED, ORDERED, said("reopened", "2026-05-21")]
    facts += [said("answered", "2026-06-17", code="granted", way="当面交付"), said("delivered", "2026-06-22")]
    assert summary(*facts) == [("comply:fu-1", "2026-06-17", "met_late", "2026-06-22")]


def test_an_answer_to_an_order_counts_so_without_a_reopening_too() -> None:
    facts = [RECEIVED, REFUSED, FILED, ORDERED]
    facts += [said("answered", "2026-06-17", code="granted", way="当面交付"), said("delivered", "2026-06-22")]
    assert summary(*facts) == [("comply:fu-1", "2026-06-17", "met_late", "2026-06-22")]


@pytest.mark.parametrize(("until", "due"), [(None, "2026-06-17"), ("2026-06-05", "2026-06-05")])
def test_reopened_for_an_order_it_is_due_by_the_day_of_the_order(until: str | None, due: str) -> None:
    ordered = disputed("review_decided", "2026-05-20", result="corrected", disclose=True, until=until)
    facts = [RECEIVED, REFUSED, FILED, ordered, said("reopened", "2026-05-25")]
    whole = result(*facts, today=date(2026, 6, 1))
    assert isinstance(whole.state, ApplicationState)
    assert isinstance(detail := whole.detail() if whole.detail else None, ApplicationDetail)
    assert whole.state.due_on == detail.lines[-1].due_on == date.fromisoformat(due)
    answered = said("answered", "2026-06-02", code="granted", number="second")
    assert state_on(*facts, answered, today=date(2026, 6, 2)).due_on is None
    own = [RECEIVED, REFUSED, said("reopened", "2026-05-25")]
    assert state_on(*own, today=date(2026, 6, 1)).due_on == date(2026, 6, 23)


@pytest.mark.parametrize(
    ("answered", "codes"), [("2026-06-10", []), ("2026-06-11", ["comply.late"]), ("2026-07-31", ["comply.late"])]
)
@pytest.mark.parametrize("reopened", [[], [said("reopened", "2026-05-25")]])
def test_an_answer_after_the_day_of_the_order_is_found_late_by_that_day_and_by_no_other(
    reopened: list[Fact], answered: str, codes: list[str]
) -> None:
    ordered = disputed("review_decided", "2026-05-20", result="corrected", disclose=True, within=15)
    again = said("answered", answered, code="granted", number="second")
    findings = state_on(RECEIVED, REFUSED, FILED, ordered, *reopened, again, today=date(2026, 8, 3)).findings
    late = [finding for finding in findings if finding.code.endswith(".late")]
    assert [finding.code for finding in late] == codes
    assert all("2026-06-10前履行" in finding.text and finding.fact == "second" for finding in late)


def test_what_the_applicant_withdrew_need_not_be_answered_again() -> None:
    gone = said("withdrawn", "2026-06-01")
    assert summary(RECEIVED, FILED, ORDERED, gone)[0][2] == "excused"
    assert summary(RECEIVED, FILED, ORDERED, gone, said("answered", "2026-06-25", code="granted"))[0][2] == "excused"
    late = said("withdrawn", "2026-06-18")
    assert summary(RECEIVED, FILED, ORDERED, late)[0][2:] == ("met_late", "2026-06-18")
    codes = {
        step.id: [
            f.code for f in state_on(RECEIVED, FILED, ORDERED, step, today=TODAY).findings if f.article == COMPLY_LAW
        ]
        for step in (gone, late)
    }
    assert codes == {gone.id: [], late.id: ["ended.late"]}


def test_a_decision_that_names_some_of_its_applications_orders_only_about_these() -> None:
    filed = disputed("review_filed", "2026-04-07", applications=["s-1", "s-2"])
    other = disputed("review_decided", "2026-05-20", result="corrected", disclose=True, applications=["s-2"])
    whole = result(RECEIVED, REFUSED, filed, other, today=TODAY)
    assert all_owed(whole, APPLICATION.duty("comply")) == []
    assert [case.case for case in state_on(RECEIVED, REFUSED, filed, other, today=TODAY).cases] == ["fu-1"]


def test_its_cases_stand_in_its_state_and_count_nothing_there() -> None:
    facts = [
        RECEIVED,
        REFUSED,
        FILED,
        disputed("review_decided", "2026-05-20", result="upheld"),
        disputed("lawsuit_filed", "2026-06-01", "su-1", after_review=True),
        disputed("lawsuit_filed", "2026-06-02", "su-2", after_review=True, co_defendant=True),
    ]
    whole = state_on(*facts, today=TODAY)
    assert [(case.case, case.remedy, case.result, case.co_defendant) for case in whole.cases] == [
        ("fu-1", "review", "upheld", False),
        ("su-1", "litigation_after_review", None, False),
        ("su-2", "litigation_after_review", None, True),
    ]
    assert not any("remedies" in measure for counts in whole.counts.values() for measure in counts)
    alone = state_on(RECEIVED, REFUSED, today=TODAY)
    assert whole.counts == alone.counts


def test_an_application_that_only_a_dispute_names_is_none() -> None:
    phantom = result(FILED, ORDERED, today=TODAY)
    assert (phantom.relevant, phantom.obligations, phantom.state.counts, phantom.check_on) == (False, [], {}, None)


def test_a_dispute_that_names_it_no_longer_leaves_nothing_behind() -> None:
    elsewhere = disputed("review_filed", "2026-04-07", applications=["s-2"])
    ordered = disputed("review_decided", "2026-05-20", result="corrected", disclose=True, applications=["s-2"])
    assert state_on(RECEIVED, REFUSED, elsewhere, ordered, today=TODAY) == state_on(RECEIVED, REFUSED, today=TODAY)


@pytest.mark.parametrize(
    ("answer", "filed", "suspect"),
    [
        (REFUSED, "2026-04-07", True),
        (said("answered", "2026-03-20", code="not_existing"), "2026-04-07", False),
        (said("answered", "2026-03-20", code="excessive", reasoned=True), "2026-04-07", False),
    ],
)
def test_only_a_refusal_taken_to_court_directly_is_suspect(answer: Fact, filed: str, suspect: bool) -> None:
    lawsuit = disputed("lawsuit_filed", filed, "su-1", after_review=False)
    codes = [finding.code for finding in state_on(RECEIVED, answer, lawsuit, today=TODAY).findings]
    assert ("remedy.review_first" in codes) is suspect
    after = disputed("lawsuit_filed", filed, "su-1", after_review=True)
    assert "remedy.review_first" not in [f.code for f in state_on(RECEIVED, answer, after, today=TODAY).findings]


def test_a_lawsuit_is_judged_by_the_answer_that_stood_when_it_was_filed() -> None:
    facts = [RECEIVED, REFUSED, said("reopened", "2026-04-20"), said("answered", "2026-04-28", code="granted")]
    about_the_refusal = disputed("lawsuit_filed", "2026-04-07", "su-1", after_review=False)
    about_the_grant = disputed("lawsuit_filed", "2026-05-06", "su-1", after_review=False)
    suspected = [
        "remedy.review_first" in [f.code for f in state_on(*facts, lawsuit, today=TODAY).findings]
        for lawsuit in (about_the_refusal, about_the_grant)
    ]
    assert suspected == [True, False]
