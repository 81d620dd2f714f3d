"""Messages of a sheet as lines of an inbox."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from papers.sheets.changes import Message

_SOURCE = "/orgs/{org}/sheets"
_LATER = timedelta(milliseconds=1)


def lines(messages: Iterable[Message], org: str, moment_at: Callable[[int], datetime]) -> list[bytes]:
    """One line a message, in their order; an amendment is later than all that was told of its fact before.

    ``moment_at``: the moment of the message at a place of the file.
    """
    return [_line(message, org, _moment(message, moment_at(order))) for order, message in enumerate(messages)]


def _moment(message: Message, moment: datetime) -> datetime:
    return max(moment, message.after + _LATER) if message.after is not None else moment


def _line(message: Message, org: str, moment: datetime) -> bytes:
    event = {
        "specversion": "1.0",
        "id": message.id,
        "source": _SOURCE.format(org=org),
        "type": message.type,
        "subject": message.subject,
        "time": moment.isoformat(timespec="microseconds"),
        "data": message.data,
    }
    return json.dumps(event, ensure_ascii=False).encode()
