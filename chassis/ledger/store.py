"""The ledger's SQL: one call takes in a batch and reads what it touches, one writes what became of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import msgspec

from chassis.database import Connection
from chassis.fence import Claim
from chassis.ledger.events import encode as encode_cause
from chassis.ledger.folding import Change, Subject
from chassis.ledger.known import NOTHING, Known
from chassis.ledger.reading import Linked, StoredFact, keys_in
from chassis.outbox import Message
from contracts.topics import states

_TAKE = """
SELECT * FROM ledger_take($1, $2, $3, $4, $5, $6, $7::timestamptz[], $8::date[], $9::bytea[], $10::bytea[],
                          $11, $12::int[], $13::bytea[], $14, $15, $16, $17, $18, $19, $20::int[], $21, $22)
"""
_SUBJECTS = "SELECT * FROM ledger_subjects($1, $2)"
_ASK = "SELECT * FROM ledger_ask($1, $2)"
_UNASK = """
DELETE FROM link USING unnest($1::text[], $2::text[]) AS w(s, r) WHERE asked AND (sender, receiver) = (w.s, w.r)
"""
_PUT = """
SELECT ledger_put($1, $2, $3, $4::bigint[], $5, $6, $7, $8, $9::int[], $10::bytea[], $11::date[], $12::date[], $13::bool[],
                  $14::bytea[], $15, $16, $17, $18, $19, $20, $21, $22, $23, $24::int[], $25::bytea[], $26, $27::bytea[])
"""
_REMOVE = "DELETE FROM fact f USING unnest($1::text[], $2::text[]) AS w(key, id) WHERE (f.key, f.id) = (w.key, w.id)"
_CLOSE = """
INSERT INTO closed (topic, partition, day) SELECT * FROM unnest($1::text[], $2::int[], $3::date[])
ON CONFLICT (topic, partition) DO UPDATE SET day = greatest(closed.day, excluded.day)
"""
_headers = msgspec.json.Encoder().encode


class Taken:
    """What the first round trip found, after it was handed ``facts``."""

    def __init__(self, rows: Sequence[Any], facts: Mapping[tuple[str, str], StoredFact] | None = None) -> None:
        self.offsets: dict[tuple[str, int], int] = {}
        self.day: date | None = None
        self.calendars = self.profiles = 0
        self.new = set(facts or ())
        self.digests = {name: fact.digest for name, fact in (facts or {}).items()}
        self.types: dict[tuple[str, str], str] = {}
        self.subjects: dict[str, Subject] = {}
        self.later: dict[str, int] = {}
        """Subjects of levels behind the first, to be locked and read when these are folded, with how many facts they have."""
        flows: list[Any] = []
        for row in rows:
            match row["what"]:
                case "fact":
                    self.subjects[row["key"]].rows.append(row)
                case "subject":
                    self.subjects[row["key"]] = Subject(row["key"], row["n"], row["m"], row["a"], row["b"], row["id"])
                case "later":
                    self.later[row["key"]] = row["n"]
                case "kept":
                    self.new.remove((row["key"], row["id"]))
                    self.digests[row["key"], row["id"]] = row["a"]
                    self.types[row["key"], row["id"]] = row["type"]
                case "type":
                    self.types[row["key"], row["id"]] = row["type"]
                case "linked" | "state":
                    flows.append(row)
                case "offset":
                    self.offsets[row["key"], row["n"]] = row["m"]
                case "clock":
                    self.day, self.calendars, self.profiles = row["day"], row["n"], row["m"]
        _link(self.subjects, flows)

    def held(self, key: str) -> int:
        """How many facts a touched subject has, those of this batch included."""
        return self.later[key] if key in self.later else len(self.subjects[key].rows)


def _link(subjects: Mapping[str, Subject], rows: Sequence[Any]) -> None:
    """Whose states flow to which subject, and these states; a link whose sender has no state yet counts as a link."""
    states = {row["key"]: row["a"] for row in rows if row["what"] == "state"}
    for row in rows:
        if row["what"] == "linked":
            subject, sender = subjects[row["key"]], row["id"]
            (subject.asked if row["n"] else subject.sent).add(sender)
            if sender in states:
                subject.states[sender] = states[sender]


async def take(
    connection: Connection,
    claim: Claim,
    facts: Sequence[StoredFact],
    linked: Mapping[str, Linked],
    levels: Mapping[str, int],
    most: int,
    fold: int,
) -> Taken:
    """Lock the batch's offsets and the clock, add its facts, keep others' states, and lock and read the subjects touched.

    Only those of the first of the ``levels`` (by kind) among them: subjects are locked in the order in which they are folded.
    ``most``: states that any subject of the service takes. ``fold``: number of the code that folds.
    """
    senders = sorted(linked)
    links = sorted((key, receiver) for key in senders for receiver in linked[key].sends)
    named = sorted({(fact.key, fact.names) for fact in facts if fact.names})
    first: dict[tuple[str, str], StoredFact] = {}
    for fact in facts:
        first.setdefault((fact.key, fact.id), fact)
    ordered = [first[name] for name in sorted(first)]
    columns = [list(column) for column in zip(*(fact[:7] for fact in ordered), strict=True)] or [[]] * 7
    rows = await connection.fetch(
        _TAKE,
        claim.consumer,
        claim.topics,
        claim.partitions,
        *columns,
        senders,
        [linked[key].version for key in senders],
        [linked[key].state for key in senders],
        [linked[key].parts for key in senders],
        [sender for sender, _ in links],
        [receiver for _, receiver in links],
        [key for key, _ in named],
        [fact for _, fact in named],
        list(levels),
        list(levels.values()),
        most,
        fold,
    )
    return Taken(rows, first)


async def subjects(connection: Connection, keys: Sequence[str], most: int) -> dict[str, Subject]:
    """Lock and read subjects; those that are missing are made. ``most`` as of `take`."""
    return Taken(await connection.fetch(_SUBJECTS, sorted(keys), most)).subjects


async def ask(connection: Connection, subjects: Mapping[str, Subject], asked: Sequence[tuple[str, str]]) -> None:
    """Add links (sender, receiver) that receivers' facts ask for, and the states as they stand."""
    rows = await connection.fetch(_ASK, [s for s, _ in asked], [r for _, r in asked])
    states = {row["key"]: row["a"] for row in rows}
    for sender, receiver in asked:
        subject = subjects[receiver]
        subject.asked.add(sender)
        if sender in states:
            subject.states[sender] = states[sender]


async def unask(connection: Connection, asked: Sequence[tuple[str, str]]) -> None:
    """Drop links (sender, receiver) for which no fact asks any more."""
    await connection.execute(_UNASK, [s for s, _ in asked], [r for _, r in asked])


async def remove(connection: Connection, facts: Sequence[tuple[str, str]]) -> None:
    """Take back facts (key, id) that this very batch added and that are refused."""
    await connection.execute(_REMOVE, [key for key, _ in facts], [fact for _, fact in facts])


async def put(
    connection: Connection,
    claim: Claim,
    changes: Sequence[Change],
    messages: Sequence[Message],
    *,
    service: str,
    known: Known = NOTHING,
    fold: int = 0,
) -> list[str]:
    """Write what became of subjects and advance the offsets; keys of this service's subjects that it flows to."""
    rows = [(c.key, c.version, c.state, c.check_on, c.fold_on, c.open, c.told, c.failed, c.unknown) for c in changes]
    changed = [change for change in changes if change.cause is not None]
    links = sorted({(c.key, receiver) for c in changed for receiver in keys_in(c.sends, service)})
    every = [*(message for change in changes for message in change.messages), *messages]
    returned = await connection.fetch(
        _PUT,
        *claim.advance,
        *known,
        fold,
        *([list(column) for column in zip(*rows, strict=True)] or [[]] * 9),
        [change.key for change in changed],
        [states(service)] * len(changed),
        [encode_cause(change.cause).decode() for change in changed],
        [" ".join(change.same) for change in changed],
        [sender for sender, _ in links],
        [receiver for _, receiver in links],
        [message.topic for message in every],
        [message.partition for message in every],
        [message.key for message in every],
        [_headers(message.headers).decode() for message in every],
        [message.value for message in every],
    )
    return sorted({row[0] for row in returned})


async def close(connection: Connection, days: Mapping[tuple[str, int], date]) -> None:
    """Days that the services whose states flow here have closed, per topic and partition."""
    names = sorted(days)
    await connection.execute(
        _CLOSE,
        [topic for topic, _ in names],
        [partition for _, partition in names],
        [days[name] for name in names],
    )
