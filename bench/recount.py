"""What metrics must say about given state events: newest version of each subject, through the pure fold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from chassis.outbox import Message
from contracts.topics import ANNUAL, MONTHLY, QUARTERLY
from contracts.views import AsOf
from services.metrics.fold import CONTRIBUTIONS, add
from services.metrics.rows import quarter, row, total, year

PERIODS: Mapping[str, Callable[[str], str]] = {MONTHLY: str, QUARTERLY: quarter, ANNUAL: year}

Rows = dict[str, dict[str, Any]]


class Recount:
    """Takes state events one by one; ``rows`` are what the views must hold then."""

    def __init__(self) -> None:
        self._newest: dict[tuple[str, bytes], tuple[int, bytes]] = {}

    def take(self, message: Message) -> None:
        """One state event."""
        assert message.key is not None
        assert message.value is not None
        version = int(dict(message.headers)["ce_version"])
        name = (message.topic, message.key)
        if version > self._newest.get(name, (0, b""))[0]:
            self._newest[name] = (version, message.value)

    def rows(self) -> dict[str, Rows]:
        """Topic → key → row without its as-of; the registry is unknown, so no row names a county."""
        months: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
        for (topic, _), (_, body) in self._newest.items():
            model, contributions = CONTRIBUTIONS[topic]
            state = msgspec.json.decode(body, type=model)
            for month, counts in contributions(state).items():
                add(months[state.org, month], counts)
        found: dict[str, Rows] = {}
        for topic, period in PERIODS.items():
            of: dict[tuple[str, str], list[dict[str, int]]] = defaultdict(list)
            for (org, month), counts in months.items():
                of[period(month), org].append(counts)
            found[topic] = {
                f"{name}|{org}": plain(
                    row(name, org, "", total(counts), AsOf(day=None, positions={})).model_dump(mode="json")
                )
                for (name, org), counts in of.items()
            }
        return found


def plain(found: Mapping[str, Any]) -> dict[str, Any]:
    """A row without what depends on how far it was read."""
    return {name: value for name, value in found.items() if name != "as_of"}
