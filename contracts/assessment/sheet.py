"""Score sheets and what was taken away in them, as they stand on metrics.scores.v1 and metrics.findings.v1.

As of which day they hold is in the record ``complete`` of metrics.scores.v1: a day that changes nothing repeats nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from contracts.fields import BusModel, described
from law.scoring.points import hundredths, words
from law.scoring.ranks import ranks
from law.scoring.rules import Effect
from law.scoring.sheet import ClauseScore, Deduction, Sheet, Standing

SHEET, RANKING, DEDUCTION = "metrics.sheet.v1", "metrics.ranking.v1", "metrics.deduction.v1"
"""Types of the records. Keys: ``<period>|<organisation>``, ``<period>|<county>|<roster>``, and the deduction's id."""


COMPLETE, MARK = "complete", "metrics.watermark.v1"
"""Key and type on metrics.scores.v1 of the contracts.views.Watermark up to which scores are complete."""


class ClauseRow(
    BusModel,
    title="指标得分",
    meaning="one clause of a sheet; an inner one is the sum of those below it. "
    "What was taken away in it stands on metrics.findings.v1, under its number.",
):
    path: str = described("编号", "number of the clause; 1.2 stands above 1.2.3")
    title: str = described("指标", "what it asks for")
    weight: str = described("分值", "points")
    score: str = described("得分", "points")
    standing: Standing = described("情形", "scored, or why there was nothing to score")
    formula: str = described("算式", "the rule with its numbers")


class VetoRow(BusModel, title="一票否决", meaning="a veto that fell."):
    path: str = described("编号", "number of the clause")
    title: str = described("指标", "what it forbids")
    effect: Effect = described("后果", "what it does to the sheet")


class SheetRow(BusModel, title="评分表", meaning="a unit's score in a period, clause by clause."):
    county: str = described("县", "county of the organisation")
    org: str = described("单位", "organisation")
    roster: str = described("名册", "units that are compared with one another")
    period: str = described("期间", "month, quarter or year")
    version: int = described("细则版本", "version of the rubric")
    full: str = described("满分", "points")
    base: str = described("基本分", "sum of the clauses that weigh")
    bonus: str = described("加分", "points beyond them")
    total: str = described("总分", "what it comes to")
    grade: str = described("等次", "by the rubric's grades; empty where it has none")
    silent: bool = described("沉默", "nothing was heard of the unit, and nothing is held against it: it has no rank")
    vetoes: list[VetoRow] = described("一票否决", "those that fell")
    clauses: list[ClauseRow] = described("指标", "each after the one above it")

    @property
    def unheard(self) -> bool:
        """Nothing was heard of the unit, whether or not that cost it points."""
        return self.silent or any(clause.standing is Standing.SILENT for clause in self.clauses)


class DeductionRow(BusModel, title="扣分", meaning="points taken away, with the evidence they rest on."):
    id: str = described("编号", "<period>/<organisation>/<clause>/<what it is about>")
    county: str = described("县", "county of the organisation")
    org: str = described("单位", "organisation")
    period: str = described("期间", "month, quarter or year")
    version: int = described("细则版本", "version of the rubric")
    path: str = described("指标编号", "number of the clause")
    clause: str = described("指标", "what it asks for")
    points: str = described("扣分", "points; 0 for what lies beyond a cap")
    formula: str = described("算式", "the rule with its numbers")
    text: str = described("说明", "what happened, for people")
    article: str = described("条款", "clause of the law, where it is a departure from it")
    key: str = described("事项", "subject that it is about; empty where it is about an amount")
    duty: str = described("义务", "code of the duty; else empty")
    obligation: str = described("义务编号", "id of the obligation; else empty")
    finding: str = described("问题", "code of the finding; else empty")
    facts: list[str] = described("依据事实", "ids of the facts")
    keys: list[str] = described("相关事项", "subjects that count in the amount and fall short")
    because: list[str] = described("来源扣分", "deductions on sheets of shorter periods that it rests on")


class PlaceRow(BusModel, title="名次", meaning="a unit among those of its roster; equal ones share a rank."):
    org: str = described("单位", "organisation")
    total: str = described("总分", "points")
    rank: int = described("名次", "1 is the best")


class RankingRow(BusModel, title="排名", meaning="the units of a roster by their totals in a period."):
    county: str = described("县", "slug of the county")
    roster: str = described("名册", "units that are compared")
    period: str = described("期间", "month, quarter or year")
    places: list[PlaceRow] = described("名次", "the best first; units of which nothing was heard have none")


class Compared(NamedTuple):
    """What of a sheet its rank depends on."""

    org: str
    roster: str
    total: int
    """Hundredths of a point."""
    vetoes: Sequence[str]
    """Clauses of those that fell."""
    silent: bool

    @property
    def merit(self) -> tuple[bool, bool, int]:
        """Of two units of a roster the higher one stands before the other; equal ones share a rank, or have none."""
        return (False, False, 0) if self.silent else (True, not self.vetoes, self.total)


def compared(sheet: SheetRow | Totalled) -> Compared:
    """What of it its rank depends on."""
    vetoes = [veto.path for veto in sheet.vetoes]
    return Compared(sheet.org, sheet.roster, hundredths(sheet.total), vetoes, sheet.silent)


def sheet_row(sheet: Sheet) -> SheetRow:
    """The sheet as it is told."""
    return SheetRow(
        county=sheet.county,
        org=sheet.org,
        roster=sheet.roster,
        period=sheet.period,
        version=sheet.version,
        full=words(sheet.full),
        base=words(sheet.base),
        bonus=words(sheet.bonus),
        total=words(sheet.total),
        grade=sheet.grade,
        silent=sheet.silent,
        vetoes=[VetoRow(path=veto.path, title=veto.title, effect=veto.effect) for veto in sheet.vetoes],
        clauses=list(map(_clause_row, sheet.clauses)),
    )


def deduction_rows(sheet: Sheet) -> list[DeductionRow]:
    """What was taken away in the sheet, in the order of its clauses."""
    return [_deduction_row(sheet, clause, deduction) for clause in sheet.clauses for deduction in clause.deductions]


class _Veto(msgspec.Struct, gc=False):
    path: str


class Totalled(msgspec.Struct, gc=False):
    """What rankings read of a sheet: decoded in a fifth of the time that the whole of it takes."""

    county: str
    org: str
    roster: str
    period: str
    total: str
    silent: bool
    vetoes: list[_Veto]


def ranked(sheets: Sequence[SheetRow | Totalled]) -> list[RankingRow]:
    """The rankings of the rosters of these sheets, which are all those of a county in one period; best first."""
    places = ranks(map(compared, sheets))
    rows: dict[str, RankingRow] = {}
    for sheet in sorted(sheets, key=lambda sheet: (sheet.roster, places.get(sheet.org, len(sheets) + 1), sheet.org)):
        row = rows.setdefault(
            sheet.roster, RankingRow(county=sheet.county, roster=sheet.roster, period=sheet.period, places=[])
        )
        if sheet.org in places:
            row.places.append(PlaceRow(org=sheet.org, total=sheet.total, rank=places[sheet.org]))
    return [rows[roster] for roster in sorted(rows)]


def _clause_row(clause: ClauseScore) -> ClauseRow:
    return ClauseRow(
        path=clause.path,
        title=clause.title,
        weight=words(clause.weight),
        score=words(clause.score),
        standing=clause.standing,
        formula=clause.formula,
    )


def _deduction_row(sheet: Sheet, clause: ClauseScore, deduction: Deduction) -> DeductionRow:
    return DeductionRow(
        id=deduction.id,
        county=sheet.county,
        org=sheet.org,
        period=sheet.period,
        version=sheet.version,
        path=clause.path,
        clause=clause.title,
        points=words(deduction.points),
        formula=deduction.formula,
        text=deduction.text,
        article=deduction.article,
        key=deduction.key,
        duty=deduction.duty,
        obligation=deduction.obligation,
        finding=deduction.finding,
        facts=list(deduction.facts),
        keys=list(deduction.keys),
        because=list(deduction.because),
    )
