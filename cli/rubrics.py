"""The counties' rubrics of a running stack, the ground under their scores, and two versions side by side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from cli.exits import Stop
from contracts import topics
from contracts.closing import DAY_CLOSED
from contracts.envelope import VERSION
from contracts.families import FAMILIES, Families
from contracts.kit import key_of
from contracts.rubric.evidence import stocks, subject
from contracts.rubric.lawful import lawful, names
from contracts.rubric.record import CountyRubric
from law.codes import ObligationStatus
from law.periods import Every
from law.scoring.ground import Ground, Subject
from law.scoring.points import words
from law.scoring.scoring import Scorer
from law.scoring.series import Series
from law.scoring.sheet import Sheet

if TYPE_CHECKING:
    from aiokafka import ConsumerRecord

    from cli.bus import Bus


class _Owed(msgspec.Struct):
    id: str
    duty: str
    opened_on: date
    due_on: date
    status: ObligationStatus
    met_on: date | None = None
    facts: list[str] = []


class _Found(msgspec.Struct):
    on: date
    code: str
    article: str
    text: str
    fact: str


class _State(msgspec.Struct):
    org: str
    counts: dict[str, dict[str, int]]
    obligations: list[_Owed]
    findings: list[_Found]
    told_in: list[str] = []


_decode = msgspec.json.Decoder(_State).decode


async def rubrics(bus: Bus) -> list[CountyRubric]:
    """Every version of every county's, as the topic holds them."""
    known = (await bus.current(topics.RUBRICS)).values()
    return [CountyRubric.model_validate_json(msgspec.json.encode(entry)) for entry in known]


async def read_ground(bus: Bus, families: Families = FAMILIES) -> Ground:
    """What every subject owes, shows and counts, from the topics of states."""
    records = await bus.read(map(topics.states, families.services))
    return Ground(subjects(records, families), stocks(families))


def subjects(records: Iterable[ConsumerRecord[Any, Any]], families: Families = FAMILIES) -> list[Subject]:
    """Subjects from the records of states topics; marks, and what is no state, are passed over."""
    read = []
    for record in records:
        headers = dict(record.headers)
        if headers.get("ce_type") == DAY_CLOSED.encode() or record.value is None:
            continue
        try:
            key = str(key_of(record.key.decode()))
            read.append(subject(key, int(headers[VERSION]), _decode(record.value), families))
        except (AttributeError, KeyError, ValueError, msgspec.MsgspecError):
            continue
    return read


class Moved(NamedTuple):
    """A unit's score in a period by two versions, and the clauses that differ."""

    org: str
    roster: str
    was: Sheet | None
    becomes: Sheet | None
    ranks: tuple[int | None, int | None]
    clauses: list[tuple[str, str, str]]
    """Number and title, score before and after, in points of the clause's weight."""

    def row(self) -> dict[str, Any]:
        """As JSON has it, points in hundredths."""
        return {
            "org": self.org,
            "roster": self.roster,
            "was": self.was.total if self.was else None,
            "becomes": self.becomes.total if self.becomes else None,
            "rank_was": self.ranks[0],
            "rank_becomes": self.ranks[1],
            "clauses": [{"clause": clause, "was": was, "becomes": now} for clause, was, now in self.clauses],
        }


def compared(
    versions: tuple[CountyRubric, CountyRubric],
    ground: Ground,
    units: Mapping[str, str],
    every: Every,
    day: date,
    as_of: date,
    families: Families = FAMILIES,
) -> list[Moved]:
    """What changes for each of ``units`` (organisation → kind) when a period is scored by the second version in place of the first.

    The shorter periods within it are scored by the same version, whatever days it is in force on.
    """
    called = names(families)
    sheets, ranked = [], []
    for version in versions:
        scorer = Scorer(lawful(version), called)
        series = Series(lambda _, scorer=scorer: scorer, ground.evidence, as_of)  # type: ignore[misc]
        made, ranks = series.compared(units, every, day)
        sheets.append({sheet.org: sheet for sheet in made})
        ranked.append(ranks)
    moved = []
    for org in sorted({*sheets[0], *sheets[1]}):
        was, becomes = sheets[0].get(org), sheets[1].get(org)
        roster = (becomes or was).roster  # type: ignore[union-attr]  # one of them there is
        moved.append(Moved(org, roster, was, becomes, (ranked[0].get(org), ranked[1].get(org)), _clauses(was, becomes)))
    return moved


def _clauses(was: Sheet | None, becomes: Sheet | None) -> list[tuple[str, str, str]]:
    before, after = _leaves(was), _leaves(becomes)
    return [
        (f"{path} {(after.get(path) or before[path])[0]}", *(_shown(leaves.get(path)) for leaves in (before, after)))  # type: ignore[misc]
        for path in sorted({*before, *after}, key=lambda path: [int(part) for part in path.split(".")])
        if _shown(before.get(path)) != _shown(after.get(path))
    ]


def _leaves(sheet: Sheet | None) -> dict[str, tuple[str, str]]:
    """Number → title and score."""
    clauses = sheet.clauses if sheet else ()
    return {c.path: (c.title, f"{words(c.score)}/{words(c.weight)}") for c in clauses if c.leaf}


def _shown(leaf: tuple[str, str] | None) -> str:
    return leaf[1] if leaf else "—"


def of_county(versions: Sequence[CountyRubric], county: str | None) -> list[CountyRubric]:
    """The versions of a county, which may be left out where there is one; Stop where none has a rubric, or several have."""
    counties = sorted({version.county for version in versions})
    if county is None and len(counties) > 1:
        raise Stop(f"several counties have a rubric: {', '.join(counties)}; name one")
    asked = county or (counties[0] if counties else "")
    known = sorted((v for v in versions if v.county == asked), key=lambda version: version.version)
    if not known:
        raise Stop(f"{asked or 'no county'} has no rubric here; gongkai rubric load FILE")
    return known
