"""建议纳入主动公开: from the question of several applicants, or an applicant's own word, to the decision (条例第四十四条)."""

from __future__ import annotations

from datetime import date

import msgspec

from chassis.case import Case, Folded
from contracts.application import QUESTION
from contracts.suggestion import (
    ART_44,
    DECIDE,
    FOR_TAKING_UP,
    Decision,
    SuggestionDecided,
    SuggestionReceived,
    SuggestionState,
)
from law.findings import Finding


class Question(msgspec.Struct):
    """What a suggestion needs of the question that several ask."""

    suggested: list[str] = []
    suggested_on: date | None = None


READS = {QUESTION.kind: Question}
"""What it reads of others' states; see chassis.ledger.flowing."""


def fold(case: Case) -> Folded:
    """Decided on within the limit from the first day on which anything suggests it; any decision meets that.

    A later decision replaces an earlier one, and only one that differs counts again.
    """
    question = next(iter(case.linked(QUESTION.kind, Question)), Question())
    received = [
        (fact.data.received_on, fact.time, fact.id) for fact in case.facts if isinstance(fact.data, SuggestionReceived)
    ]
    decisions = [
        (fact.data.decided_on, fact.time, fact.id, fact.data)
        for fact in case.facts
        if isinstance(fact.data, SuggestionDecided)
    ]
    decided = sorted(decisions, key=lambda decision: decision[:3])
    days = [on for on, _, _ in received] + ([question.suggested_on] if question.suggested_on else [])
    suggested_on = min(days, default=None)
    if suggested_on is not None:
        behind = [fact for on, _, fact in sorted(received)[:1] if on == suggested_on]
        met_on = decided[0][0] if decided else None
        facts = [*behind, *(fact for _, _, fact, _ in decided[:1])]
        case.owe(DECIDE, suggested_on, met_on=met_on, facts=facts)
    case.count(suggested_on, "suggestions")
    before: Decision | None = None
    for on, _, fact, data in decided:
        if data.decision is not before:
            case.count(on, f"suggestions_decided@{data.decision}")
        before = data.decision
        if (data.reason in FOR_TAKING_UP) != (data.decision is Decision.TAKEN_UP):
            text = f"决定为{data.decision}，理由“{data.reason}”与之不符，请核对"
            case.find(Finding(on, "suggestion.reason_differs", ART_44, text, fact))
    last = decided[-1][3] if decided else None
    return case.close(
        SuggestionState,
        relevant=bool(case.facts or question.suggested),
        suggested_on=suggested_on,
        applications=question.suggested,
        decided_on=last.decided_on if last else None,
        decision=last.decision if last else None,
        reason=last.reason if last else None,
        item=last.item if last else None,
    )
