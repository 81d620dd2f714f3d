"""What the rules make of one hearing (重大行政决策程序暂行条例第十六、十八条)."""

from __future__ import annotations

from datetime import date, timedelta

from demo.oracle.case import Case, Duty, Judged, Owing
from demo.oracle.facts import Sent, Subject
from demo.oracle.opinions import by_day, count_people, number, owed

ANNOUNCED, PAPERS, HELD, FEEDBACK, CANCELLED = (
    f"hearing.{verb}.v1" for verb in ("announced", "papers_sent", "held", "feedback", "cancelled")
)
AHEAD = timedelta(days=7)
"""Papers reach those who take part so long before the hearing."""


def held(subject: Subject) -> Sent | None:
    """The first report that it was."""
    return next(iter(by_day(subject, HELD, "held_on")), None)


def judge(case: Case) -> Judged:
    """Everything there is to count about the hearing."""
    judged, subject, took_place = Judged(), case.subject, held(case.subject)
    papers = _papers(case)
    judged.duties += [papers] if papers and case.asks("hearing_papers", papers.opened_on) else []
    if took_place is None:
        return judged
    on = took_place.day("held_on")
    judged.count(on, "hearings_held")
    count_people(judged, on, "hearing_participants_by_kind", took_place, "participants")
    delivered_on = subject.facts.get(PAPERS) and min(fact.day("delivered_on") for fact in subject.facts[PAPERS])
    if (delivered_on and delivered_on > on - AHEAD) or (not delivered_on and judged.duties):
        judged.count(on, "hearings_papers_late")
    feedback = by_day(subject, FEEDBACK, "published_on")
    newest = feedback[-1] if feedback else None
    for measure, field in (("hearing_opinions", "received"), ("hearing_opinions_adopted", "adopted")):
        if amount := number(newest, field):
            judged.count(on, measure, amount=amount)
    judged.duties += owed(case, "hearing_feedback", on, feedback, "published_on", _title(subject))
    return judged


def _papers(case: Case) -> Duty | None:
    """From the announcement to seven days before the hearing; of what was announced later, at once."""
    subject, took_place = case.subject, held(case.subject)
    announced = by_day(subject, ANNOUNCED, "announced_on")
    if took_place is None and not announced:
        return None
    on = took_place.day("held_on") if took_place else announced[-1].day("takes_place_on")
    delivered_on = min((fact.day("delivered_on") for fact in subject.facts.get(PAPERS, ())), default=None)
    opened_on = on - AHEAD if delivered_on is None else min(on - AHEAD, delivered_on)
    if announced:
        opened_on = min(announced[0].day("announced_on"), on)
    gone_on = called_off(subject) if took_place is None else None
    if delivered_on is not None and gone_on is not None:
        # Papers to a hearing that is called off already are for nobody.
        delivered_on, gone_on = (delivered_on, None) if delivered_on <= gone_on else (None, gone_on)
    last_on = max(on - AHEAD, opened_on)
    owing = Owing(case.calendar, case.today)
    return owing.until(
        "hearing_papers", opened_on, last_on, met_on=delivered_on, gone_on=gone_on, title=_title(subject)
    )


def called_off(subject: Subject) -> date | None:
    """A hearing that is announced again after it was called off takes place."""
    again = max(((fact.day("announced_on"), fact.time) for fact in subject.facts.get(ANNOUNCED, ())), default=None)
    off = [(fact.day("cancelled_on"), fact.time) for fact in subject.facts.get(CANCELLED, ())]
    return min((moment[0] for moment in off if again is None or moment >= again), default=None)


def _title(subject: Subject) -> str | None:
    titles = [fact.text("title") for fact in by_day(subject, ANNOUNCED, "announced_on")]
    return next((title for title in reversed(titles) if title), None)
