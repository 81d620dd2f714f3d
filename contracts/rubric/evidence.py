"""What scores read of a state: its counts, what is late, what was found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Protocol

from contracts.families import FAMILIES, Families
from contracts.kit import MeasureKind
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


def stocks(families: Families = FAMILIES) -> frozenset[str]:
    """Codes of the measures that are stocks."""
    return frozenset(code for code, measure in families.measures.items() if measure.kind is MeasureKind.STOCK)


def subject(key: str, version: int, state: Stated) -> Subject:
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
    )
