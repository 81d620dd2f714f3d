"""What is behind a number: the codes that subjects count, for the way in which pages name a number.

``items_published``; ``items_published@网站`` and ``items_published@``, of one label and of all; ``days_to_answer#``, with a time taken;
``answer!overdue``, of one duty; ``!overdue``, of all graded duties. A status is due, met, met_late, overdue, open or excused.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from dashboard.ledger.entries import Met, Subject
from dashboard.ledger.lists import EVER
from dashboard.ledger.writing import LATE
from dashboard.periods import Period
from dashboard.registry import Registry
from dashboard.texts import Texts
from dashboard.views import Obligation

STATUSES = ("due", "met", "met_late", "overdue", "open", "excused")
"""What a duty is counted by."""

_FORM = re.compile(r"([a-z][a-z0-9_]{0,99})?(?:([@#!])([^\x00-\x1f\x7f]{0,200}))?")


@dataclass(frozen=True)
class Number:
    """A number as pages name it: a code, what divides it (``@``, ``#``, ``!`` or nothing), and which part."""

    text: str
    code: str
    mark: str
    part: str

    @property
    def owed(self) -> bool:
        """Whether it counts duties."""
        return self.mark == "!"


def number(text: str) -> Number | None:
    """The number that ``text`` names; None when it names none."""
    match = _FORM.fullmatch(text)
    if match is None:
        return None
    code, mark, part = (group or "" for group in match.groups())
    if mark == "!":
        return Number(text, code, mark, part) if part in STATUSES else None
    return Number(text, code, mark, part) if code and not (mark == "#" and part) else None


def codes(wanted: Number, registry: Registry, known: Iterable[str]) -> list[str]:
    """Those of the codes ``known`` that are counted in it."""
    return [code for code in known if _counted(code, wanted, registry)]


def _counted(code: str, wanted: Number, registry: Registry) -> bool:
    if wanted.owed:
        duty, bar, status = code.partition("!")
        if not bar or status != wanted.part:
            return False
        return duty == wanted.code if wanted.code else registry.duty(duty).grave
    if wanted.mark and wanted.part:
        return code == wanted.text
    if wanted.mark:
        return code.startswith(wanted.text)
    return code == wanted.code or (wanted.code in registry.stocks and code.startswith(f"{wanted.code}@"))


def is_known(wanted: Number, registry: Registry, known: Iterable[str]) -> bool:
    """Whether the registry, or any subject, has ever heard of it."""
    if not wanted.code:
        return True
    listed = {*registry.codes, *(re.split("[@#!]", code)[0] for code in known)}
    return wanted.code in listed


def months(wanted: Number, registry: Registry, period: Period | None) -> tuple[int, int]:
    """The months whose amounts add up to it: all up to the period's end for what stands then."""
    if period is None:
        return EVER
    last = period.last.year * 100 + period.last.month
    if wanted.code in registry.stocks:
        return 0, last
    return period.first.year * 100 + period.first.month, last


def name(wanted: Number, registry: Registry, texts: Texts) -> str:
    """What it is called."""
    if wanted.text == LATE:
        return texts.say("quality.late")
    if wanted.owed:
        what = texts.name(registry.duty(wanted.code)) if wanted.code else texts.say("behind.duties")
        return texts.say("behind.status", duty=what, status=texts.say(f"status.{wanted.part}"))
    measure = registry.measure(wanted.code)
    label = texts.label(measure, wanted.part) if wanted.part else ""
    full = texts.full(measure)
    return texts.say("behind.label", measure=full, label=label) if label else full


def duties(wanted: Number, registry: Registry, subject: Subject, span: tuple[int, int]) -> list[Obligation | Met]:
    """The duties of a subject that are counted in it, as far as its row tells them: what was excused only counts."""
    stated: list[Obligation | Met] = [*subject.obligations, *subject.met]
    return [duty for duty in stated if _owes(duty, wanted, registry, span)]


def _owes(duty: Obligation | Met, wanted: Number, registry: Registry, span: tuple[int, int]) -> bool:
    if not (duty.duty == wanted.code if wanted.code else registry.duty(duty.duty).grave):
        return False
    return wanted.part in ("due", duty.status) and span[0] <= duty.due_on.year * 100 + duty.due_on.month <= span[1]
