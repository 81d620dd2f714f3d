"""规章 and 行政规范性文件 made, repealed and in force, with and without an opening balance."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from contracts.document import FAMILY
from contracts.envelope import Fact
from contracts.kit import Key
from contracts.opening_balance import OPENING_BALANCE
from services.catalog.document import asks
from tests.families.making import fact, folded, state_of

TODAY = date(2026, 12, 31)
NORMATIVE = "行政规范性文件"
BALANCE = fact("o", "opening_balance.declared.v1", "2025-01-05", "opening", year=2025, in_force={"normative": 9})
OPENED = {OPENING_BALANCE.kind: [state_of(OPENING_BALANCE, [BALANCE], TODAY)]}


def made(on: str, **data: Any) -> list[Fact]:
    content = {"title": "办法", "attribute": "主动公开", "kind": NORMATIVE} | data
    return [fact("d", "document.drafted.v1", on, **content), fact("a", "document.approved.v1", on)]


def ended(on: str, outcome: str = "废止", **data: Any) -> Fact:
    return fact(f"c{on}", "document.cleaned_up.v1", on, outcome=outcome, **data)


def counted(facts: list[Fact], linked: dict[str, list[bytes]] | None = None) -> dict[str, dict[str, int]]:
    """Month → what of table 二 is counted in it."""
    of = {f"documents_{word}@{NORMATIVE}": word for word in ("made", "repealed", "in_force")}
    months = folded(FAMILY, facts, TODAY, linked=linked).state.counts
    amounts = {month: {of[name]: n for name, n in counts.items() if name in of} for month, counts in months.items()}
    return {month: counts for month, counts in amounts.items() if counts}


def test_a_document_is_made_when_it_is_signed_and_repealed_when_it_ends() -> None:
    facts = [*made("2025-03-03"), ended("2026-05-06")]
    assert counted(facts) == {"2025-03": {"made": 1, "in_force": 1}, "2026-05": {"repealed": 1, "in_force": -1}}


@pytest.mark.parametrize("outcome", ["修改", "继续有效"])
def test_what_a_clean_up_finds_in_force_after_all_was_never_repealed(outcome: str) -> None:
    lapsed = fact("e", "document.expired.v1", "2026-02-03")
    assert counted([*made("2025-03-03"), lapsed, ended("2026-05-06", outcome)]) == {
        "2025-03": {"made": 1, "in_force": 1}
    }


@pytest.mark.parametrize(
    "data",
    [
        {"kind": "其他文件"},
        {"kind": None},
        {"forwarded_from": {"number": "渝府办发〔2020〕38号"}},
        {"origin": "从其他行政机关获取"},
        {"makers": ["fengjie-bb"]},
    ],
)
def test_what_is_of_another_kind_or_of_others_is_not_counted(data: dict[str, Any]) -> None:
    assert counted(made("2025-03-03", **data)) == {}


def test_an_opening_balance_takes_the_place_of_what_is_older() -> None:
    assert counted(made("2024-03-03"), OPENED) == {"2024-03": {"made": 1, "in_force": 1}, "2025-01": {"in_force": -1}}
    assert counted([*made("2024-03-03"), ended("2025-06-03")], OPENED)["2025-06"] == {"repealed": 1, "in_force": -1}
    assert "2025-01" not in counted([*made("2024-03-03"), ended("2024-06-03")], OPENED)
    assert counted(made("2025-03-03"), OPENED) == {"2025-03": {"made": 1, "in_force": 1}}


def test_of_a_document_that_nobody_told_of_before_the_end_counts_where_it_is_in_the_balance() -> None:
    old = [ended("2026-05-06", kind=NORMATIVE)]
    assert counted(old, OPENED) == {"2026-05": {"repealed": 1, "in_force": -1}}
    assert counted(old) == {"2026-05": {"repealed": 1}}


def test_only_regulations_and_normative_documents_ask_for_the_balance() -> None:
    wanted = Key(OPENING_BALANCE.kind, "fengjie-aa", "opening")
    assert asks(made("2025-03-03")) == [wanted]
    assert asks([ended("2026-05-06", kind=NORMATIVE)]) == [wanted]
    assert asks(made("2025-03-03", kind=None)) == []
