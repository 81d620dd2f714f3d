"""Corrections and withdrawals, in whatever order they come."""

from __future__ import annotations

import itertools
from datetime import date, datetime

import pytest

from chassis.amend import Waiting, effective
from contracts.amendments import CORRECTED, WITHDRAWN, FactCorrected, FactWithdrawn
from contracts.application import APPLICATION
from contracts.application.handling import ApplicationAnswered
from contracts.envelope import SHANGHAI, Fact
from contracts.kit import Key

ANSWERED = "application.answered.v1"
KEY = Key(APPLICATION.kind, "o", "s")
DAY = date(2026, 3, 2)


def at(hour: int, fact_id: str, kind: str, data: ApplicationAnswered | FactCorrected | FactWithdrawn) -> Fact:
    return Fact(fact_id, kind, KEY, datetime(2026, 3, 2, hour, tzinfo=SHANGHAI), DAY, data)


def answer(hour: int = 9, fact_id: str = "a", on: int = 2) -> Fact:
    return at(hour, fact_id, ANSWERED, ApplicationAnswered(answered_on=date(2026, 3, on)))


def correction(hour: int, fact_id: str, on: int, of: str = "a", kind: str = ANSWERED) -> Fact:
    data: dict[str, object] = {"answered_on": f"2026-03-{on:02}"}
    return at(hour, fact_id, CORRECTED, FactCorrected(fact=of, fact_type=kind, data=data, reason="错"))


def withdrawal(hour: int, fact_id: str, of: str, kind: str = ANSWERED) -> Fact:
    named = ANSWERED if kind == CORRECTED else None
    return at(hour, fact_id, WITHDRAWN, FactWithdrawn(fact=of, fact_type=kind, of_type=named, reason="错"))


@pytest.mark.parametrize(
    ("facts", "days", "waiting"),
    [
        ([answer(), answer(10, "b", 3)], [2, 3], []),
        ([answer(), correction(10, "c", 5)], [5], []),
        ([answer(), correction(11, "c", 6), correction(10, "d", 5)], [6], []),
        ([answer(), correction(10, "c", 5), correction(10, "d", 6)], [6], []),
        ([answer(12), correction(10, "c", 5)], [5], []),
        (
            [answer(), correction(11, "c", 6), correction(10, "d", 5), withdrawal(12, "w", "c", CORRECTED)],
            [5],
            [],
        ),
        ([answer(), withdrawal(10, "w", "a")], [], []),
        ([answer(), withdrawal(10, "w", "a"), correction(11, "c", 5)], [], []),
        ([answer(), answer(10, "b", 3), withdrawal(11, "w", "a")], [3], []),
        ([answer(), correction(10, "c", 5, of="lost")], [2], ["c"]),
        ([answer(), correction(10, "c", 5, kind="application.received.v1")], [2], ["c"]),
        ([answer(), withdrawal(10, "w", "a", "application.received.v1")], [2], ["w"]),
        ([withdrawal(10, "w", "a")], [], ["w"]),
    ],
)
def test_what_counts_does_not_depend_on_the_order(facts: list[Fact], days: list[int], waiting: list[str]) -> None:
    for shuffled in itertools.permutations(facts):
        counting, waits = effective(shuffled)
        assert [fact.data for fact in counting] == [ApplicationAnswered(answered_on=date(2026, 3, day)) for day in days]
        assert [amendment.id for amendment in waits] == waiting


def test_a_corrected_fact_keeps_its_id_and_its_place_in_time() -> None:
    counting, _ = effective([correction(15, "c", 9), answer(10, "b", 3), answer()])
    assert [(fact.id, fact.time.hour) for fact in counting] == [("a", 9), ("b", 10)]


def test_what_waits_says_which_fact_of_which_type_it_names_and_since_when() -> None:
    assert effective([withdrawal(10, "w", "lost")]).waiting == [Waiting("w", "lost", ANSWERED, DAY)]
