"""What the facts about a message on a site come to: answered within three months, late, or needing no answer."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from chassis.case import Case, Folded
from contracts.column import COLUMN
from contracts.inspection import INSPECTION
from contracts.kit import Key
from contracts.message import ANSWER_MESSAGE, MessageAnswered, MessageDismissed, MessageReceived, MessageState
from contracts.references import key_named
from law.codes import ObligationStatus
from law.findings import Finding


class _Step(NamedTuple):
    day: date
    fact: str


def fold(case: Case) -> Folded:
    """The message: the first answer from the day it came on meets the duty, unless it was found to need none before."""
    received: list[_Step] = []
    answers: list[_Step] = []
    dismissals: list[_Step] = []
    column: Key | None = None
    for fact in case.facts:
        match fact.data:
            case MessageReceived() as data:
                received.append(_Step(data.received_on, fact.id))
                column = key_named(COLUMN.kind, data.column, case.key.org)
            case MessageAnswered() as data:
                answers.append(_Step(data.answered_on, fact.id))
            case MessageDismissed() as data:
                dismissals.append(_Step(data.dismissed_on, fact.id))
    if not received:
        for step in [*answers, *dismissals]:
            text = "没有报过收到留言；请核对事项编号，或者补报"
            case.find(Finding(step.day, "message.unreceived", INSPECTION, text, step.fact))
        return case.close(MessageState, relevant=bool(case.facts))
    came = min(received)
    answered, dismissed = _first(case, came.day, answers), _first(case, came.day, dismissals)
    settled = _owe(case, came, answered, dismissed)
    _count(case, came.day, answered, dismissed)
    assert column is not None, "what was received names its column"
    return case.close(
        MessageState,
        # What was answered in time is of no more interest to the column.
        sends=[] if settled else [column],
        column=f"{column.org}:{column.subject}",
        received_on=came.day,
        answered_on=answered.day if answered else None,
        dismissed_on=dismissed.day if dismissed else None,
    )


def _first(case: Case, came_on: date, steps: Iterable[_Step]) -> _Step | None:
    """The earliest from the day on which the message came; what is said of an earlier day is found."""
    later = []
    for step in steps:
        if step.day < came_on:
            text = f"办理日期{step.day}早于留言日期{came_on}，请核对"
            case.find(Finding(step.day, "message.before_receipt", INSPECTION, text, step.fact))
        else:
            later.append(step)
    return min(later, default=None)


def _owe(case: Case, came: _Step, answered: _Step | None, dismissed: _Step | None) -> bool:
    """Whether it needs no more looking at."""
    if answered is not None and dismissed is not None and dismissed.day < answered.day:
        answered = None
    if answered is not None:
        duty = case.owe(ANSWER_MESSAGE, came.day, met_on=answered.day, facts=[came.fact, answered.fact])
        return duty.status in {ObligationStatus.MET, ObligationStatus.EXCUSED}
    ended_on = dismissed.day if dismissed else None
    case.owe(ANSWER_MESSAGE, came.day, facts=[came.fact], ended_on=ended_on)
    return ended_on is not None


def _count(case: Case, came_on: date, answered: _Step | None, dismissed: _Step | None) -> None:
    case.count(came_on, "messages_received")
    if answered is not None:
        case.count(answered.day, "messages_answered")
        taken = case.calendar.known_before(answered.day).count_working_days(came_on, answered.day)
        case.count(answered.day, f"days_to_answer_message#{taken}")
    if dismissed is not None:
        case.count(dismissed.day, "messages_dismissed")
