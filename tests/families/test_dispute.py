"""行政争议: one 案号 is one case of table 四, whatever it is about, and flows to what it is about (条例第五十一条)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from contracts.disclosure import COMPLY
from contracts.disclosure import FAMILY as DISCLOSURE
from contracts.dispute import DISPUTE, DisputeState
from contracts.document import FAMILY as DOCUMENT
from contracts.envelope import Fact
from tests.families.making import corrected, fact, folded, owed, state_of, withdrawn

LIKELY = ("review_filed", "review_decided", "lawsuit_decided")

TODAY = date(2026, 6, 30)
THREE = ["sq-1", "sq-2", "sq-3"]


def dispute_fact(verb: str, on: str, **data: Any) -> Fact:
    return fact(f"{verb}-{on}", f"dispute.{verb}.v1", on, "fu-1", **data)


def state(*facts: Fact) -> DisputeState:
    whole = folded(DISPUTE, facts, TODAY).state
    assert isinstance(whole, DisputeState)
    return whole


def counted(*facts: Fact) -> dict[str, dict[str, int]]:
    return state(*facts).counts


FILED = dispute_fact("review_filed", "2026-03-30", applications=THREE)
DECIDED = dispute_fact("review_decided", "2026-05-20", result="upheld")


def test_one_review_over_three_applications_is_one_case_and_flows_to_all_of_them() -> None:
    whole = state(FILED, dispute_fact("review_accepted", "2026-04-03"), DECIDED)
    assert whole.counts == {"2026-03": {"remedies_filed@review": 1}, "2026-05": {"remedies_decided@review.upheld": 1}}
    assert whole.sends == [f"requests.application/fengjie-aa/{name}" for name in THREE]
    assert (whole.stage, whole.accepted_on, whole.result) == ("decided", date(2026, 4, 3), "upheld")


@pytest.mark.parametrize("about", [{}, {"disclosures": ["xx-1"]}], ids=["nothing", "a disclosure"])
def test_a_case_over_a_disclosure_or_over_nothing_counts_as_well(about: dict[str, list[str]]) -> None:
    filed = dispute_fact("review_filed", "2026-03-30", **about)
    assert counted(filed) == {"2026-03": {"remedies_filed@review": 1}}
    assert state(filed).sends == [f"publishing.disclosure/fengjie-aa/{name}" for name in about.get("disclosures", [])]


@pytest.mark.parametrize(
    ("facts", "counts"),
    [
        ([dispute_fact("lawsuit_filed", "2026-03-30", after_review=False)], ["remedies_filed@litigation_direct"]),
        ([dispute_fact("lawsuit_filed", "2026-03-30", after_review=True)], ["remedies_filed@litigation_after_review"]),
        ([dispute_fact("lawsuit_filed", "2026-03-30", after_review=True, co_defendant=True)], []),
        (
            [
                dispute_fact("lawsuit_filed", "2026-03-30", after_review=True, co_defendant=True),
                dispute_fact("lawsuit_decided", "2026-05-20", result="corrected"),
            ],
            [],
        ),
        ([dispute_fact("review_accepted", "2026-04-03")], ["remedies_filed@review"]),
        ([DECIDED], ["remedies_filed@review", "remedies_decided@review.upheld"]),
        (
            [dispute_fact("lawsuit_decided", "2026-05-20", result="other")],
            ["remedies_filed@litigation_direct", "remedies_decided@litigation_direct.other"],
        ),
        (
            [FILED, dispute_fact("review_decided", "2026-05-20", result="pending")],
            ["remedies_filed@review", "remedies_decided@review.other"],
        ),
    ],
)
def test_each_case_counts_in_its_block_by_its_filing_and_its_end(facts: list[Fact], counts: list[str]) -> None:
    assert sorted(measure for month in counted(*facts).values() for measure in month) == sorted(counts)


def test_a_decision_dated_before_the_filing_counts_with_it_and_is_found() -> None:
    whole = state(dispute_fact("review_decided", "2026-02-20", result="upheld"), FILED)
    assert list(whole.counts) == ["2026-03"]
    assert [(finding.code, finding.on) for finding in whole.findings] == [("step.impossible", date(2026, 2, 20))]


def test_of_what_is_told_twice_the_earliest_counts_and_the_other_is_found() -> None:
    again = dispute_fact("review_filed", "2026-04-13", applications=["sq-9"])
    second = dispute_fact("review_decided", "2026-06-01", result="corrected", disclose=True)
    whole = state(again, second, FILED, DECIDED)
    assert (whole.filed_on, whole.decided_on, whole.result, whole.order) == (
        date(2026, 3, 30),
        date(2026, 5, 20),
        "upheld",
        None,
    )
    assert [(finding.code, finding.fact) for finding in whole.findings] == [
        ("dispute.twice", again.id),
        ("dispute.twice", second.id),
    ]
    assert whole.applications == THREE


def test_a_correction_changes_it_and_a_withdrawal_takes_it_back_with_all_that_follows() -> None:
    right = corrected("c", FILED, TODAY, {"filed_on": "2026-02-27", "applications": ["sq-2"]})
    assert state(FILED, right).applications == ["sq-2"]
    assert counted(FILED, right) == {"2026-02": {"remedies_filed@review": 1}}
    gone = state(FILED, withdrawn("w", FILED, TODAY))
    assert (gone.counts, gone.sends, gone.remedy, gone.stage) == ({}, [], None, None)


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        (
            [FILED, dispute_fact("review_decided", "2026-05-20", result="upheld", served_on="2026-05-19")],
            "served_before_decision",
        ),
        (
            [
                FILED,
                dispute_fact("review_decided", "2026-05-20", result="corrected", disclose=True, until="2026-05-19"),
            ],
            "until_before_service",
        ),
        (
            [
                FILED,
                dispute_fact(
                    "review_decided", "2026-05-20", result="corrected", disclose=True, until="2026-06-19", within=9
                ),
            ],
            "two_periods",
        ),
        ([FILED, dispute_fact("review_decided", "2026-05-20", result="upheld", disclose=True)], "upheld_and_ordered"),
        (
            [
                dispute_fact("review_filed", "2026-03-30"),
                dispute_fact("review_decided", "2026-05-20", result="corrected", disclose=True),
            ],
            "order_names_nothing",
        ),
        ([FILED, dispute_fact("lawsuit_filed", "2026-05-20", after_review=True)], "two_kinds"),
    ],
)
def test_what_cannot_be_right_is_found(facts: list[Fact], code: str) -> None:
    assert f"dispute.{code}" in [finding.code for finding in state(*facts).findings]


def test_what_is_in_order_has_no_finding() -> None:
    ordered = dispute_fact(
        "review_decided", "2026-05-20", result="corrected", disclose=True, within=15, served_on="2026-05-22"
    )
    assert state(FILED, dispute_fact("review_accepted", "2026-04-03"), ordered).findings == []


def disclosure(*facts: Fact, document: Sequence[Fact] = (), **decision: Any) -> list[tuple[str, str, str, date | None]]:
    """Duties of the disclosure ``s-1`` to comply: id, due, status, met; ``document``: facts of the document of its id."""
    about = {"disclosures": ["s-1"]}
    steps = [
        dispute_fact("review_filed", "2026-03-30", **about),
        dispute_fact("review_decided", "2026-05-20", result="corrected", disclose=True, **decision),
    ]
    linked = {DISPUTE.kind: [state_of(DISPUTE, steps, TODAY)]}
    if document:
        linked[DOCUMENT.kind] = [state_of(DOCUMENT, document, TODAY)]
    whole = folded(DISCLOSURE, facts, TODAY, linked=linked)
    return [(duty.id, duty.due_on.isoformat(), duty.status.value, duty.met_on) for duty in owed(whole, COMPLY)]


FORMED = fact("f", "disclosure.formed.v1", "2026-01-05", attribute="主动公开")
SHOWN = fact("p", "disclosure.published.v1", "2026-01-12", channel="政府网站")


def test_an_order_to_publish_is_owed_by_the_disclosure_and_met_by_the_first_publication_after_it() -> None:
    assert disclosure(FORMED, SHOWN) == [("comply_disclosure:fu-1", "2026-06-17", "overdue", None)]
    again = fact("p2", "disclosure.published.v1", "2026-06-10", channel="政府网站")
    assert disclosure(FORMED, SHOWN, again, served_on="2026-05-25") == [
        ("comply_disclosure:fu-1", "2026-06-23", "met", date(2026, 6, 10))
    ]
    assert disclosure(FORMED, disclosures=["s-2"]) == []


@pytest.mark.parametrize("attribute", ["主动公开", "依申请公开", "不予公开", None])
def test_a_signed_document_is_ordered_to_be_public_whatever_its_attribute_says(attribute: str | None) -> None:
    drafted = fact("d", "document.drafted.v1", "2026-01-05", title="甲", attribute=attribute)
    signed = [drafted, fact("a", "document.approved.v1", "2026-01-12")]
    assert disclosure(document=signed) == [("comply_disclosure:fu-1", "2026-06-17", "overdue", None)]
    assert disclosure(document=[drafted]) == []


def test_a_disclosure_that_only_a_dispute_names_is_none() -> None:
    assert disclosure() == []
