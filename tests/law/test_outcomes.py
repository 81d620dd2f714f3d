"""Each answer in its one row of table 三, with reasons where the law wants them."""

from __future__ import annotations

from datetime import date

import pytest

from law.outcomes import GROUNDS, OUTCOMES, AnswerCode, Ground, Row, classify, combined

ON = date(2026, 3, 20)
A, G = AnswerCode, Ground

MAPPING = [
    (A.ALREADY_PUBLIC, None, "3_1_granted"),
    (A.GRANTED, None, "3_1_granted"),
    (A.PARTIAL, None, "3_2_partial"),
    (A.PARTIAL, G.THIRD_PARTY, "3_2_partial"),
    (A.WITHHELD, G.STATE_SECRET, "3_3_1"),
    (A.WITHHELD, G.FORBIDDEN_BY_LAW, "3_3_2"),
    (A.WITHHELD, G.SECURITY_AND_STABILITY, "3_3_3"),
    (A.WITHHELD, G.THIRD_PARTY, "3_3_4"),
    (A.WITHHELD, G.INTERNAL_AFFAIRS, "3_3_5"),
    (A.WITHHELD, G.IN_PROCESS, "3_3_6"),
    (A.WITHHELD, G.ENFORCEMENT_FILE, "3_3_7"),
    (A.SPECIAL_RULES, None, "3_3_8"),
    (A.NOT_EXISTING, None, "3_4_1"),
    (A.NOT_OURS, None, "3_4_1"),
    (A.NEEDS_MAKING, None, "3_4_2"),
    (A.STILL_UNCLEAR, None, "3_4_3"),
    (A.PETITION, None, "3_5_1"),
    (A.REPEATED, None, "3_5_2"),
    (A.PUBLICATION, None, "3_5_3"),
    (A.EXCESSIVE, None, "3_5_4"),
    (A.REISSUE, None, "3_5_5"),
    (A.UNCORRECTED, None, "3_6_1"),
    (A.UNPAID, None, "3_6_2"),
    (A.WITHDRAWN, None, "3_6_3"),
    (A.OTHER, None, "3_6_3"),
]


@pytest.mark.parametrize(("code", "ground", "row"), MAPPING)
def test_each_answer_counts_in_exactly_one_row(code: AnswerCode, ground: Ground | None, row: str) -> None:
    outcome = classify(code, ON, ground, reasoned=True)
    assert outcome.row == row
    assert outcome.findings == ()
    assert all(outcome.articles)


def test_every_outcome_and_every_ground_is_mapped_and_every_row_is_reached() -> None:
    assert set(OUTCOMES) == set(AnswerCode) == {code for code, _, _ in MAPPING}
    assert set(GROUNDS) == set(Ground)
    assert {row for _, _, row in MAPPING} == set(Row)


@pytest.mark.parametrize("code", [A.WITHHELD, A.PARTIAL, A.NOT_OURS, A.EXCESSIVE])
def test_an_answer_that_owes_reasons_and_gives_none_is_found(code: AnswerCode) -> None:
    ground = G.IN_PROCESS if code is A.WITHHELD else None
    assert [f.code for f in classify(code, ON, ground).findings] == ["outcome.no_reasons"]


def test_other_answers_owe_no_reasons() -> None:
    owing = {code for code in AnswerCode if OUTCOMES[code].reasons}
    assert owing == {A.WITHHELD, A.PARTIAL, A.NOT_OURS, A.EXCESSIVE}


def test_a_refusal_without_a_ground_counts_as_other_and_is_found() -> None:
    outcome = classify(A.WITHHELD, ON, reasoned=True)
    assert (outcome.row, [f.code for f in outcome.findings]) == (Row.OTHER, ["outcome.no_ground"])


def test_a_ground_that_the_answer_does_not_rest_on_is_found() -> None:
    outcome = classify(A.GRANTED, ON, G.THIRD_PARTY)
    assert (outcome.row, [f.code for f in outcome.findings]) == (Row.GRANTED, ["outcome.ground_unused"])


def test_unclear_after_correction_presupposes_a_correction() -> None:
    codes = [f.code for f in classify(A.STILL_UNCLEAR, ON, corrected=False).findings]
    assert codes == ["outcome.not_corrected"]


def test_a_refusal_names_the_clause_of_its_ground() -> None:
    assert classify(A.WITHHELD, ON, G.THIRD_PARTY, reasoned=True).articles == (
        "条例第三十六条第三项",
        "条例第十五条",
    )


@pytest.mark.parametrize(
    ("parts", "outcome"),
    [
        ([(A.GRANTED, None)], (A.GRANTED, None)),
        ([(A.GRANTED, None), (A.ALREADY_PUBLIC, None)], (A.GRANTED, None)),
        ([(A.GRANTED, None), (A.WITHHELD, G.IN_PROCESS)], (A.PARTIAL, None)),
        ([(A.NOT_EXISTING, None), (A.ALREADY_PUBLIC, None)], (A.PARTIAL, None)),
        ([(A.WITHHELD, G.IN_PROCESS), (A.NOT_EXISTING, None)], (A.WITHHELD, G.IN_PROCESS)),
        ([(A.OTHER, None), (A.NOT_EXISTING, None)], (A.NOT_EXISTING, None)),
        ([(A.OTHER, None)], (A.OTHER, None)),
        ([(A.PARTIAL, G.THIRD_PARTY), (A.GRANTED, None)], (A.PARTIAL, None)),
    ],
)
def test_separable_information_is_partly_given_and_counted_only_so(
    parts: list[tuple[AnswerCode, Ground | None]], outcome: tuple[AnswerCode, Ground | None]
) -> None:
    assert combined(parts) == outcome


def test_an_answer_without_parts_has_no_combined_outcome() -> None:
    with pytest.raises(ValueError, match="parts is empty"):
        combined([])
