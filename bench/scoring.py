"""A county's scores of three years: every unit, every month, quarter and year, by the rubric that comes with the program."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

from bench.processes import usage
from bench.results import Result
from contracts.families import FAMILIES
from contracts.rubric.evidence import stocks
from contracts.rubric.file import read
from contracts.rubric.lawful import lawful, names
from law.codes import ObligationStatus
from law.periods import Every, Period, periods
from law.scoring.evidence import DutyEvidence, FindingEvidence
from law.scoring.ground import Ground, Subject
from law.scoring.rules import LATE, PerEvent
from law.scoring.scoring import Scorer
from law.scoring.series import Series

DEFAULT = Path(__file__).parents[1] / "services" / "gateway" / "data" / "rubrics" / "fengjie.yaml"
FIRST, LAST = date(2024, 1, 1), date(2026, 12, 31)
SUBJECTS = 12
"""Of a unit in a month, each with a duty; one in ten is late, and one in twenty has a finding."""


def measure(units: int) -> list[Result]:
    """Seconds to gather the ground, to score the months, and to score the quarters and years on top of them."""
    rubric = lawful(read(DEFAULT.read_text(encoding="utf-8")))
    asked = [clause.rule for clause in rubric.clauses if isinstance(clause.rule, PerEvent)]
    duties = sorted({duty for rule in asked for group in rule.events for duty in group.duties})
    findings = sorted({code for rule in asked for group in rule.events for code in group.findings})
    orgs = {f"bench-{number:03}": ("部门", "镇")[number % 2] for number in range(units)}
    subjects = list(_subjects(list(orgs), duties, findings))
    scorer = Scorer(rubric, names())
    began = time.process_time()
    ground = Ground(subjects, stocks())
    gathered = time.process_time()
    series = Series(lambda _: scorer, ground.evidence, LAST)
    monthly = [series.compared(orgs, Every.MONTH, month.first) for month in _of(Every.MONTH)]
    scored = time.process_time()
    longer = [series.compared(orgs, every, each.first) for every in (Every.QUARTER, Every.YEAR) for each in _of(every)]
    whole = time.process_time()
    sheets = [sheet for made, _ in (*monthly, *longer) for sheet in made]
    assert len(sheets) == units * (36 + 12 + 3)
    assert all(sheet.total == sum(clause.score for clause in sheet.clauses if clause.leaf) for sheet in sheets)
    deductions = sum(len(sheet.deductions) for sheet in sheets)
    figures = {
        "units × months": f"{units} × {len(monthly)}",
        "subjects": f"{len(subjects):,}",
        "deductions": f"{deductions:,}",
        "CPU s to gather the ground": f"{gathered - began:.2f}",
        "CPU s to score and rank the months": f"{scored - gathered:.2f}",
        "µs a sheet of a month": f"{(scored - gathered) / (units * len(monthly)) * 1e6:.0f}",
        "CPU s to score and rank the quarters and years": f"{whole - scored:.2f}",
        "peak MiB": f"{usage(os.getpid()).peak:.0f}",
    }
    return [Result(f"scoring {units} units × {len(monthly)} months", figures, {}, scored - gathered)]


def _of(every: Every) -> list[Period]:
    return periods(every, FIRST, LAST)


def _subjects(orgs: Sequence[str], duties: Sequence[str], findings: Sequence[str]) -> Iterator[Subject]:
    chance = random.Random(2026)
    measures = [code for code, measure in FAMILIES.measures.items() if measure.shown]
    for org in orgs:
        for period in _of(Every.MONTH):
            for number in range(SUBJECTS):
                key = f"publishing.disclosure/{org}/{period.name}-{number}"
                day, duty = period.first + timedelta(days=chance.randrange(28)), chance.choice(duties)
                late = chance.random() < 0.1
                status = chance.choice(LATE) if late else ObligationStatus.MET
                counts = {chance.choice(measures): 1, "items_published": 1, f"{duty}!due": 1, f"{duty}!{status}": 1}
                opened_on = day - timedelta(days=28)
                owed = DutyEvidence(day, key, duty, f"{duty}:{opened_on}", opened_on, None, status, (f"{key}-f",))
                finding = FindingEvidence(day, key, chance.choice(findings), "条例第二十六条", "说明", f"{key}-f")
                yield Subject(
                    key,
                    org,
                    1,
                    {period.name: counts},
                    (owed,) if late else (),
                    (finding,) if chance.random() < 0.05 else (),
                    (period.name,),
                )
