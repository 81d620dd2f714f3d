"""What a rule holds against a unit: late duties and findings, each with its evidence, as deductions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from law.codes import STATUS_NAMES
from law.scoring.evidence import DutyEvidence, Evidence, FindingEvidence
from law.scoring.rules import Held
from law.scoring.sheet import Deduction

Names = Mapping[str, str]
"""Code → what it is called."""


class Incident(NamedTuple):
    """One event and what it takes, before any cap."""

    on: date
    key: str
    what: DutyEvidence | FindingEvidence
    points: int


def incidents(held: Held, evidence: Evidence) -> list[Incident]:
    """All events of the period that a rule names, by day and subject."""
    happened = [
        Incident(owed.due_on, owed.key, owed, held[named])
        for named, duties in evidence.owed.items()
        if named in held
        for owed in duties
    ]
    happened += [
        Incident(finding.on, finding.key, finding, held[code])
        for code, findings in evidence.found.items()
        if code in held
        for finding in findings
    ]
    happened.sort(key=lambda incident: (incident.on, incident.key, _name(incident.what)))
    return happened


def counted(held: Sequence[Incident], names: Names) -> str:
    """How many of each, in words: ``逾期答复2件、…``."""
    amounts = Counter(_called(incident.what, names) for incident in held)
    return "、".join(f"{name} {amount}件" for name, amount in amounts.items())


class Deducting:
    """Makes the deductions of a sheet, each with an id of its own."""

    def __init__(self, evidence: Evidence, names: Names) -> None:
        self._evidence, self._names = evidence, names
        self._begins = f"{evidence.period.name}/{evidence.org}"
        self._used: Counter[str] = Counter()

    def about(self, path: str, incident: Incident, points: int, formula: str) -> Deduction:
        """For an event."""
        what = incident.what
        number = self._id(path, f"{what.key}/{_name(what)}")
        if isinstance(what, DutyEvidence):
            return Deduction(
                number,
                path,
                points,
                formula,
                _in_words(what, self._names),
                key=what.key,
                duty=what.duty,
                obligation=what.obligation,
                facts=what.facts,
            )
        facts = (what.fact,) if what.fact else ()
        return Deduction(
            number,
            path,
            points,
            formula,
            what.text,
            key=what.key,
            finding=what.code,
            article=what.article,
            facts=facts,
        )

    def short(self, path: str, points: int, formula: str, text: str, keys: tuple[str, ...] = ()) -> Deduction:
        """For an amount that falls short."""
        return Deduction(self._id(path, "amount"), path, points, formula, text, keys=keys)

    def inner(self, path: str, period: str, points: int, formula: str, because: tuple[str, ...]) -> Deduction:
        """For what a shorter period lacks."""
        return Deduction(self._id(path, period), path, points, formula, f"{period}失分", because=because)

    def _id(self, path: str, about: str) -> str:
        wanted = f"{self._begins}/{path}/{about}"
        self._used[wanted] += 1
        times = self._used[wanted]
        return wanted if times == 1 else f"{wanted}#{times}"


def _name(what: DutyEvidence | FindingEvidence) -> str:
    if isinstance(what, DutyEvidence):
        return what.obligation
    return f"{what.code}:{what.on}:{what.fact}" if what.fact else f"{what.code}:{what.on}"


def _called(what: DutyEvidence | FindingEvidence, names: Names) -> str:
    if isinstance(what, DutyEvidence):
        return f"{names.get(what.duty, what.duty)}（{STATUS_NAMES[what.status]}）"
    return names.get(what.code, what.code)


def _in_words(owed: DutyEvidence, names: Names) -> str:
    met = f"{owed.met_on}履行" if owed.met_on else "没有履行"
    return f"{names.get(owed.duty, owed.duty)}：{owed.opened_on}产生，{owed.due_on}到期，{met}"
