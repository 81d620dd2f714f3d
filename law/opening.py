"""期初数: what a unit brings into the first year that is kept, in tables 三 and 四 of that year and those after it.

The balance is the whole of what last year's report carried out. Of what is also known one by one (an application received before that
year and answered in it) the balance holds no more than the rest: those nobody told of stay 结转 and 尚未审结 until they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from law import table3, table4
from law.tables import Broken

CARRIED = "期初上年结转=此前事实"
PENDING = "期初尚未审结=此前事实"
"""Names of what is broken where an opening balance contradicts earlier facts."""


@dataclass(frozen=True, slots=True)
class Opening:
    """At the beginning of ``year``: applications carried in by applicant, and cases pending by block of table 四.

    None where nothing was told of them.
    """

    year: int
    carried: Mapping[str, int] | None = None
    pending: Mapping[str, int] | None = None


@dataclass(frozen=True, slots=True)
class Rest:
    """What of an opening balance is not known one by one."""

    year: int
    carried: Mapping[str, int]
    pending: Mapping[str, int]


def rest(applications: Sequence[table3.Application], cases: Sequence[table4.Case], opening: Opening) -> Rest:
    """The balance of a unit without those of its applications and cases that are known."""
    carried, pending = _carried(applications, opening.year), _pending(cases, opening.year)
    return Rest(
        opening.year,
        {kind: max(0, number - carried[kind]) for kind, number in (opening.carried or {}).items()},
        {block: max(0, number - pending[block]) for block, number in (opening.pending or {}).items()},
    )


def add(three: table3.Table3, four: table4.Table4, rests: Iterable[Rest], year: int) -> None:
    """Add to both tables what was brought in by the beginning of ``year``, and is still there."""
    for brought in rests:
        if brought.year > year:
            continue
        for column, number in brought.carried.items():
            for row in (table3.CARRIED_IN, table3.CARRIED_OUT):
                three[row][column] += number
                three[row]["total"] += number
        for block, number in brought.pending.items():
            for result in (table4.Result.PENDING, "total"):
                four[block][result] += number


def contradicted(
    applications: Sequence[table3.Application], cases: Sequence[table4.Case], opening: Opening
) -> Iterator[Broken]:
    """Where the balance contradicts earlier facts.

    It cannot hold less than is known one by one; and where applications or cases that ended in the year before are
    known, that year was kept here, and the balance has to hold exactly what it left.
    """
    carried, pending = _carried(applications, opening.year), _pending(cases, opening.year)
    before = opening.year - 1
    kept = any((result := table3.counted_result(a)) is not None and result[0] == before for a in applications)
    ended = any(case.decided_on is not None and case.decided_on.year == before for case in cases)
    if opening.carried is not None:
        yield from differing(CARRIED, table3.KINDS, opening.carried, carried, exact=kept)
    if opening.pending is not None:
        yield from differing(PENDING, list(table4.Remedy), opening.pending, pending, exact=ended)


def differing(
    name: str, places: Iterable[str], stated: Mapping[str, int], known: Mapping[str, int], *, exact: bool
) -> Iterator[Broken]:
    """Places in which a balance holds less than is known one by one; ``exact``: or more."""
    for place in places:
        left, right = stated.get(place, 0), known[place]
        if left < right or (exact and left != right):
            yield Broken(name, place, left, right)


def _carried(applications: Iterable[table3.Application], year: int) -> Mapping[str, int]:
    """Applications that are known one by one and were carried into ``year``, by applicant."""
    return table3.table3((a for a in applications if a.received_on.year < year), year)[table3.CARRIED_IN]


def _pending(cases: Iterable[table4.Case], year: int) -> Mapping[str, int]:
    """Cases of earlier years that are known and were not decided when ``year`` began, by block."""
    return {block: cells["pending"] for block, cells in table4.table4(cases, year - 1).items()}
