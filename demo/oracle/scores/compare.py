"""Scores as the topics tell them beside those that the oracle counts: sheets, rankings, what was taken away, what looks odd."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from demo.oracle.case import Judgement
from demo.oracle.compare import Difference, compare
from demo.oracle.periods import spans
from demo.oracle.rows import Flat
from demo.oracle.scores.ground import Ground
from demo.oracle.scores.indicators import Indicator, Watch
from demo.oracle.scores.points import written
from demo.oracle.scores.rubric import BONUS, VETO, Rubric
from demo.oracle.scores.sheets import Scorer, Sheet, ranks

SHEETS, RANKINGS, INDICATORS = VIEWS = ("sheets", "rankings", "indicators")

Record = Mapping[str, Any]


@dataclass
class Scores:
    """Rows by view: sheets by ``<period>|<org>``, rankings by ``<period>|<county>|<roster>``, indicators by their ids."""

    views: dict[str, dict[str, Flat]] = field(default_factory=lambda: {view: {} for view in VIEWS})

    @property
    def rows(self) -> int:
        """Of all views."""
        return sum(map(len, self.views.values()))


def expected_scores(
    rubric: Rubric, judgements: Sequence[Judgement], units: Mapping[str, str], begun: date, today: date
) -> Scores:
    """Of every month from that of ``begun`` on, and the quarters and years in which these lie, as they stand on ``today``.

    ``units``: organisation → kind, of the rubric's county.
    """
    ground = Ground(judgements)
    scorer, watch, scores = Scorer(rubric, ground, today), Watch(judgements, ground, begun), Scores()
    for span in spans(begun, today):
        made = (scorer.sheet(org, kind, span) for org, kind in sorted(units.items()))
        sheets = [sheet for sheet in made if sheet is not None]
        places = ranks(sheets)
        for sheet in sheets:
            scores.views[SHEETS][f"{span.name}|{sheet.org}"] = _sheet(rubric, sheet)
            for indicator in watch.indicators(sheet.org, span):
                scores.views[INDICATORS][f"{span.name}/{sheet.org}/!{indicator.code}"] = _indicator(indicator)
            ranking = scores.views[RANKINGS].setdefault(f"{span.name}|{rubric.county}|{sheet.roster}", {})
            if sheet.org in places:
                ranking[sheet.org] = f"{places[sheet.org]}: {written(sheet.total)}"
    return scores


def told_scores(scores: Mapping[str, Record], findings: Mapping[str, Record]) -> Scores:
    """The same of metrics.scores.v1 and metrics.findings.v1, by key."""
    told = Scores()
    taken: defaultdict[str, list[Record]] = defaultdict(list)
    for key, record in findings.items():
        if "path" in record:
            taken[f"{record['period']}|{record['org']}"].append(record)
        else:
            told.views[INDICATORS][key] = _told_indicator(record)
    for key, record in scores.items():
        if "clauses" in record:
            told.views[SHEETS][key] = told_sheet(record, taken[key])
        elif "places" in record:
            told.views[RANKINGS][key] = {
                place["org"]: f"{place['rank']}: {place['total']}" for place in record["places"]
            }
    return told


def score_differences(expected: Scores, told: Scores) -> list[Difference]:
    """All differences, field by field."""
    return [difference for view in VIEWS for difference in compare(view, expected.views[view], told.views[view])]


def _sheet(rubric: Rubric, sheet: Sheet) -> Flat:
    kinds = {clause.path: clause.kind for clause in rubric.clauses if clause.path in sheet.marks}
    flat: Flat = {
        "roster": sheet.roster,
        "version": rubric.version,
        "base": written(sheet.base),
        "bonus": written(sheet.bonus),
        "total": written(sheet.total),
        "grade": sheet.grade,
        "silent": sheet.silent,
        "vetoes": list(sheet.vetoes),
    }
    for path, mark in sheet.marks.items():
        weighs = kinds[path] not in {VETO, BONUS, None}
        flat |= _clause(
            path, written(mark.score), mark.standing, mark.weight - mark.score if weighs else Fraction(0), mark.events
        )
    return flat


def told_sheet(record: Record, deductions: Iterable[Record]) -> Flat:
    """A sheet, with what was taken away in it."""
    fields = ("roster", "version", "base", "bonus", "total", "grade", "silent")
    flat: Flat = {name: record[name] for name in fields}
    flat["vetoes"] = [veto["path"] for veto in record["vetoes"]]
    by_path: defaultdict[str, list[Record]] = defaultdict(list)
    for deduction in deductions:
        by_path[deduction["path"]].append(deduction)
    for clause in record["clauses"]:
        taken = by_path.pop(clause["path"], [])
        lost = sum((Fraction(deduction["points"]) for deduction in taken), Fraction(0))
        flat |= _clause(clause["path"], clause["score"], clause["standing"], lost, sorted(_events(taken)))
    for path, taken in by_path.items():
        flat[f"{path}.held"] = sorted(_events(taken))
    return flat


def _clause(path: str, score: str, standing: str, lost: Fraction, held: Sequence[str]) -> Flat:
    return {
        f"{path}.score": score,
        f"{path}.standing": standing,
        f"{path}.lost": written(lost),
        f"{path}.held": list(held),
    }


def _events(deductions: Iterable[Record]) -> Iterator[str]:
    """What each is about. What a shorter period lacks is about nothing of its own."""
    for deduction in deductions:
        if deduction["key"]:
            yield f"{deduction['key']} {deduction['obligation'] or deduction['finding']}"
        elif deduction["id"].endswith("/amount"):
            yield "amount"


def _indicator(indicator: Indicator) -> Flat:
    return {
        "amount": indicator.amount,
        "out_of": indicator.out_of,
        "days": [on.isoformat() for on in indicator.days],
        "keys": list(indicator.keys),
    }


def _told_indicator(record: Record) -> Flat:
    return {name: record.get(name) for name in ("amount", "out_of", "days", "keys")}
