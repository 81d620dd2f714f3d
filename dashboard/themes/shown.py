"""What of a subject stands beside it in a list: labels, days taken, amounts, as its row counts them."""

from __future__ import annotations

import re
from collections import Counter

from dashboard.behind import Number
from dashboard.ledger.entries import Subject
from dashboard.registry import STOCK, Registry
from dashboard.tables import Cell
from dashboard.texts import Texts
from dashboard.themes.declared import THEMES

_LISTS = {listed.number: (theme, listed) for theme in THEMES for listed in theme.lists}


def duties(number: Number | None) -> tuple[str, ...]:
    """Duties that stand beside each subject of the list behind a number."""
    return _LISTS[number.text][0].duties if number is not None and number.text in _LISTS else ()


def codes(number: Number | None) -> tuple[str, ...]:
    """Measures that stand beside each subject of the list behind a number."""
    return _LISTS[number.text][1].shows if number is not None and number.text in _LISTS else ()


def heading(code: str, registry: Registry, texts: Texts) -> str:
    """What a column is called."""
    measure = registry.measure(code)
    if measure.kind == STOCK:
        return texts.say("theme.label")
    name = texts.name(measure)
    unit = texts.unit(measure.unit).removeprefix("个")
    return texts.say("theme.took", name=name, unit=unit) if measure.kind == "days" else name


def cell(subject: Subject | None, code: str, registry: Registry, texts: Texts) -> Cell:
    """Days or an amount as a number, labels as words; None of what it does not count."""
    if subject is None:
        return None
    amounts: Counter[str] = Counter()
    for counted in subject.counts.values():
        amounts.update({name: amount for name, amount in counted.items() if re.split("[@#]", name)[0] == code})
    named = {name[len(code) + 1 :]: amount for name, amount in amounts.items() if amount}
    if not named:
        return None
    if "" in named:
        return named[""]
    measure = registry.measure(code)
    if measure.kind == "days":
        return max(map(int, named))
    return texts.say("list.comma").join(
        texts.label(measure, label) + (f" {amount}" if amount > 1 else "") for label, amount in sorted(named.items())
    )
