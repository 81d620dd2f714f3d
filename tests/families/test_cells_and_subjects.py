"""Every cell of a unit's tables 三 and 四 is the sum of what its subjects add, so that each can be named behind it."""

from __future__ import annotations

from datetime import date

import pytest

from contracts.application import APPLICATION
from contracts.dispute import DISPUTE
from contracts.envelope import Fact
from contracts.kit import Family
from contracts.opening_balance import OPENING_BALANCE
from law import table3, table4
from services.requests.cells import contributions
from services.requests.store import decode_application, decode_dispute, decode_opening
from services.requests.tables import Sources, unit
from tests.families.making import fact, state_of

TODAY = date(2027, 3, 1)


def received(subject: str, on: str, kind: str) -> Fact:
    return fact(f"{subject}-r", "application.received.v1", on, subject, applicant_kind=kind)


LIVES: tuple[tuple[Family, str, list[Fact]], ...] = (
    (APPLICATION, "old", [received("old", "2025-12-20", "natural")]),
    (
        APPLICATION,
        "new",
        [
            received("new", "2026-03-02", "business"),
            fact("a", "application.answered.v1", "2026-03-20", "new", code="granted", reasoned=True),
        ],
    ),
    (APPLICATION, "waits", [received("waits", "2026-12-28", "natural")]),
    (
        DISPUTE,
        "case",
        [
            fact("d", "dispute.review_filed.v1", "2026-04-02", "case"),
            fact("e", "dispute.review_decided.v1", "2027-01-20", "case", result="upheld"),
        ],
    ),
    (
        OPENING_BALANCE,
        "opening",
        [
            fact(
                "o",
                "opening_balance.declared.v1",
                "2026-01-12",
                "opening",
                year=2026,
                applications={"natural": 3},
                remedies={"litigation_direct": 1},
            )
        ],
    ),
)


@pytest.mark.parametrize("year", [2025, 2026, 2027])
def test_what_the_subjects_add_is_the_unit_s_table_cell_by_cell(year: int) -> None:
    states = [(f"{family.kind}/o/{subject}", state_of(family, facts, TODAY)) for family, subject, facts in LIVES]
    by_kind = {
        family.name: [state for key, state in states if key.startswith(f"{family.kind}/")] for family, _, _ in LIVES
    }
    openings = [decode_opening(state).opening() for state in by_kind[OPENING_BALANCE.name]]
    sources = Sources(
        list(map(decode_application, by_kind[APPLICATION.name])),
        list(map(decode_dispute, by_kind[DISPUTE.name])),
        [opening for opening in openings if opening is not None],
    )
    whole, added = unit(sources, year), dict(contributions(states, year))
    assert added.keys() == {key for key, _ in states}
    for table, rows, columns in (
        ("table3", table3.ROWS, table3.COLUMNS),
        ("table4", table4.BLOCKS, table4.COLUMNS),
    ):
        for row in rows:
            for column in columns:
                assert sum(tables[table][row][column] for tables in added.values()) == whole[table][row][column]
