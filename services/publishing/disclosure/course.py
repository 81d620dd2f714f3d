"""How a piece of information went: formed, published, changed, annulled, taken down, step by step (条例第二十六条)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import IntEnum
from typing import NamedTuple

from contracts.disclosure import DisclosureAnnulled, DisclosureFormed, DisclosurePublished, DisclosureWithdrawn
from contracts.envelope import Fact
from contracts.item import item_key, item_name
from law.codes import Attribute

EARLIEST = datetime.min.replace(tzinfo=UTC)
"""Time of what has a day and no time."""


class Rank(IntEnum):
    """The order of the law, for steps of one day and one time."""

    FORMED = 0
    PUBLISHED = 1
    ANNULLED = 2
    WITHDRAWN = 3


class Step(NamedTuple):
    """One step, in the order of day, time, law. ``facts`` are behind it; ``attribute`` is a formation's."""

    on: date
    time: datetime
    rank: Rank
    facts: list[str]
    attribute: Attribute | None = None
    data: DisclosureFormed | DisclosurePublished | DisclosureAnnulled | DisclosureWithdrawn | None = None
    item: str | None = None
    """The catalog item that the information answers to, as named by then: ``<issuer>:<number>``."""

    @property
    def formed(self) -> DisclosureFormed | None:
        """What a formation says; None for one that is a document's, and for every other step."""
        return self.data if isinstance(self.data, DisclosureFormed) else None

    @property
    def scope(self) -> str | None:
        """What a formation says that it is about, of the parts of its item's limit."""
        return self.formed.scope if self.formed else None

    @property
    def place(self) -> tuple[date, datetime, int]:
        """Where it stands among the steps."""
        return self[:3]


@dataclass
class Owed:
    """A formation or change that has to be published, and what became of that."""

    opened_on: date
    formed_by: list[str]
    formations: list[Step]
    """The formation or change that opened it, and those that joined while it waited: each by its own limit."""
    changed: list[str] = field(default_factory=list)
    """The newest change of it while it waited."""
    met_by: Step | None = None
    ended_on: date | None = None
    """Day from which it need not be public."""
    ended_by: str = ""

    @property
    def facts(self) -> list[str]:
        """Ids of the facts behind it."""
        return [*self.formed_by, *self.changed, *(self.met_by.facts if self.met_by else [])]


@dataclass
class Void:
    """An annulled decision that can be read: since which step, and the one that took it down or put another in its place."""

    opened: Step
    gone: Step | None = None


@dataclass
class Showing:
    """Days on which it was public: from the step that put it up to the one that took it down."""

    put_up: Step
    scope: str | None = None
    """What the newest formation by then said that it is about."""
    taken_down: Step | None = None
    formation: Step | None = None
    """The newest formation while it was public."""
    voids: list[Void] = field(default_factory=list)


@dataclass
class Course:
    """What the steps come to."""

    attribute: Attribute | None
    """As it stands after the last step."""
    item: str | None = None
    """The catalog item, likewise; at first that of its document."""
    formations: list[Step] = field(default_factory=list)
    publications: list[Step] = field(default_factory=list)
    withdrawals: list[Step] = field(default_factory=list)
    """Those that took something down, or came before any publication."""
    repeated: list[Step] = field(default_factory=list)
    """Withdrawals of what was down already."""
    same_day: list[Step] = field(default_factory=list)
    """Withdrawals on the day on which it had become public."""
    annulments: list[Step] = field(default_factory=list)
    annulled: Step | None = None
    """Since when the decision is void, where nothing was formed since."""
    void: list[Step] = field(default_factory=list)
    """Publications of what was annulled."""
    endings: list[Step] = field(default_factory=list)
    """Steps from which it need not be public: not public by its attribute, annulled, taken down."""
    owed: list[Owed] = field(default_factory=list)
    first_attribute: Attribute | None = None
    """In force at the first publication."""
    leaked: bool = False
    """Published, or left public, while its attribute said otherwise."""
    shown: list[Showing] = field(default_factory=list)
    """When it was public, by day."""

    @property
    def public(self) -> bool:
        """Whether it can be read now."""
        return bool(self.shown) and self.shown[-1].taken_down is None

    def take(self, step: Step) -> None:
        """The next step."""
        self.item = step.item or self.item
        step = step._replace(item=self.item)
        if step.rank is Rank.FORMED:
            self._formed(step)
        elif step.rank is Rank.PUBLISHED:
            self._published(step)
        elif step.rank is Rank.ANNULLED:
            self._annulled(step)
        else:
            self._withdrawn(step)

    @property
    def unmet(self) -> Owed | None:
        """What still waits to be published."""
        last = self.owed[-1] if self.owed else None
        return last if last and last.met_by is None and last.ended_on is None else None

    def _formed(self, step: Step) -> None:
        """A change of what is not public yet joins what waits: one omission is one."""
        unmet = self.unmet
        if step.attribute is Attribute.PROACTIVE:
            if unmet is not None:
                unmet.changed = step.facts
                unmet.formations.append(step)
            else:
                # What was taken down again before it was formed has not made it public.
                early = self.shown[-1].put_up if self.public and not self.formations else None
                self.owed.append(Owed(step.on, step.facts, [step], met_by=early))
        else:
            self._end(step)
        self.attribute, self.annulled = step.attribute, None
        self.formations.append(step)
        if self.public:
            self.shown[-1].formation = step

    def _end(self, step: Step) -> None:
        """It need not be public from here on."""
        if (unmet := self.unmet) is not None:
            unmet.ended_on, unmet.ended_by = step.on, next(iter(step.facts), "")
        self.endings.append(step)

    def _annulled(self, step: Step) -> None:
        self._end(step)
        self.annulments.append(step)
        self.annulled = self.annulled or step
        if self.public and not self._voids_open():
            self.shown[-1].voids.append(Void(step))

    def _voids_open(self) -> list[Void]:
        return [void for void in self.shown[-1].voids[-1:] if void.gone is None]

    def _published(self, step: Step) -> None:
        if not self.publications:
            self.first_attribute = self.attribute
        if (unmet := self.unmet) is not None:
            unmet.met_by = step
        self.leaked |= kept_back(self.attribute)
        self.publications.append(step)
        if not self.public:
            formation = self.formations[-1] if self.formations else None
            self.shown.append(Showing(step, formation.scope if formation else None, formation=formation))
        elif self.annulled is None:
            for void in self._voids_open():
                void.gone = step
        if self.annulled is not None:
            self.void.append(step)
            if not self._voids_open():
                self.shown[-1].voids.append(Void(step))

    def _withdrawn(self, step: Step) -> None:
        if not self.public and self.withdrawals:
            self.repeated.append(step)
            return
        if self.public:
            for void in self._voids_open():
                void.gone = step
            self.endings.append(step)
            self.shown[-1].taken_down = step
            if self.shown[-1].put_up.on == step.on:
                self.same_day.append(step)
        self.withdrawals.append(step)


def course(steps: Iterable[Step], attribute: Attribute | None, item: str | None = None) -> Course:
    """The steps taken in their order; ``attribute`` and ``item`` hold before a formation says otherwise."""
    ordered = sorted(steps, key=lambda step: (step.on, step.time, step.rank, step.facts))
    first = next((step.attribute for step in ordered if step.rank is Rank.FORMED), attribute)
    taken = Course(first, item)
    for step in ordered:
        taken.take(step)
    taken.leaked |= taken.public and kept_back(taken.attribute)
    return taken


def step_of(fact: Fact) -> Step:
    """The step that a fact tells of."""
    match fact.data:
        case DisclosureFormed() as data:
            item = item_name(item_key(data.item, fact.key.org)) if data.item else None
            return Step(data.formed_on, fact.time, Rank.FORMED, [fact.id], data.attribute, data, item)
        case DisclosurePublished() as data:
            return Step(data.published_on, fact.time, Rank.PUBLISHED, [fact.id], None, data)
        case DisclosureAnnulled() as data:
            return Step(data.annulled_on, fact.time, Rank.ANNULLED, [fact.id], None, data)
        case DisclosureWithdrawn() as data:
            return Step(data.withdrawn_on, fact.time, Rank.WITHDRAWN, [fact.id], None, data)
    raise TypeError(fact.type)


def kept_back(attribute: Attribute | None) -> bool:
    """Whether the attribute says that it is not for everybody."""
    return attribute in (Attribute.ON_REQUEST, Attribute.WITHHELD)
