"""The steps of one application in the order in which they count: by day, then by time, then as the law goes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from demo.oracle.facts import Sent, Subject

ORDER = (
    "reopened",
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
)
"""What moves the clock or ends it, as it follows in the law; decides where two are of one moment."""

ENDS = {"answered", "transferred", "withdrawn"}

MUST_BE_CONFIRMED = {"平信", "互联网", "传真"}
"""条例第三十一条: received on the day both sides confirm it."""


@dataclass(frozen=True)
class Step:
    """One fact, on the day it happened."""

    on: date
    word: str
    fact: Sent

    @property
    def moment(self) -> tuple[date, datetime]:
        """Its day, and the time that tells steps of one day apart."""
        return self.on, self.fact.time


@dataclass(frozen=True)
class Receipt:
    """The receipt by which it was received first. Nothing that is dated before it lay there can have happened to it."""

    fact: Sent
    arrived_on: date
    received_on: date | None
    """None: nobody confirmed it, and the clock has not started."""
    lay_there_on: date
    """The first day on which it had arrived, by whatever receipt."""


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
        """条例第三十一条. Of several receipts that counts by which it was received first, unless it had ended by then."""
        received = sorted(self.facts("received"), key=lambda fact: (fact.day("received_on"), fact.time, fact.id))
        if not received:
            return None
        lay_there_on = received[0].day("received_on")
        ended = [step.on for step in self.steps() if step.word in ENDS and step.on >= lay_there_on]
        in_time = [fact for fact in received if fact.day("received_on") <= min(ended, default=date.max)]
        receipts = [self._received(fact, lay_there_on) for fact in in_time]
        return min(receipts, key=lambda receipt: receipt.received_on or date.max)

    def _received(self, fact: Sent, lay_there_on: date) -> Receipt:
        arrived_on = fact.day("received_on")
        if fact.text("channel") not in MUST_BE_CONFIRMED:
            return Receipt(fact, arrived_on, arrived_on, lay_there_on)
        confirmed = [confirmation.day("confirmed_on") for confirmation in self.facts("confirmed")]
        if fact.text("confirmed_on"):
            confirmed.append(fact.day("confirmed_on"))
        return Receipt(fact, arrived_on, max(min(confirmed), arrived_on) if confirmed else None, lay_there_on)

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
        # What was posted was given then, however it was handed over as well.
        way = answer.text("way") if answer.text("way") == "邮寄" else delivery.text("way") or answer.text("way")
        if delivery.text("posted_on") and way in {"邮寄", None}:
            return max(delivery.day("posted_on"), answered_on)
        return delivery.day("delivered_on") if way in {"当面交付", "电子送达"} else answered_on

    def steps(self) -> list[Step]:
        """What moves the clock or ends it."""
        steps = [Step(_day(fact), word, fact) for word in ORDER for fact in self.facts(word)]
        return sorted(steps, key=lambda step: (step.on, step.fact.time, ORDER.index(step.word), step.fact.id))


def _day(fact: Sent) -> date:
    return fact.day(next(name for name in fact.data if name.endswith("_on")))
