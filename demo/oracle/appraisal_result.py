"""What a year's appraisal says of one unit (条例第四十六条): the newest telling."""

from __future__ import annotations

from demo.oracle.appraisal import count_answers
from demo.oracle.case import Case, Judged
from demo.oracle.opinions import by_day


def judge(case: Case) -> Judged:
    """Everything there is to count about the unit's result."""
    judged = Judged()
    if answers := by_day(case.subject, "appraisal_result.told.v1", "told_on"):
        count_answers(judged, "unit_appraisal", answers[-1].day("told_on"), answers[-1])
    return judged
