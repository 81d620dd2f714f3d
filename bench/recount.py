"""What metrics must say about given states: the newest version of each subject, added up without a database."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping

import msgspec

from chassis.counting.rows import quarter, row, year
from chassis.outbox import Message
from contracts.envelope import VERSION
from contracts.kit import key_of
from contracts.state import Counts
from contracts.topics import ANNUAL, MONTHLY, QUARTERLY

PERIODS: Mapping[str, Callable[[str], str]] = {MONTHLY: str, QUARTERLY: quarter, ANNUAL: year}
"""Topic of a view → the period of a month that its rows are about."""

Rows = dict[str, bytes]
"""Key → row, as it is sent."""


class _State(msgspec.Struct):
    counts: Counts


_decode = msgspec.json.Decoder(_State).decode


class Recount:
    """Takes states one by one; ``rows`` are what the views must hold then."""

    def __init__(self) -> None:
        self._newest: dict[bytes, tuple[int, bytes]] = {}

    def take(self, message: Message) -> None:
        """One state."""
        assert message.key is not None
        assert message.value is not None
        version = int(dict(message.headers)[VERSION])
        if version > self._newest.get(message.key, (0, b""))[0]:
            self._newest[message.key] = (version, message.value)

    def rows(self) -> dict[str, Rows]:
        """Topic → key → row; the registry is unknown, so no row names a county."""
        periods: dict[str, dict[tuple[str, str], Counter[str]]] = {topic: defaultdict(Counter) for topic in PERIODS}
        for key, (_, body) in self._newest.items():
            org = key_of(key.decode()).org
            for month, amounts in _decode(body).counts.items():
                for topic, period in PERIODS.items():
                    periods[topic][period(month), org].update(amounts)
        return {
            topic: {
                f"{name}|{org}": row(name, org, "", {m: amount for m, amount in amounts.items() if amount})
                for (name, org), amounts in of_topic.items()
                if any(amounts.values())
            }
            for topic, of_topic in periods.items()
        }
