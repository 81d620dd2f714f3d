"""A report's content: every unit's numbers, sheet and rank of a period, and the head that names them. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from contracts.assessment.hearing import Overruled
from contracts.assessment.report import ReportHead, ReportPart, digest, report_id
from contracts.assessment.restatement import Restatement
from contracts.assessment.sheet import deduction_rows, ranked, sheet_row
from contracts.views import PeriodRow
from law.reports import REPORT_NAMES, ReportKind
from law.scoring.sheet import Sheet
from services.assessment.bulletin import Stock, paragraphs
from services.assessment.hearing import Heard
from services.assessment.hearing_text import hearing_paragraphs
from services.assessment.months import Months
from services.assessment.periods import in_words
from services.assessment.scores import named
from services.assessment.signals import brought_in, indicators_of
from services.assessment.tallies import tally


@dataclass(frozen=True)
class Unit:
    """A unit as the registry names it."""

    org: str
    name: str
    kind: str


@dataclass(frozen=True)
class County:
    """A county, its units, and what of its subjects belongs to the period: organisation → key → part."""

    slug: str
    name: str
    units: Sequence[Unit]
    parts: Mapping[str, Mapping[str, Months]]


@dataclass(frozen=True)
class Terms:
    """What a report is of, and what it was made of."""

    kind: ReportKind
    period: str
    as_of: date
    issued_on: date
    year: int
    number: int
    rubric: int | None
    rubrics: Sequence[int]
    profile: int | None
    begun: date | None
    positions: Mapping[str, Mapping[str, int]]
    restated: Sequence[Restatement]
    heard: Heard
    despite: Sequence[Overruled]


def parts_of(
    report: str, county: County, period: str, sheets: Mapping[str, Sheet], begun: date | None
) -> list[ReportPart]:
    """What the report holds of each unit, by unit; ``begun``: the first day that passed here."""
    parts = []
    for unit in sorted(county.units, key=lambda unit: unit.org):
        own = county.parts.get(unit.org, {})
        counted = tally(period, unit.org, county.slug, own.values())
        sheet = sheets.get(unit.org)
        parts.append(
            ReportPart(
                report=report,
                org=unit.org,
                name=unit.name,
                row=PeriodRow.model_validate(counted.row),
                stocks=counted.stocks,
                sheet=sheet_row(sheet) if sheet else None,
                deductions=deduction_rows(sheet) if sheet else [],
                indicators=indicators_of(county.slug, unit.org, named(period)[0], own, begun),
            )
        )
    return parts


def _stock(terms: Terms, county: County) -> Stock | None:
    span = named(terms.period)[0]
    facts = sum(brought_in(span, own, terms.begun) for own in county.parts.values())
    return Stock(terms.begun, facts) if facts and terms.begun else None


def head_of(terms: Terms, county: County, parts: Sequence[ReportPart]) -> ReportHead:
    """The head of a report with these parts."""
    head = ReportHead(
        id=report_id(county.slug, terms.kind, terms.period),
        county=county.slug,
        kind=terms.kind,
        period=terms.period,
        year=terms.year,
        number=terms.number,
        title=f"{county.name}{in_words(terms.period)}政务公开{REPORT_NAMES[terms.kind]}",
        issued_on=terms.issued_on,
        as_of=terms.as_of,
        rubric=terms.rubric,
        rubrics=list(terms.rubrics),
        profile=terms.profile,
        begun=terms.begun,
        positions={topic: dict(places) for topic, places in terms.positions.items()},
        text=[
            *paragraphs(terms.kind, terms.period, terms.as_of, parts, terms.restated, _stock(terms, county)),
            *hearing_paragraphs(terms.kind, terms.heard, terms.despite, {part.org: part.name for part in parts}),
        ],
        rankings=ranked([part.sheet for part in parts if part.sheet is not None]),
        restated=list(terms.restated),
        own_reports=list(terms.heard.own_reports),
        unreported=list(terms.heard.unreported),
        appeals=list(terms.heard.appeals),
        despite=list(terms.despite),
        parts={part.org: digest(part) for part in parts},
        sha256="",
    )
    return head.model_copy(update={"sha256": digest(head)})
