"""征求意见: third parties and co-makers asked, and the days that do not count meanwhile."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from law.calendar import CalendarView, Due
from law.clock.steps import Step, StepKind
from law.findings import Finding
from law.limits import ART_32, ART_33, ART_34, CO_MAKER_DAYS, THIRD_PARTY_DAYS

_ASKED = {
    StepKind.THIRD_PARTY_ASKED: (StepKind.THIRD_PARTY_ANSWERED, ART_32, THIRD_PARTY_DAYS),
    StepKind.CO_MAKER_ASKED: (StepKind.CO_MAKER_ANSWERED, ART_34, CO_MAKER_DAYS),
}
ASKED_NAMES: dict[str, str] = {
    StepKind.THIRD_PARTY_ASKED: "第三方",
    StepKind.CO_MAKER_ASKED: "共同制作机关",
}
"""Who is asked by each kind of letter."""

ANSWERS = frozenset(answer for answer, _, _ in _ASKED.values())


@dataclass(frozen=True, slots=True)
class Consultation:
    """One letter and its answer.

    ``limit_on``: 15 working days after the letter was received. ``ends_on``: last excluded day, the
    day of the answer or the limit, whichever is earlier. ``silence`` says what no answer
    by the limit means: 由行政机关决定 (a third party, 第三十二条) or 视为同意 (a co-maker, 第三十四条).
    """

    asked: StepKind
    ref: str
    asked_on: date
    limit_on: date
    answered_on: date | None
    ends_on: date
    article: str
    silence: str
    step: str


def consultations(steps: Sequence[Step], view: CalendarView) -> tuple[list[Consultation], list[Finding]]:
    """Pairs letters with their answers by ``ref``; an answer without an earlier letter is a finding.

    第三十三条第三款 does not say where the excluded time begins and ends. Here: from the day after
    dispatch through the day the opinion arrives, at most to the limit; a later opinion changes nothing.
    """
    answers = [step for step in steps if step.kind in ANSWERS]
    found: list[Consultation] = []
    for step in steps:
        if step.kind not in _ASKED:
            continue
        answer_kind, article, days = _ASKED[step.kind]
        answer = next(
            (a for a in answers if a.kind is answer_kind and a.ref == step.ref and a.on >= step.on), None
        )
        if answer is not None:
            answers.remove(answer)
        limit = view.add_working_days(max(step.on, step.served_on or step.on), days).due_on
        found.append(
            Consultation(
                asked=step.kind,
                ref=step.ref,
                asked_on=step.on,
                limit_on=limit,
                answered_on=answer.on if answer else None,
                ends_on=min(answer.on, limit) if answer else limit,
                article=article,
                silence="由行政机关决定" if step.kind is StepKind.THIRD_PARTY_ASKED else "视为同意",
                step=step.id,
            )
        )
    unpaired = [
        Finding(a.on, "consultation.unasked", ART_33, "收到意见，但此前没有相应的征求意见记录", a.id)
        for a in answers
    ]
    return found, unpaired


def due_without(
    view: CalendarView, start: date, days: int, pauses: Iterable[Consultation]
) -> tuple[Due, int]:
    """Due date of ``days`` working days after ``start`` that lie in no pause, and how many were excluded.

    Pauses may overlap: each day is excluded once. One that begins on or after the due date moves nothing.
    """
    excluded, covered = 0, start
    due = view.add_working_days(start, days)
    for pause in sorted(pauses, key=lambda p: (p.asked_on, p.ends_on)):
        if pause.asked_on >= due.due_on:
            break
        begin = max(covered, pause.asked_on)
        excluded += view.count_working_days(begin, pause.ends_on)
        covered = max(covered, pause.ends_on)
        due = view.add_working_days(start, days + excluded)
    return due, excluded
