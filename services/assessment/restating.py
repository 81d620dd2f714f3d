"""What issued reports would say now: of each unit the cells that differ from what was issued, and the subjects that make them differ.

A unit's own part is made again when a subject of it changed; ranks, whenever one of the roster stands elsewhere than it did.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping

import msgspec

from chassis.database import Connection
from chassis.outbox import Message
from contracts.assessment.report import ReportHead, ReportPart
from contracts.assessment.restatement import RESTATED
from contracts.assessment.sheet import Compared, SheetRow, compared
from contracts.topics import RESTATEMENTS
from services.assessment import ground
from services.assessment.months import NOTHING, Months
from services.assessment.moved import Frozen, Moved, body_of, moved, read
from services.assessment.registries import Known
from services.assessment.standing import restatements, stands_elsewhere
from services.assessment.telling import message

_FROZEN = """
SELECT f.report, f.org, f.key, f.months, f.causes FROM frozen f JOIN report r ON r.id = f.report
WHERE f.org = ANY($1::text[]) AND r.stage = 'issued' ORDER BY f.report, f.org, f.key
"""
_HEADS = "SELECT head FROM report WHERE id = ANY($1::text[])"
_PARTS = "SELECT body FROM report_part WHERE report = ANY($1::text[]) AND org = ANY($2::text[])"
_MOVE = """
INSERT INTO moved (report, org, body) VALUES ($1, $2, $3) ON CONFLICT (report, org) DO UPDATE SET body = excluded.body
"""
_STAY = "DELETE FROM moved WHERE report = $1 AND org = $2"
_MOVED = "SELECT org, body FROM moved WHERE report = $1"
_SHEETS = """
SELECT body::json->>'sheet' FROM report_part WHERE report = $1 AND body::json->>'sheet' IS NOT NULL
"""
_PUBLISHED = "SELECT org, body FROM restatement WHERE report = $1"
_KEEP = """
INSERT INTO restatement (report, org, body) VALUES ($1, $2, $3) ON CONFLICT (report, org) DO UPDATE SET body = excluded.body
"""
_DROP = "DELETE FROM restatement WHERE report = $1 AND org = $2"

_decode = msgspec.json.decode


async def restated(
    connection: Connection, orgs: Collection[str], known: Known, subjects: Mapping[str, Mapping[str, Months]]
) -> list[Message]:
    """Of the reports that these units' subjects touch: restatements that are others now, and tombstones of those that are none."""
    frozen: defaultdict[tuple[str, str], list[Frozen]] = defaultdict(list)
    for row in await connection.fetch(_FROZEN, sorted(orgs)):
        before = NOTHING if row["months"] is None else _decode(row["months"])
        frozen[row["report"], row["org"]].append(Frozen(row["key"], before, row["causes"]))
    if not frozen:
        return []
    reports = sorted({report for report, _ in frozen})
    bodies = await connection.fetch(_HEADS, reports)
    heads = {head.id: head for head in (ReportHead.model_validate_json(row[0]) for row in bodies)}
    await _move(connection, heads, frozen, known, subjects)
    return [message for report in reports for message in await _told(connection, heads[report])]


async def _move(
    connection: Connection,
    heads: Mapping[str, ReportHead],
    frozen: Mapping[tuple[str, str], list[Frozen]],
    known: Known,
    subjects: Mapping[str, Mapping[str, Months]],
) -> None:
    """Keep of these units what their own parts would say."""
    keys = sorted({subject.key for changed in frozen.values() for subject in changed})
    titles = await ground.titles(connection, keys)
    orgs = sorted({org for _, org in frozen})
    for row in await connection.fetch(_PARTS, list(heads), orgs):
        part = ReportPart.model_validate_json(row[0])
        changed = frozen.get((part.report, part.org))
        if changed is None:
            continue
        unit = moved(heads[part.report], part, known, subjects[part.org], changed, titles)
        if unit is None:
            await connection.execute(_STAY, part.report, part.org)
        else:
            await connection.execute(_MOVE, part.report, part.org, body_of(unit))


async def _told(connection: Connection, head: ReportHead) -> list[Message]:
    """What of a report's restatements readers do not have."""
    units: dict[str, Moved] = {row[0]: read(row[1]) for row in await connection.fetch(_MOVED, head.id)}
    issued: dict[str, Compared] = {}
    if stands_elsewhere(units.values()):
        sheets = [SheetRow.model_validate_json(row[0]) for row in await connection.fetch(_SHEETS, head.id)]
        issued = {sheet.org: compared(sheet) for sheet in sheets}
    now = {org: row.model_dump_json() for org, row in restatements(head.id, head.numbered, units, issued).items()}
    published = {row[0]: row[1] for row in await connection.fetch(_PUBLISHED, head.id)}
    messages = []
    for org, body in now.items():
        if body != published.get(org):
            await connection.execute(_KEEP, head.id, org, body)
            messages.append(message(RESTATEMENTS, f"{head.id}|{org}", RESTATED, body))
    for org in sorted(published.keys() - now.keys()):
        await connection.execute(_DROP, head.id, org)
        messages.append(message(RESTATEMENTS, f"{head.id}|{org}", RESTATED, None))
    return messages
