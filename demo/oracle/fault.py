"""What the rules make of one fault (条例第四十七条): found, to be mended by a day, re-checked, dropped, answered for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from demo.oracle.appeal import read as read_appeal
from demo.oracle.case import Case, Judged, Owing
from demo.oracle.facts import Sent, Subject
from demo.oracle.opinions import by_day
from demo.oracle.rectification import done_days

FOUND, RECHECKED, DROPPED, ACCOUNTED = (f"fault.{verb}.v1" for verb in ("found", "rechecked", "dropped", "accounted"))


@dataclass
class Fault:
    """A fault that somebody found."""

    subject: Subject
    first_on: date
    newest: Sent
    rechecks: list[Sent]
    dropped_on: date | None

    @property
    def kind(self) -> str:
        """As last told."""
        return str(self.newest.data["kind"])


def read(case: Case, subject: Subject) -> Fault | None:
    """The fault; None where nobody told that it was found."""
    findings = by_day(subject, FOUND, "found_on")
    if not findings:
        return None
    first_on = findings[0].day("found_on")
    gone = [fact.day("dropped_on") for fact in subject.facts.get(DROPPED, ())]
    for other in case.neighbours("appeal"):
        appeal = read_appeal(case, other)
        if appeal and appeal.fault == subject.id and appeal.outcome == "成立" and appeal.decided_on:
            gone.append(appeal.decided_on)
    rechecks = [fact for fact in by_day(subject, RECHECKED, "rechecked_on") if fact.day("rechecked_on") >= first_on]
    return Fault(subject, first_on, findings[-1], rechecks, min((on for on in gone if on >= first_on), default=None))


def judge(case: Case) -> Judged:
    """Everything there is to count about the fault; nothing of one that was none."""
    judged, fault = Judged(), read(case, case.subject)
    if fault is None:
        return judged
    mended_on, confirmed = _mended(case, fault)
    if fault.dropped_on is None:
        judged.count(fault.first_on, "faults_found")
        judged.count(fault.first_on, "faults_by_kind", fault.kind)
        if confirmed:
            judged.count(fault.first_on, "faults_mended")
        for recheck in fault.rechecks:
            if not recheck.data["mended"]:
                judged.count(recheck.day("rechecked_on"), "rechecks_failed")
        if decided := by_day(case.subject, ACCOUNTED, "decided_on"):
            judged.count(decided[-1].day("decided_on"), "accounted", str(decided[-1].text("outcome")))
    judged.duties.append(
        Owing(case.calendar, case.today).until(
            "mend_fault",
            fault.first_on,
            fault.newest.day("mend_by"),
            met_on=mended_on if fault.dropped_on is None else None,
            gone_on=fault.dropped_on,
            needless=True,
            title=f"{fault.kind}：{fault.newest.data['what']}"[:100],
        )
    )
    return judged


def _mended(case: Case, fault: Fault) -> tuple[date | None, bool]:
    """When it was mended, by what the unit says and what the re-checks say, and whether one of these confirms it."""
    after, passed_on = fault.first_on - date.resolution, None
    for recheck in fault.rechecks:
        if not recheck.data["mended"]:
            after, passed_on = recheck.day("rechecked_on"), None
        elif passed_on is None:
            passed_on = recheck.day("rechecked_on")
    days = [on for on in done_days(case, case.subject.id) if on > after and (passed_on is None or on <= passed_on)]
    return min(days, default=passed_on), passed_on is not None
