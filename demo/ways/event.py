"""What happens to an application, by days from its receipt."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, NamedTuple


class Event(NamedTuple):
    """A fact ``after`` days from the receipt. Values that are whole numbers under a name of a day count so too."""

    after: int
    verb: str
    data: dict[str, Any]
    minute: int | None = None
    """Of the day; None: drawn."""
    case: str = ""
    """The review or lawsuit that it is told of; empty: it is told of the application."""

    def dated(self, received_on: date) -> tuple[date, dict[str, Any]]:
        """Its day, and its data with days for numbers of days."""
        on = received_on + timedelta(days=self.after)
        data = {
            name: received_on + timedelta(days=value) if _is_day(name, value) else value
            for name, value in self.data.items()
        }
        return on, data


Way = list[Event]


def _is_day(name: str, value: object) -> bool:
    return isinstance(value, int) and (name.endswith("_on") or name == "until")


def span(way: Way) -> int:
    """Days from the receipt until nothing happens any more; a lapse a day after what was set."""
    last = way[-1]
    return max(last.after, int(last.data.get("until", -1)) + 1)
