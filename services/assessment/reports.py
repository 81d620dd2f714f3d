"""The life of a report: drafted, checked, issued. What is issued never changes; what it was made of can be made again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from chassis import outbox
from chassis.database import Connection
from contracts.assessment.hearing import Despite
from contracts.assessment.report import PART, REPORT, ReportHead, ReportPart, report_id
from contracts.families import FAMILIES
from contracts.topics import REPORTS, states
from law.reports import ReportKind
from services.assessment import ground, registries
from services.assessment.carrying import carried
from services.assessment.checking import Case, Problem, problems
from services.assessment.drafting import County, Terms, Unit, head_of, parts_of
from services.assessment.evidence import ground_of
from services.assessment.hearing import heard
from services.assessment.holding import holds, overruled
from services.assessment.months import Months
from services.assessment.periods import earlier
from services.assessment.proceedings import read as read_proceedings
from services.assessment.registries import Known
from services.assessment.scores import Scores, named
from services.assessment.storing import alone, keep, keep_issued
from services.assessment.telling import message

_POSITIONS = """
SELECT topic, partition, next_offset FROM consumer_offset
WHERE consumer = 'assessment' AND topic = ANY($1::text[]) ORDER BY topic, partition FOR SHARE
"""
_OTHERS = """
SELECT head, stage, number FROM report WHERE county = $1 AND kind = $2 ORDER BY period
"""


NOTHING_DESPITE: Mapping[Despite, str] = MappingProxyType({})

WAITING = "SELECT (SELECT count(*) FROM touched) + (SELECT count(*) FROM untold)"
"""Changes that were read and are not scored yet, or not told to readers."""


class ReportError(Exception):
    """A report that cannot be drafted, checked or issued; the text names what, why and what to do."""


@dataclass(frozen=True)
class Draft:
    """A report as it would be issued, and what stands against that."""

    head: ReportHead
    parts: Sequence[ReportPart]
    problems: Sequence[Problem]


async def drafted(connection: Connection, county: str, kind: ReportKind, period: str) -> Draft:
    """The report as it would be now, kept as a draft in place of an older one. ReportError where there can be none."""
    await alone(connection)
    draft = await _made(connection, county, kind, period, None)
    await keep(connection, draft.head, draft.parts, "draft")
    return draft


async def checked(
    connection: Connection, county: str, kind: ReportKind, period: str, despite: Mapping[Despite, str] = NOTHING_DESPITE
) -> Draft:
    """The draft made again: what has changed since, and whatever else stands against its being issued.

    It is checked when nothing does. ``despite``: reasons for issuing it in spite of what would hold it up; they are printed in
    it. ReportError where nobody has drafted it.
    """
    await alone(connection)
    stored, _ = await _stored(connection, report_id(county, kind, period), "draft it first: gongkai report draft")
    draft = await _made(connection, county, kind, period, stored, despite)
    if any(problem.grave for problem in draft.problems):
        await connection.execute("UPDATE report SET stage = 'draft' WHERE id = $1", draft.head.id)
    else:
        await keep(connection, draft.head, draft.parts, "checked")
    return draft


async def issued(
    connection: Connection, county: str, kind: ReportKind, period: str, number: int | None = None
) -> ReportHead:
    """Issue the checked report under the next number; ReportError where it is not checked, or is another one than was checked.

    ``number``: refused unless it is the next, so that a number never stands twice nor is left out.
    """
    identity = report_id(county, kind, period)
    await alone(connection)
    stored, stage = await _stored(connection, identity, "draft and check it first: gongkai report draft")
    if stage != "checked":
        raise ReportError(
            f"{identity} is a draft that was not checked; check it first: "
            f"gongkai report check {kind} {period} --county {county}"
        )
    draft = await _made(connection, county, kind, period, stored, {each.what: each.reason for each in stored.despite})
    grave = [problem for problem in draft.problems if problem.grave]
    if grave:
        raise ReportError("\n  ".join([f"{identity} cannot be issued:", *(problem.text for problem in grave)]))
    if number is not None and number != draft.head.number:
        raise ReportError(
            f"number {number}: the next number of {county} {kind} in {draft.head.year} is {draft.head.number}; "
            "numbers count up by one, leave --number out or give that one"
        )
    await keep_issued(connection, draft.head, draft.parts)
    await outbox.put(connection, messages(draft.head, draft.parts))
    return draft.head


def messages(head: ReportHead, parts: Sequence[ReportPart]) -> list[outbox.Message]:
    """The records of an issued report: its parts, then its head."""
    records = [message(REPORTS, f"{head.id}|{part.org}", PART, part.model_dump_json()) for part in parts]
    return [*records, message(REPORTS, head.id, REPORT, head.model_dump_json())]


async def _stored(connection: Connection, identity: str, remedy: str) -> tuple[ReportHead, str]:
    """The draft that was kept, and its stage; ReportError where there is none, or it was issued."""
    row = await connection.fetchrow("SELECT head, stage FROM report WHERE id = $1", identity)
    if row is None:
        raise ReportError(f"{identity}: there is no such report; {remedy}")
    head = ReportHead.model_validate_json(row["head"])
    if row["stage"] == "issued":
        raise _unchangeable(head)
    return head, row["stage"]


def _unchangeable(head: ReportHead) -> ReportError:
    return ReportError(
        f"{head.id} was issued as {head.numbered} on {head.issued_on}; an issued report never changes, "
        f"what would differ now stands in its restatements: gongkai report show {head.kind} {head.period} --county {head.county}"
    )


async def _made(
    connection: Connection,
    county: str,
    kind: ReportKind,
    period: str,
    stored: ReportHead | None,
    despite: Mapping[Despite, str] = NOTHING_DESPITE,
) -> Draft:
    # The offsets stand still while the ground is read: it is then what was read up to them, nothing more or less.
    positions = await connection.fetch(_POSITIONS, list(map(states, FAMILIES.services)))
    known = await registries.read(connection)
    span, _ = named(period)
    units = [unit for unit in known.units.values() if unit.county == county and unit.existed_in(span)]
    others = [
        (ReportHead.model_validate_json(row["head"]), row["stage"])
        for row in await connection.fetch(_OTHERS, county, kind)
    ]
    identity = report_id(county, kind, period)
    _must_be_possible(identity, county, kind, period, known, units, others)
    today = await connection.fetchval("SELECT day FROM watermark")
    parts_by_unit = await ground.parts_by_unit(connection, [unit.org for unit in units], period)
    previous = [head for head, stage in others if stage == "issued"]
    sheets = _sheets(known, units, period, parts_by_unit)
    listed = [Unit(unit.org, unit.name, unit.kind) for unit in units]
    content = County(county, known.name_of(county), listed, parts_by_unit)
    parts = parts_of(identity, content, period, sheets, known.first)
    proceedings = await read_proceedings(connection, [unit.org for unit in units])
    hearing = heard(period, today, parts, proceedings)
    held = holds(hearing, {unit.org: unit.name for unit in units}, period, previous)
    terms = Terms(
        kind=kind,
        period=period,
        as_of=known.as_of or today,
        issued_on=today,
        year=today.year,
        number=max((head.number for head in previous if head.year == today.year), default=0) + 1,
        rubric=_rubric(known, county, period),
        rubrics=[rubric.version for rubric in known.rubrics.get(county, ())],
        profile=await connection.fetchval("SELECT version FROM profile WHERE county = $1", county),
        begun=known.first,
        positions=_by_topic(positions),
        restated=await carried(connection, county, previous),
        heard=hearing,
        despite=overruled(held, despite),
    )
    head = head_of(terms, content, parts)
    waiting = await connection.fetchval(WAITING)
    behind = await connection.fetchval("SELECT scored IS DISTINCT FROM day FROM watermark")
    missing = earlier(period, _begun(known, county), [other.period for other in previous])
    case = Case(head, parts, stored, missing, hearing, held, settled=not waiting and not behind)
    return Draft(head, parts, problems(case))


def _begun(known: Known, county: str) -> str | None:
    """The first month that is scored here."""
    since = min((rubric.since for rubric in known.rubrics.get(county, ())), default=None)
    return None if since is None or known.first is None else f"{max(known.first, since):%Y-%m}"


def _must_be_possible(
    identity: str,
    county: str,
    kind: ReportKind,
    period: str,
    known: Known,
    units: Sequence[registries.Unit],
    others: Sequence[tuple[ReportHead, str]],
) -> None:
    if not units:
        raise ReportError(f"county {county}: the registry names no unit of it; gongkai orgs lists them")
    span, every = named(period)
    if {"month": "monthly", "quarter": "quarterly", "year": "annual"}[every] != kind:
        raise ReportError(f"period {period}: a {kind} report is of a {_LENGTHS[kind]}")
    if known.as_of is None or known.as_of < span.first:
        raise ReportError(f"period {period} has not begun: everything is counted up to {known.as_of}")
    for head, stage in others:
        if head.id == identity and stage == "issued":
            raise _unchangeable(head)


_LENGTHS = {
    ReportKind.MONTHLY: "month, e.g. 2026-03",
    ReportKind.QUARTERLY: "quarter, e.g. 2026-Q1",
    ReportKind.ANNUAL: "year, e.g. 2026",
}


def _rubric(known: Known, county: str, period: str) -> int | None:
    if known.as_of is None:
        return None
    rubric = Scores(known.rubrics.get(county, ()), known.as_of).rubric(named(period)[0])
    return rubric.version if rubric else None


def _sheets(
    known: Known, units: Sequence[registries.Unit], period: str, parts: Mapping[str, Mapping[str, Months]]
) -> dict[str, Any]:
    assert known.as_of is not None
    span, every = named(period)
    sheets = {}
    for unit in units:
        scores = Scores(known.rubrics.get(unit.county, ()), known.as_of)
        sheet = scores.sheet(ground_of(unit.org, parts[unit.org]), unit.org, unit.kind, span, every)
        if sheet is not None:
            sheets[unit.org] = sheet
    return sheets


def _by_topic(rows: Sequence[Any]) -> dict[str, dict[str, int]]:
    positions: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for topic, partition, next_offset in rows:
        positions[topic][str(partition)] = next_offset
    return dict(positions)
