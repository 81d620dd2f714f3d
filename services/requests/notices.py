"""What a department is told: a date comes near, is over, became firm or was moved; a clock that has not started."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from chassis.events import midnight
from chassis.outbox import Message
from contracts.application.state import ApplicationState
from contracts.fields import BusModel
from contracts.notices import DueNotice, RepeatNotice, UnconfirmedNotice
from contracts.obligations import Obligation
from contracts.time import CalendarYear
from contracts.topics import notices
from law.calendar import CalendarView
from law.codes import ARTICLES, OBLIGATION_NAMES, ObligationKind
from law.limits import ART_36
from services.requests.reminders import UNMET, Phase, phase

UNCONFIRMED = "unconfirmed"
"""Stands for an obligation's kind where a clock has not started."""


class Told(NamedTuple):
    """What was last told about one obligation; ``due_on`` is None of a clock that has not started."""

    kind: str
    due_on: date | None
    provisional: bool
    phase: str


def due(
    state: ApplicationState,
    before: dict[str, Told],
    view: CalendarView,
    today: date,
    calendars: Sequence[CalendarYear],
) -> tuple[list[Message], dict[str, Told]]:
    """The notices that ``state`` gives rise to after what was told ``before``, and what is told now.

    A phase is told once per due date; a new date by a calendar is told with the notice that moved it.
    """
    messages: list[Message] = []
    now: dict[str, Told] = {}
    for one in state.obligations:
        if one.status not in UNMET:
            continue
        stands = phase(one, today, view)
        now[one.kind] = Told(one.kind, one.due_on, one.provisional, stands)
        old = before.get(one.kind)
        if calendars and old is not None and old.due_on is not None:
            messages += _by_calendar(
                one, old.due_on, calendars, view, today, provisional_before=old.provisional
            )
        if stands is not Phase.AHEAD and (old is None or (old.phase, old.due_on) != (stands, one.due_on)):
            messages.append(_due(one, stands, _WHY[stands], view, today))
    if state.alert:
        now[UNCONFIRMED] = Told(UNCONFIRMED, None, False, state.alert)
        if before.get(UNCONFIRMED) != now[UNCONFIRMED]:
            body = UnconfirmedNotice(subject=state.subject, arrived_on=state.arrived_on, alert=state.alert)
            name = "application.unconfirmed.v1"
            messages.append(
                _message(state.org, state.subject, name, f"unconfirmed:{state.arrived_on}", body, today)
            )
    return messages, now


_WHY = {
    Phase.DUE_SOON: "三个工作日内到期",
    Phase.DUE_TODAY: "今日到期",
    Phase.OVERDUE: "已经逾期",
}


def _by_calendar(
    one: Obligation, was: date, calendars: Sequence[CalendarYear], view: CalendarView, today: date, *,
    provisional_before: bool,
) -> list[Message]:  # fmt: skip
    named = "、".join(f"{year.year}年第{year.version}版（{year.notice}）" for year in calendars)
    found = []
    if was != one.due_on:
        why = f"放假安排{named}，到期日由{was}变为{one.due_on}"
        found.append(_due(one, "moved", why, view, today, was=was))
    if provisional_before and not one.provisional:
        found.append(_due(one, "firm", f"放假安排{named}公布，到期日{one.due_on}不再是暂定", view, today))
    return found


def _due(
    one: Obligation, what: str, why: str, view: CalendarView, today: date, was: date | None = None
) -> Message:  # fmt: skip
    body = DueNotice(
        subject=one.subject, kind=one.kind, article=ARTICLES[one.kind], due_on=one.due_on, was_due_on=was,
        provisional=one.provisional, days_left=view.count_working_days(today, one.due_on),
        why=f"{OBLIGATION_NAMES[ObligationKind(one.kind)]}：{why}",
    )  # fmt: skip
    name = f"{one.kind}:{what}:{one.due_on}" + (f":{was}" if was else "")
    return _message(one.org, one.subject, f"obligation.{what}.v1", name, body, today)


def repeated(org: str, subject: str, earlier: str, today: date) -> Message:
    """The same applicant asked for the same information before, and was answered."""
    body = RepeatNotice(subject=subject, earlier=earlier, article=f"{ART_36}第六项")
    return _message(org, subject, "application.repeat_suspected.v1", f"repeat:{earlier}", body, today)


def _message(org: str, subject: str, kind: str, name: str, body: BusModel, today: date) -> Message:
    """A notice; its id says what it is about, so that a second sending is the same notice."""
    return Message(
        topic=notices(org),
        key=None,
        value=body.model_dump_json().encode(),
        headers=[
            ("ce_specversion", "1.0"),
            ("ce_id", f"requests:{org}/{subject}:{name}"),
            ("ce_source", "/services/requests"),
            ("ce_type", kind),
            ("ce_subject", subject),
            ("ce_time", midnight(today)),
            ("ce_org", org),
            ("content-type", "application/json"),
        ],
    )
