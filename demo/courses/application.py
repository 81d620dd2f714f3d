"""Applications for information (依申请公开) of one unit's simulated year."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from demo.applications import Lived
from demo.steps import LAST, Maker, Step
from demo.ways.event import Event
from demo.year import Course, Slip, UnitYear
from law.codes import ApplicantKind, ReceiptChannel
from law.receipt import CONFIRMED_CHANNELS

_KINDS = {
    ApplicantKind.NATURAL: 75,
    ApplicantKind.BUSINESS: 12,
    ApplicantKind.LEGAL_SERVICE: 6,
    ApplicantKind.OTHER_ORG: 3,
    ApplicantKind.RESEARCH: 2,
    ApplicantKind.CHARITY: 2,
}
_CHANNELS = {
    ReceiptChannel.INTERNET: 55,
    ReceiptChannel.SIGNED_MAIL: 25,
    ReceiptChannel.IN_PERSON: 12,
    ReceiptChannel.ORDINARY_MAIL: 5,
    ReceiptChannel.FAX: 2,
    ReceiptChannel.ORAL: 1,
}
_KEY = b"gongkai demo"
QUESTIONS = 25
"""So many different things are asked of a unit."""

_BUSY = 10
"""Applications a year from which on a unit has what only large ones have: a transfer, one that nobody confirmed."""


def steps(year: UnitYear) -> list[Step]:
    """Facts of the unit's applications.

    A busy unit also passes one on to one of the others, which counts it, and has one on the internet that nobody
    confirmed: neither is among the received ones.
    """
    make = year.make
    written = [step for lived in year.applications for step in lived_through(make, lived)]
    if year.share.received >= _BUSY:
        written += _passed_on(make, year.others)
        written.append(_received(make, "sq-2026-9102", LAST - timedelta(days=9), channel=ReceiptChannel.INTERNET))
    return written


def lived_through(make: Maker, lived: Lived) -> Iterator[Step]:
    """The facts of one application."""
    if not lived.whole:
        yield from _arrival(make, lived.subject, lived.received_on)
    for number, event in enumerate(lived.way):
        if not event.case:
            yield _step(make, lived, event, f"{event.verb}-{number}")
    if not lived.whole:
        yield from _afterwards(make, lived)


def _step(make: Maker, lived: Lived, event: Event, part: str) -> Step:
    on, data = event.dated(lived.received_on)
    if event.verb == "received":
        data = _applicant(make) | data
    step = make.step(lived.subject, event.verb, on, part=part, **data)
    step.minute = event.minute or step.minute
    return step


def _arrival(make: Maker, subject: str, received_on: date) -> Iterator[Step]:
    """What leads to a receipt on that day: arrival, the confirmation where the channel asks for one, the register."""
    channel = make.rng.choices(list(_CHANNELS), list(_CHANNELS.values()))[0]
    arrived_on = received_on
    if channel in CONFIRMED_CHANNELS:
        arrived_on -= timedelta(days=make.rng.choice((0, 0, 0, 1, 2)))
        yield make.step(subject, "confirmed", received_on, confirmed_on=received_on)
    yield _received(make, subject, arrived_on, channel=channel)
    on = make.later(arrived_on, 0, 1) if make.rng.random() < 0.9 else make.later(arrived_on, 3, 9)
    yield make.step(subject, "registered", on, registered_on=on, number=f"2026-{subject[-4:]}")


def _afterwards(make: Maker, lived: Lived) -> Iterator[Step]:
    """Delivered, perhaps archived, now and then complained of."""
    subject, received_on = lived.subject, lived.received_on
    answers = [event for event in lived.way if event.verb == "answered"]
    if not answers:
        return
    on = make.later(received_on + timedelta(days=answers[-1].after), 0, 6)
    yield make.step(subject, "delivered", on, delivered_on=on)
    if make.rng.random() < 0.5:
        on = make.later(on, 10, 80)
        yield make.step(subject, "archived", on, archived_on=on)
    if make.rng.random() < 0.05:
        on = make.later(received_on + timedelta(days=answers[0].after), 1, 40)
        yield make.step(subject, "complained", on, complained_on=on)


def _passed_on(make: Maker, others: Sequence[str]) -> list[Step]:
    """One that belongs to another unit, which hears of it at once and answers it."""
    subject, on = "sq-2026-9101", make.weekday(date(LAST.year, 3, 1), date(LAST.year, 9, 30))
    received = _received(make, subject, on, channel=ReceiptChannel.SIGNED_MAIL)
    to = make.rng.choice(others) if others else None
    passed_on = make.later(on, 1, 3)
    return [received, make.step(subject, "transferred", passed_on, transferred_on=passed_on, to=to)]


def _received(make: Maker, subject: str, on: date, **more: Any) -> Step:
    return make.step(subject, "received", on, received_on=on, **_applicant(make), **more)


def _applicant(make: Maker) -> dict[str, Any]:
    """Who asks, and for what: keyed codes."""
    kind = make.rng.choices(list(_KINDS), list(_KINDS.values()))[0]
    applicant, question = make.rng.randint(1, 20), make.rng.randint(1, QUESTIONS)
    return {
        "applicant_kind": kind,
        "applicant_ref": _keyed(f"{make.org}/{applicant}"),
        "subject_hash": information(make.org, question),
    }


def information(org: str, question: int) -> str:
    """The keyed hash of what one of the QUESTIONS asks of an organisation."""
    return _keyed(f"{org}/about/{question}")


def _keyed(text: str) -> str:
    return hmac.new(_KEY, text.encode(), hashlib.sha256).hexdigest()


COURSE = Course(
    steps,
    {
        "received": Slip("received_on", "applicant_kind", tuple(ApplicantKind), 0.3),
        "answered": Slip("answered_on"),
    },
)
