"""What the rules make of one open consultation (重大行政决策程序暂行条例第十五、十八条, 国办发〔2018〕37号, 国办发〔2019〕39号)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from demo.oracle.case import Case, Judged
from demo.oracle.facts import Sent, Subject
from demo.oracle.opinions import by_day, number, owed

OPENED, EXTENDED, CLOSED, FEEDBACK, CANCELLED = (
    f"consultation.{verb}.v1" for verb in ("opened", "extended", "closed", "feedback", "cancelled")
)
LONG = timedelta(days=30)
SHORT = 7
"""Working days for a 行政规范性文件 that touches no market entity."""


class Round:
    """A consultation from an opening on, until it is over or called off."""

    def __init__(self, subject: Subject, opened: Sent, after: tuple[date, datetime] | None = None) -> None:
        """``after``: the moment at which the round before it was called off; what was told until then is of that one."""
        self.opened, self.on = opened, opened.day("opened_on")
        days = {EXTENDED: "extended_on", CLOSED: "closed_on", CANCELLED: "cancelled_on"}
        own = {
            kind: [
                fact for fact in by_day(subject, kind, field) if after is None or (fact.day(field), fact.time) > after
            ]
            for kind, field in days.items()
        }
        self.closed = next((fact for fact in own[CLOSED] if fact.day("closed_on") >= self.on), None)
        self.closings = own[CLOSED]
        self.announced_until: date = max(fact.day("closes_on") for fact in [opened, *own[EXTENDED]])
        self.last_on = self.closed.day("closed_on") if self.closed else self.announced_until
        while_open = [fact for fact in own[CANCELLED] if self.on <= fact.day("cancelled_on") <= self.last_on]
        self.off = (while_open[0].day("cancelled_on"), while_open[0].time) if while_open else None


def newest(subject: Subject) -> Round | None:
    """The first; once it is called off the next that is opened. What is told of a running one again changes nothing."""
    running: Round | None = None
    for opened in by_day(subject, OPENED, "opened_on"):
        if running is None:
            running = Round(subject, opened)
        elif running.off is not None and (opened.day("opened_on"), opened.time) > running.off:
            running = Round(subject, opened, running.off)
    return running


def judge(case: Case) -> Judged:
    """Everything there is to count about the consultation."""
    judged, subject, ran = Judged(), case.subject, newest(case.subject)
    if ran is None:
        return judged
    opened, on, until = ran.opened, ran.on, ran.last_on
    judged.count(on, "consultations_opened")
    judged.count(on, "consultations_by_matter", str(opened.data["matter"]))
    cancelled = ran.off is not None
    if not cancelled and until < _least(case, opened):
        measure = "consultations_too_short" if opened.text("shorter_because") is None else "consultations_shortened"
        judged.count(on, measure)
    feedback, closed = by_day(subject, FEEDBACK, "published_on"), ran.closed
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
    last = feedback[-1] if feedback else None
    for measure, fact, field in (
        ("consultation_opinions", last or closed, "received"),
        ("consultation_opinions_adopted", last, "adopted"),
        ("consultation_opinions_answered", last, "answered"),
    ):
        if amount := number(fact, field):
            judged.count(until, measure, amount=amount)
