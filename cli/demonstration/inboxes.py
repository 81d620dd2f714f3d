"""What lies in the inboxes: the demonstration's records with what must become of them, and those of others."""

from __future__ import annotations

from dataclasses import dataclass, field

from cli.bus import Bus
from contracts.topics import inbox
from demo.sent import STRUCTURED, Schedule

Places = dict[tuple[str, int], str]
"""Organisation and offset in its inbox → what must become, or became, of the record there."""

_Content = tuple[str, bytes | None, bytes | None, tuple[tuple[str, bytes], ...]]


@dataclass
class Inboxes:
    """Every record of the inboxes of the demonstration's organisations, sent now or on an earlier run."""

    expected: Places = field(default_factory=dict)
    others: dict[tuple[str, int], bytes] = field(default_factory=dict)
    """Lines that somebody else sent, in structured mode."""


async def read_inboxes(bus: Bus, schedule: Schedule) -> Inboxes:
    """Tells the demonstration's records by their content: sent again, one must fare as it did before."""
    wanted: dict[_Content, str] = {}
    for sent in schedule.all:
        wanted.setdefault((sent.org, sent.key, sent.value, sent.headers), sent.expect)
    inboxes = Inboxes()
    for org in sorted({sent.org for sent in schedule.all} & set(await bus.orgs())):
        for record in await bus.read([inbox(org)]):
            headers = tuple(record.headers)
            expect = wanted.get((org, record.key, record.value, headers))
            if expect is not None:
                inboxes.expected[org, record.offset] = expect
            elif headers == STRUCTURED:
                inboxes.others[org, record.offset] = record.value
    return inboxes
