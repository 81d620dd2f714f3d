"""What there is of one unit in one period: what it owed, what was found, what was counted, and whether it was heard of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import NamedTuple

from law.codes import ObligationStatus
from law.periods import Period


class DutyEvidence(NamedTuple):
    """An obligation that was met late or is overdue; ``key`` is its subject's, ``facts`` the ids behind it."""

    due_on: date
    key: str
    duty: str
    obligation: str
    opened_on: date
    met_on: date | None
    status: ObligationStatus
    facts: tuple[str, ...] = ()


class FindingEvidence(NamedTuple):
    """A departure from the law; ``fact`` is the id of the step that it is about, where there is one."""

    on: date
    key: str
    code: str
    article: str
    text: str
    fact: str = ""


Part = tuple[str, Mapping[str, int]]
"""A subject's key and what it counts in the period."""


@dataclass(frozen=True)
class Evidence:
    """In any order and with any repetition the same: what is given is sorted, and each thing stands once."""

    org: str
    period: Period
    duties: Sequence[DutyEvidence] = ()
    """Whose due days lie in the period."""
    findings: Sequence[FindingEvidence] = ()
    """Of steps in the period."""
    counts: Mapping[str, int] = field(default_factory=dict)
    """Measure, labelled measure or ``<duty>!<status>`` → amount in the period."""
    stocks: Mapping[str, int] = field(default_factory=dict)
    """Stock → what stands at the period's end."""
    heard: bool = True
    """Whether any fact of the unit is of the period. What it owes does not make it heard."""
    nothing_to_report: bool = False
    """It said so itself; that is neither silence nor a zero."""
    parts: Sequence[Part] = ()
    """What each subject adds to ``counts``, where that is known: it is named beside a share that falls short."""

    def __post_init__(self) -> None:
        # Days that are not there sort before all others.
        in_order = sorted(set(self.duties), key=lambda owed: (*owed[:5], owed.met_on or date.min, *owed[6:]))
        object.__setattr__(self, "duties", tuple(in_order))
        object.__setattr__(self, "findings", tuple(sorted(set(self.findings))))

    @property
    def silent(self) -> bool:
        """Nothing was heard of the unit, not even that there is nothing to report."""
        return not self.heard and not self.nothing_to_report

    @property
    def empty(self) -> bool:
        """Whether there is nothing at all that a sheet could be made of."""
        return self.silent and not (self.duties or self.findings or any(self.counts.values()))

    def amount(self, name: str) -> int:
        """How much there is of a measure, a labelled measure or a duty's status; without a label, of all its labels."""
        return self._amounts.get(name, 0)

    @cached_property
    def _amounts(self) -> Mapping[str, int]:
        return amounts(self.counts, self.stocks)

    @cached_property
    def owed(self) -> Mapping[tuple[str, ObligationStatus], Sequence[DutyEvidence]]:
        """By duty and status, in the order of the due days."""
        owed: defaultdict[tuple[str, ObligationStatus], list[DutyEvidence]] = defaultdict(list)
        for duty in self.duties:
            owed[duty.duty, duty.status].append(duty)
        return owed

    @cached_property
    def found(self) -> Mapping[str, Sequence[FindingEvidence]]:
        """By code, in the order of their days."""
        found: defaultdict[str, list[FindingEvidence]] = defaultdict(list)
        for finding in self.findings:
            found[finding.code].append(finding)
        return found


def amounts(*counted: Mapping[str, int]) -> Mapping[str, int]:
    """Name → amount, and of a labelled measure the sum of its labels under its code alone."""
    summed: defaultdict[str, int] = defaultdict(int)
    for counts in counted:
        for name, amount in counts.items():
            summed[name] += amount
            if "@" in name:
                summed[name.partition("@")[0]] += amount
    return summed
