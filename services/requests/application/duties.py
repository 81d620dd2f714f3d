"""What is owed over an application: register, correct, ask third parties, answer, archive, comply."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from chassis.case import Case
from contracts import application as duty
from contracts.application import consulting as c
from contracts.application import handling as h
from contracts.fields import BusModel
from law.calendar import Due
from law.clock import Clock
from law.codes import ANSWER_WITHIN_WORKING_DAYS
from law.limit import working_days
from law.limits import ARCHIVE_BY
from services.requests.application.life import CLOSED, Life
from services.requests.application.orders import Dispute, comply, is_ordered
from services.requests.application.results import disclosed


def owe(case: Case, life: Life, about: Sequence[Dispute]) -> None:
    """All of them, in the order of the law's steps; ``about``: the disputes over it."""
    _register(case, life)
    _correct(case, life)
    _ask(case, life)
    for clock in life.periods:
        if not is_ordered(case, life, clock, about):
            _answer(case, life, clock)
    _archive(case, life)
    comply(case, life, about)


def _register(case: Case, life: Life) -> None:
    if life.receipt is None or life.received is None:
        return
    on, ids = _met(life, h.ApplicationRegistered, "registered_on")
    case.owe(duty.REGISTER, life.received.received_on, met_on=on, facts=[life.receipt, *ids])


def _correct(case: Case, life: Life) -> None:
    if life.receipt is None or life.received is None or life.clock.received_on is None:
        return
    on, ids = _met(life, h.CorrectionRequested, "requested_on")
    if on is None and not life.received.missing:
        return
    case.owe(duty.CORRECT, life.clock.received_on, met_on=on, facts=[life.receipt, *ids], excused=life.over)


def _ask(case: Case, life: Life) -> None:
    start = life.periods[0].started_on
    reviews = [fact for fact, data in life.facts.of(h.ApplicationReviewed) if data.third_party]
    on, ids = _met(life, c.ThirdPartyAsked, "asked_on")
    if start is None or (on is None and not reviews):
        return
    excused = life.over and not disclosed(life.results)
    case.owe(duty.ASK_THIRD_PARTY, start, met_on=on, facts=[*reviews, *ids], excused=excused)


def _answer(case: Case, life: Life, clock: Clock) -> None:
    """Due while it runs; met by the answer, excused by a withdrawal or a transfer. None is owed while the clock stands."""
    if clock.received_on is None or clock.original_due_on is None or clock.started_on is None:
        return
    opened = clock.received_on if clock is life.periods[0] else clock.started_on
    due_on = clock.due_on
    if due_on is None:
        if clock.answered_on is None:
            return
        due_on = max(clock.original_due_on, clock.answered_on)
    original = case.calendar.known_on(opened).add_working_days(opened, ANSWER_WITHIN_WORKING_DAYS)
    ids = [life.receipt] if life.receipt else []
    ids += [closing.step for closing in clock.closings[-1:] if clock.state in CLOSED]
    case.owe(
        duty.ANSWER,
        opened,
        met_on=clock.answered_on,
        facts=ids,
        due=Due(due_on, clock.provisional, dict(clock.calendars)),
        original_due_on=original.due_on,
        excused=clock.state in CLOSED,
        start=clock.started_on,
        limit=working_days(ANSWER_WITHIN_WORKING_DAYS + clock.extended_days + clock.excluded_days),
        rule="；".join(line.text for line in clock.lines[-5:]) if len(clock.lines) > 2 else "",
    )


def _archive(case: Case, life: Life) -> None:
    if not life.over or not life.results:
        return
    last = life.results[-1]
    on, ids = _met(life, h.ApplicationArchived, "archived_on")
    rule = f"办结次年{ARCHIVE_BY[0]}月{ARCHIVE_BY[1]}日前归档"
    case.owe(duty.ARCHIVE, last.on, met_on=on, facts=[*([last.fact] if last.fact else []), *ids], rule=rule)


def _met(life: Life, kind: type[BusModel], day: str) -> tuple[date | None, list[str]]:
    first = life.facts.first(kind, day)
    return (first[0], [first[1]]) if first else (None, [])
