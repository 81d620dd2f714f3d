"""What the rules make of a year's appraisal (条例第四十六条): answers by kind of people, and its result by the day that is set."""

from __future__ import annotations

from datetime import date
from typing import Any

from demo.oracle.case import Case, Judged, Owing
from demo.oracle.facts import Sent
from demo.oracle.opinions import by_day

PLANNED, HELD, PUBLISHED = "appraisal.planned.v1", "appraisal.held.v1", "appraisal.published.v1"


def judge(case: Case) -> Judged:
    """Everything there is to count about the appraisal."""
    judged = Judged()
    held = by_day(case.subject, HELD, "held_on")
    if held:
        count_answers(judged, "appraisal", held[-1].day("held_on"), held[-1])
    steps = held or by_day(case.subject, PLANNED, "planned_on")
    if not steps:
        return judged
    year = int(str(steps[-1].data["year"]))
    opened_on = date(year, 12, 31)
    if case.today >= opened_on and case.asks("appraise", opened_on):
        shown = [fact.day("published_on") for fact in by_day(case.subject, PUBLISHED, "published_on")]
        met_on = next((on for on in shown if held and on >= held[0].day("held_on")), None)
        judged.duties.append(
            Owing(case.calendar, case.today).until(
                "appraise", opened_on, date(year + 1, 3, 31), met_on=met_on, title=f"{year}年度社会评议"
            )
        )
    return judged


def count_answers(judged: Judged, prefix: str, on: date, fact: Sent) -> None:
    """What was asked and answered, in the month in which it was closed."""
    groups: Any = fact.data["groups"]
    for field in ("asked", "answered", "content", "satisfied"):
        if amount := sum(group[field] for group in groups):
            judged.count(on, f"{prefix}_{field}", amount=amount)
    for group in groups:
        if group["answered"]:
            judged.count(on, f"{prefix}_answered_by_kind", group["kind"], group["answered"])
    if fact.text("grade"):
        judged.count(on, f"{prefix}_grades", str(fact.text("grade")))
