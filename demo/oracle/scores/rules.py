"""What a clause gives in a period, by the words of its rule."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from demo.oracle.periods import MONTH
from demo.oracle.scores.ground import LATE, Event, Evidence
from demo.oracle.scores.points import HUNDRED, half_up, share
from demo.oracle.scores.rubric import BONUS, TAKEN, VETO, Clause, Rule, many

_TERM = re.compile(r"([+-]?)\s*([^\s+\-]+)")


@dataclass(frozen=True)
class Mark:
    """A clause on a sheet."""

    path: str
    weight: Fraction
    score: Fraction
    standing: str
    events: tuple[str, ...] = ()
    """What is held against the unit, each thing by itself."""


@dataclass(frozen=True)
class Inner:
    """What a sheet of a shorter period says: of the whole, and by clause."""

    every: str
    period: str
    whole: tuple[Fraction, Fraction]
    """Its total and its full score."""
    marks: Mapping[str, Mark]


@dataclass(frozen=True)
class Asked:
    """A clause put to a unit's evidence."""

    clause: Clause
    evidence: Evidence
    inner: Sequence[Inner]
    today: date

    @property
    def running(self) -> bool:
        """Whether the period is not over yet."""
        return self.today < self.evidence.span.last

    def value(self, formula: str) -> int:
        """Of a sum or difference of amounts and whole numbers."""
        terms = _TERM.findall(formula.replace("−", "-"))
        return sum((-1 if sign == "-" else 1) * self._amount(name) for sign, name in terms)

    def counted(self, *formulas: str) -> bool:
        """Whether anything that they name is counted."""
        names = (name for formula in formulas for _, name in _TERM.findall(formula) if not name.isdigit())
        return any(map(self._amount, names))

    def _amount(self, name: str) -> int:
        return int(name) if name.isdigit() else self.evidence.amount(name)

    def mark(self, lost: Fraction, standing: str = "scored", events: Sequence[str] = ()) -> Mark:
        """The clause's weight without what is lost."""
        return Mark(self.clause.path, self.clause.weight, self.clause.weight - lost, standing, tuple(events))


def mark(asked: Asked) -> Mark:
    """What the unit gets for a clause that has a rule."""
    assert asked.clause.kind is not None, "the sum of other clauses is no rule"
    return _RULES[asked.clause.kind](asked, asked.clause.rule)


def _per_event(asked: Asked, rule: Rule) -> Mark:
    held = _held(asked, rule)
    if not held:
        return asked.mark(Fraction(0), asked.evidence.unheard)
    if len(held) < asked.clause.least_evidence:
        return asked.mark(Fraction(0))
    most = Fraction(rule["最多"]) if "最多" in rule else asked.clause.weight
    return asked.mark(min(most, sum((points for _, points in held), Fraction(0))), events=_names(held))


def _held(asked: Asked, rule: Rule) -> list[tuple[Event, Fraction]]:
    """Each late duty and each departure that the rule names, with what it takes."""
    held = []
    for event in asked.evidence.events:
        for group in rule["事项"]:
            named = many(group.get("义务" if event.status else "问题", ()))
            if event.code in named and event.status in [*many(group.get("状态", list(LATE.values()))), ""]:
                held.append((event, Fraction(group.get("每件", 0))))
    return held


def _names(held: Sequence[tuple[Event, Fraction]]) -> list[str]:
    return sorted(f"{event.key} {event.what}" for event, _ in held)


def _timeliness(asked: Asked, rule: Rule) -> Mark:
    duties = many(rule["义务"])
    late = [event for event in asked.evidence.events if event.status and event.code in duties]
    met = sum(asked.evidence.amount(f"{duty}!met") for duty in duties)
    settled = met + len(late)
    if not settled:
        standing = asked.evidence.unheard
        return asked.mark(Fraction(0), "not_applicable" if standing == "scored" else standing)
    if settled < asked.clause.least_evidence:
        return asked.mark(Fraction(0), "not_applicable")
    lost = asked.clause.weight - _scaled(asked.clause, rule, Fraction(met, settled))
    return asked.mark(lost, events=_names([(event, lost) for event in late]) if lost else ())


def _scaled(clause: Clause, rule: Rule, part: Fraction) -> Fraction:
    """The score of a share."""
    if "档次" in rule:
        steps = sorted(((share(least), Fraction(score)) for least, score in rule["档次"].items()), reverse=True)
        return next((score for least, score in steps if part >= least), Fraction(0))
    target = share(rule.get("目标", "100%"))
    if part >= target:
        return clause.weight
    if "每低1个百分点扣" in rule:
        lost = half_up((target - part) * HUNDRED * Fraction(rule["每低1个百分点扣"]))
        return max(clause.weight - lost, Fraction(0))
    return half_up(clause.weight * part / target)


def _ratio(asked: Asked, rule: Rule) -> Mark:
    above, below = str(rule["分子"]), str(rule["分母"])
    whole = asked.value(below)
    if whole <= 0 or whole < asked.clause.least_evidence:
        return asked.mark(Fraction(0), "not_applicable")
    if not asked.counted(above, below):
        return asked.mark(Fraction(0), asked.evidence.unheard)
    lost = asked.clause.weight - _scaled(asked.clause, rule, Fraction(max(asked.value(above), 0), whole))
    return asked.mark(lost, events=["amount"] if lost else ())


def _threshold(asked: Asked, rule: Rule) -> Mark:
    amount = asked.value(str(rule["计算"]))
    least = int(rule["不少于"]) if "不少于" in rule else None
    most = int(rule["不多于"]) if "不多于" in rule else None
    met = (least is None or amount >= least) and (most is None or amount <= most)
    lost = str(rule.get("扣分", asked.clause.weight))
    if lost == "按比例":
        whole = asked.clause.weight
        missing = whole - half_up(whole * max(amount, 0) / least) if least else whole
        return _at_least(asked, rule, missing, met=met)
    return _at_least(asked, rule, Fraction(lost), met=met)


def _presence(asked: Asked, rule: Rule) -> Mark:
    lost = Fraction(str(rule.get("扣分", asked.clause.weight)))
    return _at_least(asked, rule, lost, met=asked.value(str(rule["计算"])) > 0)


def _at_least(asked: Asked, rule: Rule, lost: Fraction, *, met: bool) -> Mark:
    standing = "scored" if asked.counted(str(rule["计算"])) else asked.evidence.unheard
    keeps = standing == "nothing_to_report" or (standing == "silent" and rule.get("静默") != "扣分")
    if met or keeps:
        return asked.mark(Fraction(0), standing)
    if asked.running:
        return asked.mark(Fraction(0), "running")
    return asked.mark(lost, standing, ["amount"])


def _taken(asked: Asked, rule: Rule) -> Mark:
    every, path = rule.get("周期", MONTH), rule.get("编号")
    parts = [inner for inner in asked.inner if inner.every == every]
    scores = []
    for inner in parts:
        if path is None:
            total, full = inner.whole
            scores.append((inner.period, min(total, full) / full))
        elif (on := inner.marks.get(path)) is not None and on.standing != "not_applicable" and on.weight:
            scores.append((inner.period, on.score / on.weight))
    if not scores:
        return asked.mark(Fraction(0), "not_applicable")
    lost = asked.clause.weight * (1 - sum((part for _, part in scores), Fraction(0)) / len(scores))
    return asked.mark(half_up(lost))


def _veto(asked: Asked, rule: Rule) -> Mark:
    held = _held(asked, rule)
    if len(held) < asked.clause.least_evidence:
        return asked.mark(Fraction(0), asked.evidence.unheard)
    return asked.mark(Fraction(0), events=_names(held))


def _bonus(asked: Asked, rule: Rule) -> Mark:
    points = Fraction(rule["每件"]) * max(asked.value(str(rule["计算"])), 0)
    return asked.mark(-min(points, Fraction(rule["最多"])), asked.evidence.unheard)


_RULES: Mapping[str, Callable[[Asked, Rule], Mark]] = {
    "按件扣分": _per_event,
    "按期率": _timeliness,
    "比率": _ratio,
    "达标": _threshold,
    "有无": _presence,
    TAKEN: _taken,
    VETO: _veto,
    BONUS: _bonus,
}
