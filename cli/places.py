"""Where the facts of a subject lie on the bus: in the intake of its service, and in the inbox of its department."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from cli.bus import Bus, Place
from contracts.envelope import INBOX, SENDER
from contracts.kit import Key
from contracts.topics import inbox, intake

_EVERY = 50_000
"""Records read between two words of progress."""


class Lies(NamedTuple):
    """Places of one fact: in the intake, and in the inbox where that is told."""

    intake: Place
    inbox: Place | None

    @property
    def words(self) -> tuple[str, str]:
        """Both as topic/partition/offset, as ``gongkai dead-letters show`` takes them."""
        return _words(self.intake), _words(self.inbox) if self.inbox else ""


async def places(bus: Bus, key: Key, facts: Iterable[str], progress: Callable[[str], None]) -> dict[str, Lies]:
    """Id of a fact → where it lies; of several records with one id the first, which is the one that counts.

    Reads the one partition in which all facts of the subject are, and no further than to the last of them.
    """
    from chassis.sender import partition_of

    wanted, lies = set(facts), dict[str, Lies]()
    if not wanted:
        return lies
    name, topic = str(key).encode(), intake(key.service)
    partitions = await bus.partitions([topic])
    partition = partitions[partition_of(name, len(partitions))]
    read = 0
    async for record in bus.scan(partition):
        read += 1
        if read % _EVERY == 0:
            progress(f"reading {topic}/{partition.partition}: {read} records, {len(wanted)} facts still to come")
        if record.key != name:
            continue
        headers = dict(record.headers)
        fact = headers.get("ce_id", b"").decode()
        if fact in wanted:
            wanted.discard(fact)
            place = Place(topic, partition.partition, record.offset)
            sender = headers.get(SENDER, key.org.encode()).decode()
            lies[fact] = Lies(place, _inbox(sender, headers.get(INBOX, b"").decode()))
        if not wanted:
            break
    return lies


def _words(place: Place) -> str:
    return f"{place.topic}/{place.partition}/{place.offset}"


def _inbox(org: str, place: str) -> Place | None:
    partition, colon, offset = place.partition(":")
    return Place(inbox(org), int(partition), int(offset)) if colon else None
