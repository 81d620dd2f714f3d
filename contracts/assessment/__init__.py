"""考核: what is told of the ground under every number, of scores and what looks odd beside them, of reports and restatements."""

from collections.abc import Mapping

from contracts.assessment.fact import FACT, FactRow
from contracts.assessment.indicator import INDICATOR, IndicatorRow
from contracts.assessment.report import PART, REPORT, ReportHead, ReportPart
from contracts.assessment.restatement import RESTATED, Restatement
from contracts.assessment.sheet import DEDUCTION, RANKING, SHEET, DeductionRow, RankingRow, SheetRow
from contracts.assessment.subject import SUBJECT, SubjectRow
from contracts.fields import BusModel

ASSESSED: Mapping[str, type[BusModel]] = {
    SUBJECT: SubjectRow,
    FACT: FactRow,
    SHEET: SheetRow,
    RANKING: RankingRow,
    DEDUCTION: DeductionRow,
    INDICATOR: IndicatorRow,
    REPORT: ReportHead,
    PART: ReportPart,
    RESTATED: Restatement,
}
"""Type of record → its model."""
