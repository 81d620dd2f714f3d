"""Documents: the attribute decided at drafting, what is returned, what is void (奉节府办发〔2020〕101号 二（三）)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from contracts.document import FAMILY, DocumentState
from contracts.envelope import Fact
from tests.families.making import corrected, fact, folded

TODAY = date(2026, 6, 30)
APPROVED = fact("a", "document.approved.v1", "2026-03-06")


def state(*facts: Fact) -> DocumentState:
    result = folded(FAMILY, facts, TODAY)
    assert isinstance(result.state, DocumentState)
    assert result.obligations == []
    return result.state


def draft(number: str = "d", on: str = "2026-03-02", **data: Any) -> Fact:
    return fact(number, "document.drafted.v1", on, title="关于防汛的通知", **data)


@pytest.mark.parametrize(
    ("data", "stage", "flags"),
    [
        ({"attribute": "主动公开"}, "drafted", []),
        ({"attribute": "依申请公开"}, "drafted", []),
        ({}, "returned", ["no_attribute"]),
        ({"attribute": "不予公开"}, "returned", ["withheld_without_reason"]),
        ({"attribute": "不予公开", "reason": "国家秘密"}, "returned", ["withheld_without_reason"]),
        ({"attribute": "不予公开", "legal_basis": "条例第十四条"}, "returned", ["withheld_without_reason"]),
        (
            {"attribute": "不予公开", "reason": " ", "legal_basis": "条例第十四条"},
            "returned",
            ["withheld_without_reason"],
        ),
        ({"attribute": "不予公开", "reason": "国家秘密", "legal_basis": "条例第十四条"}, "drafted", []),
    ],
)
def test_a_draft_needs_an_attribute_and_withholding_a_reason_and_its_basis(
    data: dict[str, Any], stage: str, flags: list[str]
) -> None:
    drafted = state(draft(**data))
    assert (drafted.stage, drafted.flags) == (stage, flags)


def test_a_returned_document_that_is_drafted_again_with_its_attribute_is_accepted() -> None:
    again = state(draft(), draft("d2", "2026-03-04", attribute="主动公开"), APPROVED)
    assert (again.stage, again.flags, again.drafted_on) == ("approved", [], date(2026, 3, 4))
    assert again.formed_by == ["a", "d2"]


def test_a_corrected_attribute_takes_the_return_back() -> None:
    data = {"title": "关于防汛的通知", "drafted_on": "2026-03-02", "attribute": "主动公开"}
    right = state(draft(), APPROVED, corrected("c", draft(), TODAY, data))
    assert (right.stage, right.flags) == ("approved", [])


def test_a_returned_document_that_was_signed_all_the_same_stays_returned_and_is_flagged() -> None:
    signed = state(draft(), APPROVED)
    assert (signed.stage, signed.flags) == ("returned", ["approved_though_returned", "no_attribute"])


def test_an_approval_without_a_draft_is_kept_and_flagged() -> None:
    alone = state(APPROVED)
    assert (alone.stage, alone.attribute, alone.flags) == ("approved", None, ["no_draft"])


def test_an_expired_document_is_void_whatever_else_it_was() -> None:
    expired = fact("x", "document.expired.v1", "2026-05-01")
    assert state(draft(attribute="主动公开"), APPROVED, expired).stage == "expired"
    assert state(draft(), expired).flags == ["no_attribute"]
    early = fact("x", "document.expired.v1", "2026-03-05")
    assert state(draft(attribute="主动公开"), APPROVED, early).flags == ["expired_before_approval"]


def test_an_amendment_of_a_fact_that_is_not_there_waits_and_is_flagged() -> None:
    lost = corrected("c", APPROVED._replace(id="lost"), TODAY, {"approved_on": "2026-03-09"})
    waiting = state(draft(attribute="主动公开"), APPROVED, lost)
    assert waiting.approved_on == date(2026, 3, 6)
    assert waiting.flags == ["amendment_waits_for_its_fact"]


def test_it_counts_by_its_draft_and_its_end_and_flows_to_the_disclosure_of_its_number() -> None:
    returned = state(draft(), fact("x", "document.expired.v1", "2026-05-06"))
    assert returned.counts == {
        "2026-03": {"documents_by_attribute@未标明": 1, "documents_drafted": 1, "documents_returned": 1},
        "2026-05": {"documents_expired": 1},
    }
    assert returned.sends == ["publishing.disclosure/fengjie-aa/s-1"]
