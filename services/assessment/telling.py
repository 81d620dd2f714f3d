"""What the scorer has to say, as messages: only what is another one than readers have, and what is no more."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from chassis.database import Connection
from chassis.outbox import Message
from contracts.assessment.indicator import INDICATOR, IndicatorRow
from contracts.assessment.sheet import DEDUCTION, SHEET, DeductionRow, SheetRow
from contracts.assessment.subject import SUBJECT
from contracts.topics import FINDINGS, SCORES, SUBJECTS

Named = tuple[str, str]
"""Period and organisation."""

Found = DeductionRow | IndicatorRow
"""A record of metrics.findings.v1."""

_TYPES = {DeductionRow: DEDUCTION, IndicatorRow: INDICATOR}

_SHEETS = """
SELECT s.period, s.org, s.body FROM sheet s JOIN unnest($1::text[], $2::text[]) AS n(period, org) USING (period, org)
"""
_FINDINGS = """
SELECT f.id, f.type, f.body FROM finding f JOIN unnest($1::text[], $2::text[]) AS n(period, org) USING (period, org)
"""
_KEEP_SHEETS = """
INSERT INTO sheet (period, org, county, body) SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[])
ON CONFLICT (period, org) DO UPDATE SET county = excluded.county, body = excluded.body
"""
_DROP_SHEETS = "DELETE FROM sheet s USING unnest($1::text[], $2::text[]) AS n(period, org) WHERE (s.period, s.org) = (n.period, n.org)"
_KEEP_FINDINGS = """
INSERT INTO finding (id, type, period, org, body)
SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[])
ON CONFLICT (id) DO UPDATE SET body = excluded.body
"""
_DROP_FINDINGS = "DELETE FROM finding WHERE id = ANY($1::text[])"


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
    changes = [message(SCORES, f"{period}|{org}", SHEET, body) for (period, org), body in changed.items()]
    return changes + [message(SCORES, f"{period}|{org}", SHEET, None) for period, org in gone]


async def findings(connection: Connection, scored: Mapping[Named, Sequence[Found]]) -> list[Message]:
    """Of what was taken away, or looks odd, in these periods of units what is another one now, or is no more."""
    known = {row[0]: (row[1], row[2]) for row in await connection.fetch(_FINDINGS, *_columns(scored))}
    rows = {row.id: row for each in scored.values() for row in each}
    bodies = {name: row.model_dump_json() for name, row in sorted(rows.items())}
    changed = [name for name, body in bodies.items() if name not in known or known[name][1] != body]
    gone = sorted(name for name in known if name not in bodies)
    await connection.execute(
        _KEEP_FINDINGS,
        changed,
        [_TYPES[type(rows[name])] for name in changed],
        [rows[name].period for name in changed],
        [rows[name].org for name in changed],
        [bodies[name] for name in changed],
    )
    await connection.execute(_DROP_FINDINGS, gone)
    changes = [message(FINDINGS, name, _TYPES[type(rows[name])], bodies[name]) for name in changed]
    return changes + [message(FINDINGS, name, known[name][0], None) for name in gone]


def _columns(named: Iterable[Named]) -> tuple[list[str], list[str]]:
    pairs = list(named)
    return [period for period, _ in pairs], [org for _, org in pairs]
