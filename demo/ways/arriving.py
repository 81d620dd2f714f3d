"""How troubled applications arrive: twice, unconfirmed, registered too early, answered before they came."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from demo.ways.tale import Tale
from law.codes import ReceiptChannel


def handed_in(tale: Tale, **more: Any) -> None:
    """Handed in, signed for, or by no channel that was told; registered by the next day, late, or never."""
    channel = tale.rng.choice((ReceiptChannel.IN_PERSON, ReceiptChannel.SIGNED_MAIL, None))
    missing = tale.rng.choice(([], [], ["description"], ["identity", "form"]))
    tale.tell("received", received_on=0, channel=channel, missing=missing, **more)
    if tale.maybe(80):
        on = tale.rng.choice((0, 0, 1, 3, 8))
        tale.tell("registered", at=on, registered_on=on)


def confirmed(tale: Tale) -> None:
    """Over the network, by fax or by ordinary mail: confirmed after some days."""
    arrived = -tale.rng.choice((0, 1, 3))
    channel = tale.rng.choice((ReceiptChannel.INTERNET, ReceiptChannel.FAX, ReceiptChannel.ORDINARY_MAIL))
    tale.tell("received", at=arrived, received_on=arrived, channel=channel)
    tale.tell("registered", at=max(arrived, 0), registered_on=max(arrived, 0))
    tale.tell("confirmed", confirmed_on=0)


def unconfirmed(tale: Tale) -> None:
    """Over the network, and never confirmed."""
    tale.tell("received", received_on=0, channel=ReceiptChannel.INTERNET)


def signed_and_confirmed(tale: Tale) -> None:
    """Signed for, with a confirmation that has no effect there."""
    tale.tell("received", received_on=0, channel=ReceiptChannel.SIGNED_MAIL, confirmed_on=tale.rng.randint(0, 6))


def received_again(tale: Tale) -> None:
    """Told a second time some weeks later; the earliest counts."""
    handed_in(tale)
    on = tale.rng.randint(1, 50)
    tale.tell("received", at=on, received_on=on)
    if tale.maybe(50):
        tale.tell("registered", at=on, registered_on=on)


def registered_early(tale: Tale) -> None:
    """Registered, it is said, before it came."""
    on = -tale.rng.randint(1, 10)
    tale.tell("registered", at=on, registered_on=on)
    tale.tell("received", received_on=0)
    if tale.maybe(50):
        on = tale.rng.randint(0, 4)
        tale.tell("registered", at=on, registered_on=on)


def answered_early(tale: Tale) -> None:
    """Answered, it is said, before it came."""
    on = -tale.rng.randint(1, 10)
    tale.tell("answered", at=on, answered_on=on, code="granted")
    tale.tell("received", received_on=0)


ARRIVING: dict[Callable[[Tale], None], int] = {
    handed_in: 10,
    confirmed: 4,
    unconfirmed: 1,
    signed_and_confirmed: 1,
    received_again: 2,
    registered_early: 1,
    answered_early: 1,
}
"""How often each."""
