"""What the ledger knows of the data's quality: refusals, subjects set aside, facts recorded late, months in which units are silent."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from dashboard.ledger.entries import Aside, Refused
from dashboard.ledger.packing import unpacked
from dashboard.ledger.writing import LATE
from dashboard.records import decoded

Counts = dict[tuple[str, int], int]
"""(organisation, month as 202603) → how many."""


def refused(connection: sqlite3.Connection, months: tuple[int, int]) -> Counts:
    """Records that were refused, by the month of refusal."""
    return _counts(
        connection,
        "SELECT n.text, q.month, count(*) FROM quality q JOIN name n ON n.id = q.org "
        "WHERE q.sort = 'refused' AND q.month BETWEEN ? AND ? GROUP BY q.org, q.month",
        months,
    )


def aside(connection: sqlite3.Connection, months: tuple[int, int]) -> Counts:
    """Subjects that are set aside, by the month in which that happened."""
    return _counts(
        connection,
        "SELECT n.text, q.month, count(*) FROM quality q JOIN name n ON n.id = q.org "
        "WHERE q.sort = 'aside' AND q.month BETWEEN ? AND ? GROUP BY q.org, q.month",
        months,
    )


def late(connection: sqlite3.Connection, orgs: Iterable[str], months: tuple[int, int]) -> Counts:
    """Facts that were recorded late, by the month of recording."""
    counts: Counts = {}
    code = connection.execute("SELECT id FROM name WHERE text = ?", (LATE,)).fetchone()
    for org in orgs if code else ():
        rows = connection.execute(
            "SELECT c.month, sum(c.amount) FROM cell c WHERE c.org = (SELECT id FROM name WHERE text = ?) "
            "AND c.code = ? AND c.month BETWEEN ? AND ? GROUP BY c.month",
            (org, code[0], *months),
        )
        counts |= {(org, month): amount for month, amount in rows}
    return counts


def heard(connection: sqlite3.Connection, months: tuple[int, int]) -> Counts:
    """Subjects that make a unit heard in a month; a month that is not there is silence."""
    return _counts(
        connection,
        "SELECT n.text, h.month, h.subjects FROM heard h JOIN name n ON n.id = h.org "
        "WHERE h.month BETWEEN ? AND ? AND h.subjects > 0",
        months,
    )


def refusals(
    connection: sqlite3.Connection, orgs: Iterable[str], months: tuple[int, int], first: int = 0, most: int = -1
) -> list[Refused]:
    """The refused records of these units, the newest month first; ``most`` below zero: all."""
    return [decoded(Refused, body) for body in _bodies(connection, "refused", orgs, months, first, most)]


def set_aside(
    connection: sqlite3.Connection, orgs: Iterable[str], months: tuple[int, int], first: int = 0, most: int = -1
) -> list[Aside]:
    """The subjects of these units that are set aside, the newest month first; ``most`` below zero: all."""
    return [decoded(Aside, body) for body in _bodies(connection, "aside", orgs, months, first, most)]


def _bodies(
    connection: sqlite3.Connection, sort: str, orgs: Iterable[str], months: tuple[int, int], first: int, most: int
) -> list[bytes]:
    wanted = list(orgs)
    marks = ", ".join("?" * len(wanted))
    rows = connection.execute(
        f"SELECT q.body FROM quality q JOIN name n ON n.id = q.org WHERE q.sort = ? AND q.month BETWEEN ? AND ? "  # noqa: S608
        f"AND n.text IN ({marks}) ORDER BY q.month DESC, q.key LIMIT ? OFFSET ?",
        (sort, *months, *wanted, most, first),
    )
    return [unpacked(body) for (body,) in rows]


def _counts(connection: sqlite3.Connection, question: str, months: tuple[int, int]) -> Counts:
    return {(org, month): amount for org, month, amount in connection.execute(question, months)}
