"""What a department is told: a date comes near, is over, became firm or was moved; and what a fold has to say.

A phase is told once per due date; a new date by a holiday notice is told with the notice that moved it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum

import msgspec

from chassis.case import ONE_DAY, UNMET, Folded
from chassis.outbox import Message
from contracts.envelope import midnight
from contracts.families import Families
from contracts.fields import BusModel
from contracts.kit import Key
from contracts.notices import DueNotice
from contracts.obligations import Obligation
from contracts.time import CalendarYear
from contracts.topics import notices
from law.calendar import CalendarView

SOON = 3
"""Working days that are left when the first reminder goes out."""


class Phase(StrEnum):
    """How near an unmet obligation is to its last day."""

    AHEAD = "ahead"
    DUE_SOON = "due_soon"
    DUE_TODAY = "due_today"
    OVERDUE = "overdue"


_WHY = {Phase.DUE_SOON: "三个工作日内到期", Phase.DUE_TODAY: "今日到期", Phase.OVERDUE: "已经逾期"}


class DateTold(msgspec.Struct, array_like=True, frozen=True):
    """What was last told about one obligation."""

    due_on: date
    provisional: bool
    phase: str


class Told(msgspec.Struct, omit_defaults=True):
    """What was last told about a subject: dates by obligation id, and the names of other notices."""

    dates: dict[str, DateTold] = {}
    names: list[str] = []


decode_told = msgspec.json.Decoder(Told).decode
encode_told = msgspec.json.Encoder(order="sorted").encode


def next_reminder(obligations: Iterable[Obligation], today: date, view: CalendarView) -> date | None:
    """The next day after ``today`` on which a phase of an unmet obligation begins."""
    days = [
        day
        for obligation in obligations
        if obligation.status in UNMET and obligation.due_on >= today
        for day in (soon(obligation.due_on, view), obligation.due_on, obligation.due_on + ONE_DAY)
        if day > today
    ]
    return min(days, default=None)


def soon(due_on: date, view: CalendarView) -> date:
    """The day on which `SOON` working days are left, the last one included."""
    return view.subtract_working_days(due_on, SOON)


def phase(obligation: Obligation, today: date, view: CalendarView) -> Phase:
    """The phase on ``today``."""
    if today > obligation.due_on:
        return Phase.OVERDUE
    if today == obligation.due_on:
        return Phase.DUE_TODAY
    return Phase.DUE_SOON if today >= soon(obligation.due_on, view) else Phase.AHEAD


def remind(
    key: Key,
    folded: Folded,
    before: Told,
    view: CalendarView,
    today: date,
    calendars: Sequence[CalendarYear],
    families: Families,
) -> tuple[list[Message], Told]:
    """The notices that a fold gives rise to after what was told ``before``, and what is told now.

    A step of order is owed and listed, but nobody is reminded of it: what a citizen waits for would drown in such
    notices. ``calendars`` are the holiday notices that became known since the subject was folded last.
    """
    messages: list[Message] = []
    dates: dict[str, DateTold] = {}
    for obligation in folded.obligations:
        if obligation.status not in UNMET or not families.duties[obligation.duty].grave:
            continue
        stands = phase(obligation, today, view)
        dates[obligation.id] = DateTold(obligation.due_on, obligation.provisional, stands)
        old = before.dates.get(obligation.id)
        if calendars and old is not None:
            words = _Words(key, obligation, view, today, families)
            messages += words.by_calendar(old, calendars)
        if stands is not Phase.AHEAD and (old is None or (old.phase, old.due_on) != (stands, obligation.due_on)):
            words = _Words(key, obligation, view, today, families)
            messages.append(words.message(stands, _WHY[stands]))
    known = set(before.names)
    for notice in folded.notices:
        if notice.name not in known:
            messages.append(message(key, notice.type, notice.name, notice.body, today))
    return messages, Told(dates, [notice.name for notice in folded.notices])


class _Words:
    def __init__(self, key: Key, obligation: Obligation, view: CalendarView, today: date, families: Families) -> None:
        self._key, self._obligation, self._view, self._today = key, obligation, view, today
        self._duty = families.duties[obligation.duty]

    def by_calendar(self, old: DateTold, calendars: Sequence[CalendarYear]) -> list[Message]:
        due_on = self._obligation.due_on
        named = "、".join(f"{year.year}年第{year.version}版（{year.notice}）" for year in calendars)
        messages = []
        if old.due_on != due_on:
            why = f"放假安排{named}，到期日由{old.due_on}变为{due_on}"
            messages.append(self.message("moved", why, was=old.due_on))
        if old.provisional and not self._obligation.provisional:
            messages.append(self.message("firm", f"放假安排{named}公布，到期日{due_on}不再是暂定"))
        return messages

    def message(self, what: str, why: str, was: date | None = None) -> Message:
        obligation = self._obligation
        body = DueNotice.of(
            kind=self._key.kind,
            subject=self._key.subject,
            obligation=obligation.id,
            duty=obligation.duty,
            article=self._duty.article,
            due_on=obligation.due_on,
            was_due_on=was,
            provisional=obligation.provisional,
            days_left=self._view.count_working_days(self._today, obligation.due_on),
            why=f"{self._duty.chinese}：{why}",
        )
        name = f"{obligation.id}:{what}:{obligation.due_on}" + (f":{was}" if was else "")
        return message(self._key, f"obligation.{what}.v1", name, body, self._today)


def message(key: Key, kind: str, name: str, body: BusModel, today: date) -> Message:
    """A notice; its id says what it is about, so that a second sending is the same notice."""
    return Message(
        topic=notices(key.org),
        key=None,
        value=body.encoded(),
        headers=[
            ("ce_specversion", "1.0"),
            ("ce_id", f"{key}:{name}"),
            ("ce_source", f"/services/{key.service}"),
            ("ce_type", kind),
            ("ce_subject", key.subject),
            ("ce_time", midnight(today)),
            ("ce_org", key.org),
            ("content-type", "application/json"),
        ],
    )
