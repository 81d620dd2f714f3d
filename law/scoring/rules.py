"""What a leaf of the rubric may ask for. Points are in hundredths, shares in basis points."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from law.codes import ObligationStatus
from law.periods import Every
from law.scoring.formula import Formula

LATE = (ObligationStatus.MET_LATE, ObligationStatus.OVERDUE)
"""What a duty can be held against a unit for; these stay whole in the states, as evidence."""


@dataclass(frozen=True)
class Events:
    """Duties that fall due in the period and stand in one of ``statuses``, and findings of steps in the period."""

    duties: tuple[str, ...] = ()
    statuses: tuple[ObligationStatus, ...] = LATE
    findings: tuple[str, ...] = ()
    points: int = 0
    """What each of them takes away; 0 in a veto."""


Held = Mapping[str | tuple[str, ObligationStatus], int]
"""Code of a finding, or a duty and its status → the points that each takes."""


def held(events: Iterable[Events]) -> Held:
    """What groups of events hold against a unit; what stands in two of them counts once, as in the last."""
    against: dict[str | tuple[str, ObligationStatus], int] = {}
    for group in events:
        against |= {(duty, status): group.points for duty in group.duties for status in group.statuses}
        against |= dict.fromkeys(group.findings, group.points)
    return against


@dataclass(frozen=True)
class PerEvent:
    """按件扣分: each event takes its points, together ``cap`` at most."""

    events: tuple[Events, ...]
    cap: int

    @cached_property
    def held(self) -> Held:
        """By event."""
        return held(self.events)


@dataclass(frozen=True)
class Threshold:
    """达标: the amount is at least, or at most, a number; else ``points`` are lost, or the part of the weight that is lacking."""

    formula: Formula
    least: int | None = None
    most: int | None = None
    points: int | None = None
    """None: in proportion to what there is of ``least``."""
    silence_counts: bool = False
    """Whether a unit of which nothing was heard loses the points, too."""


@dataclass(frozen=True)
class Presence:
    """有无: the amount is above 0, or ``points`` are lost."""

    formula: Formula
    points: int
    silence_counts: bool = False


@dataclass(frozen=True)
class Scale:
    """How a share becomes points.

    ``steps``: the score from a share on, the highest share first; else ``per_point`` for each percentage point below ``target``;
    else the weight in proportion to the target.
    """

    target: int
    per_point: int | None = None
    steps: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class Ratio:
    """比率: one amount as a share of another. A denominator of 0 does not apply and takes nothing."""

    numerator: Formula
    denominator: Formula
    scale: Scale


@dataclass(frozen=True)
class Timeliness:
    """按期率: of the duties that fell due in the period and are met or overdue, the share that was met in time."""

    duties: tuple[str, ...]
    scale: Scale

    @cached_property
    def held(self) -> Held:
        """What is late of them."""
        return held([Events(self.duties)])


@dataclass(frozen=True)
class ScoreOf:
    """取得分: the mean of the scores of the shorter periods within this one: of a clause, or of the whole (path empty)."""

    every: Every
    path: str = ""


class Effect(StrEnum):
    """What a veto does to the sheet."""

    ZERO = "zero"
    """零分: nothing is left of the total."""
    FAIL = "fail"
    """不合格: the total stays, the grade is the lowest."""


@dataclass(frozen=True)
class Veto:
    """一票否决: any event takes the whole sheet."""

    events: tuple[Events, ...]
    effect: Effect

    @cached_property
    def held(self) -> Held:
        """By event."""
        return held(self.events)


@dataclass(frozen=True)
class Bonus:
    """加分: points for each of an amount, ``cap`` at most; beyond the full score."""

    formula: Formula
    points: int
    cap: int


Rule = PerEvent | Threshold | Presence | Ratio | Timeliness | ScoreOf | Veto | Bonus
