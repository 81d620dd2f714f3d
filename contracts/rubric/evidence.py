"""What scores read of a state: its counts, what is late, what was found, and whether its unit was heard."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Protocol

from contracts.families import FAMILIES, Families
from contracts.kit import MeasureKind, Speaker, key_of
from contracts.self_report import SELF_REPORT
from law.codes import ObligationStatus
from law.scoring.evidence import DutyEvidence, FindingEvidence
from law.scoring.ground import Subject
from law.scoring.rules import LATE


class _Owed(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def duty(self) -> str: ...
    @property
    def opened_on(self) -> date: ...
    @property
    def due_on(self) -> date: ...
    @property
    def met_on(self) -> date | None: ...
    @property
    def status(self) -> ObligationStatus: ...
    @property
    def facts(self) -> Sequence[str]: ...


class _Found(Protocol):
    @property
    def on(self) -> date: ...
    @property
    def code(self) -> str: ...
    @property
    def article(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def fact(self) -> str: ...


class Stated(Protocol):
    """A state, or as much of it as a reader decodes."""

    @property
    def org(self) -> str: ...
    @property
    def counts(self) -> Mapping[str, Mapping[str, int]]: ...
    @property
    def obligations(self) -> Iterable[_Owed]: ...
    @property
    def findings(self) -> Iterable[_Found]: ...
    @property
    def told_in(self) -> Iterable[str]: ...


NOTHING_TO_REPORT = "nothing_to_report"
"""Measure of a unit's own word that there is nothing (零报告)."""


def stocks(families: Families = FAMILIES) -> frozenset[str]:
    """Codes of the measures that are stocks."""
    return frozenset(code for code, measure in families.measures.items() if measure.kind is MeasureKind.STOCK)


def heard(
    key: str, counts: Mapping[str, Mapping[str, int]], told_in: Iterable[str], families: Families = FAMILIES
) -> set[str]:
    """The months in which a subject makes its unit heard.

    They are those of which the unit's own facts tell, and those in which such facts are counted: a figure of a month is of that
    month, whenever it is told. What others say of the unit (its 主管部门) is not its voice, nor what it says of itself in a
    self-report, which no event stands behind; nor are duties, stocks and what is counted as a fault, which the passing of days
    alone brings about.
    """
    measures = _told(families).get(key_of(key).kind)
    if measures is None:
        return set()
    counted = {month for month, amounts in counts.items() if any(_code(name) in measures for name in amounts)}
    return counted.union(told_in)


def nothing_to_report(counts: Mapping[str, Mapping[str, int]]) -> Iterator[str]:
    """The months of which the unit said that there was nothing."""
    return (month for month, amounts in counts.items() if amounts.get(NOTHING_TO_REPORT))


@cache
def _told(families: Families) -> Mapping[str, frozenset[str]]:
    """Kind of which the unit itself speaks → measures that count what it told."""
    return {
        family.kind: frozenset(
            measure.code for measure in family.measures if not measure.alarm and measure.kind is not MeasureKind.STOCK
        )
        for family in families.all
        if family.facts and family.speaker is Speaker.OWNER and family.name != SELF_REPORT.name
    }


def _code(name: str) -> str:
    """The measure that a count is of; of a duty's status what is no measure."""
    return name.partition("@")[0].partition("#")[0]


def subject(key: str, version: int, state: Stated, families: Families = FAMILIES) -> Subject:
    """A subject of the ground, from its newest state."""
    return Subject(
        key,
        state.org,
        version,
        state.counts,
        tuple(
            DutyEvidence(
                owed.due_on,
                key,
                owed.duty,
                owed.id,
                owed.opened_on,
                owed.met_on,
                ObligationStatus(owed.status),
                tuple(owed.facts),
            )
            for owed in state.obligations
            if owed.status in LATE
        ),
        tuple(
            FindingEvidence(finding.on, key, finding.code, finding.article, finding.text, finding.fact)
            for finding in state.findings
        ),
        frozenset(heard(key, state.counts, state.told_in, families)),
        frozenset(nothing_to_report(state.counts)),
    )
