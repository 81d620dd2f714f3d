"""Documents: the attribute decided at drafting, what is returned, what is void (奉节府办发〔2020〕101号 二（三）)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from contracts.disclosure import FAMILY as DISCLOSURE
from contracts.document import FAMILY, STATED, DocumentState
from contracts.envelope import Fact
from contracts.item import ITEM
from contracts.kit import Key
from contracts.profile import BY_DEFAULT
from services.catalog.document import asks
from tests.families.documents import APPROVED, TODAY, WHY, approved, codes, draft, expired, reviewed, state
from tests.families.making import at_noon, corrected, county, fact, folded, state_of

LIKELY = ("drafted", "approved", "evaluated", "expired", "cleaned_up")


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
    assert state(draft(attribute="主动公开"), APPROVED, expired("2026-05-01")).stage == "expired"
    assert state(draft(), expired("2026-05-01")).flags == ["no_attribute"]
    early = expired("2026-03-05")
    assert state(draft(attribute="主动公开"), APPROVED, early).flags == ["expired_before_approval"]


def test_an_amendment_of_a_fact_that_is_not_there_waits_and_is_flagged() -> None:
    lost = corrected("c", APPROVED._replace(id="lost"), TODAY, {"approved_on": "2026-03-09"})
    waiting = state(draft(attribute="主动公开"), APPROVED, lost)
    assert waiting.approved_on == date(2026, 3, 6)
    assert waiting.flags == ["amendment_waits_for_its_fact"]


def test_it_counts_by_its_draft_and_its_end_and_flows_to_the_disclosure_of_its_number() -> None:
    returned = state(draft(), expired("2026-05-06"))
    assert returned.counts == {
        "2026-03": {"documents_by_attribute@未标明": 1, "documents_drafted": 1, "documents_returned": 1},
        "2026-05": {"documents_expired": 1},
        "2027-05": {"clean_up!due": 1, "clean_up!open": 1},
    }
    assert returned.sends == ["publishing.disclosure/fengjie-aa/s-1"]


def test_rule_09_the_attribute_is_present_with_a_reason_or_the_document_is_returned() -> None:
    assert state(draft(attribute="主动公开"), APPROVED).stage == "approved"
    assert state(draft(), APPROVED).stage == "returned"
    assert state(draft(attribute="不予公开"), APPROVED).stage == "returned"
    assert state(draft(attribute="不予公开", **WHY), APPROVED).stage == "approved"


@pytest.mark.parametrize(
    ("stated", "source", "attribute", "departures"),
    [
        (None, "依申请公开", "依申请公开", []),
        ("依申请公开", "依申请公开", "依申请公开", []),
        ("主动公开", "依申请公开", "依申请公开", ["document.forwarded_differs"]),
        ("依申请公开", "主动公开", "主动公开", ["document.forwarded_differs"]),
        (None, "不予公开", "不予公开", []),
        ("主动公开", None, "主动公开", []),
    ],
)
def test_rule_09_a_forwarded_document_inherits_and_another_attribute_is_found(
    stated: str | None, source: str | None, attribute: str, departures: list[str]
) -> None:
    forwarded = draft(attribute=stated, forwarded_from={"number": "渝府发〔2026〕3号", "attribute": source})
    whole = state(forwarded, APPROVED)
    assert (whole.stage, whole.attribute, whole.flags) == ("approved", attribute, [])
    assert codes(forwarded, APPROVED) == departures


def test_what_is_forwarded_without_an_attribute_needs_one_of_its_own() -> None:
    assert state(draft(forwarded_from={"number": "渝府发〔2026〕3号"})).stage == "returned"


def test_the_signer_decides_where_drafter_and_office_disagree() -> None:
    assert state(draft(attribute="依申请公开"), approved(attribute="主动公开")).attribute == "主动公开"
    assert state(draft(), approved(attribute="主动公开")).flags == []
    assert state(draft(attribute="主动公开"), approved(attribute="不予公开")).stage == "returned"
    assert state(draft(attribute="主动公开"), approved(attribute="不予公开", **WHY)).stage == "approved"


def test_an_inherited_attribute_is_not_for_the_signer_to_change() -> None:
    forwarded = draft(forwarded_from={"number": "渝府发〔2026〕3号", "attribute": "依申请公开"})
    assert codes(forwarded, approved(attribute="主动公开")) == ["document.forwarded_differs"]
    assert state(forwarded, approved(attribute="主动公开")).attribute == "依申请公开"


@pytest.mark.parametrize(
    ("attribute", "mark", "departures"),
    [
        ("主动公开", "此件公开发布", []),
        ("主动公开", "「此件公开发布」", []),
        ("主动公开", "（此件主动公开）", []),
        ("依申请公开", "（此件依申请公开）", []),
        ("不予公开", "此件不予公开", []),
        ("不予公开", "(此件不公开)", []),
        ("主动公开", "﹙此件公開發布﹚", []),
        ("依申请公开", "此 件 依 申 請 公 開", []),
        ("主动公开", "此件依申请公开", ["document.mark_differs"]),
        ("依申请公开", "此件公开发布", ["document.mark_differs"]),
        ("主动公开", "内部资料", ["document.mark_unknown"]),
    ],
)
def test_the_printed_mark_has_to_fit_the_attribute(attribute: str, mark: str, departures: list[str]) -> None:
    plain = draft(attribute=attribute, mark=mark, reason="属于过程性信息", legal_basis="保密法第九条")
    assert codes(plain) == departures


RESTRICTED = [{"part": "附件2", "attribute": "不予公开"}]


@pytest.mark.parametrize(
    ("data", "departures"),
    [
        ({"attribute": "主动公开"}, ["document.restricted_parts"]),
        ({"attribute": "主动公开", "mark": "此件公开发布"}, ["document.restricted_parts"]),
        ({"attribute": "主动公开", "mark": "此件删减后公开"}, []),
        ({"attribute": "依申请公开"}, []),
    ],
)
def test_rule_11_a_public_document_contains_no_restricted_part(data: dict[str, Any], departures: list[str]) -> None:
    assert codes(draft(parts_restricted=RESTRICTED, **data)) == departures


@pytest.mark.parametrize(
    ("attribute", "basis", "departures"),
    [
        ("不予公开", "政府信息公开条例第十六条第二款", []),
        ("不予公开", "《中华人民共和国政府信息公开条例》第十四条", []),
        ("不予公开", "条例第二十条第一项", ["document.basis_contradicts"]),
        ("不予公开", "政府信息公开条例第14条、第20条", []),
        ("不予公开", "保守国家秘密法第二十条", []),
        ("不予公开", "行政处罚法实施条例第二十条", []),
        ("主动公开", "条例第二十条第（五）项", []),
        ("主动公开", "条例第十五条", ["document.basis_contradicts"]),
        ("依申请公开", "条例第二十条", []),
    ],
)
def test_a_basis_that_says_the_opposite_of_the_attribute_is_found(
    attribute: str, basis: str, departures: list[str]
) -> None:
    assert codes(draft(attribute=attribute, reason="过程性信息", legal_basis=basis)) == departures


@pytest.mark.parametrize(
    ("data", "responsible", "departures"),
    [
        ({}, "fengjie-aa", []),
        ({"lead": "fengjie-bb"}, "fengjie-bb", []),
        ({"makers": ["fengjie-aa", "fengjie-bb"], "lead": "fengjie-aa"}, "fengjie-aa", []),
        ({"makers": ["fengjie-aa", "fengjie-bb"], "lead": "fengjie-cc"}, "fengjie-cc", ["document.lead_no_maker"]),
        ({"makers": ["fengjie-aa", "fengjie-bb"]}, None, ["document.nobody_responsible"]),
        ({"origin": "从公民、法人和其他组织获取", "makers": ["fengjie-bb"]}, "fengjie-aa", []),
        ({"origin": "从其他行政机关获取", "makers": ["fengjie-bb"]}, "fengjie-bb", []),
        ({"origin": "从其他行政机关获取"}, None, ["document.nobody_responsible"]),
    ],
)
def test_rule_13_who_made_it_discloses_it_of_a_joint_document_the_lead(
    data: dict[str, Any], responsible: str | None, departures: list[str]
) -> None:
    assert state(draft(attribute="主动公开", **data)).responsible == responsible
    assert codes(draft(attribute="主动公开", **data)) == departures


def test_rule_10_where_the_review_stands_is_recorded_by_day_and_what_is_unsure_is_to_be_referred() -> None:
    unsure = [draft(attribute="主动公开"), reviewed("2026-03-03", "不能确定")]
    assert state(*unsure).flags == ["unsure_not_referred"]
    referred = fact("q", "document.referred.v1", "2026-03-04", to="县国家保密局")
    answered = fact("w", "document.referral_answered.v1", "2026-03-05", outcome="可以公开")
    assert state(*unsure, referred).flags == []
    whole = state(*unsure, referred, answered)
    assert [(record.on.day, record.standing) for record in whole.reviews] == [
        (3, "不能确定"),
        (4, "已提请确定"),
        (5, "可以公开"),
    ]
    assert whole.counts["2026-03"]["documents_reviewed@不能确定"] == 1


def test_rule_10_public_though_the_review_refuses_and_an_answer_that_nobody_asked_for_are_found() -> None:
    assert codes(draft(attribute="主动公开"), reviewed("2026-03-03", "不得公开")) == ["review.contradicts_attribute"]
    assert codes(draft(attribute="依申请公开"), reviewed("2026-03-03", "不得公开")) == []
    answered = fact("w", "document.referral_answered.v1", "2026-03-05", outcome="可以公开")
    assert codes(draft(attribute="主动公开"), answered) == ["review.answer_without_referral"]


def test_where_the_county_does_not_ask_for_it_an_attribute_that_nobody_reports_is_silence() -> None:
    for kept in (draft(), draft(attribute="不予公开")):
        silent = state(kept, APPROVED, by=BY_DEFAULT)
        assert (silent.stage, silent.flags, silent.findings) == ("approved", [], [])
        assert "documents_returned" not in silent.counts["2026-03"]
    assert state(draft(on="2020-12-31"), by=LATER).stage == "drafted"
    assert state(draft(on="2021-01-01"), by=LATER).stage == "returned"


LATER = county(checks=[{"check": STATED.code, "spans": [{"since": "2021-01-01"}]}])


ISSUER = "fengjie-bb"


def listed(on: str, limit: str, number: str = "l") -> Fact:
    """A row of another organisation's catalog."""
    data = {"effective_on": on, "origin": "国家", "domain": "救灾", "level1": "灾后救助", "level2": "政策文件"}
    key = Key(ITEM.kind, ISSUER, "17")
    return at_noon(number, "item.listed.v1", key, date(2026, 1, 5), data | {"time_limit": limit})


def test_a_document_brings_the_words_of_its_item_as_in_force_on_the_day_of_its_signature() -> None:
    rows = [listed("2026-01-05", "3个工作日内", "l1"), listed("2026-03-07", "5个工作日内", "l2")]
    facts = [draft(attribute="主动公开", item=f"{ISSUER}:17"), APPROVED]
    assert asks(facts) == [Key(ITEM.kind, ISSUER, "17")]
    linked = {ITEM.kind: [state_of(ITEM, rows, TODAY)]}
    signed = folded(FAMILY, facts, TODAY, linked=linked)
    assert isinstance(signed.state, DocumentState)
    assert (signed.state.item, signed.state.time_limit) == (f"{ISSUER}:17", "3个工作日内")
    of = {FAMILY.kind: [signed.state.encoded()]}
    (duty,) = folded(DISCLOSURE, [], TODAY, linked=of).obligations
    assert (duty.opened_on, duty.due_on) == (date(2026, 3, 6), date(2026, 3, 11))


def test_a_document_whose_item_is_not_known_keeps_its_name_and_has_no_words_of_it() -> None:
    alone = state(draft(attribute="主动公开", item="17"), APPROVED)
    assert (alone.item, alone.time_limit) == ("fengjie-aa:17", None)
    assert asks([draft("d1", "2026-03-01", item="16"), draft("d2", "2026-03-02")]) == []
