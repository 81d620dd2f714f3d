"""What a kind of subject is made of: a family is data, and everything else is derived from it.

See ``contracts.families`` for the families there are and what is derived.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from contracts.fields import BusModel
from contracts.state import SubjectState
from law.limit import Limit

CODE = re.compile(r"[a-z][a-z0-9_]*")
"""Codes of duties and measures; ``@``, ``#``, ``!`` and ``/`` are free to join them with what they are about."""


class Key(NamedTuple):
    """A subject: its kind (``<service>.<family>``), the organisation it belongs to, and its id there."""

    kind: str
    org: str
    subject: str

    def __str__(self) -> str:
        """As it stands in Kafka keys and in the ledgers: ``<kind>/<org>/<subject>``."""
        return f"{self.kind}/{self.org}/{self.subject}"

    @property
    def service(self) -> str:
        """The service that keeps it."""
        return self.kind.partition(".")[0]


def key_of(text: str) -> Key:
    """The key that ``str`` wrote; ValueError when it is none."""
    parts = text.split("/", 2)
    if len(parts) != 3 or not all(parts) or "." not in parts[0]:
        raise ValueError("a key is <kind>/<organisation>/<subject>")
    return Key(*parts)


@dataclass(frozen=True)
class Duty:
    """义务: something an organisation owes by a date, on the ground of one clause."""

    code: str
    chinese: str
    english: str
    article: str
    limit: Limit
    grave: bool = True
    """False where a reminder or a ranking must not drown in it (a step of order, no right of a citizen's)."""
    statutory: bool = True
    """False where the law sets no limit and ours is a custom: a county's own may then be longer."""
    by_default: bool = True
    """False where what a unit does not report is silence: nothing is owed until the county's profile says from when."""


@dataclass(frozen=True)
class Check:
    """核查项: something that is missed, as a finding, only where the county's profile asks for it."""

    code: str
    chinese: str
    english: str
    article: str
    limit: Limit | None = None
    """Where it is about a length of time: how long, unless the county's profile says otherwise."""


@dataclass(frozen=True)
class Least:
    """最短期间: time that has to lie between two steps at least, such as that in which the public is heard."""

    code: str
    chinese: str
    english: str
    article: str
    limit: Limit
    statutory: bool = True
    """False where the law sets none and ours is a custom: a county's own may then be shorter."""


class MeasureKind(StrEnum):
    """How a measure is counted, and thereby where it stands in a row."""

    COUNT = "count"
    LABELLED = "labelled"
    """A count by label: ``items_by_channel@政府网站``."""
    DAYS = "days"
    """A histogram of days, working days unless its unit says otherwise: ``days_to_publish#7``."""
    MONEY = "money"
    """A sum of 元."""
    STOCK = "stock"
    """What stands at a period's end: a month's count is what came less what went, and may be negative; the stock is the sum of
    all months up to then. Labelled like a count by label, or not."""


@dataclass(frozen=True)
class Measure:
    """统计项: what is counted per month of a subject's life."""

    code: str
    chinese: str
    english: str
    unit: str
    kind: MeasureKind = MeasureKind.COUNT
    group: str = ""
    """Chinese heading under which it stands; measures of one group stand together, in the order of FAMILIES."""
    group_english: str = ""
    shown: bool = True
    """Whether it has a column of its own in tables of periods; labelled ones stand below the table."""
    prominent: bool = False
    """Whether it also stands in the overview, where units are compared."""
    in_total: bool = True
    """Whether the overview's sums of the county name it; what they leave out stands on the units' pages."""
    alarm: str = ""
    """How a number above nothing looks: ``warn``, ``bad`` or as any other."""
    labels: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """Label → Chinese, English; a label that is not here is shown as it is."""
    share_of: str = ""
    """The count that this one is a part of: tables show the share beside it, made of the two sums and never stored."""
    share: tuple[str, str] = ("", "")
    """What the share is called, Chinese and English."""


class Speaker(StrEnum):
    """Who may tell facts about a subject."""

    OWNER = "owner"
    """The organisation it belongs to: facts arrive in its own inbox and name nobody else."""
    SUPERVISOR = "supervisor"
    """Its 主管部门 by the registry, which names it in the extension ``about``."""


@dataclass(frozen=True)
class Family:
    """A kind of subject: its facts, its state, what is owed and what is counted."""

    name: str
    """Facts are ``<name>.<verb>.v1``; the kind is ``<service>.<name>``."""
    service: str
    chinese: str
    english: str
    facts: Mapping[str, type[BusModel]]
    """Verb → model, in the order of the life. Empty for a family that others' states call into being."""
    state: type[SubjectState]
    duties: tuple[Duty, ...] = ()
    measures: tuple[Measure, ...] = ()
    opens: tuple[str, ...] = ()
    """Codes of other families' stocks of which it counts the opening balance: what stood at the beginning is part of what stands."""
    checks: tuple[Check, ...] = ()
    leasts: tuple[Least, ...] = ()
    findings: Mapping[str, str] = field(default_factory=dict)
    """Code → what it is called, of every departure from the law that its fold may find."""
    notices: Mapping[str, type[BusModel]] = field(default_factory=dict)
    """Type → model of what its fold may tell a department, beside the dates of its duties."""
    takes: tuple[str, ...] = ()
    """Kinds whose states flow to this one; all stand before it in FAMILIES."""
    speaker: Speaker = Speaker.OWNER
    codes_only: bool = False
    """Nothing that could hold a person's name passes the door."""
    most_facts: int = 2_000
    """Facts that one subject can have; what exceeds it is refused with words."""
    most_linked: int = 100
    """States of others that one subject takes, the first by key; one to which more flow is flagged."""
    rules: str = ""
    """Module with its fold; by default ``services.<service>.<name>``."""

    @property
    def kind(self) -> str:
        """The first two words of its events' types."""
        return f"{self.service}.{self.name}"

    @property
    def module(self) -> str:
        """Where its fold lies: ``fold(case)``, and if it has them ``asks(facts)`` and ``READS``, what it reads by kind."""
        return self.rules or f"services.{self.service}.{self.name}"

    def fact_type(self, verb: str) -> str:
        """The type of a fact: ``<name>.<verb>.v1``."""
        return f"{self.name}.{verb}.v1"

    def duty(self, code: str) -> Duty:
        """The duty of this code; KeyError for one that it has not."""
        return {duty.code: duty for duty in self.duties}[code]
