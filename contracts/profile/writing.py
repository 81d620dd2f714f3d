"""A county's profile written as its office keeps it: what ``file`` reads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import yaml

from contracts.families import FAMILIES, Families
from contracts.profile.file import NEVER, RECEIPTS
from contracts.profile.record import CountyProfile, Span


def written(profile: CountyProfile, families: Families = FAMILIES) -> str:
    """The file, with the Chinese name of each code beside it."""
    lines = [f"县: {profile.county}", f"版本: {profile.version}"]
    if profile.note:
        lines.append(f"说明: {_quoted(profile.note)}")
    for name, entries in _sections(profile, families).items():
        if entries:
            lines += [f"{name}:", *entries]
    return "\n".join(lines) + "\n"


def _sections(profile: CountyProfile, families: Families) -> dict[str, list[str]]:
    duties = {code: duty.chinese for code, duty in families.duties.items()}
    checks = {code: named.chinese for code, named in families.checks.items()}
    leasts = {code: named.chinese for code, named in families.leasts.items()}
    kinds = {name: family.chinese for name, family in families.by_name.items()}
    receipts = {value: words for words, value in RECEIPTS.items()}
    return {
        "种类": [_entry(choice.family, str(choice.since or NEVER), kinds) for choice in profile.families],
        "义务": [_entry(choice.duty, _spans(choice.spans), duties) for choice in profile.duties],
        "期限": [_entry(code, limits, duties | checks | leasts) for code, limits in _limits(profile).items()],
        "核查": [_entry(choice.check, _spans(choice.spans), checks) for choice in profile.checks],
        "做法": [
            f"  - {{自: {choice.since}, 补正期限: {choice.correction_days}个工作日, "
            f"网上申请: {receipts[choice.internet_receipt]}}}"
            for choice in profile.practice
        ],
    }


def _limits(profile: CountyProfile) -> dict[str, str]:
    limits: dict[str, list[str]] = {}
    for choice in profile.limits:
        limits.setdefault(choice.duty, []).append(f"{{自: {choice.since}, 期限: {choice.limit.words}}}")
    return {code: f"[{', '.join(dated)}]" for code, dated in limits.items()}


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
