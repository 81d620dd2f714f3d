"""A county's report for papers: made by the same functions as the service's, from subjects that a seed chooses."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import msgspec

from contracts.assessment.report import ReportHead, ReportPart
from contracts.assessment.restatement import Because, RestatedCell, Restatement
from contracts.rubric.file import read
from contracts.rubric.lawful import lawful
from law.reports import ReportKind
from law.scoring.rubric import Rubric
from services.assessment.drafting import County, Terms, Unit, head_of, parts_of
from services.assessment.evidence import ground_of
from services.assessment.hearing import Heard
from services.assessment.months import Months, months_of
from services.assessment.scores import Scores, named

RUBRIC = Path(__file__).parents[3] / "services" / "gateway" / "data" / "rubrics" / "fengjie.yaml"
COUNTY, CHINESE = "fengjie", "奉节县"
KINDS = ("部门", "镇", "乡", "街道")
_MONTHS = {ReportKind.MONTHLY: 1, ReportKind.QUARTERLY: 3, ReportKind.ANNUAL: 12}


def body(
    kind: ReportKind,
    period: str,
    names: Sequence[str],
    *,
    number: int = 1,
    restated: Sequence[Restatement] = (),
    later: Sequence[Restatement] = (),
    stage: str = "issued",
    subjects: int = 12,
) -> dict[str, Any]:
    """The service's answer about a report of units with these names; ``subjects``: of a unit in a month."""
    head, parts = report(kind, period, names, number=number, restated=restated, subjects=subjects)
    return {
        "stage": stage,
        "report": head.model_dump(mode="json"),
        "parts": [part.model_dump(mode="json") for part in parts],
        "restatements": [restatement.model_dump(mode="json") for restatement in later],
    }


def report(
    kind: ReportKind, period: str, names: Sequence[str], *, number: int, restated: Sequence[Restatement], subjects: int
) -> tuple[ReportHead, list[ReportPart]]:
    """Head and parts."""
    span, every = named(period)
    as_of = span.last + timedelta(days=1)
    rubric = lawful(read(RUBRIC.read_text(encoding="utf-8")))
    units = [Unit(f"u{at:03}", name, KINDS[at % len(KINDS)]) for at, name in enumerate(names)]
    chance = random.Random(f"{kind}{period}")
    parts = {unit.org: dict(_subjects(unit.org, span.first, _MONTHS[kind], subjects, chance)) for unit in units}
    county = County(COUNTY, CHINESE, units, parts)
    scores = Scores([rubric], as_of)
    sheets = {
        unit.org: sheet
        for unit in units
        if (sheet := scores.sheet(ground_of(unit.org, parts[unit.org]), unit.org, unit.kind, span, every))
    }
    made = parts_of(f"{COUNTY}|{kind}|{period}", county, period, sheets, None)
    return head_of(_terms(kind, period, as_of, number, scores.rubric(span), restated), county, made), made


def restatement(kind: ReportKind, period: str, org: str, cells: Mapping[str, tuple[str, str]]) -> Restatement:
    """A restatement of the first report of a kind in its year."""
    return Restatement(
        report=f"{COUNTY}|{kind}|{period}",
        numbered=f"〔{period[:4]}〕1",
        org=org,
        cells=[RestatedCell(path=path, before=before, after=after) for path, (before, after) in cells.items()],
        because=[Because(key=f"publishing.disclosure/{org}/late", title="关于公布救助标准的通知", causes=["late-1"])],
    )


def _terms(
    kind: ReportKind, period: str, as_of: date, number: int, rubric: Rubric | None, restated: Sequence[Restatement]
) -> Terms:
    return Terms(
        kind=kind,
        period=period,
        as_of=as_of,
        issued_on=as_of + timedelta(days=1),
        year=as_of.year,
        number=number,
        rubric=rubric.version if rubric else None,
        rubrics=[rubric.version] if rubric else [],
        profile=1,
        begun=None,
        positions={},
        restated=restated,
        heard=Heard((), (), ()),
        despite=(),
    )


def _subjects(org: str, first: date, months: int, subjects: int, chance: random.Random) -> Iterator[tuple[str, Months]]:
    for month in range(months):
        begin = date(first.year, first.month + month, 1)
        for number in range(subjects):
            key = f"publishing.disclosure/{org}/{begin:%Y-%m}-{number}"
            duty = chance.choice(["publish", "answer", "interpret", "update_news"])
            status = chance.choices(["met", "met_late", "overdue"], [88, 6, 6])[0]
            day = begin + timedelta(days=chance.randrange(28))
            owed = {
                "id": f"{duty}:{begin}",
                "duty": duty,
                "status": status,
                "opened_on": f"{begin}",
                "due_on": f"{day}",
                "met_on": None if status == "overdue" else f"{day + timedelta(days=5)}",
                "facts": [f"{key}-f"],
            }
            finding = {
                "on": f"{day}",
                "code": "outcome.no_reasons",
                "article": "第三十六条",
                "text": "没有说明理由",
                "fact": f"{key}-f",
            }
            counts = {
                "items_published": 1,
                "applications_received": number % 5 == 0,
                "applications_answered": number % 5 == 0,
                f"{duty}!due": 1,
                f"{duty}!{status}": 1,
            }
            row = {
                "counts": {f"{begin:%Y-%m}": {name: int(amount) for name, amount in counts.items()}},
                "obligations": [owed] if status != "met" else [],
                "findings": [finding] if chance.random() < 0.04 else [],
                "signals": [],
            }
            yield key, months_of(msgspec.json.encode(row))
