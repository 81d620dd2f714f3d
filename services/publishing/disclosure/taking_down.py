"""By when it must be taken down: its own day, the county's longest display, or at once where the decision was annulled."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from chassis.case import Case
from contracts.disclosure import (
    TAKE_DOWN,
    TAKE_DOWN_ANNULLED,
    TAKE_DOWN_ENFORCEMENT,
    TAKE_DOWN_PERSON,
)
from contracts.disclosure.duties import ENFORCEMENT
from contracts.item import CATALOG
from contracts.kit import Duty
from law.calendar import Due
from law.findings import Finding
from law.limit import last_day
from services.publishing.disclosure.course import Course, Showing

AHEAD = timedelta(days=30)
"""A duty of years is owed from this long before its last day: before, it would only stand in every list."""

_ENFORCED = re.compile("执法|处罚|强制|检查|征收|征用|许可")


def take_down(case: Case, went: Course, earliest: Sequence[date | None]) -> date | None:
    """The duties; the last day by which it must be taken down as it is last shown, None where nothing sets one.

    ``earliest``: for each time it was shown the first day on which it may come down.
    """
    for step in went.void:
        text = "决定已经撤销，撤销之后又发布；请撤下，重新作出的决定先报“信息形成或变更”"
        case.find(Finding(step.on, "published.annulled", ENFORCEMENT, text, step.facts[0]))
    latest = None
    for showing, may_from in zip(went.shown, earliest, strict=True):
        days = list(_longest(case, showing))
        _compare(case, showing, [due.due_on for _, due in days], may_from)
        for duty, due in days:
            _owe(case, duty, showing, due)
        latest = min((due.due_on for _, due in days), default=None)
        for void in showing.voids:
            gone_on = void.gone.on if void.gone else None
            owed = case.owe(
                TAKE_DOWN_ANNULLED,
                void.opened.on,
                met_on=gone_on,
                facts=[*void.opened.facts, *(void.gone.facts if void.gone else [])],
            )
            if gone_on is None:
                latest = min(owed.due_on, latest or owed.due_on)
    return latest


def _compare(case: Case, showing: Showing, latest: Sequence[date], may_from: date | None) -> None:
    """What has to come down before it may: nobody can do both, and the display period is the public's."""
    if may_from is None or not latest or min(latest) >= may_from:
        return
    text = f"应于{min(latest)}前撤下，公示期未满，{may_from}起方可撤下；公示期应当保证，请更正最迟撤下日期"
    formation = showing.formation or showing.put_up
    case.find(Finding(showing.put_up.on, "display.latest_before_earliest", CATALOG, text, formation.facts[0]))


def _longest(case: Case, showing: Showing) -> Iterator[tuple[Duty, Due]]:
    """What sets how long it may be shown, and through which day."""
    formed = showing.formation.formed if showing.formation else None
    put_up_on, down = showing.put_up.on, showing.taken_down
    if formed is None:
        return
    if formed.take_down_by and case.profile.applies(TAKE_DOWN, put_up_on):
        yield TAKE_DOWN, Due(max(formed.take_down_by, put_up_on), False, {})
    duty = TAKE_DOWN_PERSON if formed.natural_person else TAKE_DOWN_ENFORCEMENT
    if formed.scope and _ENFORCED.search(formed.scope) and case.profile.applies(duty, put_up_on):
        limit = case.profile.limit(duty, put_up_on) or duty.limit
        yield duty, last_day(limit, put_up_on, case.calendar.known_before(down.on) if down else case.now)


def _owe(case: Case, duty: Duty, showing: Showing, due: Due) -> None:
    put_up, down = showing.put_up, showing.taken_down
    since = max(put_up.on, due.due_on - AHEAD)
    if case.today < since:
        case.look_again(since)
    if case.today < since or (down is not None and down.on < since):
        return
    case.owe(
        duty,
        put_up.on,
        met_on=down.on if down else None,
        facts=[*put_up.facts, *(down.facts if down else [])],
        due=due,
        limit=case.profile.limit(duty, put_up.on),
    )
