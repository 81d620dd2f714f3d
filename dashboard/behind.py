"""What is behind a number: the codes that subjects count, for the way in which pages name a number.

``items_published``; ``items_published@网站`` and ``items_published@``, of one label and of all, ``…@自然人.*`` of those that begin so;
``days_to_answer#``, with a time taken, ``#7`` or ``#6-10`` or ``#41-`` of so many days; ``answer!overdue``, of one duty; ``!overdue``, of
all graded duties. A status is due, met, met_late, overdue, open or excused. Several between commas are added up, and what stands
behind ``~`` is taken off: ``policies_published~policies_interpreted``.
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
_DAYS = re.compile(r"(0|[1-9][0-9]{0,4})(?:(-)(0|[1-9][0-9]{0,4})?)?")
_MOST = 30
"""Terms of a number."""


@dataclass(frozen=True)
class Term:
    """A code, what divides it (``@``, ``#``, ``!`` or nothing), and which part."""

    text: str
    code: str
    mark: str = ""
    part: str = ""

    def counts(self, name: str, registry: Registry) -> bool:
        """Whether what is counted under this name is counted in it."""
        if self.mark == "!":
            duty, bar, status = name.partition("!")
            return (
                bool(bar)
                and status == self.part
                and (duty == self.code or (not self.code and registry.duty(duty).grave))
            )
        if self.mark == "@" and self.part.endswith(".*"):
            return name.startswith(self.text[:-1])
        if self.mark == "#" and self.part:
            code, bar, days = name.partition("#")
            return bool(bar) and code == self.code and _within(int(days), self.part)
        if self.mark:
            return name == self.text if self.part else name.startswith(self.text)
        return name == self.code or (self.code in registry.stocks and name.startswith(f"{self.code}@"))


@dataclass(frozen=True)
class Number:
    """A number as pages name it: the sum of its ``terms`` without what is counted in ``less``."""

    text: str
    terms: tuple[Term, ...]
    less: tuple[Term, ...] = ()

    @property
    def owed(self) -> bool:
        """Whether it counts duties."""
        return all(term.mark == "!" for term in self.terms)


def number(text: str) -> Number | None:
    """The number that ``text`` names; None when it names none."""
    single = _term(text)
    if single is not None:
        return Number(text, (single,))
    plus, _, minus = text.partition("~")
    terms, less = ([_term(part) for part in side.split(",")] if side else [] for side in (plus, minus))
    if not terms or None in terms or None in less or len(terms) + len(less) > _MOST:
        return None
    return Number(text, tuple(filter(None, terms)), tuple(filter(None, less)))


def _term(text: str) -> Term | None:
    match = _FORM.fullmatch(text)
    if match is None:
        return None
    code, mark, part = (group or "" for group in match.groups())
    if mark == "!":
        return Term(text, code, mark, part) if part in STATUSES else None
    if not code or (mark == "#" and part and not _DAYS.fullmatch(part)):
        return None
    return Term(text, code, mark, part)


def _within(days: int, part: str) -> bool:
    match = _DAYS.fullmatch(part)
    assert match is not None
    first, bar, last = match.groups()
    return days == int(first) if not bar else int(first) <= days and (last is None or days <= int(last))


def codes(wanted: Number, registry: Registry, known: Iterable[str]) -> list[str]:
    """Those of the codes ``known`` that are counted in it."""
    return _counted(wanted.terms, registry, known)


def taken_off(wanted: Number, registry: Registry, known: Iterable[str]) -> list[str]:
    """Those of the codes ``known`` that are taken off it."""
    return _counted(wanted.less, registry, known)


def _counted(terms: Iterable[Term], registry: Registry, known: Iterable[str]) -> list[str]:
    listed = list(terms)
    return [name for name in known if any(term.counts(name, registry) for term in listed)]


def is_known(wanted: Number, registry: Registry, known: Iterable[str]) -> bool:
    """Whether the registry, or any subject, has ever heard of all that it is made of."""
    listed = {*registry.codes, *(re.split("[@#!]", code)[0] for code in known)}
    return all(not term.code or term.code in listed for term in (*wanted.terms, *wanted.less))


def months(wanted: Number, registry: Registry, period: Period | None) -> tuple[int, int]:
    """The months whose amounts add up to it: all up to the period's end for what stands then."""
    if period is None:
        return EVER
    last = period.last.year * 100 + period.last.month
    if any(term.code in registry.stocks for term in wanted.terms):
        return 0, last
    return period.first.year * 100 + period.first.month, last


def name(wanted: Number, registry: Registry, texts: Texts) -> str:
    """What it is called."""
    named = texts.say("list.comma").join(_name(term, registry, texts) for term in wanted.terms)
    if not wanted.less:
        return named
    less = texts.say("list.comma").join(_name(term, registry, texts) for term in wanted.less)
    return texts.say("behind.less", what=named, less=less)


def _name(term: Term, registry: Registry, texts: Texts) -> str:
    if term.mark == "!":
        what = texts.name(registry.duty(term.code)) if term.code else texts.say("behind.duties")
        return texts.say("behind.status", duty=what, status=texts.say(f"status.{term.part}"))
    if term.text == LATE:
        return texts.say("quality.late")
    measure = registry.measure(term.code)
    full = texts.full(measure)
    if term.mark == "#" and term.part:
        return texts.say("behind.label", measure=full, label=texts.days(term.part, measure.unit))
    label = texts.label(measure, term.part) if term.part else ""
    return texts.say("behind.label", measure=full, label=label) if label else full


def duties(wanted: Number, registry: Registry, subject: Subject, span: tuple[int, int]) -> list[Obligation | Met]:
    """The duties of a subject that are counted in it, as far as its row tells them: what was excused only counts."""
    stated: list[Obligation | Met] = [*subject.obligations, *subject.met]
    return [duty for duty in stated if any(_owes(duty, term, registry, span) for term in wanted.terms)]


def _owes(duty: Obligation | Met, term: Term, registry: Registry, span: tuple[int, int]) -> bool:
    if not (duty.duty == term.code if term.code else registry.duty(duty.duty).grave):
        return False
    return term.part in ("due", duty.status) and span[0] <= duty.due_on.year * 100 + duty.due_on.month <= span[1]
