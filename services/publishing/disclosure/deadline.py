"""What sets the last day of what is owed to be published: the earliest limit of all that was formed together."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from chassis.case import Case
from contracts.disclosure import PUBLISH
from law.calendar import CalendarView
from services.publishing.disclosure.catalog import Catalog
from services.publishing.disclosure.course import Owed, Step
from services.publishing.disclosure.limits import Deadline, Rule, earliest, rules


def deadline(
    case: Case, catalog: Catalog, owed: Owed, settled_on: date | None, *, always: bool = False
) -> dict[str, Any]:
    """The last day and the rule that set it, for ``case.owe``; by the notices known before it was settled, else today's.

    Nothing, unless ``always``, where only 条例第二十六条 and the county's own limit apply, which ``case.owe`` knows.
    """
    formed = [
        (step, rules(step.item or "", catalog.clauses(step.item, step.on), step.formed)) for step in owed.formations
    ]
    if not always and not any(applying for _, applying in formed):
        return {}
    if local := case.profile.limit(PUBLISH, owed.opened_on):
        formed[0][1].append(Rule(f"县级口径第{case.profile.version}版{local.words}", local))
    view = case.calendar.known_before(settled_on) if settled_on else case.now
    days = [_earliest(formed, seen) for seen in (view, case.calendar.known_on(owed.opened_on))]
    return {
        "due": days[0].due,
        "original_due_on": days[1].due.due_on,
        "limit": days[0].limit,
        "rule": days[0].rule,
    }


def _earliest(formed: Sequence[tuple[Step, list[Rule]]], view: CalendarView) -> Deadline:
    deadlines = [
        earliest(applying, step.on, step.formed.event_on if step.formed else None, view) for step, applying in formed
    ]
    return min(deadlines, key=lambda deadline: deadline.due.due_on)
