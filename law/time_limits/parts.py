"""One part of a cell, between commas: until when, how long it is shown, or how often it comes anew."""

from __future__ import annotations

import re
from collections.abc import Callable

from law.limit import calendar_days
from law.time_limits.clause import Clause, How, Note
from law.time_limits.cycles import dated, periodic
from law.time_limits.numbers import NUMBER, UNIT, length
from law.time_limits.triggers import Event, events

_AT_LEAST = "(?:应|应当)?(?:不得?少于|不得?低于|不得?短于|至少|最少)"
_FROM = "(?:之日起|之日后|之日|日起|起|之后|以后|后)"
_AMOUNT = f"(?P<n>{NUMBER})个?(?P<u>{UNIT})"
_SHOWN = re.compile(
    rf"(?:(?:公示|公告|征求意见|征集意见|展示|公布)(?:期限|时间|时限|期)?(?:为|是|:)?(?:{_AT_LEAST})?"
    rf"|(?:公开|发布|保留)(?:期限|时间|时限|期)?{_AT_LEAST}){_AMOUNT}"
)
_NO_LESS = re.compile(rf"(?P<t>.*?)(?P<f>{_FROM})?,?{_AT_LEAST}{_AMOUNT}")
_AHEAD = re.compile(rf"(?P<t>[^,]*?)(?:提前|提早|前){_AMOUNT}(?!以?后)")
_BEFORE = re.compile(rf"(?P<t>[^,]*?){_AMOUNT}(?:以前|之前|前)")
_FIRST = re.compile("([^,]{2,20})(?:之前|以前|前)(?:予以)?(?:发布|公开|公告|公示|公布)")
_WITHIN = re.compile(rf"(?P<t>[^,]*?)(?P<f>{_FROM})?(?:的|在|于|不超过|不得超过|最迟|不迟于|应当|应)*{_AMOUNT}")
_AFTER = re.compile(rf"\((?:自|从)?(?P<t>[^()]*?){_FROM}(?:计算|算)?\)")
_SAME_DAY = re.compile("当日|当天|即日|同日")
_EACH = re.compile("每半年")
_AT_ONCE = re.compile("实时|即时|立即|随时|同步|当场|第一时间|即刻")
_PROMPTLY = re.compile("及时|尽快|尽早")
_STANDING = re.compile("长期|常年|永久|一直|始终|全年|动态|长年|持续公开|不间断")
_OPENED = re.compile(rf"(?:(.+?){_FROM}|(?:按照?|根据)(.+))")
_GENERAL = re.compile("(?:政府|有关|相关|该|本)*(?:信息|事项|内容)?(?:应当|应|予以|要)*")
_FROM_WORD = re.compile("(.{2,30}?)(?:应当|应|须)?[自从](.+)")
_UNMARKED = frozenset({Event.FORMED, Event.CHANGED, Event.OBTAINED, Event.RECEIVED})
"""Events that are meant though no word for the beginning stands between them and the length."""
_LEADS = re.compile(r"^(?:自|从|由|在|于|应当|应|须|经|并|则|一般|原则上|不得?晚于|最迟)+")
_NO_AMOUNT = re.compile(r"(?:[*_x×?□○]+|(?<![\d一二两三四五六七八九十百半几]))个?工作日内|[*_×?□]+个?(?:工作日|日|天)")
_NO_UNIT = re.compile(r"\d+个?(?:…|\.\.\.|$)")

Reader = Callable[[str], tuple[Clause | None, list[Note]]]


def part(words: str) -> tuple[Clause | None, list[Note]]:
    """The clause that a part says, None for a part that says none, and notes for a person."""
    for reader in _READERS:
        clause, notes = reader(words)
        if clause is not None or notes:
            return clause, notes
    return None, []


def _cycles(words: str) -> tuple[Clause | None, list[Note]]:
    clause = dated(words)
    if clause is not None or re.search(_AMOUNT, _EACH.sub("", words)):
        return clause, []
    return periodic(words), []


def _shown(words: str) -> tuple[Clause | None, list[Note]]:
    match = _SHOWN.search(words)
    if match is None or re.search(_FROM, words[: match.start()] or " "):
        match = _NO_LESS.match(words)
    if match is None:
        return None, []
    limit = length(match["n"], match["u"]).limit
    if limit is None:
        return None, [Note.AMOUNT_OUT_OF_RANGE]
    return Clause(How.SHOWN, display=limit), []


def _before(words: str) -> tuple[Clause | None, list[Note]]:
    match = _AHEAD.match(words) or _BEFORE.match(words)
    if match is None:
        event = _FIRST.fullmatch(words)
        return (Clause(How.BEFORE, events=events(event[1]), trigger=event[1]) if event else None), []
    return _counted(How.BEFORE, match, match["t"])


def _within(words: str) -> tuple[Clause | None, list[Note]]:
    match = _WITHIN.match(words)
    if match is None:
        return None, []
    if after := _AFTER.search(words, match.end()):
        return _counted(How.WITHIN, match, after["t"], match["t"])
    trigger, scope = match["t"], ""
    if match["f"] is None and not set(events(_trigger(trigger))) <= _UNMARKED:
        trigger, scope = "", trigger
    elif named := _FROM_WORD.match(trigger):
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
    if _SAME_DAY.search(words):
        return Clause(How.WITHIN, limit=calendar_days(0)), []
    for pattern, how in ((_AT_ONCE, How.AT_ONCE), (_PROMPTLY, How.PROMPTLY)):
        if match := pattern.search(words):
            ahead = words[: match.start()]
            if opened := _OPENED.fullmatch(ahead):
                trigger = _trigger(opened[1] or opened[2])
                return Clause(how, events=events(trigger), trigger=trigger), []
            return Clause(how, "" if _GENERAL.fullmatch(ahead) else _trigger(ahead)), []
    if _STANDING.search(words):
        return Clause(How.STANDING, standing=True), []
    return None, []


def _missing(words: str) -> tuple[Clause | None, list[Note]]:
    if _NO_AMOUNT.search(words):
        return None, [Note.NO_AMOUNT]
    if _NO_UNIT.search(words):
        return None, [Note.NO_UNIT]
    return None, []


def _trigger(words: str) -> str:
    return _LEADS.sub("", words).strip("(),:的")


_READERS: tuple[Reader, ...] = (_cycles, _shown, _before, _within, _missing, _words)
