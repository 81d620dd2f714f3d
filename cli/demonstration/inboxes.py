"""What lies in the inboxes: the demonstration's records with what must become of them, and those of others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from cli.bus import Bus
from contracts.topics import inbox
from demo.sent import STRUCTURED, Sent

Places = dict[tuple[str, int], str]
"""Organisation and offset in its inbox → what must become, or became, of the record there."""

_Content = tuple[str, bytes | None, bytes | None, tuple[tuple[str, bytes], ...]]


@dataclass
class Inboxes:
    """Every record of the inboxes of the demonstration's organisations, sent now or on an earlier run."""

    expected: Places = field(default_factory=dict)
    others: dict[tuple[str, int], bytes] = field(default_factory=dict)
    """Lines that somebody else sent, in structured mode."""
    contents: set[_Content] = field(default_factory=set)
    """What of the demonstration's records is there."""

    def has(self, sent: Sent) -> bool:
        """Whether this record has come."""
        return (sent.org, sent.key, sent.value, sent.headers) in self.contents


async def read_inboxes(bus: Bus, records: Sequence[Sent]) -> Inboxes:
    """Tells the demonstration's records by their content: sent again, one must fare as it did before."""
    wanted: dict[_Content, str] = {}
    for sent in records:
        wanted.setdefault((sent.org, sent.key, sent.value, sent.headers), sent.expect)
    inboxes = Inboxes()
    for org in sorted({sent.org for sent in records} & set(await bus.orgs())):
        for record in await bus.read([inbox(org)]):
            headers = tuple(record.headers)
            expect = wanted.get((org, record.key, record.value, headers))
            if expect is not None:
                inboxes.expected[org, record.offset] = expect
                inboxes.contents.add((org, record.key, record.value, headers))
            elif headers == STRUCTURED:
                inboxes.others[org, record.offset] = record.value
    return inboxes
