"""Interpretations: forms, documents of other ids and units, and a document that never comes."""

from __future__ import annotations

from datetime import date

import pytest

from contracts.document import FAMILY as DOCUMENT
from contracts.interpretation import INTERPRETATION, InterpretationState
from contracts.kit import Key
from contracts.policy import POLICY
from services.publishing.interpretation import asks
from tests.families.explaining import NAME, TODAY, codes, document, interpretation, interpreted
from tests.families.making import ORG, fact, folded

LIKELY = ("published",)


def test_rule_34_an_interpretation_of_a_document_that_never_comes_is_found_and_waits() -> None:
    waits = interpretation([interpreted("2026-03-11")], [])
    assert isinstance(waits.state, InterpretationState)
    assert codes(waits) == ["interpretation.document_unknown"]
    assert (waits.state.unknown, waits.state.sends) == ([NAME], [])
    assert waits.state.counts["2026-03"]["interpretations_unmatched"] == 1
    came = interpretation([interpreted("2026-03-11")], [folded(DOCUMENT, document(), TODAY)])
    assert codes(came) == []
    assert came.state.sends == [f"{POLICY.kind}/{ORG}/{NAME}"]
    assert "interpretations_unmatched" not in came.state.counts["2026-03"]


def test_a_document_of_which_only_a_review_is_told_has_not_come() -> None:
    reviewed = folded(DOCUMENT, [fact("r", "document.reviewed.v1", "2026-03-02", outcome="可以公开")], TODAY)
    assert codes(interpretation([interpreted("2026-03-11")], [reviewed])) == ["interpretation.document_unknown"]


def test_it_names_documents_of_its_own_unit_and_of_others() -> None:
    publication = interpreted("2026-03-11", documents=["gw-7", "fengjie-bb:gw-9"])
    assert list(asks([publication])) == [Key(DOCUMENT.kind, ORG, "gw-7"), Key(DOCUMENT.kind, "fengjie-bb", "gw-9")]
    state = interpretation([publication], []).state
    assert isinstance(state, InterpretationState)
    assert state.documents == [f"{ORG}:gw-7", "fengjie-bb:gw-9"]


def test_what_is_not_public_must_not_be_interpreted() -> None:
    kept = folded(DOCUMENT, document(attribute="依申请公开"), TODAY)
    result = interpretation([interpreted("2026-03-11")], [kept])
    assert codes(result) == ["interpretation.document_not_public"]
    assert result.state.sends == []


def test_a_document_that_needs_none_may_be_interpreted_all_the_same() -> None:
    plain = folded(DOCUMENT, document(kind="其他文件"), TODAY)
    result = interpretation([interpreted("2026-03-11")], [plain])
    assert (codes(result), result.state.sends) == ([], [])
    assert result.state.counts["2026-03"]["interpretations_published"] == 1


def test_each_form_counts_on_its_first_day_and_the_interpretation_once() -> None:
    publications = [
        interpreted("2026-03-11", "1", forms=["图解", "问答"]),
        interpreted("2026-04-02", "2", forms=["音视频", "图解"]),
    ]
    counts = interpretation(publications, [folded(DOCUMENT, document(), TODAY)]).state.counts
    assert counts == {
        "2026-03": {
            "interpretations_by_form@图解": 1,
            "interpretations_by_form@问答": 1,
            "interpretations_published": 1,
        },
        "2026-04": {"interpretations_by_form@音视频": 1},
    }


@pytest.mark.parametrize(
    ("down", "departures"), [("2026-03-20", []), ("2026-03-10", ["interpretation.withdrawn_unpublished"])]
)
def test_taken_down_before_it_was_published_is_found(down: str, departures: list[str]) -> None:
    facts = [interpreted("2026-03-11"), fact("w", "interpretation.withdrawn.v1", down, "jd-1", reason="有误")]
    result = interpretation(facts, [folded(DOCUMENT, document(), TODAY)])
    assert codes(result) == departures
    assert isinstance(result.state, InterpretationState)
    assert result.state.withdrawn_on == (None if departures else date(2026, 3, 20))


def test_what_is_published_again_after_it_was_taken_down_is_not_down() -> None:
    down = fact("w", "interpretation.withdrawn.v1", "2026-03-20", "jd-1", reason="有误")
    again = interpretation([interpreted("2026-03-11"), down, interpreted("2026-03-23", "j")], [])
    assert isinstance(again.state, InterpretationState)
    assert (again.state.published_on, again.state.withdrawn_on) == (date(2026, 3, 11), None)


def test_a_thousand_documents_are_cut_to_those_it_takes() -> None:
    publications = [interpreted("2026-03-11", f"i{n}", documents=[f"gw-{n}-{m}" for m in range(20)]) for n in range(10)]
    state = folded(INTERPRETATION, publications, TODAY).state
    assert isinstance(state, InterpretationState)
    assert len(state.documents) == 60
