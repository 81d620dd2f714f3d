"""A county's profile written as its office keeps it: what ``file`` reads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import yaml

from contracts.families import FAMILIES, Families
from contracts.profile.file import NEVER, RECEIPTS
from contracts.profile.record import CountyProfile, Span


def written(profile: CountyProfile, families: Families = FAMILIES) -> str:
    """The file, with the Chinese name of each code beside it."""
    duties = {code: duty.chinese for code, duty in families.duties.items()}
    checks = {code: named.chinese for code, named in families.checks.items()}
    kinds = {name: family.chinese for name, family in families.by_name.items()}
    return "\n".join(_lines(profile, duties, checks, kinds)) + "\n"


def _lines(
    profile: CountyProfile, duties: Mapping[str, str], checks: Mapping[str, str], kinds: Mapping[str, str]
) -> Iterator[str]:
    yield f"县: {profile.county}"
    yield f"版本: {profile.version}"
    if profile.note:
        yield f"说明: {_quoted(profile.note)}"
    if profile.families:
        yield "种类:"
    for family in profile.families:
        yield _entry(family.family, str(family.since or NEVER), kinds)
    if profile.duties:
        yield "义务:"
    for duty in profile.duties:
        yield _entry(duty.duty, _spans(duty.spans), duties)
    if profile.limits:
        yield "期限:"
    for code in dict.fromkeys(choice.duty for choice in profile.limits):
        own = [choice for choice in profile.limits if choice.duty == code]
        dated = ", ".join(f"{{自: {choice.since}, 期限: {choice.limit.words}}}" for choice in own)
        yield _entry(code, f"[{dated}]", duties)
    if profile.checks:
        yield "核查:"
    for check in profile.checks:
        yield _entry(check.check, _spans(check.spans), checks)
    if profile.practice:
        yield "做法:"
    receipts = {value: words for words, value in RECEIPTS.items()}
    for choice in profile.practice:
        receipt = receipts[choice.internet_receipt]
        yield f"  - {{自: {choice.since}, 补正期限: {choice.correction_days}个工作日, 网上申请: {receipt}}}"


def _entry(code: str, value: str, names: Mapping[str, str]) -> str:
    name = names.get(code)
    return f"  {code}: {value}" + (f"  # {name}" if name else "")


def _spans(spans: Sequence[Span]) -> str:
    if not spans:
        return NEVER
    if len(spans) == 1 and spans[0].until is None:
        return str(spans[0].since)
    return "[" + ", ".join(f"{{自: {s.since}{f', 止: {s.until}' if s.until else ''}}}" for s in spans) + "]"


def _quoted(text: str) -> str:
    """As YAML has to have it, on one line."""
    return yaml.safe_dump(text, allow_unicode=True, width=10**6, default_style='"').strip()
