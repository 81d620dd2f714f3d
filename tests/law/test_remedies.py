"""救济途径: which review and which lawsuit an outcome has, by the day of its answer."""

from __future__ import annotations

from datetime import date

import pytest

from law.outcomes import OUTCOMES, AnswerCode
from law.remedies import RECOURSES, Act, Court, recourse, suspicion
from law.table4 import Remedy

BEFORE, FROM_2024, LAST_DOUBTFUL, SINCE_EIGHT = (
    date(2023, 12, 31),
    date(2024, 1, 1),
    date(2025, 5, 31),
    date(2025, 6, 1),
)
CHOICE, FIRST, PARTLY, NO_CASE = Court.DIRECT, Court.AFTER_REVIEW, Court.PARTLY_AFTER_REVIEW, Court.NOT_BY_ITSELF


@pytest.mark.parametrize(
    ("outcome", "before", "from_2024", "last_doubtful", "since_eight"),
    [
        (AnswerCode.WITHHELD, CHOICE, FIRST, FIRST, FIRST),
        (AnswerCode.PARTIAL, CHOICE, PARTLY, PARTLY, PARTLY),
        (AnswerCode.GRANTED, CHOICE, CHOICE, CHOICE, CHOICE),
        (AnswerCode.NOT_EXISTING, CHOICE, CHOICE, CHOICE, CHOICE),
        (AnswerCode.UNCORRECTED, CHOICE, CHOICE, CHOICE, CHOICE),
        (AnswerCode.UNPAID, CHOICE, CHOICE, CHOICE, CHOICE),
        (AnswerCode.REPEATED, CHOICE, CHOICE, CHOICE, NO_CASE),
        (AnswerCode.PETITION, CHOICE, CHOICE, CHOICE, NO_CASE),
        (AnswerCode.WITHDRAWN, NO_CASE, NO_CASE, NO_CASE, NO_CASE),
        (Act.EXTENSION, NO_CASE, NO_CASE, NO_CASE, NO_CASE),
        (Act.CORRECTION, NO_CASE, NO_CASE, NO_CASE, NO_CASE),
        (Act.FEE, NO_CASE, NO_CASE, NO_CASE, NO_CASE),
        (Act.NO_ANSWER, CHOICE, CHOICE, CHOICE, CHOICE),
    ],
)
def test_the_day_of_the_answer_says_which_way_to_court_is_open(
    outcome: AnswerCode | Act, before: Court, from_2024: Court, last_doubtful: Court, since_eight: Court
) -> None:
    courts = [recourse(outcome, day).court for day in (BEFORE, FROM_2024, LAST_DOUBTFUL, SINCE_EIGHT)]
    assert courts == [before, from_2024, last_doubtful, since_eight]


@pytest.mark.parametrize("outcome", RECOURSES, ids=str)
def test_every_outcome_has_an_entry_for_every_day_with_its_source(outcome: AnswerCode | Act) -> None:
    entries = RECOURSES[outcome]
    assert entries[0].since == date.min
    assert [entry.since for entry in entries] == sorted({entry.since for entry in entries})
    assert all(entry.source for entry in entries)
    assert all(entry.articles for entry in entries if entry.review)


def test_no_outcome_and_no_act_is_left_out() -> None:
    assert set(RECOURSES) == {*OUTCOMES, *Act}


def test_who_has_to_ask_for_review_first_can_ask_for_it() -> None:
    waiting = (Court.AFTER_REVIEW, Court.PARTLY_AFTER_REVIEW)
    assert all(entry.review for entries in RECOURSES.values() for entry in entries if entry.court in waiting)


@pytest.mark.parametrize(
    ("remedy", "outcome", "answered_on", "suspect"),
    [
        (Remedy.LITIGATION_DIRECT, AnswerCode.WITHHELD, FROM_2024, True),
        (Remedy.LITIGATION_DIRECT, AnswerCode.WITHHELD, SINCE_EIGHT, True),
        (Remedy.LITIGATION_DIRECT, AnswerCode.WITHHELD, BEFORE, False),
        (Remedy.LITIGATION_AFTER_REVIEW, AnswerCode.WITHHELD, SINCE_EIGHT, False),
        (Remedy.REVIEW, AnswerCode.WITHHELD, SINCE_EIGHT, False),
        (Remedy.LITIGATION_DIRECT, AnswerCode.PARTIAL, SINCE_EIGHT, False),
        (Remedy.LITIGATION_DIRECT, AnswerCode.NOT_EXISTING, SINCE_EIGHT, False),
        (Remedy.LITIGATION_DIRECT, AnswerCode.EXCESSIVE, SINCE_EIGHT, False),
    ],
)
def test_only_a_refusal_that_has_to_go_to_review_first_makes_a_direct_lawsuit_suspect(
    remedy: Remedy, outcome: AnswerCode, answered_on: date, suspect: bool
) -> None:
    finding = suspicion(remedy, date(2026, 3, 2), outcome, answered_on)
    assert (finding.code if finding else None) == ("remedy.review_first" if suspect else None)
