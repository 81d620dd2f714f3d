"""规章 and 行政规范性文件 made, repealed and in force: what a document adds to table 二 of the annual report."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from chassis.case import Case
from contracts.document import KIND_LABELS, DocumentCleanedUp, DocumentDrafted, DocumentExpired
from contracts.envelope import Fact
from contracts.opening_balance import OPENING_BALANCE, Opening
from law.interpretation import DocumentKind
from law.responsible import Origin
from services.catalog.document.attribute import Signed
from services.catalog.document.life import Life


def kind_of(facts: Sequence[Fact]) -> DocumentKind | None:
    """Regulation or normative document, as drafted, else as its end says; None for any other."""
    drafted = [fact.data.kind for fact in facts if isinstance(fact.data, DocumentDrafted)]
    ended = [fact.data.kind for fact in facts if isinstance(fact.data, (DocumentExpired, DocumentCleanedUp))]
    kind = next(filter(None, [*drafted[-1:], *ended]), None)
    return kind if kind in KIND_LABELS else None


def counted(case: Case, signed: Signed, life: Life) -> dict[str, Any]:
    """Counts it in its unit's stock, and says by which days; nothing where it is another's or only passed on.

    What expired is repealed for the table, as 现行有效 is last year's number, what was made, less what was repealed; what a clean-up
    found to be in force after all never was. An opening balance holds all that was in force at its year's beginning: what is
    older leaves the stock then, and of what nobody told when it was made only the end counts.
    """
    kind = kind_of(case.facts)
    if kind is None or not _is_own(case, signed):
        return {}
    opened = next(
        (
            date(each.year, 1, 1)
            for each in case.linked(OPENING_BALANCE.kind, Opening)
            if each.year and each.in_force is not None
        ),
        None,
    )
    made_on, void = signed.approved_on, life.now
    repealed_on = void.since if void else None
    if repealed_on is not None and made_on is not None:
        repealed_on = max(repealed_on, made_on)
    if made_on is not None:
        case.count(made_on, f"documents_made@{kind}")
        case.count(made_on, f"documents_in_force@{kind}")
        if opened is not None and made_on < opened and (repealed_on is None or repealed_on >= opened):
            case.count(opened, f"documents_in_force@{kind}", -1)
    if repealed_on is not None:
        case.count(repealed_on, f"documents_repealed@{kind}")
        if made_on is not None or (opened is not None and repealed_on >= opened):
            case.count(repealed_on, f"documents_in_force@{kind}", -1)
    return {"made_on": made_on, "repealed_on": repealed_on}


def _is_own(case: Case, signed: Signed) -> bool:
    draft = signed.draft
    if draft is None:
        return True
    made_here = draft.origin is Origin.MADE and draft.forwarded_from is None
    return made_here and signed.responsible(case.key.org) in (None, case.key.org)
