"""Applications for information (依申请公开) of one unit's simulated year."""

from __future__ import annotations

import hashlib
import hmac
import random
from datetime import date, timedelta

from demo.steps import FIRST, LAST, Maker, Step
from demo.totals import Share
from law.codes import ApplicantKind, ReceiptChannel

_KINDS = {
    ApplicantKind.NATURAL: 75, ApplicantKind.BUSINESS: 12, ApplicantKind.LEGAL_SERVICE: 6,
    ApplicantKind.OTHER_ORG: 3, ApplicantKind.RESEARCH: 2, ApplicantKind.CHARITY: 2,
}  # fmt: skip
_CHANNELS = {
    ReceiptChannel.INTERNET: 55, ReceiptChannel.SIGNED_MAIL: 25, ReceiptChannel.IN_PERSON: 12,
    ReceiptChannel.ORDINARY_MAIL: 5, ReceiptChannel.FAX: 2, ReceiptChannel.ORAL: 1,
}  # fmt: skip
_LATE = 0.15
_KEY = b"gongkai demo"


def application_steps(org: str, share: Share, rng: random.Random) -> list[Step]:
    """``share.received`` applications, ``share.answered`` of them answered within the year, some late.

    Of those that stay unanswered about half came so late in the year that they are not yet due.
    """
    make = Maker(org, rng)
    found: list[Step] = []
    for number in range(1, share.received + 1):
        subject = f"sq-2026-{number:04d}"
        if number <= share.answered:
            late = rng.random() < _LATE
            lag = rng.randint(36, 60) if late else rng.randint(1, 24)
            received_on = make.weekday(FIRST, LAST - timedelta(days=lag))
            answered_on = received_on + timedelta(days=lag)
            found.append(
                make.step(
                    subject, "answered", "application.answered.v1", answered_on, answered_on=answered_on
                )
            )
        else:
            received_on = _unanswered(make)
        found.append(_received(make, subject, received_on))
    return found


def _unanswered(make: Maker) -> date:
    if make.rng.random() < 0.5:
        return make.weekday(LAST - timedelta(days=25), LAST)
    return make.weekday(date(LAST.year, 6, 1), date(LAST.year, 11, 20))


def _received(make: Maker, subject: str, on: date) -> Step:
    kind = make.rng.choices(list(_KINDS), list(_KINDS.values()))[0]
    channel = make.rng.choices(list(_CHANNELS), list(_CHANNELS.values()))[0]
    applicant = hmac.new(_KEY, f"{make.org}/{make.rng.randint(1, 20)}".encode(), hashlib.sha256).hexdigest()
    return make.step(
        subject, "received", "application.received.v1", on,
        received_on=on, applicant_kind=kind, channel=channel, applicant_ref=applicant,
    )  # fmt: skip
