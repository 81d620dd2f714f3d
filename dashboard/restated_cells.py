"""What the cells of a restatement are called, in the reader's language, and where their present values come from."""

from __future__ import annotations

from typing import NamedTuple

from dashboard import behind
from dashboard.registry import Registry
from dashboard.texts import Texts
from law.signals import NAMES

_STATUSES = {"met_on_time": "met"}
"""Part of a row's obligations → status by which subjects count it, where that is another word."""
_SHEET = {"total": "scores.total", "grade": "scores.grade", "rank": "scores.rank"}
_CLAUSE = {"score": "sheet.score", "veto": "rubric.is_veto"}


class Cell(NamedTuple):
    """``measure`` names the number to the list of what it is made of; ``scored``: it stands on the unit's sheet."""

    name: str
    measure: str = ""
    scored: bool = False


def cell(path: str, registry: Registry, texts: Texts) -> Cell:
    """The cell of a path such as ``by.items_published_by_channel.政府网站``; an unknown one is called by its path."""
    room, _, rest = path.partition(".")
    if room in ("counts", "by", "stocks") and rest:
        return _counted(rest.replace(".", "@", 1) if room == "by" else rest, registry, texts)
    if room == "days" and rest:
        code, _, part = rest.partition(".")
        name = texts.full(registry.measure(code))
        return Cell(texts.say("behind.label", measure=name, label=part), f"{code}#")
    if room == "obligations" and "." in rest:
        duty, _, status = rest.partition(".")
        return _counted(f"{duty}!{_STATUSES.get(status, status)}", registry, texts)
    if room == "indicators" and rest:
        return Cell(texts.say("report.sign", name=NAMES.get(rest, rest)))
    return _scored(rest, texts) if room == "sheet" else Cell(path)


def _scored(rest: str, texts: Texts) -> Cell:
    if rest in _SHEET:
        return Cell(texts.say(_SHEET[rest]), scored=True)
    clause, _, what = rest.rpartition(".")
    known = what in _CLAUSE
    name = texts.say("measure.full", group=clause, name=texts.say(_CLAUSE[what])) if known else rest
    return Cell(name, scored=True)


def _counted(text: str, registry: Registry, texts: Texts) -> Cell:
    number = behind.number(text)
    return Cell(text) if number is None else Cell(behind.name(number, registry, texts), text)
