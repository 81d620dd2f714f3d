"""Lists of subjects: those behind a number, those that words find, those of a unit."""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Literal, NamedTuple

Order = Literal["unit", "subject", "title", "amount"]
ORDERS: tuple[Order, ...] = ("unit", "subject", "title", "amount")

EVER = (0, 999_912)
"""All months."""


@dataclass(frozen=True)
class Wanted:
    """Subjects of ``orgs`` that contribute to one of ``codes`` in the months from the first to the last, both included.

    ``codes`` None: all subjects. What they contribute to ``less`` is taken off, of which only the months up to ``less_until``
    count, where it is set; those of which nothing is left then are none. ``beside``: subjects, by their keys, that stand there
    with other amounts than they contribute. ``words``: a question of ``terms.asked``; empty asks nothing. Units stand in the
    order of ``orgs``.
    """

    orgs: Sequence[str]
    codes: Sequence[str] | None = None
    months: tuple[int, int] = EVER
    words: str = ""
    order: Order = "unit"
    backwards: bool = False
    less: Sequence[str] = ()
    less_until: int | None = None
    beside: Mapping[str, int] = field(default_factory=dict)


class Line(NamedTuple):
    """A subject in a list; ``amount`` is what it contributes, 0 where nothing was asked for."""

    kind: str
    org: str
    subject: str
    title: str | None
    amount: int

    @property
    def key(self) -> str:
        """Its key."""
        return f"{self.kind}/{self.org}/{self.subject}"


@dataclass(frozen=True)
class Found:
    """How many subjects there are, what they contribute together, and some of them."""

    count: int
    amount: int
    lines: list[Line]


def names(connection: sqlite3.Connection) -> list[str]:
    """Every code, organisation and kind that was ever heard of."""
    return [row[0] for row in connection.execute("SELECT text FROM name ORDER BY text")]


def found(connection: sqlite3.Connection, wanted: Wanted, first: int, most: int) -> Found:
    """A part of a list: ``most`` lines after the ``first`` ones."""
    query = _Query(connection, wanted)
    sums = query.sums()
    count, amount = sum(count for count, _ in sums.values()), sum(amount for _, amount in sums.values())
    made = query.by_unit(sums, first, most) if wanted.order == "unit" else query.sorted(first, most)
    return Found(count, amount, lines(connection, list(chain.from_iterable(made))))


def numbers(connection: sqlite3.Connection, wanted: Wanted, first: int = 0, most: int = -1) -> array[int]:
    """The list's subjects as numbers in its order, each with its amount: sixteen bytes a line. ``most`` -1: all after the first."""
    query = _Query(connection, wanted)
    made = query.by_unit(query.sums(), first, most) if wanted.order == "unit" else query.sorted(first, most)
    return array("q", chain.from_iterable(made))


def lines(connection: sqlite3.Connection, numbers: Sequence[int]) -> list[Line]:
    """The lines of some of a list's ``numbers``."""
    pairs = list(zip(numbers[::2], numbers[1::2], strict=True))
    rows = connection.execute(
        f"SELECT id, key, title FROM subject WHERE id IN ({_marks(pairs)}) AND body IS NOT NULL",  # noqa: S608
        [subject for subject, _ in pairs],
    )
    known = {subject: (key, title) for subject, key, title in rows}
    made = []
    for subject, amount in pairs:
        if subject in known:
            key, title = known[subject]
            kind, org, name = key.split("/")
            made.append(Line(kind, org, name, title, amount))
    return made


class _Query:
    """A question in numbers: names are looked up once."""

    def __init__(self, connection: sqlite3.Connection, wanted: Wanted) -> None:
        self._run = connection.execute
        self._wanted = wanted
        self._orgs = self._numbers(wanted.orgs)
        self._codes = None if wanted.codes is None else list(self._numbers(wanted.codes))
        self._less = list(self._numbers(wanted.less))

    def _numbers(self, texts: Sequence[str]) -> list[int]:
        known = dict(
            self._run(
                f"SELECT text, id FROM name WHERE text IN ({_marks(texts)})",  # noqa: S608  # marks alone
                texts,
            )
        )
        return [known[text] for text in texts if text in known]

    def _hits(self, orgs: Sequence[int], *, grouped: str) -> tuple[str, list[object]]:
        """Subjects with what they contribute, by ``grouped``."""
        wanted = self._wanted
        values: list[object] = list(orgs)
        searched = ""
        if self._codes is None:
            if wanted.words:
                searched = " AND id IN (SELECT rowid FROM search WHERE search MATCH ?)"
                values.append(wanted.words)
            return (
                (
                    "SELECT org, id AS subject, NULL AS amount FROM subject "  # noqa: S608  # marks alone
                    f"WHERE body IS NOT NULL AND org IN ({_marks(orgs)}){searched}"
                ),
                values,
            )
        amount = f"CASE WHEN code IN ({_marks(self._less)}) THEN -amount ELSE amount END" if self._less else "amount"
        codes = [*self._codes, *self._less]
        values = [*self._less, *values, *codes, *wanted.months]
        until = ""
        if wanted.less_until is not None:
            until = f" AND (month <= ? OR code NOT IN ({_marks(self._less)}))"
            values += [wanted.less_until, *self._less]
        if wanted.words:
            searched = " AND subject IN (SELECT rowid FROM search WHERE search MATCH ?)"
            values.append(wanted.words)
        hits = (
            f"SELECT org, subject, sum({amount}) AS amount FROM cell "  # noqa: S608  # marks alone
            f"WHERE org IN ({_marks(orgs)}) AND code IN ({_marks(codes)}) AND month BETWEEN ? AND ?{until}{searched} "
            f"GROUP BY {grouped} HAVING sum({amount}) <> 0"
        )
        values += self._less
        if wanted.beside:
            hits += (
                " UNION ALL SELECT s.org, s.id AS subject, b.value AS amount "  # noqa: S608  # marks alone
                "FROM subject s JOIN json_each(?) b ON b.key = s.key "
                f"WHERE s.body IS NOT NULL AND s.org IN ({_marks(orgs)}){searched.replace('subject IN', 's.id IN')}"
            )
            values += [json.dumps(wanted.beside), *orgs, *([wanted.words] if wanted.words else [])]
        return hits, values

    def sums(self) -> dict[int, tuple[int, int]]:
        """Organisation → how many subjects, and what they contribute."""
        hits, values = self._hits(self._orgs, grouped="org, subject")
        rows = self._run(f"SELECT org, count(*), coalesce(sum(amount), 0) FROM ({hits}) GROUP BY org", values)  # noqa: S608
        return {org: (count, amount) for org, count, amount in rows}

    def by_unit(self, sums: dict[int, tuple[int, int]], first: int, most: int) -> Iterator[tuple[int, int]]:
        """Unit by unit; in a unit in the order in which the subjects were first heard of. ``most`` -1: all."""
        orgs = reversed(self._orgs) if self._wanted.backwards else self._orgs
        for org in orgs:
            count = sums.get(org, (0, 0))[0]
            if first >= count:
                first -= count
                continue
            taken = count - first if most < 0 else min(most, count - first)
            if not taken:
                return
            hits, values = self._hits([org], grouped="subject")
            direction = "DESC" if self._wanted.backwards else "ASC"
            yield from self._pairs(
                f"SELECT * FROM ({hits}) ORDER BY subject {direction} LIMIT ? OFFSET ?",  # noqa: S608
                [*values, taken, first],
            )
            first, most = 0, most - taken if most >= 0 else most

    def sorted(self, first: int, most: int) -> Iterator[tuple[int, int]]:
        """Over all units, by one column."""
        hits, values = self._hits(self._orgs, grouped="org, subject")
        column = {"subject": "s.subject", "title": "s.title", "amount": "h.amount"}[self._wanted.order]
        direction = "DESC" if self._wanted.backwards else "ASC"
        yield from self._pairs(
            f"SELECT h.* FROM ({hits}) h JOIN subject s ON s.id = h.subject "  # noqa: S608
            f"ORDER BY {column} {direction}, s.key LIMIT ? OFFSET ?",
            [*values, most, first],
        )

    def _pairs(self, hits: str, values: Sequence[object]) -> Iterator[tuple[int, int]]:
        for _, subject, amount in self._run(hits, values):
            yield subject, amount or 0


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))
