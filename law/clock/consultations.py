"""征求意见: third parties and co-makers asked, and the days that do not count meanwhile."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from law.calendar import CalendarView
from law.clock.steps import Step, StepKind
from law.findings import Finding
from law.limits import ART_32, ART_33, ART_34, CO_MAKER_DAYS, THIRD_PARTY_DAYS

_ASKED = {
    StepKind.THIRD_PARTY_ASKED: (StepKind.THIRD_PARTY_ANSWERED, ART_32, THIRD_PARTY_DAYS),
    StepKind.CO_MAKER_ASKED: (StepKind.CO_MAKER_ANSWERED, ART_34, CO_MAKER_DAYS),
}
ASKED = frozenset(_ASKED)
ASKED_NAMES: dict[str, str] = {
    StepKind.THIRD_PARTY_ASKED: "第三方",
    StepKind.CO_MAKER_ASKED: "共同制作机关",
}
"""Who is asked by each kind of letter."""

ANSWERS = frozenset(answer for answer, _, _ in _ASKED.values())
_LETTERS = ASKED | ANSWERS

Opinions = Mapping[Step, Step]
"""Letter → the opinion that answers it; a letter that has none is not in it."""


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


def opinions(steps: Sequence[Step]) -> tuple[Opinions, list[Finding]]:
    """Pairs letters with their answers by ``ref``; an answer without an earlier letter is a finding.

    ``steps`` are in order. Each answer is looked at once, however many carry the same ``ref``.
    """
    if not any(step.kind in _LETTERS for step in steps):
        return {}, []
    answers = [step for step in steps if step.kind in ANSWERS]
    waiting: dict[tuple[StepKind, str], deque[Step]] = defaultdict(deque)
    for answer in answers:
        waiting[answer.kind, answer.ref].append(answer)
    paired: dict[Step, Step] = {}
    for step in steps:
        if step.kind in _ASKED:
            opinion = _first_from(step.on, waiting[_ASKED[step.kind][0], step.ref])
            if opinion is not None:
                paired[step] = opinion
    asked_for = set(paired.values())
    unpaired = [
        Finding(answer.on, "consultation.unasked", ART_33, "收到意见，但此前没有相应的征求意见记录", answer.id)
        for answer in answers
        if answer not in asked_for
    ]
    return paired, unpaired


def _first_from(asked_on: date, arrived: deque[Step]) -> Step | None:
    """Take the first opinion that is not before the letter; earlier ones fit no later letter either."""
    while arrived and arrived[0].on < asked_on:
        arrived.popleft()
    return arrived.popleft() if arrived else None


def consultation(step: Step, opinion: Step | None, view: CalendarView) -> Consultation:
    """The letter ``step`` with its opinion.

    第三十三条第三款 does not say where the excluded time begins and ends. Here: from the day after
    dispatch through the day the opinion arrives, at most to the limit; a later opinion changes nothing.
    """
    _, article, days = _ASKED[step.kind]
    limit_on = view.add_working_days(max(step.on, step.served_on or step.on), days).due_on
    return Consultation(
        asked=step.kind,
        ref=step.ref,
        asked_on=step.on,
        limit_on=limit_on,
        answered_on=opinion.on if opinion else None,
        ends_on=min(opinion.on, limit_on) if opinion else limit_on,
        article=article,
        silence="由行政机关决定" if step.kind is StepKind.THIRD_PARTY_ASKED else "视为同意",
        step=step.id,
    )
