"""Facts about a document by hand, and what they come to."""

from __future__ import annotations

from datetime import date
from typing import Any

from chassis.case import Folded
from contracts.document import FAMILY, DocumentState
from contracts.envelope import Fact
from contracts.kit import Duty
from contracts.profile import County
from tests.families.making import county, fact, folded, owed

TODAY = date(2026, 6, 30)
APPROVED = fact("a", "document.approved.v1", "2026-03-06")
WHY = {"reason": "属于过程性信息", "legal_basis": "政府信息公开条例第十六条第二款"}


SINCE = [{"since": "2008-01-01"}]
ASKING = county(
    duties=[{"duty": duty.code, "spans": SINCE} for duty in FAMILY.duties],
    checks=[{"check": check.code, "spans": SINCE} for check in FAMILY.checks],
)
"""A county that asks for all there is to ask of a document."""


def state(*facts: Fact, today: date = TODAY, by: County = ASKING) -> DocumentState:
    result = folded(FAMILY, facts, today, county=by)
    assert isinstance(result.state, DocumentState)
    return result.state


def draft(number: str = "d", on: str = "2026-03-02", **data: Any) -> Fact:
    return fact(number, "document.drafted.v1", on, title="关于防汛的通知", **data)


def approved(on: str = "2026-03-06", **data: Any) -> Fact:
    return fact("a", "document.approved.v1", on, **data)


def kept(on: str, attribute: str = "依申请公开") -> list[Fact]:
    """A document that is not public, drafted and signed on one day."""
    return [draft(on=on, attribute=attribute, **WHY), approved(on)]


def evaluated(on: str, year: int, attribute: str | None = None, number: str = "e") -> Fact:
    return fact(number, "document.evaluated.v1", on, year=year, attribute=attribute)


def expired(on: str, number: str = "x") -> Fact:
    return fact(number, "document.expired.v1", on)


def cleaned(on: str, outcome: str, number: str = "c") -> Fact:
    return fact(number, "document.cleaned_up.v1", on, outcome=outcome)


def reviewed(on: str, outcome: str, number: str = "r") -> Fact:
    return fact(number, "document.reviewed.v1", on, outcome=outcome)


def statuses(duty: Duty, *facts: Fact, today: date = TODAY) -> dict[str, str]:
    """Id (without the duty's code) → status, of the obligations of one duty."""
    whole: Folded = folded(FAMILY, facts, today, county=ASKING)
    return {owing.id.partition(":")[2]: str(owing.status) for owing in owed(whole, duty)}


def codes(*facts: Fact) -> list[str]:
    """Codes of the findings, by day."""
    return [finding.code for finding in state(*facts).findings]
