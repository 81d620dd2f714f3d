"""What the rules make of one year of training (条例第四十八条): planned, held, and what is owed of the plan."""

from __future__ import annotations

from datetime import date
from typing import Any

from demo.oracle.case import Case, Judged, Owing
from demo.oracle.facts import Sent
from demo.oracle.opinions import by_day, number

PLANNED, HELD = "training.planned.v1", "training.held.v1"


def judge(case: Case) -> Judged:
    """Everything there is to count about the year."""
    judged, owing = Judged(), Owing(case.calendar, case.today)
    held = by_day(case.subject, HELD, "held_on")
    for fact in held:
        judged.count(fact.day("held_on"), "trainings_held")
        judged.count(fact.day("held_on"), "people_trained", amount=number(fact, "attended"))
    plans = by_day(case.subject, PLANNED, "planned_on")
    for session in _sessions(plans[-1]) if plans else ():
        name, last_on = str(session["session"]), date.fromisoformat(session["hold_by"])
        days = [fact.day("held_on") for fact in held if fact.text("session") == name]
        judged.count(last_on, "trainings_planned")
        if days:
            judged.count(last_on, "trainings_held_as_planned")
        named_on = min(
            plan.day("planned_on") for plan in plans if any(other["session"] == name for other in _sessions(plan))
        )
        opened_on = min(named_on, last_on)
        if case.asks("hold_training", opened_on):
            judged.duties.append(
                owing.until(
                    "hold_training",
                    opened_on,
                    last_on,
                    met_on=min(days, default=None),
                    name=name,
                    title=f"{plans[-1].data['year']}年度培训",
                )
            )
    return judged


def _sessions(plan: Sent) -> list[dict[str, Any]]:
    """Each number once: the first that has it."""
    listed: Any = plan.data["sessions"]
    return list({session["session"]: session for session in reversed(listed)}.values())[::-1]
