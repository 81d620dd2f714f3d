"""What of an application is no fault and may, with others, be a sign: a late extension, the day of the answer, a reopening."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from chassis.case import Case
from chassis.signals import Sign
from contracts.application import handling as h
from law.clock import State
from law.signals import ANSWERED, EXTENDED_NEAR_DUE, NEAR_DUE, REOPENED
from services.requests.application.life import Ended, Life
from services.requests.application.orders import Dispute, is_ordered


def signs(case: Case, life: Life, about: Sequence[Dispute]) -> Iterator[Sign]:
    """The answer and the extension are those that count in the measures; without a receipt there are none, as nothing counts."""
    if life.receipt is None:
        return
    if life.answered is not None:
        yield Sign(life.answered.on, ANSWERED, "答复", (life.answered.step,))
    extension = life.clock.extension
    if extension is not None:
        left = case.calendar.known_on(extension.on).count_working_days(extension.on, extension.due_on)
        if left <= NEAR_DUE:
            text = f"{extension.due_on}到期，{extension.on}告知延期，距到期{left}个工作日"
            yield Sign(extension.on, EXTENDED_NEAR_DUE, text, (extension.step,))
    for before, after in pairwise(life.periods):
        yield from _reopened(case, life, before, after, about)


def _reopened(case: Case, life: Life, before: Ended, after: Ended, about: Sequence[Dispute]) -> Iterator[Sign]:
    """Nobody told it to: no decision or ruling that was told asks for it, and it has not come back from elsewhere."""
    closing, at = before.closing, before.reopened
    if closing is None or at is None or closing.state is State.TRANSFERRED or is_ordered(case, life, after, about):
        return
    reopenings = [
        fact.id
        for fact in life.facts
        if isinstance(fact.data, h.ApplicationReopened) and (fact.data.reopened_on, fact.time) == at
    ]
    # A late correction with good reason opens a period, too: that is the applicant's doing.
    if reopenings:
        text = f"{closing.on}办结，{at[0]}重新办理，没有已报的决定或者裁判要求"
        yield Sign(at[0], REOPENED, text, tuple(fact for fact in (closing.step, reopenings[0]) if fact))
