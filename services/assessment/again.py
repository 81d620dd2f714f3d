"""A part of an issued report made again: from other subjects, but by the rubrics and the day that the report was made by. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from contracts.assessment.report import ReportHead, ReportPart
from services.assessment.drafting import County, Unit, parts_of
from services.assessment.evidence import ground_of
from services.assessment.months import Months
from services.assessment.registries import Known
from services.assessment.scores import Scores, named
from services.assessment.stocks import part_of


def part_again(head: ReportHead, part: ReportPart, known: Known, subjects: Mapping[str, Months]) -> ReportPart:
    """The report's part of this unit as these subjects (key → months, or what of them belongs to the period) make it."""
    parts = {key: own for key, months in subjects.items() if (own := part_of(months, head.period))}
    sheets = {}
    if part.sheet is not None:
        versions = [rubric for rubric in known.rubrics.get(head.county, ()) if rubric.version in head.rubrics]
        scores = Scores(versions, head.as_of)
        sheet = scores.in_roster(ground_of(part.org, parts), part.org, part.sheet.roster, *named(head.period))
        sheets = {part.org: sheet} if sheet else {}
    county = County(head.county, "", [Unit(part.org, part.name, "")], {part.org: parts})
    (again,) = parts_of(head.id, county, head.period, sheets, head.begun)
    return again
