"""A request's facts, sorted: refused, taken before, or to be written, once each. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from chassis.refusals import reused
from contracts.envelope import DIGEST, attributes
from contracts.notices import RecordRef, Refusal
from services.gateway.http.answers import ACCEPTED, AGAIN, KNOWN, REFUSED, Answer
from services.gateway.records import Accepted, Refused

_NAME_BYTES = 16


class Known(NamedTuple):
    """A fact that lies in the inbox: a digest of what it says, and where it lies."""

    digest: bytes
    place: RecordRef


class Good(NamedTuple):
    """A fact that may pass. ``name`` tells it from all others, as the ledgers do; equal digests are the same fact sent again."""

    position: int
    """Its place in the request."""
    name: bytes
    digest: bytes
    id: str
    subject: str


@dataclass
class Judged:
    """The verdicts on a request's facts, in their places; ``new`` are those to be written, by name."""

    verdicts: list[Refusal | Known | Good] = field(default_factory=list)
    ids: list[str | None] = field(default_factory=list)
    new: dict[bytes, Good] = field(default_factory=dict)

    def answers(self, places: Mapping[bytes, RecordRef]) -> list[Answer]:
        """What the sender is told, when it is known where the new ones lie; those without a place have no ack."""
        return [
            self._written(verdict, places) if isinstance(verdict, Good) else _settled(id_, verdict)
            for id_, verdict in zip(self.ids, self.verdicts, strict=True)
        ]

    def would_be(self) -> list[Answer]:
        """What the sender is told where nothing is written."""
        return [
            Answer(KNOWN, id_) if isinstance(verdict, Good) else _settled(id_, verdict)
            for id_, verdict in zip(self.ids, self.verdicts, strict=True)
        ]

    def _written(self, fact: Good, places: Mapping[bytes, RecordRef]) -> Answer:
        place = places.get(fact.name)
        if place is None:
            return Answer(AGAIN, fact.id)
        return Answer(ACCEPTED if self.new[fact.name].position == fact.position else KNOWN, fact.id, place)


def _settled(id_: str | None, verdict: Refusal | Known) -> Answer:
    if isinstance(verdict, Refusal):
        return Answer(REFUSED, id_, refusal=verdict)
    return Answer(KNOWN, id_, verdict.place)


def named(topic: str, position: int, verdict: Accepted | Refused) -> Good | Refusal:
    """A verdict of the door on the fact at ``position``, the good one with its name."""
    if isinstance(verdict, Refused):
        return verdict.refusal
    headers = attributes(verdict.headers)
    written = b"\n".join((topic.encode(), verdict.key, headers["ce_id"]))
    return Good(
        position,
        hashlib.blake2b(written, digest_size=_NAME_BYTES).digest(),
        bytes.fromhex(headers[DIGEST].decode()),
        headers["ce_id"].decode(),
        headers["ce_subject"].decode(),
    )


def names(verdicts: Iterable[Good | Refusal]) -> Iterator[bytes]:
    """The names of the good facts."""
    return (verdict.name for verdict in verdicts if isinstance(verdict, Good))


def sort(topic: str, verdicts: Sequence[Good | Refusal], known: Mapping[bytes, Known]) -> Judged:
    """Sort the verdicts by what is ``known`` to lie in ``topic`` and by what stands earlier in the request.

    An id that was used for another content is refused as the ledgers would, and the first stays.
    """
    judged = Judged()
    first: dict[bytes, bytes] = {}
    for verdict in verdicts:
        if isinstance(verdict, Refusal):
            judged.ids.append(verdict.fact)
            judged.verdicts.append(verdict)
            continue
        judged.ids.append(verdict.id)
        before = known.get(verdict.name)
        digest = before.digest if before else first.setdefault(verdict.name, verdict.digest)
        if digest != verdict.digest:
            place = RecordRef(topic=topic, partition=0, offset=verdict.position)
            judged.verdicts.append(reused(verdict.id, verdict.subject, place))
        elif before:
            judged.verdicts.append(before)
        else:
            judged.new.setdefault(verdict.name, verdict)
            judged.verdicts.append(verdict)
    return judged
