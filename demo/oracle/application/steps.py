"""The steps of one application in the order in which they count: by day, then by time, then as the law goes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from demo.oracle.facts import Sent, Subject

ORDER = (
    "correction_requested",
    "correction_received",
    "third_party_asked",
    "co_maker_asked",
    "extended",
    "agreed",
    "fee_noticed",
    "fee_paid",
    "fee_waived",
    "answered",
    "transferred",
    "withdrawn",
    "reopened",
)
"""What moves the clock or ends it, as it follows in the law; decides where two are of one moment."""

MUST_BE_CONFIRMED = {"平信", "互联网", "传真"}
"""条例第三十一条: received on the day both sides confirm it."""


@dataclass(frozen=True)
class Step:
    """One fact, on the day it happened."""

    on: date
    word: str
    fact: Sent


@dataclass(frozen=True)
class Receipt:
    """The earliest receipt. Nothing that is dated before its arrival can have happened to it."""

    fact: Sent
    arrived_on: date
    received_on: date | None
    """None: nobody confirmed it, and the clock has not started."""


class Course:
    """What was told of one application."""

    def __init__(self, subject: Subject) -> None:
        self._subject = subject

    def facts(self, word: str) -> list[Sent]:
        """The facts of one kind, oldest first."""
        return self._subject.facts.get(f"application.{word}.v1", [])

    def first_day(self, word: str, field: str, since: date) -> date | None:
        """The earliest day in ``field`` that is not before ``since``: what is dated before cannot have met anything."""
        days = [fact.day(field) for fact in self.facts(word)]
        return min((on for on in days if on >= since), default=None)

    def receipt(self) -> Receipt | None:
        """条例第三十一条. Of several receipts the earliest counts."""
        received = sorted(self.facts("received"), key=lambda fact: (fact.day("received_on"), fact.time, fact.id))
        if not received:
            return None
        first = received[0]
        arrived_on = first.day("received_on")
        if first.text("channel") not in MUST_BE_CONFIRMED:
            return Receipt(first, arrived_on, arrived_on)
        confirmed = [fact.day("confirmed_on") for fact in self.facts("confirmed")]
        if first.text("confirmed_on"):
            confirmed.append(first.day("confirmed_on"))
        return Receipt(first, arrived_on, max(min(confirmed), arrived_on) if confirmed else None)

    def served_on(self, answer: Sent) -> date:
        """国办公开办函〔2016〕235号 四: posted, the day of posting; handed over or sent electronically, that of arrival."""
        answered_on = answer.day("answered_on")
        letters = sorted((fact.day("answered_on"), fact.time) for fact in self.facts("answered"))
        later = next((at for at in letters if at > (answered_on, answer.time)), None)
        # What arrives after a later letter is that letter.
        arrived = [
            fact
            for fact in self.facts("delivered")
            if answered_on <= fact.day("delivered_on")
            and (later is None or (fact.day("delivered_on"), fact.time) < later)
        ]
        if not arrived:
            return answered_on
        delivery = min(arrived, key=lambda fact: (fact.day("delivered_on"), fact.time, fact.id))
        if delivery.text("posted_on"):
            return delivery.day("posted_on")
        way = delivery.text("way") or answer.text("way")
        return delivery.day("delivered_on") if way in {"当面交付", "电子送达"} else answered_on

    def steps(self) -> list[Step]:
        """What moves the clock or ends it."""
        steps = [Step(_day(fact), word, fact) for word in ORDER for fact in self.facts(word)]
        return sorted(steps, key=lambda step: (step.on, step.fact.time, ORDER.index(step.word), step.fact.id))


def _day(fact: Sent) -> date:
    return fact.day(next(name for name in fact.data if name.endswith("_on")))
