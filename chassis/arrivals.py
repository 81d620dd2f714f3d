"""Facts that arrive: the new ones are added, repeated ones dropped, a reused id is refused."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, NamedTuple

from aiokafka import ConsumerRecord

from chassis import store
from chassis.database import Connection
from chassis.outbox import Message
from chassis.refusals import id_reused
from chassis.store import StoredFact
from contracts.envelope import Fact
from contracts.notices import Refusal


class Arrived(NamedTuple):
    """New facts by subject key, in the order of their arrival, and what became of the others."""

    added: dict[str, list[Fact]]
    new: int
    duplicates: int
    refusals: list[Refusal]
    notices: list[Message]


async def add(
    connection: Connection, arrivals: Sequence[tuple[StoredFact, ConsumerRecord[Any, Any]]], service: str
) -> Arrived:
    """Add facts to the ledger.

    The same id on the same subject with equal content is a repeated delivery; with another
    content it is refused and the first stays, whichever copy that is.
    """
    first: dict[tuple[str, str], StoredFact] = {}
    for stored, _ in arrivals:
        first.setdefault((stored.fact.key, stored.fact.id), stored)
    ordered = sorted(first)
    new = await store.add_facts(connection, [first[name] for name in ordered]) if ordered else set()
    kept = {name: first[name].digest for name in new}
    if len(new) < len(ordered):
        kept |= await store.digests(connection, [name for name in ordered if name not in new])
    refusals, notices, equal = [], [], 0
    for stored, record in arrivals:
        if stored.digest == kept[(stored.fact.key, stored.fact.id)]:
            equal += 1
        else:
            refusal, notice = id_reused(service, record)
            refusals.append(refusal)
            notices.append(notice)
    added: dict[str, list[Fact]] = defaultdict(list)
    for name, stored in first.items():
        if name in new:
            added[name[0]].append(stored.fact)
    return Arrived(added, len(new), equal - len(new), refusals, notices)
