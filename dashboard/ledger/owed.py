"""What is owed: how much of it in each group, and the lists."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from dashboard.ledger.packing import unpacked
from dashboard.records import decoded
from dashboard.views import ObligationRow

Group = Literal["overdue", "within3", "within10", "later", "order"]
GROUPS: tuple[Group, ...] = ("overdue", "within3", "within10", "later", "order")
"""By how near the date is; steps of order, of which nobody is reminded, stand by themselves whatever their dates."""

Order = Literal["due", "unit", "subject", "kind"]
ORDERS: tuple[Order, ...] = ("due", "unit", "subject", "kind")

_ORDERED: dict[Order, tuple[str, ...]] = {
    "due": ("o.due", "u.place", "o.subject", "d.place", "o.key"),
    "unit": ("u.place", "o.due", "o.key"),
    "subject": ("o.title", "o.due", "u.place", "o.key"),
    "kind": ("d.place", "o.due", "u.place", "o.key"),
}
_BATCH = 500


@dataclass(frozen=True)
class Limits:
    """Where the groups end, as numbers of days: what is due before ``day`` is overdue, up to ``near`` and ``ahead`` it is near.

    ``steps``: codes of the duties that are steps of order. Before there is a day, ``day`` is 1 and nothing is near.
    """

    day: int = 1
    near: int = 0
    ahead: int = 0
    steps: Sequence[str] = ()


class Counts(NamedTuple):
    """How many obligations are in each group; ``within10`` leaves out those of ``within3``."""

    overdue: int = 0
    within3: int = 0
    within10: int = 0
    later: int = 0
    order: int = 0

    def __add__(self, other: object) -> Counts:
        """The sum, group by group."""
        assert isinstance(other, Counts)
        return Counts(*(a + b for a, b in zip(self, other, strict=True)))


@dataclass(frozen=True)
class Question:
    """What is asked for: a group of what ``orgs`` owe, in an order in which units stand as they do in ``orgs``.

    ``duties``: only these; None: all. ``words``: each has to stand in title or number, or the unit has to be of those that go
    with the word. ``place`` sorts duties by their codes.
    """

    orgs: Sequence[str]
    limits: Limits
    group: Group
    place: Callable[[str], object]
    words: Mapping[str, Sequence[str]] = field(default_factory=dict)
    order: Order = "due"
    backwards: bool = False
    duties: Sequence[str] | None = None


def debtors(connection: sqlite3.Connection) -> dict[str, str]:
    """Every unit that owes something, with a county that this names; empty where it names none."""
    rows = connection.execute(
        "SELECT n.text, max(c.text) FROM owing JOIN name n ON n.id = org JOIN name c ON c.id = county GROUP BY org"
    )
    return dict(rows.fetchall())


def counts(
    connection: sqlite3.Connection, limits: Limits, orgs: Sequence[str], duties: Sequence[str] | None = None
) -> dict[str, Counts]:
    """How much each of these units owes in each group; of these duties only, where they are named."""
    numbers = _numbers(connection, orgs)
    amounts = {org: dict.fromkeys(GROUPS, 0) for org in orgs}
    texts = {number: text for text, number in numbers.items()}
    group, values = _group(connection, limits)
    only, of_duties = _only(connection, "duty", duties)
    for org, name, amount in connection.execute(
        f"SELECT org, {group} AS called, sum(amount) FROM owing "  # noqa: S608
        f"WHERE org IN ({_marks(numbers)}){only} GROUP BY org, called",
        [*values, *numbers.values(), *of_duties],
    ):
        amounts[texts[org]][name] = amount
    return {org: Counts(**each) for org, each in amounts.items()}


def overdue(connection: sqlite3.Connection) -> int:
    """How many are overdue by their status, over all units."""
    row = connection.execute("SELECT coalesce(sum(amount), 0) FROM owing WHERE late").fetchone()
    return int(row[0])


def ids(connection: sqlite3.Connection, question: Question, first: int = 0, most: int = -1) -> array[int]:
    """The numbers of the rows in their order: eight bytes each. ``most`` -1: all after the ``first`` ones."""
    inner, values = _hits(connection, question)
    direction = "DESC" if question.backwards else "ASC"
    ordered = ", ".join(f"{column} {direction}" for column in _ORDERED[question.order])
    return array(
        "q",
        (
            row[0]
            for row in connection.execute(
                f"SELECT o.id FROM {inner} ORDER BY {ordered} LIMIT ? OFFSET ?",  # noqa: S608
                [*values, most, first],
            )
        ),
    )


def count(connection: sqlite3.Connection, question: Question) -> int:
    """How long the list is."""
    if not question.words:
        return sum(
            getattr(each, question.group)
            for each in counts(connection, question.limits, question.orgs, question.duties).values()
        )
    inner, values = _hits(connection, question)
    return int(connection.execute(f"SELECT count(*) FROM {inner}", values).fetchone()[0])  # noqa: S608


def of_days(connection: sqlite3.Connection, org: str, first: int, last: int) -> list[int]:
    """What a unit owes of these days (as numbers), by its place: in the order of the days."""
    found = connection.execute(
        "SELECT o.id FROM owed o JOIN name n ON n.id = o.org "
        "WHERE n.text = ? AND o.due BETWEEN ? AND ? AND o.body IS NOT NULL ORDER BY o.due, o.subject, o.key",
        (org, first, last),
    )
    return [place for (place,) in found]


def rows(connection: sqlite3.Connection, wanted: Sequence[int]) -> list[ObligationRow]:
    """The rows of these numbers, in this order, as they are now; what is gone meanwhile is left out."""
    known: dict[int, bytes] = {}
    for start in range(0, len(wanted), _BATCH):
        part = list(wanted[start : start + _BATCH])
        known |= connection.execute(
            f"SELECT id, body FROM owed WHERE id IN ({_marks(part)}) AND body IS NOT NULL",  # noqa: S608
            part,
        ).fetchall()
    return [decoded(ObligationRow, unpacked(known[number])) for number in wanted if number in known]


def _hits(connection: sqlite3.Connection, question: Question) -> tuple[str, list[object]]:
    """The rows asked for, joined to the places of their units and duties; the order of the joins is that of the plan."""
    orgs = list(_numbers(connection, question.orgs).values())
    duties = _duties(connection)
    ranked = sorted(duties, key=lambda code: (question.place(code), code))
    units, steps = ", ".join("(?, ?)" for _ in orgs), ", ".join("(?, ?)" for _ in ranked)
    values: list[object] = []
    for place, org in enumerate(orgs):
        values += [org, place]
    for place, code in enumerate(ranked):
        values += [duties[code], place]
    if not orgs or not ranked:
        return "owed o JOIN (SELECT 0 AS place) u JOIN (SELECT 0 AS place) d WHERE FALSE", []
    group, of_group = _inside(connection, question)
    # Of several units the index by day is read in its order; of one its own.
    column = "o.org" if len(orgs) == 1 else "+o.org"
    where = [f"o.body IS NOT NULL AND {column} IN ({_marks(orgs)})", group]
    values += [*orgs, *of_group]
    only, of_duties = _only(connection, "o.duty", question.duties)
    if only:
        where.append(only.removeprefix(" AND "))
        values += of_duties
    for word, named in question.words.items():
        numbers = list(_numbers(connection, named).values())
        where.append(f"(instr(o.words, ?) OR o.org IN ({_marks(numbers)}))")
        values += [word, *numbers]
    joined = (
        f"owed o CROSS JOIN (WITH p (org, place) AS (VALUES {units}) SELECT * FROM p) u ON u.org = o.org "  # noqa: S608
        f"CROSS JOIN (WITH p (duty, place) AS (VALUES {steps}) SELECT * FROM p) d ON d.duty = o.duty "
        f"WHERE {' AND '.join(where)}"
    )
    return joined, values


def _group(connection: sqlite3.Connection, limits: Limits) -> tuple[str, list[object]]:
    """The name of a tally's group."""
    steps = list(_numbers(connection, limits.steps).values())
    return (
        f"CASE WHEN duty IN ({_marks(steps)}) THEN 'order' WHEN late OR due < ? THEN 'overdue' "
        "WHEN due <= ? THEN 'within3' WHEN due <= ? THEN 'within10' ELSE 'later' END"
    ), [*steps, limits.day, limits.near, limits.ahead]


def _inside(connection: sqlite3.Connection, question: Question) -> tuple[str, list[object]]:
    """Whether a row is of the group: the same as ``_group`` says, in words that an index of days can follow."""
    limits = question.limits
    steps = list(_numbers(connection, limits.steps).values())
    if question.group == "order":
        return f"o.duty IN ({_marks(steps)})", [*steps]
    grave = f"o.duty NOT IN ({_marks(steps)})"
    if question.group == "overdue":
        return f"{grave} AND (o.late OR o.due < ?)", [*steps, limits.day]
    first, last = {
        "within3": (limits.day, limits.near),
        "within10": (max(limits.day, limits.near + 1), limits.ahead),
        "later": (max(limits.day, limits.ahead + 1), 1 << 40),
    }[question.group]
    return f"{grave} AND NOT o.late AND o.due BETWEEN ? AND ?", [*steps, first, last]


def _only(connection: sqlite3.Connection, column: str, duties: Sequence[str] | None) -> tuple[str, list[object]]:
    """That a duty is one of these."""
    if duties is None:
        return "", []
    numbers = list(_numbers(connection, duties).values())
    return f" AND {column} IN ({_marks(numbers)})", [*numbers]


def _duties(connection: sqlite3.Connection) -> dict[str, int]:
    """Every duty of which something is owed, with its number."""
    return dict(
        connection.execute("SELECT text, id FROM name WHERE id IN (SELECT DISTINCT duty FROM owing)").fetchall()
    )


def _numbers(connection: sqlite3.Connection, texts: Sequence[str]) -> dict[str, int]:
    """The numbers of these names as far as they were heard, in their order."""
    known = dict(
        connection.execute(f"SELECT text, id FROM name WHERE text IN ({_marks(texts)})", list(texts)).fetchall()  # noqa: S608
    )
    return {text: known[text] for text in texts if text in known}


def _marks(values: object) -> str:
    assert hasattr(values, "__len__")
    return ", ".join("?" * len(values))
