"""What the law makes of one application: its clock, its place in table 三, and what is owed over it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from demo.oracle.application.owed import ANSWER, Owed, Run
from demo.oracle.calendar import Calendar
from demo.oracle.case import Case, Judged
from demo.oracle.facts import Sent, Subject

OPINION, PAY = 15, 20
"""Working days: 条例第三十二条, 国办函〔2020〕109号."""

MUST_BE_CONFIRMED = {"平信", "互联网", "传真"}

ROW = {
    "already_public": "3_1_granted",
    "granted": "3_1_granted",
    "partial": "3_2_partial",
    "special_rules": "3_3_8",
    "not_existing": "3_4_1",
    "not_ours": "3_4_1",
    "needs_making": "3_4_2",
    "still_unclear": "3_4_3",
    "petition": "3_5_1",
    "repeated": "3_5_2",
    "publication": "3_5_3",
    "excessive": "3_5_4",
    "reissue": "3_5_5",
}
"""Answers by row of table 三; whatever has none is 3_6_3."""

ROW_OF_GROUND = {
    "state_secret": "3_3_1",
    "forbidden_by_law": "3_3_2",
    "security_and_stability": "3_3_3",
    "third_party": "3_3_4",
    "internal_affairs": "3_3_5",
    "in_process": "3_3_6",
    "enforcement_file": "3_3_7",
}

ENDS = {"answered": "answered_on", "withdrawn": "withdrawn_on", "transferred": "transferred_on"}

STEPS = (
    "correction_requested",
    "correction_received",
    "extended",
    "third_party_asked",
    "fee_noticed",
    "fee_paid",
    "reopened",
)
"""What moves the clock before the end."""


def judge(case: Case) -> Judged:
    """Everything there is to count about the application."""
    judged = Judged()
    if any(fact_type.startswith("application.") for fact_type in case.subject.facts):
        Application(case.subject, case.calendar, case.today).judge(judged)
    return judged


@dataclass(frozen=True)
class Application:
    """One application, judged on the last day that passed."""

    subject: Subject
    calendar: Calendar
    today: date

    def judge(self, judged: Judged) -> None:
        """Add everything there is to count about it."""
        receipt = self._last("received")
        arrived_on = receipt.day("received_on") if receipt else None
        received_on = self._received_on(receipt, arrived_on)
        runs = self._runs(received_on)
        ends = self._ends(runs)
        started_on = received_on
        if received_on is None and ends:
            received_on = arrived_on
        answers = [run.ended_on for run in runs if run.ended and run.ended.type == "application.answered.v1"]
        answered_on = min((on for on in answers if on), default=None)
        passed_on = not ends and any(run.ended and _word(run.ended) == "transferred" for run in runs)
        counted = bool(receipt and ends and received_on)
        if receipt is not None and received_on is not None and not passed_on:
            judged.count(received_on, "applications_received")
            judged.count(received_on, "applications_received_by_kind", str(receipt.data["applicant_kind"]))
            if counted:
                first_year = max(min(on for on, _ in ends), received_on)
                row = [row for on, row in sorted(ends) if on.year <= first_year.year][-1]
                judged.count(first_year, "applications_results", row)
            else:
                judged.count(received_on, "applications_open")
        judged.count(answered_on, "applications_answered")
        self._extended(judged, runs)
        self._remedies(judged)
        self._fees(judged)
        duties = list(Owed(self.subject, self.calendar, self.today, started_on, runs, ends).duties())
        judged.duties += duties
        if not counted and not passed_on and any(d.code == "answer" and d.status == "overdue" for d in duties):
            judged.count(received_on, "applications_overdue")
        first = next((d for d in duties if d.code == "answer" and d.met_on is not None), None)
        if first is not None and started_on is not None and answered_on is not None:
            if answered_on <= self.calendar.before(answered_on).due(started_on, ANSWER).on:
                judged.count(answered_on, "answered_within_original")
            if first.status == "met":
                judged.count(answered_on, "answered_within_due")
        if received_on is not None and answered_on is not None:
            taken = self.calendar.before(answered_on).taken(received_on, answered_on)
            judged.took(answered_on, "days_to_answer", taken)

    def _facts(self, word: str) -> list[Sent]:
        return self.subject.facts.get(f"application.{word}.v1", [])

    def _last(self, word: str) -> Sent | None:
        return self.subject.last(f"application.{word}.v1")

    def _received_on(self, receipt: Sent | None, arrived_on: date | None) -> date | None:
        """条例第三十一条."""
        if receipt is None or arrived_on is None or receipt.text("channel") not in MUST_BE_CONFIRMED:
            return arrived_on
        days = [fact.day("confirmed_on") for fact in [receipt, *self._facts("confirmed")] if fact.text("confirmed_on")]
        return max(min(days), arrived_on) if days else None

    def _runs(self, received_on: date | None) -> list[Run]:
        """The facts in the order of their days, walked through once."""
        order = {"reopened": 0, "answered": 2, "withdrawn": 2, "transferred": 2}
        dated = sorted(
            (_day(fact), order.get(word, 1), number, place, fact)
            for place, word in enumerate((*ENDS, *STEPS))
            for number, fact in enumerate(self._facts(word))
        )
        begin = received_on or date.min
        runs = [Run(begin, begin)]
        for on, *_, fact in dated:
            run, word = runs[-1], _word(fact)
            if word in ENDS and run.ended is None:
                run.ended, run.ended_on = fact, on
            elif word == "reopened" and run.ended is not None:
                runs.append(Run(on, on))
            elif run.ended is None and received_on is not None and on >= received_on:
                self._step(run, word, fact, on)
        return runs

    def _step(self, run: Run, word: str, fact: Sent, on: date) -> None:
        knowledge = self.calendar.at(self.today)
        if word == "correction_requested":
            run.waits_until = fact.day("until")
        elif word == "fee_noticed":
            run.waits_until = knowledge.due(_served(fact, on), PAY).on
        elif word in {"correction_received", "fee_paid"}:
            run.start, run.limit, run.waits_until = on, ANSWER, None
        elif word == "extended":
            run.limit += int(str(fact.data["days"]))
        elif word == "third_party_asked":
            heard = [
                f.day("answered_on") for f in self._facts("third_party_answered") if f.data["ref"] == fact.data["ref"]
            ]
            run.pauses.append((on, min([*heard, knowledge.due(_served(fact, on), OPINION).on])))

    def _ends(self, runs: list[Run]) -> list[tuple[date, str]]:
        """Day and row of table 三 of each run that ended, or lapsed; a transfer to a unit we know is that unit's."""
        ends = []
        for run in runs:
            if run.ended is not None and run.ended_on is not None:
                if not (_word(run.ended) == "transferred" and run.ended.text("to")):
                    ends.append((run.ended_on, _row(run.ended)))
            elif run.waits_until is not None and run.waits_until < self.today:
                paid = bool(self._facts("fee_noticed"))
                ends.append((run.waits_until + timedelta(days=1), "3_6_2" if paid else "3_6_1"))
        return ends

    def _extended(self, judged: Judged, runs: list[Run]) -> None:
        if any(run.limit > ANSWER for run in runs):
            judged.count(min(fact.day("notified_on") for fact in self._facts("extended")), "applications_extended")

    def _remedies(self, judged: Judged) -> None:
        for fact in self._facts("review_filed"):
            judged.count(fact.day("filed_on"), "remedies_filed", "review")
        for fact in self._facts("review_decided"):
            judged.count(fact.day("decided_on"), "remedies_decided", f"review.{fact.data['result']}")

    def _fees(self, judged: Judged) -> None:
        for fact in self._facts("fee_paid"):
            judged.count(fact.day("paid_on"), "fees_collected", amount=int(str(fact.data["amount"])))


def _word(fact: Sent) -> str:
    return fact.type.split(".")[1]


def _day(fact: Sent) -> date:
    return fact.day(next(name for name in fact.data if name.endswith("_on")))


def _served(fact: Sent, on: date) -> date:
    """Day the letter was received, else the day it was sent."""
    return fact.day("served_on") if fact.text("served_on") else on


def _row(end: Sent) -> str:
    """Row of table 三 of what ended a run."""
    code = end.text("code")
    if code == "withheld":
        return ROW_OF_GROUND.get(end.text("ground") or "", "3_6_3")
    return ROW.get(code or "", "3_6_3")
