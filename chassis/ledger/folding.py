"""Folding the subjects of a batch, in memory: from what the database holds of them to what is to be written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

import structlog

from chassis import telemetry
from chassis.amend import effective
from chassis.case import UNMET, Folded, Notice, encode
from chassis.ledger.events import Cause, by_day, by_facts
from chassis.ledger.flowing import Flows
from chassis.ledger.known import Known
from chassis.ledger.reading import fact_of
from chassis.ledger.reminders import decode_told, encode_told, next_reminder, owed_in, remind, tell, untold
from chassis.logs import error_name
from chassis.outbox import Message
from chassis.rules import Rules, fold_subject
from contracts.envelope import Fact
from contracts.families import Families
from contracts.kit import Key, key_of
from contracts.profile import Counties
from contracts.quality import SET_ASIDE, SetAsideRow
from contracts.time import CalendarYear
from contracts.topics import QUALITY
from law.calendar import WorkingCalendar

log = structlog.get_logger()

MOST_BYTES = 512 * 1024
"""A state that grows beyond this is set aside: the broker takes a mebibyte, and a state is a summary, not an archive."""


class StateTooLargeError(Exception):
    """A fold made a state of more bytes than a state may have."""


class Subject:
    """A subject as stored, with its facts and the states that flow to it."""

    def __init__(
        self, key: str, version: int, calendars: int, state: bytes | None, told: bytes, failed: str | None = None
    ) -> None:
        self.key, self.version, self.calendars, self.state, self.told = key, version, calendars, state, told
        self.failed = failed
        """Why it is set aside; None while it is not."""
        self.name = key_of(key)
        self.rows: list[Any] = []
        self.facts: tuple[list[Fact], str | None] | None = None
        """What the rows say, once it has been read; with the types that this version does not know."""
        self.sent: set[str] = set()
        """Keys of subjects whose states say that they flow here."""
        self.asked: set[str] = set()
        """Keys of subjects whose states the facts have asked for."""
        self.states: dict[str, bytes] = {}
        """Their states, where they have one."""

    @property
    def senders(self) -> set[str]:
        """All whose states flow here."""
        return self.sent | self.asked

    @property
    def linked(self) -> dict[str, list[bytes]]:
        """The states that flow here by kind, in the order of their keys."""
        linked: defaultdict[str, list[bytes]] = defaultdict(list)
        if not self.states:
            return linked
        for key in sorted(self.states):
            linked[key.partition("/")[0]].append(self.states[key])
        return linked

    def no_longer_asks(self, key: str) -> None:
        """The facts that asked for ``key`` count no more."""
        self.asked.remove(key)
        if key not in self.sent:
            self.states.pop(key, None)


class Change(NamedTuple):
    """What becomes of a subject; ``cause`` None: nothing new to say of it."""

    key: str
    version: int
    state: bytes | None
    check_on: date | None
    fold_on: date | None
    """Before this day only reminders fall due."""
    open: bool
    told: bytes
    failed: str | None
    unknown: str | None
    cause: Cause | None
    sends: list[str]
    messages: list[Message]
    same: Sequence[str] = ()
    """Kinds to which nothing new flows from it."""
    searching: Sequence[Notice] = ()
    """Notices that wait for what is near to what they name."""


class Today(NamedTuple):
    """What is the same for all folds of a batch."""

    day: date
    calendar: WorkingCalendar
    calendars: int
    new_calendars: Mapping[int, Sequence[CalendarYear]]
    """Calendar versions known when a subject was folded → those that became known since."""
    counties: Counties = Counties()
    profiles: int = 0
    """How often they have changed."""

    @property
    def known(self) -> Known:
        """By what subjects are folded, as it is kept with them."""
        return Known(self.calendars, self.profiles)


class Touch(NamedTuple):
    """Why a subject is folded: facts that came (time, id, type), or else ``cause``."""

    facts: list[Any]
    cause: Cause | None = None


class Folder:
    """Folds subjects of one service."""

    def __init__(self, rules: Mapping[str, Rules], families: Families) -> None:
        self._rules, self._families = rules, families
        self._flows = Flows(rules)

    def asks(self, subject: Subject) -> set[str]:
        """Keys of the subjects whose states those facts of ``subject`` ask for that count."""
        rules = self._rules[subject.name.kind]
        if rules.asks is None:
            return set()
        try:
            facts, _ = self._facts(subject)
            return {str(key) for key in rules.asks(effective(facts, self._families).facts)}
        except Exception:  # noqa: BLE001  # the fold meets the same error and sets the subject aside with its place
            return set(subject.asked)

    def fold(self, subject: Subject, touch: Touch, today: Today) -> Change:
        """The change; a fold that raises sets its subject aside with the error's name and place, the old state stands."""
        key = subject.name
        rules, unknown = self._rules[key.kind], None
        try:
            facts, unknown = self._facts(subject)
            folded = fold_subject(
                rules, key, facts, today.calendar, today.day, subject.linked, today.counties.of(key.org)
            )
            state = encode(folded)
            _bounded(state)
            return self._change(key, subject, touch, today, folded, state, unknown)
        except Exception as error:  # noqa: BLE001  # whatever an accepted fact makes a fold do, its neighbours go on
            return self._set_aside(subject, error, unknown, today.day)

    def remind(self, subject: Subject, fold_on: date | None, today: Today) -> Change:
        """The change of a day before ``fold_on``, by the code and the calendar that folded: nothing can differ but what is told."""
        assert subject.state is not None, "what has no state is folded"
        try:
            owed, before = owed_in(subject.state), decode_told(subject.told)
            view = today.calendar.known_on(today.day)
            messages, told = remind(subject.name, owed, before, view, today.day, (), self._families, before.profile)
            check_on = _first(fold_on, next_reminder(owed, today.day, view))
            is_open = check_on is not None or any(obligation.status in UNMET for obligation in owed)
        except Exception as error:  # noqa: BLE001  # as of a fold
            return self._set_aside(subject, error, None, today.day)
        return Change(
            subject.key,
            subject.version,
            subject.state,
            check_on,
            fold_on,
            is_open,
            subject.told if told == before else encode_told(told),
            None,
            None,
            None,
            [],
            messages,
        )

    def _set_aside(self, subject: Subject, error: Exception, unknown: str | None, day: date) -> Change:
        failed = f"{error_name(error)} {telemetry.where(error)}"
        key = subject.name
        log.error("a subject is set aside: its fold fails", kind=key.kind, org=key.org, error=failed)
        telemetry.SET_ASIDE.inc()
        return Change(
            subject.key,
            subject.version,
            subject.state,
            None,
            None,
            True,
            subject.told,
            failed,
            unknown,
            None,
            [],
            [_aside(key, failed, day)] if failed != subject.failed else [],
        )

    def _change(
        self,
        key: Key,
        subject: Subject,
        touch: Touch,
        today: Today,
        folded: Folded,
        state: bytes,
        unknown: str | None,
    ) -> Change:
        view = today.calendar.known_on(today.day)
        new = today.new_calendars.get(subject.calendars, ())
        before = decode_told(subject.told)
        profile = today.counties.of(key.org).version
        messages, told = remind(key, folded.obligations, before, view, today.day, new, self._families, profile)
        news = untold(folded.notices, before)
        messages += [tell(key, notice, today.day) for notice in news if notice.near is None]
        if subject.failed is not None:
            messages.append(_aside(key, None, today.day))
        told.names = [notice.name for notice in folded.notices]
        check_on = _first(folded.check_on, next_reminder(folded.obligations, today.day, view))
        changed = state != subject.state and (subject.state is not None or folded.relevant)
        unmet = any(obligation.status in UNMET for obligation in folded.obligations)
        return Change(
            subject.key,
            subject.version + changed,
            state if changed else subject.state,
            check_on,
            folded.check_on,
            unmet or check_on is not None,
            subject.told if told == before else encode_told(told),
            None,
            unknown,
            self._cause(touch, today, new) if changed else None,
            folded.state.sends,
            messages,
            self._flows.same(key.kind, subject.state, state) if changed else (),
            tuple(notice for notice in news if notice.near is not None),
        )

    def _cause(self, touch: Touch, today: Today, new: Sequence[CalendarYear]) -> Cause:
        if touch.facts:
            return by_facts(touch.facts)
        if touch.cause is not None:
            return touch.cause
        return by_day("reassessed", today.day, *(f"calendar-{year.year}-{year.version}" for year in new))

    def _facts(self, subject: Subject) -> tuple[list[Fact], str | None]:
        """The facts that this version knows, and the types that it does not; read once, for what they ask for and for the fold."""
        if subject.facts is not None:
            return subject.facts
        known, unknown = [], set()
        for row in subject.rows:
            if row["type"] in self._families.messages:
                known.append(fact_of(subject.name, row, self._families))
            else:
                unknown.add(row["type"])
        subject.facts = known, " ".join(sorted(unknown)) or None
        return subject.facts


def _aside(key: Key, failed: str | None, day: date) -> Message:
    """That a subject is set aside, and why; with None that it is no longer."""
    row = SetAsideRow(kind=key.kind, org=key.org, subject=key.subject, on=day, error=failed) if failed else None
    headers = [("ce_type", SET_ASIDE), *([("content-type", "application/json")] if row else [])]
    return Message(QUALITY, str(key).encode(), row.model_dump_json().encode() if row else None, headers)


def _first(*days: date | None) -> date | None:
    return min((day for day in days if day is not None), default=None)


def _bounded(state: bytes) -> None:
    if len(state) > MOST_BYTES:
        raise StateTooLargeError(len(state))
