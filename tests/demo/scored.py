"""The assessment service's sheets, rankings, deductions and indicators of lines of facts, without any server, as topics tell them."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from contracts.assessment.sheet import deduction_rows, ranked, sheet_row
from contracts.rubric.file import read
from contracts.rubric.lawful import lawful
from demo.generate import simulated_year
from demo.oracle.periods import spans
from demo.oracle.scores.rubric import FILE
from services.assessment.evidence import ground_of
from services.assessment.months import Months, months_of
from services.assessment.scores import Scores, named
from services.assessment.signals import indicators_of
from tests.demo.folds import UNITS, Line, folded, until

Topic = dict[str, Mapping[str, Any]]

BEGUN, TODAY = date(2026, 1, 1), date(2027, 2, 2)


@cache
def lines() -> tuple[Line, ...]:
    """A small county's year."""
    return tuple(until(simulated_year(UNITS, 105, 0.1).accepted, TODAY))


@cache
def told() -> tuple[Topic, Topic]:
    """metrics.scores.v1 and metrics.findings.v1, by key."""
    units: defaultdict[str, dict[str, Months]] = defaultdict(dict)
    for key, state in folded(list(lines()), TODAY).states.items():
        units[state.org][key] = months_of(json.dumps(state.model_dump(mode="json")))
    scores = Scores([lawful(read(FILE.read_text(encoding="utf-8")))], TODAY)
    told_scores: Topic = {}
    findings: Topic = {}
    for span in spans(BEGUN, TODAY):
        period, every = named(span.name)
        rows = []
        for unit in UNITS:
            own = units[unit.org]
            sheet = scores.sheet(ground_of(unit.org, own), unit.org, unit.kind, period, every)
            assert sheet is not None
            rows.append(sheet_row(sheet))
            odd = indicators_of(sheet.county, unit.org, period, own, BEGUN)
            findings |= {row.id: row.model_dump(mode="json") for row in deduction_rows(sheet)}
            findings |= {row.id: row.model_dump(mode="json") for row in odd}
        told_scores |= {f"{row.period}|{row.org}": row.model_dump(mode="json") for row in rows}
        told_scores |= {f"{row.period}|{row.county}|{row.roster}": row.model_dump(mode="json") for row in ranked(rows)}
    return told_scores, findings
