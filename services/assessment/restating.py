"""What issued reports would say now: of each unit the cells that differ from what was issued, and the subjects that make them differ."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple

import msgspec

from chassis.database import Connection
from chassis.outbox import Message
from contracts.assessment.cells import cells_of
from contracts.assessment.report import ReportHead, ReportPart
from contracts.assessment.restatement import RESTATED, Because, RestatedCell, Restatement
from contracts.topics import RESTATEMENTS
from services.assessment import ground
from services.assessment.again import part_again
from services.assessment.months import NOTHING, Months
from services.assessment.registries import Known
from services.assessment.stocks import part_of
from services.assessment.telling import message

_FROZEN = """
SELECT f.report, f.org, f.key, f.months, f.causes, r.head, p.body, w.body AS published
FROM frozen f JOIN report r ON r.id = f.report JOIN report_part p ON p.report = f.report AND p.org = f.org
LEFT JOIN restatement w ON w.report = f.report AND w.org = f.org
WHERE f.org = ANY($1::text[]) AND r.stage = 'issued' ORDER BY f.report, f.org, f.key
"""
_KEEP = """
INSERT INTO restatement (report, org, body) VALUES ($1, $2, $3) ON CONFLICT (report, org) DO UPDATE SET body = excluded.body
"""
_DROP = "DELETE FROM restatement WHERE report = $1 AND org = $2"

_decode = msgspec.json.decode


class Frozen(NamedTuple):
    """A subject that was changed after a report: what it was for the report, and what changed it."""

    key: str
    before: Months
    causes: Sequence[str]


async def restated(
    connection: Connection, orgs: Collection[str], known: Known, subjects: Mapping[str, Mapping[str, Months]]
) -> list[Message]:
    """Restatements of these units that are others now, and tombstones of those that are none any more."""
    frozen: dict[tuple[str, str], list[Frozen]] = {}
    rows: dict[tuple[str, str], Any] = {}
    for row in await connection.fetch(_FROZEN, sorted(orgs)):
        named_by = row["report"], row["org"]
        rows[named_by] = row
        before = NOTHING if row["months"] is None else _decode(row["months"])
        frozen.setdefault(named_by, []).append(Frozen(row["key"], before, row["causes"]))
    keys = sorted({subject.key for changed in frozen.values() for subject in changed})
    titles = await ground.titles(connection, keys)
    messages = []
    for (report, org), changed in frozen.items():
        row = rows[report, org]
        head, part = ReportHead.model_validate_json(row["head"]), ReportPart.model_validate_json(row["body"])
        restatement = restatement_of(head, part, known, subjects[org], changed, titles)
        body = restatement.model_dump_json() if restatement else None
        if body != row["published"]:
            messages.append(message(RESTATEMENTS, f"{report}|{org}", RESTATED, body))
            await connection.execute(*((_DROP, report, org) if body is None else (_KEEP, report, org, body)))
    return messages


def restatement_of(
    head: ReportHead,
    part: ReportPart,
    known: Known,
    subjects: Mapping[str, Months],
    frozen: Sequence[Frozen],
    titles: Mapping[str, str | None],
) -> Restatement | None:
    """What the report's part of a unit would say now; None where it would say the same. ``titles``: of subjects, by key. Pure."""
    now = part_again(head, part, known, subjects)
    before, after = cells_of(part), cells_of(now)
    differing = sorted(path for path in before.keys() | after.keys() if before.get(path) != after.get(path))
    if not differing:
        return None
    because = [
        Because(key=subject.key, title=titles.get(subject.key), causes=list(subject.causes))
        for subject in frozen
        if part_of(subjects.get(subject.key, NOTHING), head.period) != subject.before
    ]
    return Restatement(
        report=head.id,
        numbered=head.numbered,
        org=part.org,
        cells=[RestatedCell(path=path, before=before.get(path, ""), after=after.get(path, "")) for path in differing],
        because=because,
    )
