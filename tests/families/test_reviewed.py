"""Rule 10: nothing is published without a review record, and what is unsure is referred first (条例第十七条)."""

from __future__ import annotations

from datetime import date

import pytest

from contracts.disclosure import FAMILY, REVIEW_RECORD
from contracts.document import FAMILY as DOCUMENT
from contracts.envelope import Fact
from contracts.profile import BY_DEFAULT
from tests.families.disclosing import formed, published
from tests.families.documents import approved, draft, reviewed
from tests.families.making import county, fact, folded, state_of

TODAY = date(2026, 6, 30)
ASKING = county(checks=[{"check": REVIEW_RECORD.code, "spans": [{"since": "2021-01-01"}]}])
SIGNED = [draft(attribute="主动公开"), approved()]
REFERRED = fact("q", "document.referred.v1", "2026-03-10", to="县国家保密局")
ANSWERED = fact("w", "document.referral_answered.v1", "2026-03-12", outcome="可以公开")


def departures(document: list[Fact], *facts: Fact, asks: bool = True) -> list[str]:
    """Codes of the findings of the disclosure that a document flows to."""
    linked = {DOCUMENT.kind: [state_of(DOCUMENT, document, TODAY)]} if document else None
    whole = folded(FAMILY, facts, TODAY, linked=linked, county=ASKING if asks else BY_DEFAULT)
    return [finding.code for finding in whole.state.findings]


@pytest.mark.parametrize(
    ("review", "codes"),
    [
        ([], ["review.missing"]),
        ([reviewed("2026-03-09", "可以公开")], []),
        ([reviewed("2026-03-20", "可以公开")], []),
        ([reviewed("2026-03-21", "可以公开")], ["review.missing"]),
        ([reviewed("2026-03-09", "不能确定")], ["review.not_cleared"]),
        ([reviewed("2026-03-09", "不能确定"), REFERRED], ["review.not_cleared"]),
        ([reviewed("2026-03-09", "不能确定"), REFERRED, ANSWERED], []),
        ([reviewed("2026-03-09", "不得公开")], ["review.not_cleared"]),
    ],
)
def test_rule_10_what_is_published_has_a_review_record_by_that_day_that_clears_it(
    review: list[Fact], codes: list[str]
) -> None:
    assert departures([*SIGNED, *review], published("2026-03-20")) == codes


def test_rule_10_a_record_that_nobody_asks_for_is_silence_and_one_that_refuses_is_not() -> None:
    assert departures(SIGNED, published("2026-03-20"), asks=False) == []
    refused = [*SIGNED, reviewed("2026-03-09", "不得公开")]
    assert departures(refused, published("2026-03-20"), asks=False) == ["review.not_cleared"]


def test_rule_10_information_that_is_no_document_is_reviewed_under_its_own_number() -> None:
    only = [reviewed("2026-03-09", "可以公开")]
    assert departures([], formed(), published("2026-03-20")) == ["review.missing"]
    assert departures(only, formed(), published("2026-03-20")) == []
    assert folded(DOCUMENT, only, TODAY).state.flags == []


def test_what_is_published_on_more_channels_is_found_once_and_a_change_needs_a_record_again_only_if_there_was_none() -> (
    None
):
    facts = [published("2026-03-20"), published("2026-03-23", "公示栏", "p2")]
    assert departures(SIGNED, *facts) == ["review.missing"]
    changed = [*facts, formed("2026-04-01"), published("2026-04-07", number="p3")]
    assert departures(SIGNED, *changed) == ["review.missing", "review.missing"]
    assert departures([*SIGNED, reviewed("2026-03-25", "可以公开")], *changed) == ["review.missing"]
