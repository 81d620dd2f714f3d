"""What is wrong with a county's profile, in words: the field, the value, the rule and what to do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from itertools import pairwise

from contracts.families import FAMILIES, Families
from contracts.faults import Fault, FaultsError
from contracts.kit import Duty, Least
from contracts.profile import ANSWER
from contracts.profile.record import CountyProfile, LimitChoice, Span
from law.limit import Limit, LimitUnit
from law.local_limits import never_longer

FIRST_DAY = date(2008, 5, 1)
"""The 条例 is in force from this day; nothing is owed by it before."""

LAST_DAY = date(2100, 12, 31)


class ProfileError(FaultsError):
    """A profile that cannot be taken in."""


def check(profile: CountyProfile, families: Families = FAMILIES, counties: Mapping[str, str] | None = None) -> None:
    """ProfileError with every fault. ``counties``: slug → name of those that there are, where that is known."""
    if faults := faults_of(profile, families, counties):
        raise ProfileError(faults)


def faults_of(
    profile: CountyProfile, families: Families = FAMILIES, counties: Mapping[str, str] | None = None
) -> list[Fault]:
    """All that is wrong with it, as ``check`` says it."""
    return [*_names(profile, families, counties), *_days(profile), *_limits(profile, families)]


def near(asked: str, known: Mapping[str, str]) -> str:
    """A remedy that names the code that may be meant: by spelling, or by its name in Chinese."""
    named = [code for code, chinese in known.items() if asked and chinese and (asked in chinese or chinese in asked)]
    likely = named[:3] or get_close_matches(asked.lower(), known, 3)
    if likely:
        return f"did you mean {', '.join(f'{code} ({known[code]})' for code in likely)}?"
    listed = ", ".join(f"{code} ({chinese})" for code, chinese in known.items())
    return f"give one of {listed}" if listed else "there is none that could be named; leave it out"


def _names(profile: CountyProfile, families: Families, counties: Mapping[str, str] | None) -> Iterator[Fault]:
    duties = {code: duty.chinese for code, duty in families.duties.items()}
    kinds = {name: family.chinese for name, family in families.by_name.items()}
    checks = {code: named.chinese for code, named in families.checks.items()}
    limited = duties | {code: named.chinese for code, named in families.checks.items() if named.limit}
    if counties is not None and profile.county not in counties:
        yield Fault("县", profile.county, "no organisation belongs to such a county", near(profile.county, counties))
    yield from _codes("种类", [choice.family for choice in profile.families], kinds, "kind of subject")
    yield from _codes("义务", [choice.duty for choice in profile.duties], duties, "duty")
    yield from _codes("核查", [choice.check for choice in profile.checks], checks, "check")
    limited |= {code: least.chinese for code, least in families.leasts.items()}
    yield from _codes("期限", dict.fromkeys(choice.duty for choice in profile.limits), limited, "duty")


def _codes(field: str, named: Iterable[str], known: Mapping[str, str], what: str) -> Iterator[Fault]:
    seen: set[str] = set()
    for code in named:
        if code not in known:
            yield Fault(f"{field}.{code}", code, f"there is no such {what}", near(code, known))
        elif code in seen:
            yield Fault(f"{field}.{code}", code, "it is named twice", "say all of it in one place")
        seen.add(code)


def _days(profile: CountyProfile) -> Iterator[Fault]:
    for named in profile.families:
        if named.since is not None:
            yield from _day(f"种类.{named.family}", named.since)
    for duty in profile.duties:
        yield from _spans(f"义务.{duty.duty}", duty.spans)
    for check in profile.checks:
        yield from _spans(f"核查.{check.check}", check.spans)
    yield from _each_once("做法", [choice.since for choice in profile.practice])
    for code in dict.fromkeys(choice.duty for choice in profile.limits):
        yield from _each_once(f"期限.{code}", [c.since for c in profile.limits if c.duty == code])


def _spans(field: str, spans: Sequence[Span]) -> Iterator[Fault]:
    for span in spans:
        yield from _day(field, span.since)
        if span.until is not None and span.until < span.since:
            yield Fault(
                field, f"{span.since}…{span.until}", "止 lies before 自", "give the last day on which it applies"
            )
    for earlier, later in pairwise(sorted(spans, key=lambda span: span.since)):
        if earlier.until is None or earlier.until >= later.since:
            yield Fault(
                field,
                f"{earlier.since}…, {later.since}…",
                "the two overlap",
                "end the first before the second begins, with 止",
            )


def _each_once(field: str, days: Sequence[date]) -> Iterator[Fault]:
    for day in sorted(set(days)):
        yield from _day(field, day)
        if days.count(day) > 1:
            yield Fault(field, str(day), "two entries begin on one day", "leave one of them")


def _day(field: str, day: date) -> Iterator[Fault]:
    if not FIRST_DAY <= day <= LAST_DAY:
        yield Fault(field, str(day), f"no day from {FIRST_DAY} to {LAST_DAY}", "correct the date")


def _limits(profile: CountyProfile, families: Families) -> Iterator[Fault]:
    for choice in profile.limits:
        duty = families.duties.get(choice.duty) or families.checks.get(choice.duty)
        least = families.leasts.get(choice.duty)
        field = f"期限.{choice.duty}"
        try:
            limit = choice.limit
        except ValueError as error:
            yield Fault(field, _plain(choice), str(error), "write it as 15个工作日, 3个月 or 次年6月30日前")
            continue
        if least is not None:
            yield from _least(field, limit, least)
        elif duty is None or duty.limit is None:
            continue
        elif duty.limit.unit is LimitUnit.SET_BY_FACT:
            yield Fault(field, limit.words, "the day of this duty is set by a fact", "leave the limit out")
        elif limit.unit is LimitUnit.SET_BY_FACT:
            yield Fault(field, limit.words, "no length and no day", "write it as 15个工作日")
        elif limit.amount == 0 and limit.unit is not LimitUnit.DAY_OF_YEAR:
            yield Fault(field, limit.words, "no time at all", "give 1 or more")
        elif duty.code == ANSWER and limit.unit is not LimitUnit.WORKING_DAYS:
            yield Fault(field, limit.words, "this clock runs in working days", "write it as 15个工作日")
        elif isinstance(duty, Duty) and duty.statutory and not never_longer(limit, duty.limit):
            yield Fault(
                field,
                limit.words,
                f"{duty.article} sets {duty.limit.words}, and this may end later",
                f"give {duty.limit.words} or less, in the same unit, or leave it out",
            )


def _least(field: str, limit: Limit, least: Least) -> Iterator[Fault]:
    """What has to last is never cut short: the law's time ends no later than the county's."""
    if limit.unit not in (LimitUnit.CALENDAR_DAYS, LimitUnit.WORKING_DAYS):
        yield Fault(field, limit.words, "this time is counted in days", f"write it as {least.limit.words}")
    elif least.statutory and not never_longer(least.limit, limit):
        yield Fault(
            field,
            limit.words,
            f"{least.article} asks for at least {least.limit.words}, and this may end earlier",
            f"give {least.limit.words} or more, in the same unit, or leave it out",
        )


def _plain(choice: LimitChoice) -> str:
    return f"{choice.amount} {choice.unit} {choice.month}-{choice.day}"
