"""From subjects' months to the ground that scores stand on: duties held against a unit, findings, and what is counted. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from chassis.counting.measures import parse
from contracts.families import FAMILIES
from contracts.kit import MeasureKind, Speaker, key_of
from contracts.self_report import NOTHING_TO_REPORT
from law.codes import ObligationStatus
from law.scoring.evidence import DutyEvidence, FindingEvidence
from law.scoring.ground import Ground, Subject
from law.scoring.rules import LATE
from services.assessment.months import Months
from services.assessment.stocks import BEFORE, STOCKS

TOLD = {
    family.kind: frozenset(
        m.code
        for m in family.measures
        if not m.alarm and m.kind is not MeasureKind.STOCK and m.code != NOTHING_TO_REPORT
    )
    for family in FAMILIES.all
    if family.facts and family.speaker is Speaker.OWNER
}
"""Kind of which the unit itself speaks → measures that count what it told: not faults nor stocks, which time alone may bring about,
nor that there was nothing (零报告)."""

_LONG_AGO = "0000-00"
"""The month under which stand the stocks with which a period began."""


def ground_of(org: str, subjects: Mapping[str, Months]) -> Ground:
    """The ground of a unit, from its subjects by key."""
    nothing = {
        (org, month)
        for months in subjects.values()
        for month, content in months.items()
        if content.get("counts", {}).get(NOTHING_TO_REPORT)
    }
    heard = {(org, month) for key, months in subjects.items() for month in _heard(key, months)}
    return Ground((_subject(key, org, months) for key, months in subjects.items()), STOCKS, heard, nothing)


def _heard(key: str, months: Months) -> Iterator[str]:
    measures = TOLD.get(key_of(key).kind, frozenset())
    for month, content in months.items():
        if any("!" not in name and parse(name).code in measures for name in content.get("counts", {})):
            yield month


def _subject(key: str, org: str, months: Months) -> Subject:
    contents = list(months.values())
    return Subject(
        key,
        org,
        1,
        {_LONG_AGO if month == BEFORE else month: content.get("counts", {}) for month, content in months.items()},
        tuple(_duties(key, contents)),
        tuple(_findings(key, contents)),
    )


def _duties(key: str, contents: Iterable[Mapping[str, Any]]) -> Iterator[DutyEvidence]:
    for content in contents:
        for owed in content.get("obligations", ()):
            if owed["status"] in LATE:
                yield DutyEvidence(
                    due_on=date.fromisoformat(owed["due_on"]),
                    key=key,
                    duty=owed["duty"],
                    obligation=owed["id"],
                    opened_on=date.fromisoformat(owed["opened_on"]),
                    met_on=date.fromisoformat(owed["met_on"]) if owed.get("met_on") else None,
                    status=ObligationStatus(owed["status"]),
                    facts=tuple(owed["facts"]),
                )


def _findings(key: str, contents: Iterable[Mapping[str, Any]]) -> Iterator[FindingEvidence]:
    for content in contents:
        for finding in content.get("findings", ()):
            yield FindingEvidence(
                on=date.fromisoformat(finding["on"]),
                key=key,
                code=finding["code"],
                article=finding["article"],
                text=finding["text"],
                fact=finding["fact"],
            )
