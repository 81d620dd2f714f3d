"""What the facts about a unit's opening balance come to: the first statement counts, and what differs from it is found."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from chassis.case import Case, Folded
from contracts.annual_figure import ANNUAL_FIGURE
from contracts.envelope import Fact
from contracts.fields import REPORT, BusModel
from contracts.kit import Key
from contracts.opening_balance import OPENING, OpeningDeclared, OpeningState
from law.findings import Finding


class _Statement(NamedTuple):
    data: OpeningDeclared
    fact: Fact


def fold(case: Case) -> Folded:
    """The statement that counts; it flows to the unit's figures of that year, which carry the documents in force on."""
    statements = [_Statement(fact.data, fact) for fact in case.facts if isinstance(fact.data, OpeningDeclared)]
    statements.sort(key=lambda statement: (statement.data.declared_on, statement.fact.time, statement.fact.id))
    if case.key.subject != OPENING:
        _find_misplaced(case, statements)
        return case.close(OpeningState, relevant=bool(statements))
    if not statements:
        return case.close(OpeningState, relevant=False)
    data, fact = statements[0]
    for later in statements[1:]:
        _compare(case, data, later)
    applications, remedies = _above_nothing(data.applications), _above_nothing(data.remedies)
    begin = date(data.year, 1, 1)
    for measure, numbers in (("opening_applications", applications), ("opening_remedies", remedies)):
        for label, number in (numbers or {}).items():
            case.count(begin, f"{measure}@{label}", number)
    return case.close(
        OpeningState,
        sends=[Key(ANNUAL_FIGURE.kind, case.key.org, str(data.year))],
        year=data.year,
        declared_on=data.declared_on,
        applications=applications,
        remedies=remedies,
        in_force=_above_nothing(data.in_force),
        fact=fact.id,
    )


def _find_misplaced(case: Case, statements: list[_Statement]) -> None:
    for statement in statements:
        text = f"期初数的事项编号应为 {OPENING}，一个单位只有一个；编号为{case.key.subject}的不计入，请撤回后重报"
        case.find(Finding(statement.data.declared_on, "opening_balance.subject", REPORT, text, statement.fact.id))


def _compare(case: Case, first: OpeningDeclared, later: _Statement) -> None:
    """What is told again and is the same says nothing new."""
    if later.data.year != first.year:
        code, text = "other_year", f"已报过{first.year}年的期初数，以后年度由事实结转；{later.data.year}年的不计入"
    elif any(getattr(later.data, name) != getattr(first, name) for name in ("applications", "remedies", "in_force")):
        code, text = "differs", f"{first.year}年的期初数报过两次而且不一致，以先报的为准；需要改动的，请更正原来的事实"
    else:
        return
    case.find(Finding(later.data.declared_on, f"opening_balance.{code}", REPORT, text, later.fact.id))


def _above_nothing(numbers: BusModel | None) -> dict[str, int] | None:
    return None if numbers is None else {name: number for name, number in numbers.model_dump().items() if number}
