"""From subjects' months to the ground that scores stand on: duties held against a unit, findings, and what is counted. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from contracts.rubric.evidence import heard, nothing_to_report
from law.codes import ObligationStatus
from law.scoring.evidence import DutyEvidence, FindingEvidence
from law.scoring.ground import Ground, Subject
from law.scoring.rules import LATE
from services.assessment.months import Months
from services.assessment.stocks import BEFORE, STOCKS

_LONG_AGO = "0000-00"
"""The month under which stand the stocks with which a period began."""


def ground_of(org: str, subjects: Mapping[str, Months]) -> Ground:
    """The ground of a unit, from its subjects by key."""
    return Ground((_subject(key, org, months) for key, months in subjects.items()), STOCKS)


def _subject(key: str, org: str, months: Months) -> Subject:
    contents = list(months.values())
    counts = {_LONG_AGO if month == BEFORE else month: content.get("counts", {}) for month, content in months.items()}
    told_in = (month for month, content in months.items() if "told" in content)
    return Subject(
        key,
        org,
        1,
        counts,
        tuple(_duties(key, contents)),
        tuple(_findings(key, contents)),
        frozenset(heard(key, counts, told_in)),
        frozenset(nothing_to_report(counts)),
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
