"""指标异常: what a unit's signs come to in a period. Shown, never scored."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from demo.oracle.case import Judgement
from demo.oracle.periods import Span, month, span_of
from demo.oracle.scores.ground import Ground
from demo.oracle.scores.signs import ANSWERED, EXTENDED, GONE, RECORDED, REOPENED, Sign, signs_of

MOST_NAMED = 100
HALF = Fraction(1, 2)


@dataclass(frozen=True)
class Indicator:
    """One of a unit in a period."""

    code: str
    amount: int
    out_of: int | None
    """Of how many, where it is a share."""
    days: tuple[date, ...]
    keys: tuple[str, ...]


class _Rule(NamedTuple):
    code: str
    sign: str
    least: int
    """So many of a day, a month or the period."""
    each: str = "period"
    measure: str = ""
    """Of which they have to be half in their month, or more than half where ``beyond``."""
    beyond: bool = False


RULES = (
    _Rule("bulk_extension", EXTENDED, 3, "month", "applications_extended", beyond=True),
    _Rule("mass_answers", ANSWERED, 5, "day", "applications_answered"),
    _Rule("back_dating", RECORDED, 3),
    _Rule("close_and_reopen", REOPENED, 2),
    _Rule("publish_and_withdraw", GONE, 2),
)


class Watch:
    """The signs of all units, and what they are held against."""

    def __init__(self, judgements: Iterable[Judgement], ground: Ground, begun: date) -> None:
        """``begun``: the first day that passed."""
        self._ground = ground
        self._signs: defaultdict[str, list[Sign]] = defaultdict(list)
        for judgement in judgements:
            self._signs[judgement.org] += signs_of(judgement, begun)

    def indicators(self, org: str, span: Span) -> Iterator[Indicator]:
        """What looks odd of a unit in a period."""
        own = [sign for sign in self._signs.get(org, ()) if span.first <= sign.on <= span.last]
        for rule in RULES:
            groups: defaultdict[str, list[Sign]] = defaultdict(list)
            for sign in own:
                if sign.code == rule.sign:
                    groups[{"period": span.name, "month": month(sign.on), "day": str(sign.on)}[rule.each]].append(sign)
            telling = {name: group for name, group in groups.items() if self._tells(org, rule, group)}
            if telling:
                yield self._made(org, rule, [sign for group in telling.values() for sign in group])

    def _tells(self, org: str, rule: _Rule, group: list[Sign]) -> bool:
        amount = sum(sign.amount for sign in group)
        if amount < rule.least or not rule.measure:
            return amount >= rule.least
        half = self._measured(org, rule, month(group[0].on)) * HALF
        return amount > half if rule.beyond else amount >= half

    def _made(self, org: str, rule: _Rule, signs: list[Sign]) -> Indicator:
        months = {month(sign.on) for sign in signs}
        return Indicator(
            rule.code,
            sum(sign.amount for sign in signs),
            sum(self._measured(org, rule, name) for name in months) if rule.measure else None,
            tuple(sorted({sign.on for sign in signs})[:MOST_NAMED]),
            tuple(sorted({sign.key for sign in signs})[:MOST_NAMED]),
        )

    def _measured(self, org: str, rule: _Rule, name: str) -> int:
        return self._ground.evidence(org, span_of(name)).amount(rule.measure)
