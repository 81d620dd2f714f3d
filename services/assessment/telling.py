"""What the scorer has to say, as messages: only what is another one than readers have, and what is no more."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from chassis.database import Connection
from chassis.outbox import Message
from contracts.assessment.sheet import DEDUCTION, SHEET, DeductionRow, SheetRow
from contracts.assessment.subject import SUBJECT
from contracts.topics import FINDINGS, SCORES, SUBJECTS

Named = tuple[str, str]
"""Period and organisation."""

_SHEETS = """
SELECT s.period, s.org, s.body FROM sheet s JOIN unnest($1::text[], $2::text[]) AS n(period, org) USING (period, org)
"""
_DEDUCTIONS = """
SELECT d.id, d.body FROM deduction d JOIN unnest($1::text[], $2::text[]) AS n(period, org) USING (period, org)
"""
_KEEP_SHEETS = """
INSERT INTO sheet (period, org, county, body) SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[])
ON CONFLICT (period, org) DO UPDATE SET county = excluded.county, body = excluded.body
"""
_DROP_SHEETS = "DELETE FROM sheet s USING unnest($1::text[], $2::text[]) AS n(period, org) WHERE (s.period, s.org) = (n.period, n.org)"
_KEEP_DEDUCTIONS = """
INSERT INTO deduction (id, period, org, body) SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[])
ON CONFLICT (id) DO UPDATE SET body = excluded.body
"""
_DROP_DEDUCTIONS = "DELETE FROM deduction WHERE id = ANY($1::text[])"


def message(topic: str, key: str, kind: str, body: str | None) -> Message:
    """To the one partition that views have; without a body a tombstone."""
    headers = [("ce_type", kind), *([("content-type", "application/json")] if body is not None else [])]
    return Message(topic, key.encode(), None if body is None else body.encode(), headers, partition=0)


def subjects(rows: Mapping[str, str]) -> list[Message]:
    """Rows of subjects, by key."""
    return [message(SUBJECTS, key, SUBJECT, body) for key, body in sorted(rows.items())]


async def sheets(connection: Connection, scored: Mapping[Named, SheetRow | None]) -> list[Message]:
    """Of the sheets of these periods and units (None: there is none any more) those that are others now."""
    known = {(row[0], row[1]): row[2] for row in await connection.fetch(_SHEETS, *_columns(scored))}
    bodies = {named: sheet.model_dump_json() for named, sheet in scored.items() if sheet is not None}
    changed = {named: body for named, body in sorted(bodies.items()) if known.get(named) != body}
    gone = sorted(named for named in known if named not in bodies)
    await connection.execute(
        _KEEP_SHEETS,
        *_columns(changed),
        [sheet.county for named in changed if (sheet := scored[named]) is not None],
        list(changed.values()),
    )
    await connection.execute(_DROP_SHEETS, *_columns(gone))
    told = [message(SCORES, f"{period}|{org}", SHEET, body) for (period, org), body in changed.items()]
    return told + [message(SCORES, f"{period}|{org}", SHEET, None) for period, org in gone]


async def deductions(connection: Connection, scored: Mapping[Named, Sequence[DeductionRow]]) -> list[Message]:
    """Of what was taken away in the sheets of these periods and units what is another one now, or is no more."""
    known = {row[0]: row[1] for row in await connection.fetch(_DEDUCTIONS, *_columns(scored))}
    rows = {row.id: row for deducted in scored.values() for row in deducted}
    bodies = {name: row.model_dump_json() for name, row in sorted(rows.items())}
    changed = [name for name, body in bodies.items() if known.get(name) != body]
    gone = sorted(name for name in known if name not in bodies)
    await connection.execute(
        _KEEP_DEDUCTIONS,
        changed,
        [rows[name].period for name in changed],
        [rows[name].org for name in changed],
        [bodies[name] for name in changed],
    )
    await connection.execute(_DROP_DEDUCTIONS, gone)
    told = [message(FINDINGS, name, DEDUCTION, bodies[name]) for name in changed]
    return told + [message(FINDINGS, name, DEDUCTION, None) for name in gone]


def _columns(named: Iterable[Named]) -> tuple[list[str], list[str]]:
    pairs = list(named)
    return [period for period, _ in pairs], [org for _, org in pairs]
