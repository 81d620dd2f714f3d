"""指标异常: what is lawful step by step and looks, taken together, as if it served the numbers. Shown with its facts, never scored. Pure.

Nobody sets these bounds in law: they are defaults, chosen so that ordinary work stays below them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import islice
from typing import NamedTuple

from law.periods import Period

RECORDED_LATE, EXTENDED_NEAR_DUE, REOPENED, ANSWERED, WITHDRAWN_AGAIN = (
    "recorded_late",
    "extended_near_due",
    "reopened",
    "answered",
    "published_then_withdrawn",
)
"""Codes of signals: each is about one step of one subject and says nothing by itself."""

LATE_AFTER = 30
"""Days after which a fact is recorded late: by then the report of the month in which it happened has gone out without it."""
NEAR_DUE = 3
"""Working days before the due date in which an extension is a last-minute one: when the reminder has come (3 working days before)."""
GONE_WITHIN = 30
"""Days within which what was published is gone again: the report that counts it finds it no more."""

MOST_NAMED = 100
"""Days, subjects and facts that an indicator names, each; its amount is of all."""
MOST_GROUPS = 12
"""Months or days that its text names."""


class SignalEvidence(NamedTuple):
    """A signal of a subject, as its state has it."""

    on: date
    key: str
    code: str
    amount: int
    """How many facts or steps it stands for."""
    text: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator of one unit in one period: no points, no blame; a person looks at the facts."""

    code: str
    name: str
    org: str
    period: str
    amount: int
    out_of: int | None
    """Of how many, where it is a share; else None."""
    text: str
    days: tuple[date, ...]
    keys: tuple[str, ...]
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bound:
    """From which amount on signals of one code make an indicator."""

    code: str
    name: str
    signal: str
    least: int
    text: str
    """With ``amount``, ``of`` and ``groups`` to be filled in."""
    group: Callable[[date], str] | None = None
    """Signals of one group must come to ``least`` together: a month, a day. None: all of the period."""
    measure: str = ""
    """What a group's amount is a share of, in its month."""
    share: Fraction = Fraction(0)
    beyond: bool = False
    """Whether the share has to be exceeded, not only reached."""

    def holds(self, amount: int, of: int | None) -> bool:
        """Whether so many, of so many, are an indicator."""
        part = self.share * (of or 0)
        return amount >= self.least and (amount > part if self.beyond else amount >= part)


BOUNDS = (
    # Three in one month are no longer chance in an office that has a handful of applications; less than half of the
    # extensions may be what hard cases need.
    Bound(
        "bulk_extension",
        "临期集中延期",
        EXTENDED_NEAR_DUE,
        3,
        f"到期前{NEAR_DUE}个工作日内告知延期{{amount}}件，所在月份共延期{{of}}件（{{groups}}）",
        lambda day: day.isoformat()[:7],
        "applications_extended",
        Fraction(1, 2),
        beyond=True,
    ),
    # Five answers a day are more than one official writes; half of a month's work on one day is a heap that was let lie.
    Bound(
        "mass_answers",
        "一日集中答复",
        ANSWERED,
        5,
        "一日之内集中答复共{amount}件，所在月份共答复{of}件（{groups}）",
        date.isoformat,
        "applications_answered",
        Fraction(1, 2),
    ),
    # One may be forgotten and another overlooked.
    Bound("back_dating", "事后补记", RECORDED_LATE, 3, f"{{amount}}条事实在发生{LATE_AFTER}日以后才报送"),
    # Once is a mistake put right, which nobody should be afraid of.
    Bound("close_and_reopen", "办结后又重新办理", REOPENED, 2, "办结后没有决定或者裁判要求而重新办理{amount}次"),
    Bound("publish_and_withdraw", "公开后又撤下", WITHDRAWN_AGAIN, 2, f"公开后{GONE_WITHIN}日内又撤下{{amount}}次"),
)
"""All indicators, in the order in which they are shown."""

NAMES = {bound.code: bound.name for bound in BOUNDS}


def indicators(
    org: str, period: Period, signals: Iterable[SignalEvidence], counts: Mapping[str, Mapping[str, int]]
) -> list[Indicator]:
    """What a unit's signals come to in a period; ``counts``: the unit's, by month and measure.

    Neither the order of the signals nor one that is given twice changes anything.
    """
    by_code: defaultdict[str, list[SignalEvidence]] = defaultdict(list)
    for signal in sorted(set(signals)):
        if period.first <= signal.on <= period.last:
            by_code[signal.code].append(signal)
    return [
        indicator for bound in BOUNDS if (indicator := _indicator(bound, org, period, by_code[bound.signal], counts))
    ]


def _indicator(
    bound: Bound, org: str, period: Period, signals: Sequence[SignalEvidence], counts: Mapping[str, Mapping[str, int]]
) -> Indicator | None:
    groups: defaultdict[str, list[SignalEvidence]] = defaultdict(list)
    for signal in signals:
        groups[bound.group(signal.on) if bound.group else period.name].append(signal)
    of = {name: counts.get(name[:7], {}).get(bound.measure, 0) if bound.measure else None for name in groups}
    telling = [name for name in sorted(groups) if bound.holds(_amount(groups[name]), of[name])]
    if not telling:
        return None
    counted = [signal for name in telling for signal in groups[name]]
    amount = _amount(counted)
    months = {name[:7]: of[name] or 0 for name in telling}
    return Indicator(
        bound.code,
        bound.name,
        org,
        period.name,
        amount,
        sum(months.values()) if bound.measure else None,
        bound.text.format(amount=amount, of=sum(months.values()), groups=_listed(groups, telling)),
        tuple(sorted({signal.on for signal in counted})[:MOST_NAMED]),
        tuple(sorted({signal.key for signal in counted})[:MOST_NAMED]),
        tuple(islice(dict.fromkeys(fact for signal in counted for fact in signal.facts), MOST_NAMED)),
    )


def _amount(signals: Iterable[SignalEvidence]) -> int:
    return sum(signal.amount for signal in signals)


def _listed(groups: Mapping[str, Sequence[SignalEvidence]], telling: Sequence[str]) -> str:
    more = f"等{len(telling)}处" if len(telling) > MOST_GROUPS else ""
    return "、".join(f"{name} {_amount(groups[name])}件" for name in telling[:MOST_GROUPS]) + more
