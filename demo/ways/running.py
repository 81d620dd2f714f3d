"""What happens while the clock of a troubled application runs: what stops, moves and restarts it, or fails to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from demo.ways.tale import Tale
from law.fees import Basis, fee


def corrected(tale: Tale) -> None:
    """Asked to correct, in time or late; corrected by the last day."""
    asked = tale.passes(1, 7) if tale.maybe(80) else tale.passes(8, 20)
    tale.tell("correction_requested", requested_on=asked, until=asked + 15, missing=["description"])
    tale.passes(1, 15)
    tale.tell("correction_received", corrected_on=tale.now)


def not_corrected(tale: Tale) -> None:
    """Asked to correct; a correction comes after the last day, or nothing does."""
    asked = tale.passes(1, 7)
    days = tale.rng.choice((10, 15, 21))
    tale.tell("correction_requested", requested_on=asked, until=asked + days)
    if tale.maybe(40):
        tale.now = asked + days
        tale.passes(1, 20)
        tale.tell("correction_received", corrected_on=tale.now, justified=tale.maybe(40))
    else:
        tale.now += tale.rng.choice((days // 2, days - 1, days, days + 1, days + 2, days + 20))


def without_a_period(tale: Tale) -> None:
    """Asked to correct without a last day; it comes some days or weeks later, or not at all."""
    asked = tale.passes(1, 7)
    tale.tell("correction_requested", requested_on=asked, missing=["identity"])
    tale.passes(3, 30)
    if tale.maybe(60):
        tale.tell("correction_received", corrected_on=tale.now)


def corrected_twice(tale: Tale) -> None:
    """Asked once more after the correction, which is none of the law's."""
    corrected(tale)
    asked = tale.passes(1, 5)
    tale.tell("correction_requested", requested_on=asked, until=asked + 10)
    if tale.maybe(50):
        tale.passes(2, 9)
        tale.tell("correction_received", corrected_on=tale.now)


def extended(tale: Tale) -> None:
    """Extended: in time or late, with consent or without, for as long as the law allows or for longer."""
    notified = tale.passes(10, 24) if tale.maybe(70) else tale.passes(26, 40)
    consent: dict[str, Any] = {"approved_on": notified - tale.rng.randint(0, 3)} if tale.maybe(70) else {}
    tale.tell("extended", notified_on=notified, days=tale.rng.choice((5, 10, 20, None, 30)), **consent)


def third_party(tale: Tale) -> None:
    """A third party is asked, or two; an opinion comes soon, late or never."""
    asked = tale.passes(1, 12)
    tale.tell("reviewed", reviewed_on=asked, third_party=True)
    for number in range(tale.rng.choice((1, 1, 2))):
        ref, later = f"han-{tale.now}-{number}", tale.rng.randint(0, 3)
        tale.tell("third_party_asked", at=asked + later, asked_on=asked, served_on=asked + later, ref=ref)
        if tale.maybe(70):
            on = asked + later + tale.rng.randint(1, 30)
            tale.tell("third_party_answered", at=on, answered_on=on, consents=tale.maybe(50), ref=ref)
    tale.passes(1, 20)
    if tale.maybe(30):
        tale.tell("third_party_overridden", decided_on=tale.now, told_on=tale.now, ref=ref)


def co_maker(tale: Tale) -> None:
    """Another agency that made it too is asked."""
    asked = tale.passes(1, 12)
    ref = f"xie-{asked}"
    tale.tell("co_maker_asked", asked_on=asked, ref=ref)
    if tale.maybe(70):
        tale.passes(1, 25)
        tale.tell("co_maker_answered", answered_on=tale.now, consents=True, ref=ref)


def charged(tale: Tale) -> None:
    """Asked to pay; paid at once, in parts, in part or never; or let off, in time or when it is over."""
    sent, pages = tale.passes(1, 15), tale.rng.choice((45, 120, 260))
    amount = fee(Basis.PAGES, pages).amount
    served = sent + tale.rng.choice((0, 2))
    notice: dict[str, Any] = {
        "noticed_on": sent,
        "served_on": served,
        "basis": Basis.PAGES,
        "count": pages,
        "amount": amount,
    }
    tale.tell("fee_noticed", at=served, **notice)
    tale.passes(2, 12)
    paid = tale.rng.choice((amount, amount, 1, amount // 2, 0))
    if paid:
        tale.tell("fee_paid", paid_on=tale.now, amount=paid)
    if paid == amount:
        return
    tale.passes(1, 24)
    drawn = tale.rng.random()
    if drawn < 0.4:
        tale.tell("fee_paid", paid_on=tale.now, amount=amount - paid)
    elif drawn < 0.6:
        tale.tell("fee_waived", waived_on=tale.now)


def agreed(tale: Tale) -> None:
    """Too much to be done in time; a later day is set and told (条例第三十五条)."""
    notified = tale.passes(3, 18)
    tale.tell("agreed", notified_on=notified, until=notified + tale.rng.randint(45, 90))


RUNNING: dict[Callable[[Tale], None], int] = {
    corrected: 5,
    not_corrected: 5,
    without_a_period: 3,
    corrected_twice: 2,
    extended: 6,
    third_party: 4,
    co_maker: 2,
    charged: 7,
    agreed: 1,
}
"""How often each."""
