"""What a subject is made of, and the records that are kept whole."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field

from dashboard.ledger.entries import Deduction, FactPlace, Subject
from dashboard.ledger.packing import unpacked
from dashboard.records import decoded


@dataclass(frozen=True)
class Leaf:
    """A subject with its facts in order, and what was taken away or looked odd because of it, by its period."""

    subject: Subject
    facts: list[FactPlace] = field(default_factory=list)
    deductions: list[Deduction] = field(default_factory=list)


def leaf(connection: sqlite3.Connection, key: str) -> Leaf | None:
    """A subject by its key; None where no state of it was heard."""
    row = connection.execute("SELECT id, body FROM subject WHERE key = ?", (key,)).fetchone()
    if row is None or row[1] is None:
        return None
    bodies = connection.execute("SELECT body FROM fact WHERE subject = ? AND body IS NOT NULL", (row[0],))
    facts = [decoded(FactPlace, unpacked(body)) for (body,) in bodies]
    facts.sort(key=lambda fact: (fact.on, fact.recorded_on, fact.topic, fact.partition, fact.offset))
    named = connection.execute(
        "SELECT f.body FROM mention m JOIN finding f ON f.id = m.finding WHERE m.key = ? AND f.body IS NOT NULL", (key,)
    )
    deductions = [decoded(Deduction, unpacked(body)) for (body,) in named]
    deductions.sort(key=lambda deduction: (deduction.period, deduction.id))
    return Leaf(decoded(Subject, unpacked(row[1])), facts, deductions)


def subjects(connection: sqlite3.Connection, keys: list[str]) -> dict[str, Subject]:
    """These subjects by their keys, as far as they are known."""
    marks = ", ".join("?" * len(keys))
    rows = connection.execute(f"SELECT key, body FROM subject WHERE key IN ({marks}) AND body IS NOT NULL", keys)  # noqa: S608
    return {key: decoded(Subject, unpacked(body)) for key, body in rows}


def findings(connection: sqlite3.Connection, org: str, period: str) -> list[Deduction]:
    """What was taken away from a unit in a period, or looked odd, by id."""
    rows = connection.execute(
        "SELECT f.body FROM finding f JOIN name n ON n.id = f.org "
        "WHERE n.text = ? AND f.period = ? AND f.body IS NOT NULL ORDER BY f.id",
        (org, period),
    )
    return [decoded(Deduction, unpacked(body)) for (body,) in rows]


def document(connection: sqlite3.Connection, topic: str, key: str) -> bytes | None:
    """A record that is kept whole; None where there is none, or none any more."""
    row = connection.execute("SELECT body FROM document WHERE topic = ? AND key = ?", (topic, key)).fetchone()
    return None if row is None or row[0] is None else unpacked(row[0])


def documents(
    connection: sqlite3.Connection, topic: str, begin: str = "", bars: int | None = None
) -> Iterator[tuple[str, bytes]]:
    """The records of a topic whose keys begin so, by their keys; ``bars``: only keys with so many ``|``."""
    rows = connection.execute(
        "SELECT key, body FROM document WHERE topic = ? AND key >= ? AND key < ? AND body IS NOT NULL "
        "AND (? IS NULL OR length(key) - length(replace(key, '|', '')) = ?) ORDER BY key",
        (topic, begin, begin + "\U0010ffff", bars, bars),
    )
    return ((key, unpacked(body)) for key, body in rows)


def size(connection: sqlite3.Connection) -> dict[str, int]:
    """How much the ledger holds, for the operator."""
    tables = {
        "subjects": "subject",
        "facts": "fact",
        "findings": "finding",
        "obligations": "owed",
        "documents": "document",
    }
    return {
        name: connection.execute(f"SELECT count(*) FROM {table} WHERE body IS NOT NULL").fetchone()[0]  # noqa: S608
        for name, table in tables.items()
    }
