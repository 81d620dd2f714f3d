"""What is owed for a piece of information beside its publication: every channel, archive and library, taking down in time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from demo.oracle.case import Case, Judged, Owing
from demo.oracle.disclosed import ANNULLED, FORMED, PUBLISHED, WITHDRAWN, Omission, Step, ends
from demo.oracle.facts import Sent, Subject
from demo.oracle.item import versions

EVERYWHERE = "publish_everywhere"
DELIVERED = {"国家档案馆": "deliver_archive", "公共图书馆": "deliver_library"}
DELIVER, ANNULLED_DOWN = 20, 1
"""Working days to deliver (条例第二十五条, 福建's rules), and to take down what was annulled."""

YEARS = {"take_down_enforcement": 5, "take_down_person": 2}
ENFORCEMENT = ("执法", "处罚", "强制", "检查", "征收", "征用", "许可")
LAST_WEEKS = timedelta(days=30)


def everywhere(case: Case, steps: Sequence[Step], omission: Omission) -> Iterator[dict[str, Any]]:
    """How the duty to use every channel ended, where its row names channels and the county asks for them."""
    wanted = _channels(case, omission.formed[-1]) if case.asks(EVERYWHERE, omission.opened_on) else set()
    if not wanted:
        return
    since: tuple[Any, ...] = omission.formed[0][:3]
    if omission.met is not None and omission.met[:3] < since:
        since = omission.met[:3]
    over = _first_end(steps, omission.met or omission.formed[0])
    left, met = set(wanted), None
    for step in steps:
        if over is not None and step[:3] > over[:3]:
            break
        if step.word == PUBLISHED and step[:3] >= since and step.channel in left:
            left.discard(step.channel)
            met = step.on if not left else None
    yield {"met_on": met, "gone_on": over.on if over is not None and met is None else None}


def _channels(case: Case, formed: Step) -> set[str]:
    row = case.elsewhere.get("item", {}).get(formed.row or "")
    held = [version for version in versions(row) if version.holds_on(formed.on)] if row is not None else []
    return {name for version in held for name in version.names("channels")}


def _first_end(steps: Sequence[Step], since: Step) -> Step | None:
    """The first step from which it need not be shown: taken down, annulled, or not public any more."""
    public = False
    for step in steps:
        over = ends(step) or (step.word == WITHDRAWN and public)
        public = (public or step.word == PUBLISHED) and step.word != WITHDRAWN
        if over and step[:3] >= since[:3]:
            return step
    return None


def delivered(case: Case, judged: Judged, owed: Sequence[Omission], title: str | None) -> None:
    """Counts of deliveries; and each formation to both, where the county asks for it."""
    owing, deliveries = Owing(case.calendar, case.today), case.subject.facts.get("disclosure.delivered.v1", ())
    for fact in deliveries:
        judged.count(fact.day("delivered_on"), "items_delivered", str(fact.text("receiver")))
    for receiver, code in DELIVERED.items():
        days = [fact.day("delivered_on") for fact in deliveries if fact.text("receiver") == receiver]
        for omission in owed:
            if case.asks(code, omission.opened_on):
                met_on = min((on for on in days if on >= omission.opened_on), default=None)
                more = {"met_on": met_on, "gone_on": omission.gone_on, "title": title}
                judged.duties.append(owing.within(code, omission.opened_on, DELIVER, **more))


def taken_down(case: Case, judged: Judged, steps: Sequence[Step], title: str | None) -> None:
    """Its own last day, years after it was put up, and the working day after an annulment."""
    owing = Owing(case.calendar, case.today)
    for shown in showings(steps):
        down = shown[-1].on if shown[-1].word == WITHDRAWN else None
        formation = formation_of(case.subject, steps, shown)
        for code, last_on in _latest(case, formation, shown[0].on):
            since = max(shown[0].on, last_on - LAST_WEEKS)
            if since <= case.today and (down is None or down >= since):
                judged.duties.append(owing.until(code, shown[0].on, last_on, met_on=down, title=title))
        for opened_on, gone_on in _annulled(steps, shown):
            more = {"met_on": gone_on, "title": title}
            judged.duties.append(owing.within("take_down_annulled", opened_on, ANNULLED_DOWN, **more))


def showings(steps: Sequence[Step]) -> Iterator[list[Step]]:
    """The steps from each putting up to its taking down, or to the last."""
    shown: list[Step] = []
    for step in steps:
        if shown or step.word == PUBLISHED:
            shown.append(step)
        if shown and step.word == WITHDRAWN:
            yield shown
            shown = []
    if shown:
        yield shown


def formation_of(subject: Subject, steps: Sequence[Step], shown: Sequence[Step]) -> Sent | None:
    """What was told of the newest formation while it was public; nothing of a document's."""
    formed = {fact.id: fact for fact in subject.facts.get("disclosure.formed.v1", ())}
    before = [step for step in steps if step.word == FORMED and step[:3] <= shown[-1][:3]]
    return formed.get(before[-1].fact) if before else None


def _latest(case: Case, formation: Sent | None, shown_on: date) -> Iterator[tuple[str, date]]:
    if formation is None:
        return
    if formation.text("take_down_by") is not None:
        yield "take_down", max(formation.day("take_down_by"), shown_on)
    code = "take_down_person" if formation.data.get("natural_person") else "take_down_enforcement"
    scope = formation.text("scope") or ""
    if any(word in scope for word in ENFORCEMENT) and case.asks(code, shown_on):
        year, leap_day = shown_on.year + YEARS[code], (shown_on.month, shown_on.day) == (2, 29)
        yield code, date(year, 2, 28) if leap_day and year % 4 else shown_on.replace(year=year)


def _annulled(steps: Sequence[Step], shown: Sequence[Step]) -> Iterator[tuple[date, date | None]]:
    """Since when something annulled could be read, and until when: taken down, or decided and published anew."""
    void, since = False, None
    for step in steps:
        inside = shown[0][:3] <= step[:3] <= shown[-1][:3] or (shown[-1].word != WITHDRAWN and step[:3] > shown[-1][:3])
        void = (void or step.word == ANNULLED) and step.word != FORMED
        if not inside:
            continue
        if since is None and void and step.word in (ANNULLED, PUBLISHED):
            since = step.on
        elif since is not None and (step.word == WITHDRAWN or (step.word == PUBLISHED and not void)):
            yield since, step.on
            since = None
    if since is not None:
        yield since, None
