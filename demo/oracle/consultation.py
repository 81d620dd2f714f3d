"""What the rules make of one open consultation (重大行政决策程序暂行条例第十五、十八条, 国办发〔2018〕37号, 国办发〔2019〕39号)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from demo.oracle.case import Case, Judged
from demo.oracle.facts import Sent, Subject
from demo.oracle.opinions import by_day, number, owed

OPENED, EXTENDED, CLOSED, FEEDBACK, CANCELLED = (
    f"consultation.{verb}.v1" for verb in ("opened", "extended", "closed", "feedback", "cancelled")
)
LONG = timedelta(days=30)
SHORT = 7
"""Working days for a 行政规范性文件 that touches no market entity."""


def opening(subject: Subject) -> Sent | None:
    """The first; what is told of it again changes nothing."""
    return next(iter(by_day(subject, OPENED, "opened_on")), None)


def closing(subject: Subject, opened_on: date) -> Sent | None:
    """The first that is not before the opening."""
    return next((fact for fact in by_day(subject, CLOSED, "closed_on") if fact.day("closed_on") >= opened_on), None)


def last_day(subject: Subject, opened: Sent) -> date:
    """As it was closed, else the latest that was ever announced."""
    closed = closing(subject, opened.day("opened_on"))
    if closed is not None:
        return closed.day("closed_on")
    days: list[date] = [fact.day("closes_on") for fact in [opened, *subject.facts.get(EXTENDED, ())]]
    return max(days)


def is_cancelled(subject: Subject, opened: Sent) -> bool:
    """Whether it was called off while it ran."""
    days = [fact.day("cancelled_on") for fact in subject.facts.get(CANCELLED, ())]
    return any(day <= last_day(subject, opened) for day in days)


def judge(case: Case) -> Judged:
    """Everything there is to count about the consultation."""
    judged, subject, opened = Judged(), case.subject, opening(case.subject)
    if opened is None:
        return judged
    on, until = opened.day("opened_on"), last_day(subject, opened)
    judged.count(on, "consultations_opened")
    judged.count(on, "consultations_by_matter", str(opened.data["matter"]))
    cancelled = is_cancelled(subject, opened)
    if not cancelled and until < _least(case, opened):
        measure = "consultations_too_short" if opened.text("shorter_because") is None else "consultations_shortened"
        judged.count(on, measure)
    feedback, closed = by_day(subject, FEEDBACK, "published_on"), closing(subject, on)
    _count_opinions(judged, until, feedback, closed)
    if not cancelled and (closed is not None or until < case.today):
        judged.duties += owed(case, "consultation_feedback", until, feedback, "published_on", opened.text("title"))
    return judged


def _least(case: Case, opened: Sent) -> date:
    """The first day that is long enough after the notice."""
    on, matter = opened.day("opened_on"), opened.text("matter")
    if matter == "重大行政决策" or (matter == "行政规范性文件" and opened.data.get("market_entities")):
        return on + LONG
    return case.calendar.at(on).due(on, SHORT).on if matter == "行政规范性文件" else on


def _count_opinions(judged: Judged, until: date, feedback: Sequence[Sent], closed: Sent | None) -> None:
    newest = feedback[-1] if feedback else None
    for measure, fact, field in (
        ("consultation_opinions", newest or closed, "received"),
        ("consultation_opinions_adopted", newest, "adopted"),
        ("consultation_opinions_answered", newest, "answered"),
    ):
        if amount := number(fact, field):
            judged.count(until, measure, amount=amount)
