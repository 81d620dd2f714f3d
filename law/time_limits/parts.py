"""One part of a cell, between commas: until when, how long it is shown, or how often it comes anew."""

from __future__ import annotations

import re
from collections.abc import Callable

from law.limit import calendar_days
from law.time_limits import patterns
from law.time_limits.clause import Clause
from law.time_limits.cycles import dated
from law.time_limits.events import Event
from law.time_limits.numbers import length
from law.time_limits.periodic import periodic
from law.time_limits.terms import How, Note
from law.time_limits.triggers import events

Reader = Callable[[str], tuple[Clause | None, list[Note]]]


def part(words: str) -> tuple[Clause | None, list[Note]]:
    """The clause that a part says, None for a part that says none, and notes for a person."""
    for reader in _READERS:
        clause, notes = reader(words)
        if clause is not None or notes:
            return clause, notes
    return None, []


def _cycles(words: str) -> tuple[Clause | None, list[Note]]:
    if patterns.ODD_CYCLE.search(words):
        return None, [Note.UNCLEAR]
    clause = dated(words)
    if clause is not None or re.search(patterns.AMOUNT, patterns.EACH.sub("", words)):
        return clause, []
    return periodic(words), []


def _shown(words: str) -> tuple[Clause | None, list[Note]]:
    match = patterns.SHOWN.search(words)
    ahead = words[: match.start()] if match else ""
    if match is None or (match["in"] and re.search(patterns.FROM, ahead)):
        match, ahead = patterns.NO_LESS.match(words), ""
    if match is None:
        return None, []
    limit = length(match["n"], match["u"]).limit
    if limit is None:
        return None, [Note.AMOUNT_OUT_OF_RANGE]
    return Clause(How.SHOWN, ahead if patterns.SHOWN_OF.fullmatch(ahead) else "", display=limit), []


def _before(words: str) -> tuple[Clause | None, list[Note]]:
    match = patterns.AHEAD.match(words) or patterns.BEFORE.match(words)
    if match is not None and patterns.BEGINNING.fullmatch(match["t"]):
        # 自形成之日起20个工作日前: a beginning stands ahead, so what comes before is its end.
        return None, []
    if match is None:
        event = patterns.FIRST.fullmatch(words)
        trigger = patterns.BEGUN.sub("", event[1]) if event else ""
        return (Clause(How.BEFORE, events=events(trigger), trigger=trigger) if trigger else None), []
    return _counted(How.BEFORE, match, patterns.BEGUN.sub("", match["t"]))


def _within(words: str) -> tuple[Clause | None, list[Note]]:
    match = patterns.WITHIN.match(words)
    if match is None:
        return None, []
    if after := patterns.AFTER.search(words, match.end()):
        return _counted(How.WITHIN, match, after["t"], match["t"])
    trigger, scope = match["t"], ""
    if match["f"] is None and not set(events(_trigger(trigger))) <= patterns.UNMARKED:
        trigger, scope = "", "" if patterns.GENERAL.fullmatch(trigger) else trigger
    elif named := patterns.FROM_WORD.match(trigger):
        scope, trigger = named.groups()
    return _counted(How.WITHIN, match, trigger, scope)


def _counted(how: How, match: re.Match[str], trigger: str, scope: str = "") -> tuple[Clause | None, list[Note]]:
    counted = length(match["n"], match["u"])
    if counted.limit is None and not counted.hours:
        return None, [Note.AMOUNT_OUT_OF_RANGE]
    trigger = _trigger(trigger)
    opened = events(trigger)
    if not opened and how is How.WITHIN:
        # 条例第二十六条: a limit without its beginning runs from formation or change.
        opened = (Event.FORMED, Event.CHANGED)
    return Clause(how, _trigger(scope), opened, trigger, counted.limit, counted.hours), []


def _words(words: str) -> tuple[Clause | None, list[Note]]:
    for pattern, days in ((patterns.SAME_DAY, 0), (patterns.NEXT_DAY, 1)):
        if match := pattern.search(words):
            trigger = _named(words[: match.start()])
            return Clause(How.WITHIN, events=events(trigger), trigger=trigger, limit=calendar_days(days)), []
    for pattern, how in ((patterns.AT_ONCE, How.AT_ONCE), (patterns.PROMPTLY, How.PROMPTLY)):
        if match := pattern.search(words):
            ahead = words[: match.start()]
            if opened := patterns.OPENED.fullmatch(ahead):
                trigger = _trigger(opened[1]) if opened[1] else _named(opened[2])
                return Clause(how, events=events(trigger), trigger=trigger), []
            if set(events(ahead)) <= patterns.UNMARKED and not patterns.GENERAL.fullmatch(ahead):
                return Clause(how, events=events(ahead), trigger=_trigger(ahead)), []
            general = match[0] == "同步" or patterns.GENERAL.fullmatch(ahead)
            return Clause(how, "" if general else _trigger(ahead)), []
    if patterns.STANDING.search(words):
        return Clause(How.STANDING, standing=True), []
    return None, []


def _named(words: str) -> str:
    """``words`` as a trigger where they name an event that is known, else none: 实际情况 opens nothing."""
    known = not patterns.GENERAL.fullmatch(words) and events(words) != (Event.OTHER,)
    return _trigger(words) if known else ""


def _broken(words: str) -> tuple[Clause | None, list[Note]]:
    return None, [Note.AMOUNT_OUT_OF_RANGE] if patterns.BROKEN.search(words) else []


def _missing(words: str) -> tuple[Clause | None, list[Note]]:
    if patterns.NO_AMOUNT.search(words):
        return None, [Note.NO_AMOUNT]
    if patterns.NO_UNIT.search(words):
        return None, [Note.NO_UNIT]
    return None, []


def _trigger(words: str) -> str:
    return patterns.LEADS.sub("", words).strip("(),:.-的")


_READERS: tuple[Reader, ...] = (_broken, _cycles, _shown, _before, _within, _missing, _words)
