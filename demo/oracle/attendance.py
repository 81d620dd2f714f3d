"""What the rules make of one meeting that the public attends (奉节府办发〔2020〕101号 二（五）)."""

from __future__ import annotations

from demo.oracle.case import Case, Judged
from demo.oracle.facts import Subject
from demo.oracle.opinions import by_day, count_people, number, owed

ANNOUNCED, INVITED, HELD, FEEDBACK = (f"attendance.{verb}.v1" for verb in ("announced", "invited", "held", "feedback"))


def judge(case: Case) -> Judged:
    """Everything there is to count about the meeting."""
    judged, subject = Judged(), case.subject
    for fact in subject.facts.get(INVITED, ()):
        count_people(judged, fact.day("invited_on"), "invitees_by_kind", fact, "invitees")
    held = next(iter(by_day(subject, HELD, "held_on")), None)
    if held is None:
        return judged
    on = held.day("held_on")
    judged.count(on, "meetings_attended")
    count_people(judged, on, "attendees_by_kind", held, "attendees")
    feedback = by_day(subject, FEEDBACK, "told_on")
    newest = feedback[-1] if feedback else None
    for measure, field in (("attendance_opinions", "received"), ("attendance_opinions_adopted", "adopted")):
        if amount := number(newest, field):
            judged.count(on, measure, amount=amount)
    judged.duties += owed(case, "attendance_feedback", on, feedback, "told_on", _title(subject))
    return judged


def _title(subject: Subject) -> str | None:
    """The first topic: as the meeting had it, else as last announced."""
    facts = [*by_day(subject, HELD, "held_on")[:1], *by_day(subject, ANNOUNCED, "announced_on")[-1:]]
    for fact in facts:
        topics = fact.data.get("topics")
        if isinstance(topics, list) and topics:
            return str(topics[0]["title"])
    return None
