"""What the facts about an application come to: its clock re-derived from the dated facts, results, duties, counts."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from chassis.case import Case, Folded
from contracts.application import QUESTION
from contracts.application import handling as h
from contracts.application.complaints import ApplicationComplained
from contracts.application.state import ApplicationDetail, ApplicationState, ClockLine, StatedConsultation
from contracts.kit import Key
from contracts.obligations import Obligation
from law.clock import Clock, State
from services.requests.application import cases, duties, orders, results
from services.requests.application.counting import count
from services.requests.application.facts import Facts
from services.requests.application.life import Life
from services.requests.application.receiving import receive
from services.requests.application.signs import signs
from services.requests.application.steps import impossible


def fold(case: Case) -> Folded:
    """The application: clock, results, obligations, findings, counts, and whom it asks together with."""
    life = Life.of(case)
    about = orders.disputes(case)
    remedied = orders.stated(about)
    charge, wrong = cases.charge(life.facts)
    for finding in (
        *orders.of_the_clock(case, life, about),
        *life.findings,
        *orders.suspicions(remedied, life.results),
        *wrong,
        *impossible(life.facts, life.ended_on),
        *results.third_party_findings(life.facts, life.results),
    ):
        case.find(finding)
    unconfirmed = receive(case, life)
    if case.facts:
        duties.owe(case, life, about)
    case.look_again(life.standing.next_on or date.min)
    ruling = orders.ruling(case, life, about)
    state = _fields(life) | _due(life, ruling)
    kind = life.received.applicant_kind if life.received else None
    counted = results.counted(kind, life.received_on, life.results)
    state |= {"counted": counted, "fee": charge, "cases": remedied}
    count(case, life, state, unconfirmed=unconfirmed)
    for sign in signs(case, life, about):
        case.sign(sign)
    # An application that only a dispute names is none that anybody has reported: nothing is said of it.
    return case.close(
        ApplicationState,
        relevant=bool(case.facts) or not about,
        sends=_sends(case, life),
        detail=partial(_detail, life.clock, ruling),
        **state,
    )


def _fields(life: Life) -> dict[str, Any]:
    clock, received, facts = life.clock, life.received, life.facts
    transfers = facts.of(h.ApplicationTransferred)
    return {
        "applicant_kind": received.applicant_kind if received else None,
        "channel": received.channel if received else None,
        "applicant_ref": received.applicant_ref if received else None,
        "subject_hash": received.subject_hash if received else None,
        "transferred_from": received.transferred_from if received else None,
        "received_on": life.received_on,
        "arrived_on": life.arrived_on,
        "answered_on": life.answered.on if life.answered else None,
        "served_on": life.answered.judged_on if life.answered else None,
        "way": life.answered.way if life.answered else None,
        "working_days": life.working_days,
        "state": life.standing.state,
        "alert": clock.alert,
        "started_on": clock.started_on,
        "original_due_on": clock.original_due_on,
        "excluded_days": clock.excluded_days,
        "extended_days": clock.extended_days,
        "extended_on": clock.extended_on,
        "correction_notice_due_on": None if life.over else clock.correction_notice_due_on,
        "lapses_after": clock.lapses_after,
        "results": list(life.results),
        "transferred": clock.state is State.TRANSFERRED and not life.results,
        "transferred_to": transfers[0][1].to if transfers else None,
        "complaints": sorted(data.complained_on for _, data in facts.of(ApplicationComplained)),
        "registered_on": facts.first_day(h.ApplicationRegistered, "registered_on"),
        "reviewed_on": facts.first_day(h.ApplicationReviewed, "reviewed_on"),
        "delivered_on": facts.first_day(h.AnswerDelivered, "delivered_on"),
        "archived_on": facts.first_day(h.ApplicationArchived, "archived_on"),
        "missing": _missing(facts),
    }


def _due(life: Life, ordered: Obligation | None) -> dict[str, Any]:
    """The last lawful day: the clock's, or that of the order for which it was reopened; none once it has ended."""
    clock = life.clock
    if life.over:
        return {"due_on": None, "provisional": False, "calendars": {}}
    if ordered is not None:
        calendars = ordered.explanation.calendars
        return {"due_on": ordered.due_on, "provisional": ordered.provisional, "calendars": calendars}
    calendars = {str(year): version for year, version in clock.calendars.items()}
    return {"due_on": clock.due_on, "provisional": clock.provisional, "calendars": calendars}


def _sends(case: Case, life: Life) -> list[Key]:
    """An application flows to the question that it asks, where that is told."""
    if life.received is None or life.received.subject_hash is None:
        return []
    return [Key(QUESTION.kind, case.key.org, life.received.subject_hash)]


def _missing(facts: Facts) -> list[str]:
    """What the applicant was told to correct; before any notice, what the application lacked."""
    requested = [data.missing for _, data in facts.of(h.CorrectionRequested)]
    lacking = [data.missing for _, data in facts.of(h.ApplicationReceived)]
    parts = next((missing for missing in (*requested, *lacking) if missing), [])
    return [part.value for part in parts]


def _detail(clock: Clock, ordered: Obligation | None) -> ApplicationDetail:
    lines = [ClockLine(on=line.on, article=line.article, text=line.text, due_on=line.due_on) for line in clock.lines]
    if ordered is not None:
        text, article = "为履行决定或者裁判重新办理，以其履行期限为准", ordered.explanation.article
        lines.append(ClockLine(on=lines[-1].on, article=article, text=text, due_on=ordered.due_on))
    return ApplicationDetail(
        lines=lines,
        consultations=[
            StatedConsultation(
                kind=letter.asked,
                ref=letter.ref,
                asked_on=letter.asked_on,
                limit_on=letter.limit_on,
                answered_on=letter.answered_on,
                article=letter.article,
                silence=letter.silence,
            )
            for letter in clock.consultations
        ],
    )
