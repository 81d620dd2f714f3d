"""Applications for information (依申请公开) of one unit's simulated year."""

from __future__ import annotations

import hashlib
import hmac
import random
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from demo.courses import COURSES, Course, span
from demo.steps import FIRST, LAST, Maker, Step
from demo.totals import Share
from law.codes import ApplicantKind, ReceiptChannel
from law.receipt import CONFIRMED_CHANNELS

_KINDS = {
    ApplicantKind.NATURAL: 75, ApplicantKind.BUSINESS: 12, ApplicantKind.LEGAL_SERVICE: 6,
    ApplicantKind.OTHER_ORG: 3, ApplicantKind.RESEARCH: 2, ApplicantKind.CHARITY: 2,
}  # fmt: skip
_CHANNELS = {
    ReceiptChannel.INTERNET: 55, ReceiptChannel.SIGNED_MAIL: 25, ReceiptChannel.IN_PERSON: 12,
    ReceiptChannel.ORDINARY_MAIL: 5, ReceiptChannel.FAX: 2, ReceiptChannel.ORAL: 1,
}  # fmt: skip
_KEY = b"gongkai demo"
_BUSY = 10
"""Applications a year from which on a unit has what only large ones have: a transfer, one that nobody confirmed."""


def application_steps(org: str, share: Share, rng: random.Random, others: Iterable[str] = ()) -> list[Step]:
    """``share.received`` applications, ``share.answered`` of them finished within the year, some late.

    Of those that stay open about half came so late in the year that they are not yet due. A busy unit
    also passes one on to one of ``others``, which counts it, and has one on the internet that nobody confirmed:
    neither is among the received ones.
    """
    make = Maker(org, rng)
    found: list[Step] = []
    for number in range(1, share.received + 1):
        subject = f"sq-2026-{number:04d}"
        course: Course = []
        if number <= share.answered:
            course = rng.choices(list(COURSES), list(COURSES.values()))[0](rng)
            received_on = make.weekday(FIRST + timedelta(days=3), LAST - timedelta(days=span(course)))
        else:
            received_on = _unanswered(make)
        found += _arrival(make, subject, received_on)
        found += _course(make, subject, received_on, course)
    if share.received >= _BUSY:
        found += _passed_on(make, sorted(others))
        found.append(
            _received(make, "sq-2026-9002", LAST - timedelta(days=9), channel=ReceiptChannel.INTERNET)
        )
    return found


def _unanswered(make: Maker) -> date:
    if make.rng.random() < 0.5:
        return make.weekday(LAST - timedelta(days=25), LAST)
    return make.weekday(date(LAST.year, 6, 1), date(LAST.year, 11, 20))


def _arrival(make: Maker, subject: str, received_on: date) -> list[Step]:
    """What leads to a receipt on ``received_on``: arrival, the confirmation where the channel asks for one, the register."""
    channel = make.rng.choices(list(_CHANNELS), list(_CHANNELS.values()))[0]
    arrived_on = received_on
    steps = []
    if channel in CONFIRMED_CHANNELS:
        arrived_on -= timedelta(days=make.rng.choice((0, 0, 0, 1, 2)))
        steps.append(
            make.step(subject, "confirmed", "application.confirmed.v1", received_on, confirmed_on=received_on)
        )
    steps.append(_received(make, subject, arrived_on, channel=channel))
    registered_on = make.later(arrived_on, 0, 1) if make.rng.random() < 0.9 else make.later(arrived_on, 3, 9)
    number = f"2026-{subject[-4:]}"
    steps.append(
        make.step(
            subject,
            "registered",
            "application.registered.v1",
            registered_on,
            registered_on=registered_on,
            number=number,
        )
    )
    return steps


def _course(make: Maker, subject: str, received_on: date, course: Course) -> list[Step]:
    steps = []
    for number, event in enumerate(course):
        on, said = event.dated(received_on)
        steps.append(make.step(subject, f"{event.what}-{number}", f"application.{event.what}.v1", on, **said))
    answers = [event for event in course if event.what == "answered"]
    if answers:
        on = make.later(received_on + timedelta(days=answers[-1].after), 0, 6)
        steps.append(make.step(subject, "delivered", "application.delivered.v1", on, delivered_on=on))
        if make.rng.random() < 0.5:
            on = make.later(on, 10, 80)
            steps.append(make.step(subject, "archived", "application.archived.v1", on, archived_on=on))
    if answers and make.rng.random() < 0.05:
        on = make.later(received_on + timedelta(days=answers[0].after), 1, 40)
        steps.append(make.step(subject, "complained", "application.complained.v1", on, complained_on=on))
    return steps


def _passed_on(make: Maker, others: list[str]) -> list[Step]:
    """One that belongs to another unit, which hears of it at once and answers it."""
    subject, on = "sq-2026-9001", make.weekday(date(LAST.year, 3, 1), date(LAST.year, 9, 30))
    steps = [_received(make, subject, on, channel=ReceiptChannel.SIGNED_MAIL)]
    to = make.rng.choice(others) if others else None
    passed_on = make.later(on, 1, 3)
    steps.append(
        make.step(
            subject,
            "transferred",
            "application.transferred.v1",
            passed_on,
            transferred_on=passed_on,
            to=to,
        )
    )
    return steps


def _received(make: Maker, subject: str, on: date, **more: Any) -> Step:
    kind = make.rng.choices(list(_KINDS), list(_KINDS.values()))[0]
    applicant, subject_asked = make.rng.randint(1, 20), make.rng.randint(1, 25)
    return make.step(
        subject, "received", "application.received.v1", on, received_on=on, applicant_kind=kind,
        applicant_ref=_keyed(f"{make.org}/{applicant}"), subject_hash=_keyed(f"{make.org}/about/{subject_asked}"), **more,
    )  # fmt: skip


def _keyed(text: str) -> str:
    return hmac.new(_KEY, text.encode(), hashlib.sha256).hexdigest()
