"""What the codes of a list are called, where they are no Chinese words themselves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from enum import Enum
from typing import Any, get_args

from contracts.dispute import STAGE_NAMES, DisputeStage
from law.clock import STATE_NAMES, State
from law.codes import APPLICANT_NAMES, ApplicantKind
from law.completeness import REQUIRED, Part
from law.fees import BASIS_NAMES, Basis
from law.outcomes import GROUND_NAMES, OUTCOMES, AnswerCode, Ground, Row
from law.table3 import row_name
from law.table4 import BLOCKS, RESULT_NAMES, Remedy, Result
from law.time_limits.events import EVENT_NAMES, Event

TERMS: dict[type[Enum], Callable[[Any], str]] = {
    ApplicantKind: APPLICANT_NAMES.__getitem__,
    AnswerCode: lambda code: OUTCOMES[code].says,
    Basis: BASIS_NAMES.__getitem__,
    DisputeStage: STAGE_NAMES.__getitem__,
    Event: lambda event: EVENT_NAMES[event] or "其他",
    Ground: GROUND_NAMES.__getitem__,
    Part: REQUIRED.__getitem__,
    Remedy: lambda remedy: "".join(BLOCKS[remedy]),
    Result: RESULT_NAMES.__getitem__,
    Row: row_name,
    State: STATE_NAMES.__getitem__,
}
"""Lists of terms whose codes are no Chinese words."""


def term(member: Enum) -> str:
    """What a member of a list is called: its own value where that is a word."""
    named = TERMS.get(type(member))
    return named(member) if named else str(member.value)


def words_of(terms: type[Enum]) -> dict[str, Enum]:
    """Word → member, of a list of terms; where two are called alike, what they are counted as stands behind."""
    calls = Counter(term(member) for member in terms)
    return {
        term(member) if calls[term(member)] == 1 else f"{term(member)}：{_counted_as(member)}": member
        for member in terms
    }


def _counted_as(member: Enum) -> str:
    return row_name(OUTCOMES[member].row) if isinstance(member, AnswerCode) else str(member.value)


def kinds_in(annotation: object) -> Iterator[type]:
    """The classes within an annotation, those of its parts included."""
    if isinstance(annotation, type):
        yield annotation
    for part in get_args(annotation):
        yield from kinds_in(part)
