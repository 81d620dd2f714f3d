"""Ranks of an issued report as they would be now: whose changes, and by which units' subjects. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from contracts.assessment.restatement import Because, RestatedCell, Restatement
from contracts.assessment.sheet import Compared
from law.scoring.ranks import ranks
from services.assessment.moved import Moved

RANK = "sheet.rank"
"""Path of the cell; a rank stands in the head's rankings."""

MOST_OF_ANOTHER = 100
"""Subjects of another unit that a changed rank names; that unit's own restatement names all."""


def restatements(
    report: str, numbered: str, units: Mapping[str, Moved], issued: Mapping[str, Compared]
) -> dict[str, Restatement]:
    """Unit → what the report would say otherwise of it.

    ``units``: those whose own part differs. ``issued``: by what all units of the report were ranked when it was issued; may be
    empty where none of the units stands elsewhere.
    """
    now = {org: stood if (unit := units.get(org)) is None else unit.now or stood for org, stood in issued.items()}
    before, after = ranks(issued.values()), ranks(now.values())
    ranked = {org for org in before.keys() | after.keys() if before.get(org) != after.get(org)}
    restated = {}
    for org in sorted(units.keys() | ranked):
        cells, because = (list(units[org].cells), list(units[org].because)) if org in units else ([], [])
        if org in ranked:
            cells.append(RestatedCell(path=RANK, before=_word(before.get(org)), after=_word(after.get(org))))
            because += _by_others(org, units, issued, now)
        if cells:
            restated[org] = Restatement(
                report=report,
                numbered=numbered,
                org=org,
                cells=sorted(cells, key=lambda cell: cell.path),
                because=because,
            )
    return restated


def stands_elsewhere(units: Iterable[Moved]) -> bool:
    """Whether any of them may have, or give another unit, another rank."""
    return any(unit.was != unit.now for unit in units)


def _by_others(
    org: str, units: Mapping[str, Moved], issued: Mapping[str, Compared], now: Mapping[str, Compared]
) -> Iterator[Because]:
    """Subjects of the units that stand on another side of this one than before."""
    for other in sorted(units.keys() & issued.keys() - {org}):
        if issued[other].roster == issued[org].roster and _side(other, org, issued) != _side(other, org, now):
            yield from units[other].because[:MOST_OF_ANOTHER]


def _side(other: str, org: str, compared: Mapping[str, Compared]) -> int:
    """1 where the other stands before, -1 where behind, 0 beside."""
    theirs, own = compared[other].merit, compared[org].merit
    return (theirs > own) - (theirs < own)


def _word(rank: int | None) -> str:
    return "" if rank is None else str(rank)
