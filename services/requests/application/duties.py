"""What is owed over an application: register, correct, ask third parties, answer, archive, comply."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from chassis.case import Case
from contracts import application as duty
from contracts.application import APPLICATION
from contracts.application import consulting as c
from contracts.application import handling as h
from contracts.fields import BusModel
from contracts.obligations import Obligation
from law.calendar import Due
from law.clock import Closing, State
from law.findings import Finding
from law.limit import working_days
from law.limits import ARCHIVE_BY, ART_33, AnswerTerm, answer_term
from law.outcomes import DISCLOSING
from services.requests.application.facts import Moment, beginning, end
from services.requests.application.life import Ended, Life
from services.requests.application.orders import Dispute, comply, is_ordered


def owe(case: Case, life: Life, about: Sequence[Dispute]) -> None:
    """All of them, in the order of the law's steps; ``about``: the disputes over it."""
    _register(case, life)
    _correct(case, life)
    for period in life.periods:
        _ask(case, life, period)
    for period in life.periods:
        if not is_ordered(case, life, period, about):
            _answer(case, life, period)
    for period in life.periods:
        _archive(case, life, period)
    comply(case, life, about)


def _register(case: Case, life: Life) -> None:
    if life.receipt is None or life.arrived_on is None:
        return
    on, ids = _met(life, h.ApplicationRegistered, "registered_on", beginning(life.arrived_on))
    case.owe(duty.REGISTER, life.arrived_on, met_on=on, facts=[life.receipt, *ids])


def _correct(case: Case, life: Life) -> None:
    """Owed in the first period alone: 补正 is asked once; the law of 2008 set no time for it."""
    opened_on, closing = life.periods[0].clock.opened_on, life.periods[0].closing
    if life.receipt is None or life.received is None or opened_on is None or answer_term(opened_on).correction is None:
        return
    before = end(closing.on) if closing else None
    on, ids = _met(life, h.CorrectionRequested, "requested_on", beginning(opened_on), before)
    if on is None and not life.received.missing:
        return
    answered, ended_on = _end(closing)
    facts = [life.receipt, *ids]
    owed = case.owe(duty.CORRECT, opened_on, met_on=on, facts=facts, excused=answered, ended_on=ended_on)
    _find_late_end(case, owed, on)


def _ask(case: Case, life: Life, period: Ended) -> None:
    """Owed in the period in which a third party came up; what ended without disclosing needs no opinion."""
    clock, closing, result = period.clock, period.closing, period.result
    if clock.opened_on is None or clock.started_on is None:
        return
    since, before = beginning(clock.opened_on), end(closing.on) if closing else None
    on, ids = _met(life, c.ThirdPartyAsked, "asked_on", since, before)
    last = closing.on if closing else date.max
    reviews = [
        fact
        for fact, data in life.facts.of(h.ApplicationReviewed)
        if data.third_party and clock.opened_on <= data.reviewed_on <= last
    ]
    if on is None and not reviews:
        return
    kept = closing is not None and (result is None or result.code not in DISCLOSING)
    answered, ended_on = _end(closing) if kept else (False, None)
    owed = case.owe(
        duty.ASK_THIRD_PARTY,
        clock.started_on,
        met_on=on,
        facts=[*reviews, *ids],
        excused=answered,
        ended_on=ended_on,
        limit=working_days(_term(case, clock.opened_on).days),
    )
    _find_late_end(case, owed, on)


def _term(case: Case, opened_on: date) -> AnswerTerm:
    return case.profile.practice(opened_on).answer_term(opened_on)


def _end(closing: Closing | None) -> tuple[bool, date | None]:
    """Whether an answer ended a period; else the day on which it ended, from which nothing is owed in it."""
    answered = closing is not None and closing.state is State.ANSWERED
    return answered, closing.on if closing is not None and not answered else None


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
    law = _term(case, opened_on)
    original = case.calendar.known_on(opened_on).add_working_days(opened_on, law.days)
    if clock.ordered_on is not None:
        original = Due(clock.ordered_on, False, {})
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
        rule=_reckoned(case, period, opened_on),
    )


def _reckoned(case: Case, period: Ended, opened_on: date) -> str:
    """How the day came about, where it is no plain count by the law of today."""
    lines, law, promised = period.clock.lines, answer_term(opened_on), _term(case, opened_on).days
    reckoning = [line.text for line in lines[-5:]] if len(lines) > 2 else []
    older = [f"收到时施行的{law.article}"] if law.article != ART_33 else []
    local = [f"县级口径第{case.profile.version}版：{promised}个工作日"] if promised < law.days else []
    return "；".join([*older, *local, *reckoning])


def _archive(case: Case, life: Life, period: Ended) -> None:
    """Owed for each period that ended, and met by what was archived after it and before the next; a reopening ends it."""
    closing, result, reopened = period.closing, period.result, period.reopened
    if closing is None or result is None:
        return
    clock = period.clock
    since = beginning(closing.on)
    if clock.opened_on is not None and clock.reopened_at is not None:
        since = max(since, (clock.opened_on, clock.reopened_at))
    on, ids = _met(life, h.ApplicationArchived, "archived_on", since, reopened)
    rule = f"办结次年{ARCHIVE_BY[0]}月{ARCHIVE_BY[1]}日前归档"
    facts = [*([result.fact] if result.fact else []), *ids]
    ended_on = reopened[0] if reopened else None
    owed = case.owe(duty.ARCHIVE, closing.on, met_on=on, facts=facts, ended_on=ended_on, rule=rule)
    _find_late_end(case, owed, on)


def _find_late_end(case: Case, owed: Obligation, met_on: date | None) -> None:
    """What was overdue when nothing was owed any more ended late: it stays, and is found."""
    if met_on is None and owed.met_on is not None:
        named = APPLICATION.duty(owed.duty)
        text = f"“{named.chinese}”应于{owed.due_on}前履行，至{owed.met_on}不再需要时仍未履行"
        case.find(Finding(owed.met_on, "ended.late", named.article, text))


def _met(
    life: Life, kind: type[BusModel], day: str, since: Moment | None, before: Moment | None = None
) -> tuple[date | None, list[str]]:
    """The first fact of ``kind`` from the day on which the duty arose, and before ``before``: what is dated earlier meets nothing."""
    first = life.facts.first(kind, day, since, before)
    return (first[0], [first[1]]) if first else (None, [])
