"""What there is of a unit in a period: what it owed, what departed from the law, what it counts, and whether it was heard."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from demo.oracle.case import Judgement
from demo.oracle.facts import Sent
from demo.oracle.periods import Span, month
from demo.oracle.self_report import nothing_in

STOCKS = frozenset(
    (
        "columns",
        "columns_empty",
        "columns_stale",
        "documents_in_force",
        "documents_in_force_before",
        "entries_covered",
        "entries_empty",
        "entries_obliged",
    )
)
"""Measures of what stands: a period has what all months up to its last one come to."""

BY_TIME = frozenset(("account_vetoes", "applications_overdue", "applications_unconfirmed", "site_vetoes"))
"""Measures that time alone brings about: they are nobody's voice."""

SILENT = STOCKS | BY_TIME | {"nothing_to_report"}

OF_OTHERS = frozenset(("fault", "appraisal_result", "assessment_notice", "appeal_ruling", "self_report"))
"""Families in which others speak about the unit, or it of itself."""

LATE = {"met_late": "逾期履行", "overdue": "逾期未履行"}
"""Status of a duty that is held against a unit → what a rubric calls it."""


class Event(NamedTuple):
    """Something that may be held against a unit: a late duty by the day it fell due, or a departure by its day."""

    on: date
    key: str
    what: str
    """Name of the duty, or code of the departure."""
    code: str
    status: str = ""
    """Of a duty, as a rubric calls it."""


@dataclass
class Evidence:
    """Of one unit in one period."""

    span: Span
    events: list[Event]
    flows: Counter[str]
    """Measure, ``<measure>@<label>`` or ``<duty>!<status>`` → what the period counts of it."""
    standing: Counter[str]
    """The same of what stands at its end."""
    heard: bool
    nothing: bool
    """It said itself that there was nothing to report."""

    @property
    def unheard(self) -> str:
        """How a clause stands of which nothing is counted."""
        if self.heard:
            return "scored"
        return "nothing_to_report" if self.nothing else "silent"

    @property
    def empty(self) -> bool:
        """Whether there is nothing at all of the unit."""
        return self.unheard == "silent" and not self.events and not any(self.flows.values())

    def amount(self, name: str) -> int:
        """How much there is of a measure, with a label or of all labels, or of a duty in a status."""
        counted = (*self.flows.items(), *self.standing.items())
        return sum(amount for other, amount in counted if other == name or other.startswith(f"{name}@"))


@dataclass
class _Book:
    """A unit's months."""

    events: defaultdict[str, list[Event]] = field(default_factory=lambda: defaultdict(list))
    flows: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    changes: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    """Of what stands."""
    heard: set[str] = field(default_factory=set)
    nothing: set[str] = field(default_factory=set)


class Ground:
    """The books of all units, from what their subjects were judged to be."""

    def __init__(self, judgements: Iterable[Judgement]) -> None:
        self._books: defaultdict[str, _Book] = defaultdict(_Book)
        for judgement in judgements:
            _enter(self._books[judgement.org], judgement)

    def evidence(self, org: str, span: Span) -> Evidence:
        """What there is of a unit in a period."""
        book = self._books.get(org, _Book())
        flows: Counter[str] = Counter()
        for name in span.months:
            flows.update(book.flows.get(name, {}))
        standing: Counter[str] = Counter()
        for name, changes in book.changes.items():
            if name <= span.months[-1]:
                standing.update(changes)
        return Evidence(
            span,
            sorted(event for name in span.months for event in book.events.get(name, ())),
            flows,
            standing,
            any(name in book.heard for name in span.months),
            all(name in book.nothing for name in span.months),
        )


def told_of(judgement: Judgement) -> list[Sent]:
    """The facts of its own family."""
    family, facts = judgement.kind.partition(".")[2], judgement.case.subject.facts
    return [fact for name, told in facts.items() if name.split(".")[0] == family for fact in told]


def _named(place: str) -> str:
    """``counts.<measure>`` and ``by.<measure>.<label>`` of a row as a rubric names them; labels may have points."""
    where, _, rest = place.partition(".")
    return rest if where == "counts" else rest.replace(".", "@", 1)


def _enter(book: _Book, judgement: Judgement) -> None:
    by_month: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for on, place, amount in judgement.judged.counts:
        by_month[month(on)][_named(place)] += amount
    own = judgement.kind.partition(".")[2] not in OF_OTHERS
    for name, counts in by_month.items():
        for measure, amount in counts.items():
            code = measure.partition("@")[0]
            (book.changes if code in STOCKS else book.flows)[name][measure] += amount
            if amount and own and code not in SILENT:
                book.heard.add(name)
    if own:
        book.heard.update(month(fact.said_on) for fact in told_of(judgement))
    for name, duty in judgement.duties():
        book.flows[month(duty.due_on)].update((f"{duty.code}!due", f"{duty.code}!{duty.status}"))
        if duty.status in LATE:
            event = Event(duty.due_on, judgement.key, name, duty.code, LATE[duty.status])
            book.events[month(duty.due_on)].append(event)
    for on, code in judgement.departures:
        book.events[month(on)].append(Event(on, judgement.key, code, code))
    if judgement.kind.endswith(".self_report"):
        book.nothing.update(nothing_in(judgement.case.subject))
