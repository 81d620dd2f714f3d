"""Puts entries into the tables. The newest of a key counts: by its sequence, where there is one, else by its place in the log."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from contracts import topics
from contracts.rubric.evidence import heard
from dashboard.ledger.entries import Aside, Deduction, Refused, Subject
from dashboard.ledger.packing import packed, unpacked
from dashboard.ledger.reading import Entry
from dashboard.ledger.terms import indexed, plain
from dashboard.records import decoded
from dashboard.views import ObligationRow
from law.signals import RECORDED_LATE

LATE = f"signal@{RECORDED_LATE}"
"""Under what facts that were recorded late are counted, in the month of recording."""

_OWED = "org, county, duty, late, due, subject, title, words, body"
_EXCLUDED = ", ".join(f"excluded.{name}" for name in _OWED.split(", "))

Cells = dict[tuple[str, int], int]
"""(code, month as 202603) → amount."""


def cells_of(subject: Subject | None) -> Cells:
    """What a subject contributes, by code and month."""
    if subject is None:
        return {}
    cells = {
        (code, month_number(month)): amount
        for month, amounts in subject.counts.items()
        for code, amount in amounts.items()
        if amount
    }
    for sign in subject.signals:
        if sign.code == RECORDED_LATE:
            place = LATE, sign.on.year * 100 + sign.on.month
            cells[place] = cells.get(place, 0) + sign.amount
    return cells


def heard_in(subject: Subject | None) -> set[int]:
    """The months in which a subject makes its unit heard."""
    return set() if subject is None else set(map(month_number, heard(subject.key, subject.counts, subject.told_in)))


def month_number(month: str) -> int:
    """2026-03 → 202603."""
    return int(month[:4]) * 100 + int(month[5:7])


class Writer:
    """Writes through one connection, within the transaction of whoever calls."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._run = connection.execute
        self._many = connection.executemany
        self._names: dict[str, int] = dict(connection.execute("SELECT text, id FROM name"))

    def put(self, entry: Entry) -> bool:
        """Take in one entry; False when a newer one of its key was seen before."""
        if entry.topic == topics.SUBJECTS:
            return self._subject(entry)
        if entry.topic == topics.FACTS:
            return self._fact(entry)
        if entry.topic == topics.FINDINGS:
            return self._finding(entry)
        if entry.topic == topics.QUALITY:
            return self._quality(entry)
        if entry.topic == topics.OBLIGATIONS:
            return self._owed(entry)
        return self._replace("document", ("topic", entry.topic), ("key", entry.key), entry)

    def _subject(self, entry: Entry) -> bool:
        place = self._place(entry.key)
        known, old_words, sequence, body = self._run(
            "SELECT id, words, sequence, body FROM subject WHERE id = ?", (place,)
        ).fetchone()
        if entry.sequence and entry.sequence < sequence:
            return False
        old = None if body is None else decoded(Subject, unpacked(body))
        new = entry.body if isinstance(entry.body, Subject) else None
        words = "" if new is None else indexed(new.title, new.number, new.subject)
        self._run(
            "UPDATE subject SET title = ?, words = ?, sequence = ?, body = ? WHERE id = ?",
            (new and new.title, words, entry.sequence, _kept(entry.value), known),
        )
        if words != old_words:
            if old_words:
                self._run("INSERT INTO search (search, rowid, words) VALUES ('delete', ?, ?)", (known, old_words))
            if words:
                self._run("INSERT INTO search (rowid, words) VALUES (?, ?)", (known, words))
        org = self.name(entry.key.split("/")[1])
        self._recount(org, known, cells_of(old), cells_of(new))
        before, after = heard_in(old), heard_in(new)
        steps = [(org, month, -1) for month in before - after] + [(org, month, 1) for month in after - before]
        if steps:
            self._many(
                "INSERT INTO heard VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET subjects = subjects + excluded.subjects",
                steps,
            )
        return True

    def _recount(self, org: int, subject: int, before: Cells, after: Cells) -> None:
        gone = [(org, self.name(code), month, subject) for code, month in before.keys() - after.keys()]
        came = [
            (org, self.name(code), month, subject, amount)
            for (code, month), amount in after.items()
            if before.get((code, month)) != amount
        ]
        if gone:
            self._many("DELETE FROM cell WHERE org = ? AND code = ? AND month = ? AND subject = ?", gone)
        if came:
            self._many("INSERT OR REPLACE INTO cell VALUES (?, ?, ?, ?, ?)", came)

    def _fact(self, entry: Entry) -> bool:
        return self._replace("fact", ("subject", self._place(entry.key)), ("id", entry.part), entry)

    def _replace(self, table: str, first: tuple[str, object], second: tuple[str, object], entry: Entry) -> bool:
        keys = f"{first[0]}, {second[0]}"
        done = self._run(
            f"INSERT INTO {table} ({keys}, sequence, body) VALUES (?, ?, ?, ?) ON CONFLICT ({keys}) "  # noqa: S608
            "DO UPDATE SET sequence = excluded.sequence, body = excluded.body "
            "WHERE excluded.sequence = 0 OR excluded.sequence >= sequence",
            (first[1], second[1], entry.sequence, _kept(entry.value)),
        )
        return done.rowcount > 0

    def _finding(self, entry: Entry) -> bool:
        known = self._run("SELECT sequence, body FROM finding WHERE id = ?", (entry.key,)).fetchone()
        if known is not None and entry.sequence and entry.sequence < known[0]:
            return False
        if known is not None and known[1] is not None:
            old = decoded(Deduction, unpacked(known[1]))
            self._many("DELETE FROM mention WHERE key = ? AND finding = ?", _pairs(old.about, entry.key))
        new = entry.body if isinstance(entry.body, Deduction) else None
        period, _, rest = entry.key.partition("/")
        self._run(
            "INSERT OR REPLACE INTO finding VALUES (?, ?, ?, ?, ?)",
            (
                entry.key,
                self.name(new.org if new else rest.partition("/")[0]),
                new.period if new else period,
                entry.sequence,
                _kept(entry.value),
            ),
        )
        if new is not None:
            self._many("INSERT OR REPLACE INTO mention VALUES (?, ?)", _pairs(new.about, entry.key))
        return True

    def _quality(self, entry: Entry) -> bool:
        self._run("DELETE FROM quality WHERE key = ?", (entry.key,))
        row = entry.body
        if isinstance(row, Refused | Aside):
            sort = "refused" if isinstance(row, Refused) else "aside"
            month = row.on.year * 100 + row.on.month
            self._run(
                "INSERT INTO quality VALUES (?, ?, ?, ?, ?)",
                (entry.key, sort, self.name(row.org), month, _kept(entry.value)),
            )
        return True

    def _owed(self, entry: Entry) -> bool:
        known = self._run(
            "SELECT sequence, org, county, duty, late, due FROM owed WHERE key = ?", (entry.key,)
        ).fetchone()
        if known is not None:
            if entry.sequence and entry.sequence < known[0]:
                return False
            if known[1] is not None:
                self._count_owed(known[1:], -1)
        row = entry.body if isinstance(entry.body, ObligationRow) else None
        if row is None:
            # Only its place among the records of its key is kept, so that one that was sent late does not bring it back.
            self._put_owed(entry, (None,) * 9)
            return True
        owed = row.obligation
        late, due = owed.status == "overdue", owed.due_on.toordinal()
        where = self.name(owed.org), self.name(row.county), self.name(owed.duty), late, due
        words = plain(f"{row.title or ''} {owed.subject}")
        self._put_owed(entry, (*where, owed.subject, row.title or "", words, _kept(entry.value)))
        self._count_owed(where, 1)
        return True

    def _put_owed(self, entry: Entry, cells: Sequence[object]) -> None:
        self._run(
            f"INSERT INTO owed (key, sequence, {_OWED}) VALUES ({', '.join('?' * (2 + len(cells)))}) "  # noqa: S608
            f"ON CONFLICT (key) DO UPDATE SET (sequence, {_OWED}) = (excluded.sequence, {_EXCLUDED})",
            (entry.key, entry.sequence, *cells),
        )

    def _count_owed(self, where: Sequence[int], more: Literal[1, -1]) -> None:
        org, county, duty, late, due = where
        place = org, county, duty, late, 0 if late else due
        self._run(
            "INSERT INTO owing VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET amount = amount + excluded.amount",
            (*place, more),
        )
        if more < 0:
            self._run(
                "DELETE FROM owing WHERE org = ? AND county = ? AND duty = ? AND late = ? AND due = ? AND amount = 0",
                place,
            )

    def _place(self, key: str) -> int:
        """The number of a subject; one that was not heard of before gets one."""
        known = self._run("SELECT id FROM subject WHERE key = ?", (key,)).fetchone()
        if known is not None:
            return int(known[0])
        kind, org, subject = key.split("/")
        made = self._run(
            "INSERT INTO subject (key, org, kind, subject) VALUES (?, ?, ?, ?)",
            (key, self.name(org), self.name(kind), subject),
        )
        assert made.lastrowid is not None
        return made.lastrowid

    def name(self, text: str) -> int:
        """The number that stands for a code, an organisation or a kind."""
        number = self._names.get(text)
        if number is None:
            made = self._run("INSERT INTO name (text) VALUES (?)", (text,))
            assert made.lastrowid is not None
            number = self._names[text] = made.lastrowid
        return number


def _kept(value: bytes | None) -> bytes | None:
    """A record's value as it is kept; None of one that is gone."""
    return None if value is None else packed(value)


def _pairs(keys: Iterable[str], finding: str) -> Iterator[tuple[str, str]]:
    return ((key, finding) for key in sorted(keys))
