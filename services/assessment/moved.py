"""What a unit's part of an issued report would say otherwise by its own subjects, and where it would stand by that. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import msgspec

from contracts.assessment.cells import cells_of
from contracts.assessment.report import ReportHead, ReportPart
from contracts.assessment.restatement import Because, RestatedCell
from contracts.assessment.sheet import Compared, compared
from services.assessment.again import part_again
from services.assessment.months import NOTHING, Months
from services.assessment.registries import Known
from services.assessment.stocks import part_of


class Frozen(NamedTuple):
    """A subject that was changed after a report: what it was for the report, and what changed it."""

    key: str
    before: Months
    causes: Sequence[str]


class Moved(NamedTuple):
    """What differs in a unit's part, and why; and by what its rank is found, as issued and as it is now."""

    cells: list[RestatedCell]
    because: list[Because]
    was: Compared | None
    now: Compared | None


class _Kept(msgspec.Struct):
    cells: list[dict[str, Any]]
    because: list[dict[str, Any]]
    was: Compared | None
    now: Compared | None


_encode = msgspec.json.Encoder(order="sorted").encode
_decode = msgspec.json.Decoder(_Kept).decode


def moved(
    head: ReportHead,
    part: ReportPart,
    known: Known,
    subjects: Mapping[str, Months],
    frozen: Sequence[Frozen],
    titles: Mapping[str, str | None],
) -> Moved | None:
    """The unit's part by these subjects beside what was issued; None where it is the same. ``titles``: of subjects, by key."""
    again = part_again(head, part, known, subjects)
    before, after = cells_of(part), cells_of(again)
    differing = sorted(path for path in before.keys() | after.keys() if before.get(path) != after.get(path))
    was, now = _compared(part), _compared(again)
    if not differing and was == now:
        return None
    because = [
        Because(key=subject.key, title=titles.get(subject.key), causes=list(subject.causes))
        for subject in frozen
        if part_of(subjects.get(subject.key, NOTHING), head.period) != subject.before
    ]
    return Moved(
        [RestatedCell(path=path, before=before.get(path, ""), after=after.get(path, "")) for path in differing],
        because,
        was,
        now,
    )


def body_of(unit: Moved) -> str:
    """As it is kept."""
    own = [cell.model_dump() for cell in unit.cells]
    return _encode(_Kept(own, [each.model_dump() for each in unit.because], unit.was, unit.now)).decode()


def read(body: str) -> Moved:
    """As it was kept."""
    kept = _decode(body)
    because = [Because(**each) for each in kept.because]
    return Moved([RestatedCell(**cell) for cell in kept.cells], because, kept.was, kept.now)


def _compared(part: ReportPart) -> Compared | None:
    return compared(part.sheet) if part.sheet else None
