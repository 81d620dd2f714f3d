"""Applications for information (依申请公开) of one unit's simulated year."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from demo.courses.application.ways import WAYS, Way, span
from demo.steps import FIRST, LAST, Maker, Step
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
_BUSY = 10
"""Applications a year from which on a unit has what only large ones have: a transfer, one that nobody confirmed."""


def steps(year: UnitYear) -> list[Step]:
    """``share.received`` applications, ``share.answered`` of them finished within the year, some late.

    Of those that stay open about half came so late in the year that they are not yet due. A busy unit
    also passes one on to one of the others, which counts it, and has one on the internet that nobody confirmed:
    neither is among the received ones.
    """
    make, share = year.make, year.share
    written: list[Step] = []
    for number in range(1, share.received + 1):
        subject = f"sq-2026-{number:04d}"
        way: Way = []
        if number <= share.answered:
            way = year.rng.choices(list(WAYS), list(WAYS.values()))[0](year.rng)
            received_on = make.weekday(FIRST + timedelta(days=3), LAST - timedelta(days=span(way)))
        else:
            received_on = _unanswered(make)
        written += _arrival(make, subject, received_on)
        written += _handled(make, subject, received_on, way)
    if share.received >= _BUSY:
        written += _passed_on(make, year.others)
        written.append(_received(make, "sq-2026-9002", LAST - timedelta(days=9), channel=ReceiptChannel.INTERNET))
    return written


def _unanswered(make: Maker) -> date:
    if make.rng.random() < 0.5:
        return make.weekday(LAST - timedelta(days=25), LAST)
    return make.weekday(date(LAST.year, 6, 1), date(LAST.year, 11, 20))


def _arrival(make: Maker, subject: str, received_on: date) -> list[Step]:
    """What leads to a receipt on ``received_on``: arrival, the confirmation where the channel asks for one, the register."""
    channel = make.rng.choices(list(_CHANNELS), list(_CHANNELS.values()))[0]
    arrived_on = received_on
    written = []
    if channel in CONFIRMED_CHANNELS:
        arrived_on -= timedelta(days=make.rng.choice((0, 0, 0, 1, 2)))
        written.append(make.step(subject, "confirmed", received_on, confirmed_on=received_on))
    written.append(_received(make, subject, arrived_on, channel=channel))
    on = make.later(arrived_on, 0, 1) if make.rng.random() < 0.9 else make.later(arrived_on, 3, 9)
    number = f"2026-{subject[-4:]}"
    written.append(make.step(subject, "registered", on, registered_on=on, number=number))
    return written


def _handled(make: Maker, subject: str, received_on: date, way: Way) -> list[Step]:
    written = []
    for number, event in enumerate(way):
        on, data = event.dated(received_on)
        written.append(make.step(subject, event.verb, on, part=f"{event.verb}-{number}", **data))
    answers = [event for event in way if event.verb == "answered"]
    if answers:
        on = make.later(received_on + timedelta(days=answers[-1].after), 0, 6)
        written.append(make.step(subject, "delivered", on, delivered_on=on))
        if make.rng.random() < 0.5:
            on = make.later(on, 10, 80)
            written.append(make.step(subject, "archived", on, archived_on=on))
    if answers and make.rng.random() < 0.05:
        on = make.later(received_on + timedelta(days=answers[0].after), 1, 40)
        written.append(make.step(subject, "complained", on, complained_on=on))
    return written


def _passed_on(make: Maker, others: Sequence[str]) -> list[Step]:
    """One that belongs to another unit, which hears of it at once and answers it."""
    subject, on = "sq-2026-9001", make.weekday(date(LAST.year, 3, 1), date(LAST.year, 9, 30))
    received = _received(make, subject, on, channel=ReceiptChannel.SIGNED_MAIL)
    to = make.rng.choice(others) if others else None
    passed_on = make.later(on, 1, 3)
    return [received, make.step(subject, "transferred", passed_on, transferred_on=passed_on, to=to)]


def _received(make: Maker, subject: str, on: date, **more: Any) -> Step:
    kind = make.rng.choices(list(_KINDS), list(_KINDS.values()))[0]
    applicant, question = make.rng.randint(1, 20), make.rng.randint(1, 25)
    return make.step(
        subject,
        "received",
        on,
        received_on=on,
        applicant_kind=kind,
        applicant_ref=_keyed(f"{make.org}/{applicant}"),
        subject_hash=_keyed(f"{make.org}/about/{question}"),
        **more,
    )


def _keyed(text: str) -> str:
    return hmac.new(_KEY, text.encode(), hashlib.sha256).hexdigest()


COURSE = Course(
    steps,
    {
        "received": Slip("received_on", "applicant_kind", tuple(ApplicantKind), 0.3),
        "answered": Slip("answered_on"),
    },
)
