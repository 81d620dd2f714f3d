"""What the rules make of the assessment of a unit's period: the self-report that is owed."""

from __future__ import annotations

from demo.oracle.case import Case, Judged, Owing
from demo.oracle.opinions import by_day
from demo.oracle.self_report import first_on, notice_of, period_of

CALLED, PUT, ISSUED = (f"assessment_notice.{verb}.v1" for verb in ("called", "put", "issued"))


def judge(case: Case) -> Judged:
    """The duty to report, from the first call on, by the day of the newest."""
    judged = Judged()
    called = by_day(case.subject, CALLED, "called_on")
    if not called or not case.asks("report_on_itself", opened_on := called[0].day("called_on")):
        return judged
    period = called[-1].text("period")
    issued_on = case.subject.first_day(ISSUED, "issued_on")
    days = [
        on
        for other in case.neighbours("self_report")
        if notice_of(other) == case.subject.id and period_of(other) == period and (on := first_on(other))
    ]
    met_on = min((on for on in days if issued_on is None or on <= issued_on), default=None)
    judged.duties.append(
        Owing(case.calendar, case.today).until(
            "report_on_itself",
            opened_on,
            called[-1].day("report_by"),
            met_on=met_on,
            gone_on=issued_on if met_on is None else None,
            title=f"{period}考核",
        )
    )
    return judged
