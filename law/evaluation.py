"""年度评估: what was not disclosed is looked at every year, and may only be opened further.

条例第十八条, 奉节府办发〔2020〕101号 二（三）. Allowed are 依申请公开 → 主动公开 and 不予公开 → 主动公开 or 依申请公开.
A move the other way is a finding, and nothing moves.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from law.codes import Attribute
from law.findings import Finding

ART_18 = "条例第十八条"

_OPENNESS = {Attribute.WITHHELD: 0, Attribute.ON_REQUEST: 1, Attribute.PROACTIVE: 2}


class Held(NamedTuple):
    """An attribute, the day from which it holds, and the facts behind it."""

    since: date
    attribute: Attribute
    facts: tuple[str, ...] = ()


class Look(NamedTuple):
    """One evaluation: the day and moment, for which year, and the attribute after it (None: as it was)."""

    on: date
    time: datetime
    fact: str
    year: int
    attribute: Attribute | None


class Void(NamedTuple):
    """Without effect from a day on; ``until``: again in effect from that day."""

    since: date
    until: date | None = None


@dataclass
class Evaluated:
    """What the evaluations come to."""

    held: list[Held] = field(default_factory=list)
    """Attributes one after the other, each more open than the one before."""
    before: Attribute | None = None
    """What is known of the attribute before the first of ``held``."""
    formed_on: date | None = None
    first: dict[int, Look] = field(default_factory=dict)
    """The first evaluation that counts, by its year."""
    moved: list[Held] = field(default_factory=list)
    """Those of ``held`` that an evaluation made."""
    findings: list[Finding] = field(default_factory=list)

    @property
    def public_since(self) -> date | None:
        """The day from which it is 主动公开; None while it is not."""
        last = self.held[-1] if self.held else None
        return last.since if last and last.attribute is Attribute.PROACTIVE else None

    def on(self, day: date) -> Attribute | None:
        """The attribute on a day; None before the first, or where none is known."""
        return next((held.attribute for held in reversed(self.held) if held.since <= day), None)

    def facts_on(self, day: date) -> list[str]:
        """The facts behind the attribute on a day."""
        return next((list(held.facts) for held in reversed(self.held) if held.since <= day), [])

    def ended_by(self, opened_on: date, void: Iterable[Void]) -> date | None:
        """The first day after ``opened_on`` from which nothing has to be evaluated: it is void, or 主动公开."""
        ends = [spell.since for spell in void if spell.since > opened_on]
        if (public := self.public_since) is not None and public > opened_on:
            ends.append(public)
        return min(ends, default=None)

    def owed_in(self, year: int, void: Iterable[Void]) -> bool:
        """Whether it has to be evaluated for ``year``: formed before it, and at its beginning in force and not 主动公开."""
        begin = date(year, 1, 1)
        return (
            bool(self.held)
            and self.held[0].since < begin
            and self.on(begin) is not Attribute.PROACTIVE
            and not is_void(begin, void)
        )


def is_void(day: date, void: Iterable[Void]) -> bool:
    """Whether it is without effect on a day."""
    return any(spell.since <= day and (spell.until is None or day < spell.until) for spell in void)


def is_opening(before: Attribute, after: Attribute) -> bool:
    """Whether the move discloses more than before."""
    return _OPENNESS[after] > _OPENNESS[before]


def evaluated(
    formed: Held | None,
    looks: Iterable[Look],
    void: Sequence[Void] = (),
    *,
    before: Attribute | None = None,
    formed_on: date | None = None,
) -> Evaluated:
    """The evaluations in the order of their days.

    ``before``: the attribute of what is not known to be formed; ``formed_on``: the day of what was formed without one.

    One that tells of a void thing or of a year yet to come is a finding; of the latter the move counts, as it was decided
    that day, and the year has still to be looked at. Where no attribute is known yet, the first one told is it.
    """
    course = Evaluated([formed] if formed else [], before, formed.since if formed else formed_on)
    for look in sorted(looks, key=lambda look: look[:3]):
        if is_void(look.on, void):
            course.findings.append(_finding(look, "void", "已经失效，不再评估，评估结果不采用"))
            continue
        if look.on.year < look.year:
            course.findings.append(_finding(look, "before_year", f"{look.year}年度尚未开始，不计为该年度的评估"))
        else:
            course.first.setdefault(look.year, look)
        _move(course, look)
    return course


def _move(course: Evaluated, look: Look) -> None:
    before, after = course.held[-1].attribute if course.held else course.before, look.attribute
    if after is None or after is before:
        return
    if before is not None and not is_opening(before, after):
        text = f"年度评估只能扩大公开，不能由{before}改为{after}，属性仍为{before}"
        course.findings.append(_finding(look, "downward", text))
        return
    if course.formed_on is not None and look.on < course.formed_on:
        course.findings.append(_finding(look, "before_formation", "评估日期在信息形成之前，请核对日期"))
        return
    moved = Held(look.on, after, (look.fact,))
    course.held.append(moved)
    course.moved.append(moved)


def _finding(look: Look, code: str, text: str) -> Finding:
    return Finding(look.on, f"evaluation.{code}", ART_18, text, look.fact)
