"""What a department is told: a date comes near, is over, became firm or was moved; and what a fold has to say.

A phase is told once per due date; a new date by a holiday notice or by the county's profile is told with what moved it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum
from typing import Protocol

import msgspec

from chassis.case import ONE_DAY, UNMET, Notice
from chassis.outbox import Message
from contracts.envelope import midnight
from contracts.families import Families
from contracts.fields import BusModel
from contracts.kit import Key
from contracts.notices import SOON, DueNotice
from contracts.time import CalendarYear
from contracts.topics import notices
from law.calendar import CalendarView


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
    profile: int = 0
    """Version of the county's profile by which the dates came; 0 without one, and where there are no dates."""


class Owed(Protocol):
    """What a reminder needs to know of an obligation."""

    @property
    def id(self) -> str:
        """Its id within its subject."""

    @property
    def duty(self) -> str:
        """Code of the duty."""

    @property
    def due_on(self) -> date:
        """The last lawful day."""

    @property
    def provisional(self) -> bool:
        """Whether a year without a notice was counted."""

    @property
    def status(self) -> str:
        """A term of ObligationStatus."""


class StoredOwed(msgspec.Struct):
    """The same, read back from a state."""

    id: str
    duty: str
    due_on: date
    provisional: bool
    status: str


class _State(msgspec.Struct):
    obligations: list[StoredOwed]


_state = msgspec.json.Decoder(_State).decode


def owed_in(state: bytes) -> list[StoredOwed]:
    """The obligations that a state names: all that are unmet are among them."""
    return _state(state).obligations


decode_told = msgspec.json.Decoder(Told).decode
encode_told = msgspec.json.Encoder(order="sorted").encode


def next_reminder(obligations: Iterable[Owed], today: date, view: CalendarView) -> date | None:
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


def phase(obligation: Owed, today: date, view: CalendarView) -> Phase:
    """The phase on ``today``."""
    if today > obligation.due_on:
        return Phase.OVERDUE
    if today == obligation.due_on:
        return Phase.DUE_TODAY
    return Phase.DUE_SOON if today >= soon(obligation.due_on, view) else Phase.AHEAD


def remind(
    key: Key,
    obligations: Iterable[Owed],
    before: Told,
    view: CalendarView,
    today: date,
    calendars: Sequence[CalendarYear],
    families: Families,
    profile: int,
) -> tuple[list[Message], Told]:
    """The reminders that obligations give rise to after what was told ``before``, and what is told now.

    A step of order is owed and listed, but nobody is reminded of it: what a citizen waits for would drown in such
    notices. ``calendars`` are the holiday notices that became known since the subject was folded last; ``profile`` is
    the version of the county's profile by which it is folded now.
    """
    messages: list[Message] = []
    dates: dict[str, DateTold] = {}
    for obligation in obligations:
        if obligation.status not in UNMET or not families.duties[obligation.duty].grave:
            continue
        stands = phase(obligation, today, view)
        dates[obligation.id] = DateTold(obligation.due_on, obligation.provisional, stands)
        old = before.dates.get(obligation.id)
        if old is not None and (calendars or profile != before.profile):
            words = _Words(key, obligation, view, today, families)
            messages += words.moved(old, calendars, profile if profile != before.profile else None)
        if stands is not Phase.AHEAD and (old is None or (old.phase, old.due_on) != (stands, obligation.due_on)):
            words = _Words(key, obligation, view, today, families)
            messages.append(words.message(stands, _WHY[stands]))
    return messages, Told(dates, before.names, profile if dates else 0)


def untold(notices: Sequence[Notice], before: Told) -> list[Notice]:
    """What a fold has to say and has not said before."""
    known = set(before.names)
    return [notice for notice in notices if notice.name not in known]


def tell(key: Key, notice: Notice, today: date) -> Message:
    """What a fold has to say of its subject."""
    return message(key, notice.type, notice.name, notice.body, today)


class _Words:
    def __init__(self, key: Key, obligation: Owed, view: CalendarView, today: date, families: Families) -> None:
        self._key, self._obligation, self._view, self._today = key, obligation, view, today
        self._duty = families.duties[obligation.duty]

    def moved(self, old: DateTold, calendars: Sequence[CalendarYear], profile: int | None) -> list[Message]:
        """That the date is another one, or firm, by holiday notices, by a profile (its version), or by both."""
        due_on = self._obligation.due_on
        named = "、".join(f"{year.year}年第{year.version}版（{year.notice}）" for year in calendars)
        by = [f"放假安排{named}"] if calendars else []
        if profile is not None:
            by.append(f"县级口径第{profile}版" if profile else "不再有县级口径")
        messages = []
        if old.due_on != due_on:
            why = f"{'，'.join(by)}，到期日由{old.due_on}变为{due_on}"
            messages.append(self.message("moved", why, was=old.due_on))
        if calendars and old.provisional and not self._obligation.provisional:
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
