"""Short ways to write down the steps of a case."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone

from law.clock import Step, StepKind
from law.codes import ReceiptChannel, ServiceWay

K = StepKind


def d(text: str) -> date:
    """2026's day MM-DD, or a full date."""
    return date.fromisoformat(text if len(text) > 5 else f"2026-{text}")


def received(on: str, channel: ReceiptChannel = ReceiptChannel.IN_PERSON) -> Step:
    return Step(K.RECEIVED, d(on), id="received", channel=channel)


def step(
    kind: StepKind,
    on: str,
    *,
    until: str | None = None,
    served: str | None = None,
    approved: str | None = None,
    days: int | None = 20,
    ref: str = "",
    justified: bool = False,
    amount: int = 0,
    way: ServiceWay | None = None,
    posted: str | None = None,
    at: str | None = None,
    id: str = "",  # noqa: A002
) -> Step:
    return Step(
        kind,
        d(on),
        id=id or f"{kind}-{on}",
        ref=ref,
        until=d(until) if until else None,
        served_on=d(served) if served else None,
        approved_on=d(approved) if approved else None,
        days=days,
        justified=justified,
        amount=amount,
        way=way,
        posted_on=d(posted) if posted else None,
        at=datetime.combine(d(on), time.fromisoformat(at), timezone(timedelta(hours=8))) if at else None,
    )


ASKED = step(K.CORRECTION_REQUESTED, "03-05", until="03-20")
CORRECTED = step(K.CORRECTION_RECEIVED, "03-16")
EXTENDED = step(K.EXTENDED, "03-25", approved="03-24")
LETTER = step(K.THIRD_PARTY_ASKED, "03-04", served="03-06")
OPINION = step(K.THIRD_PARTY_ANSWERED, "03-18")
CO_LETTER = step(K.CO_MAKER_ASKED, "03-11")
CO_OPINION = step(K.CO_MAKER_ANSWERED, "03-20")
CHARGED = step(K.FEE_NOTICED, "03-10", served="03-12", amount=200)
PAID = step(K.FEE_PAID, "03-19", amount=200)
