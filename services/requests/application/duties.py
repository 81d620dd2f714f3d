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
from law.clock import State
from law.limit import last_day, working_days
from law.limits import ARCHIVE_BY, ART_33, answer_term
from services.requests.application.life import Ended, Life
from services.requests.application.orders import Dispute, comply, is_ordered
from services.requests.application.results import disclosed


def owe(case: Case, life: Life, about: Sequence[Dispute]) -> None:
    """All of them, in the order of the law's steps; ``about``: the disputes over it."""
    _register(case, life)
    _correct(case, life)
    _ask(case, life)
    for period in life.periods:
        if not is_ordered(case, life, period, about):
            _answer(case, life, period)
    for period in life.periods:
        _archive(case, life, period)
    comply(case, life, about)


def _ordered(case: Case, opened_on: date) -> bool:
    """Whether the county holds its offices to the register and the archive from this day on."""
    since = case.practice.order_from
    return since is not None and opened_on >= since


def _register(case: Case, life: Life) -> None:
    if life.receipt is None or life.arrived_on is None or not _ordered(case, life.arrived_on):
        return
    on, ids = _met(life, h.ApplicationRegistered, "registered_on", life.arrived_on)
    case.owe(duty.REGISTER, life.arrived_on, met_on=on, facts=[life.receipt, *ids])


def _correct(case: Case, life: Life) -> None:
    """Owed in the first period alone: 补正 is asked once."""
    first = life.periods[0]
    if life.receipt is None or life.received is None or first.clock.opened_on is None:
        return
    opened_on = first.clock.opened_on
    on, ids = _met(life, h.CorrectionRequested, "requested_on", opened_on, first.reopened_on)
    if on is None and not life.received.missing:
        return
    over = first.closing is not None
    case.owe(duty.CORRECT, opened_on, met_on=on, facts=[life.receipt, *ids], excused=over)


def _ask(case: Case, life: Life) -> None:
    start = life.periods[0].clock.started_on
    reviews = [fact for fact, data in life.facts.of(h.ApplicationReviewed) if data.third_party]
    if start is None:
        return
    on, ids = _met(life, c.ThirdPartyAsked, "asked_on", life.periods[0].clock.opened_on)
    if on is None and not reviews:
        return
    excused = life.ended_on is not None and not disclosed(life.results)
    case.owe(duty.ASK_THIRD_PARTY, start, met_on=on, facts=[*reviews, *ids], excused=excused)


def _answer(case: Case, life: Life, period: Ended) -> None:
    """Owed once a period, while its due date runs.

    An answer meets it, by the day of its service. A withdrawal or a transfer excuses it until the due day; later
    it was overdue until then, and ended late. An answer that came while no due date ran is excused from the duty that
    did not run; nothing is owed while the clock stands, nor where the case ended so by anything else.
    """
    clock, closing, opened_on = period.clock, period.closing, period.clock.opened_on
    answered = closing is not None and closing.state is State.ANSWERED
    if opened_on is None or clock.started_on is None or (clock.due_on is None and not answered):
        return
    law = answer_term(opened_on)
    original = case.calendar.known_on(opened_on).add_working_days(opened_on, law.days)
    met_on, excused, due, limit = None, False, original, law.days
    if clock.due_on is not None:
        due = Due(clock.due_on, clock.provisional, dict(clock.calendars))
        limit += clock.extended_days + clock.excluded_days
        if closing is not None and (answered or clock.late):
            met_on = closing.judged_on
    if closing is not None and met_on is None:
        excused = True
    ids = [life.receipt] if life.receipt else []
    ids += [closing.step] if closing is not None and closing.step else []
    case.owe(
        duty.ANSWER,
        opened_on,
        met_on=met_on,
        facts=ids,
        due=due,
        original_due_on=original.due_on,
        excused=excused,
        start=clock.started_on,
        limit=working_days(limit),
        rule=_reckoned(period, law.article),
    )


def _reckoned(period: Ended, article: str) -> str:
    """How the day came about, where it is no plain count by the law of today."""
    lines = period.clock.lines
    told = [line.text for line in lines[-5:]] if len(lines) > 2 else []
    older = [f"收到时施行的{article}"] if article != ART_33 else []
    return "；".join([*older, *told])


def _archive(case: Case, life: Life, period: Ended) -> None:
    """Owed for each period that ended, and met by what was archived after it and before the next; a reopening in time excuses it."""
    closing, result = period.closing, period.result
    if closing is None or result is None or not _ordered(case, closing.on):
        return
    on, ids = _met(life, h.ApplicationArchived, "archived_on", closing.on, period.reopened_on)
    if on is None and period.reopened_on is not None:
        due = last_day(duty.ARCHIVE.limit, closing.on, case.now)
        if due.due_on < period.reopened_on:
            on, ids = _met(life, h.ApplicationArchived, "archived_on", period.reopened_on)
    rule = f"办结次年{ARCHIVE_BY[0]}月{ARCHIVE_BY[1]}日前归档"
    case.owe(
        duty.ARCHIVE,
        closing.on,
        met_on=on,
        facts=[*([result.fact] if result.fact else []), *ids],
        excused=period.reopened_on or False,
        rule=rule,
    )


def _met(
    life: Life, kind: type[BusModel], day: str, since: date | None, before: date | None = None
) -> tuple[date | None, list[str]]:
    """The first fact of ``kind`` from the day on which the duty arose, and before ``before``: what is dated earlier meets nothing."""
    first = life.facts.first(kind, day, since or date.min, before or date.max)
    return (first[0], [first[1]]) if first else (None, [])
