"""重复申请 and 多人申请: what the applications of a unit for the same information come to, together."""

from __future__ import annotations

from datetime import date

import msgspec

from chassis.case import Case, Folded, Notice
from contracts.application import APPLICATION
from contracts.application.notices import REPEAT, SUGGESTED, RepeatNotice, SuggestionNotice
from contracts.application.state import QuestionState, Repeat
from contracts.kit import Key
from contracts.suggestion import SUGGESTION
from law.limits import ART_36
from law.outcomes import DISCLOSING
from law.repeats import Asked, asked_by_several, repeats

MOST = 200
"""Repeats and applications that the state names."""

ART_44 = "条例第四十四条"
_DISCLOSING = frozenset(code.value for code in DISCLOSING)


class Result(msgspec.Struct):
    """How a period of an application ended."""

    on: date
    code: str


class Application(msgspec.Struct):
    """What a question needs of an application for it."""

    subject: str
    applicant_ref: str | None = None
    subject_hash: str | None = None
    received_on: date | None = None
    arrived_on: date | None = None
    answered_on: date | None = None
    results: list[Result] = []


READS = {APPLICATION.kind: Application}
"""What it reads of others' states; see chassis.ledger.flowing."""


def fold(case: Case) -> Folded:
    """Repeats (第三十六条第六项) and a suggestion of active disclosure (第四十四条); both are candidates, a person decides."""
    asked = [
        Asked(
            on,
            application.subject,
            application.applicant_ref,
            case.key.subject,
            application.answered_on,
            _disclosed_on(application),
        )
        for application in case.linked(APPLICATION.kind, Application)
        if application.subject_hash == case.key.subject
        and application.applicant_ref is not None
        and (on := application.received_on or application.arrived_on) is not None
    ]
    earlier = repeats(asked)
    several = asked_by_several(asked).get(case.key.subject)
    for later in sorted(earlier):
        body = RepeatNotice(subject=later, earlier=earlier[later], article=f"{ART_36}第六项")
        case.tell(Notice(REPEAT, f"repeat:{later}:{earlier[later]}", body))
    if several:
        suggestion = SuggestionNotice(
            subject_hash=case.key.subject, applications=several.applications[:MOST], article=ART_44
        )
        case.tell(Notice(SUGGESTED, "suggested", suggestion))
    return case.close(
        QuestionState,
        sends=[Key(SUGGESTION.kind, case.key.org, case.key.subject)] if several else [],
        relevant=bool(earlier or several),
        asked=len(asked),
        repeats=[Repeat(later=later, earlier=earlier[later]) for later in sorted(earlier)[-MOST:]],
        suggested=several.applications[:MOST] if several else [],
        suggested_on=several.on if several else None,
    )


def _disclosed_on(application: Application) -> date | None:
    """Day of its last outcome, where that gives the information."""
    last = application.results[-1] if application.results else None
    return last.on if last is not None and last.code in _DISCLOSING else None
