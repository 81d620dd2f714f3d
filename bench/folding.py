"""The fold of a simple open application, in memory: CPU time of all that a refold does between two round trips."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from datetime import date
from typing import Any

import msgspec

from bench.cases import QUIET, SOON, open_applications
from bench.results import Result
from chassis.case import encode
from chassis.ledger.events import by_day
from chassis.ledger.folding import Change, Folder, Subject, Today, Touch
from chassis.ledger.reading import fact_of
from chassis.rules import fold_subject, rules_of
from contracts.application import APPLICATION
from contracts.families import FAMILIES
from contracts.kit import Key
from law.calendar import WorkingCalendar
from law.data import load_calendars

_ROUNDS, _TIMES = 30, 500
_FACTS = list(open_applications(["fengjie-caizhengju"], 1))
_KEY = str(Key(APPLICATION.kind, _FACTS[0].org, _FACTS[0].subject))
_ROWS = [
    {"id": f.id, "type": f.type, "time": f.time, "day": f.time.date(), "a": msgspec.json.encode(f.data)} for f in _FACTS
]
_NEW = Change(_KEY, 0, None, None, None, False, b"{}", None, None, None, [], [])


def measure() -> list[Result]:
    """The least of many rounds: other programs on the machine only ever add to it."""
    calendar = WorkingCalendar(load_calendars())
    folder = Folder(rules_of(APPLICATION.service), FAMILIES)
    first = _fold(folder, _NEW, QUIET, calendar)
    second = _fold(folder, first, SOON, calendar)
    assert (first.messages, len(second.messages)) == ([], 1), "the department is told when three days are left"
    rules, subject = rules_of(APPLICATION.service)[APPLICATION.kind], _subject(first)
    facts = [fact_of(subject.name, row, FAMILIES) for row in subject.rows]
    folded = fold_subject(rules, subject.name, facts, calendar, SOON)
    gc.freeze()
    figures = {
        "whole refold": lambda: _fold(folder, first, SOON, calendar),
        "facts decoded": lambda: [fact_of(subject.name, row, FAMILIES) for row in subject.rows],
        "folded": lambda: fold_subject(rules, subject.name, facts, calendar, SOON),
        "state encoded": lambda: encode(folded),
    }
    taken = {title: _least(call) for title, call in figures.items()}
    microseconds = {f"{title}, µs": f"{1e6 * seconds:.1f}" for title, seconds in taken.items()}
    return [Result("one application refolded", microseconds, {}, 1e6 * taken["whole refold"])]


def _least(call: Callable[[], Any]) -> float:
    """CPU seconds of one call."""
    rounds = []
    for _ in range(_ROUNDS):
        before = time.process_time()
        for _ in range(_TIMES):
            call()
        rounds.append((time.process_time() - before) / _TIMES)
    return min(rounds)


def _fold(folder: Folder, before: Change, day: date, calendar: WorkingCalendar) -> Change:
    change = folder.fold(_subject(before), Touch([], by_day("reassessed", day)), Today(day, calendar, 1, {}))
    assert change.failed is None, change.failed
    return change


def _subject(before: Change) -> Subject:
    """As the database gives it: its state, what was told, and the rows of its facts."""
    subject = Subject(_KEY, before.version, 1, before.state, before.told)
    subject.rows = _ROWS
    return subject
