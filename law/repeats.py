"""重复申请 and 多人申请: candidates found by comparing applications (条例第三十六条第六项, 第四十四条)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple


@dataclass(frozen=True, slots=True, order=True)
class Asked:
    """Who asked for what: keyed hashes only. ``answered_on`` is None while the application is open."""

    received_on: date
    id: str
    applicant_ref: str
    subject_hash: str
    answered_on: date | None = None
    disclosed_on: date | None = None
    """Day on which it was, or was said to be, disclosed; None where it was not."""


class Several(NamedTuple):
    """Applications for the same information that may be made public, and the day since which that is known."""

    on: date
    applications: list[str]


def repeats(applications: Iterable[Asked]) -> dict[str, str]:
    """Application → the earlier one of the same applicant for the same information, answered by then.

    A candidate for 不予重复处理 (第三十六条第六项); a person decides.
    """
    candidates: dict[str, str] = {}
    before: dict[tuple[str, str], list[Asked]] = {}
    for asked in sorted(applications, key=lambda a: (a.received_on, a.id)):
        same = before.setdefault((asked.applicant_ref, asked.subject_hash), [])
        answered = (e.id for e in same if e.answered_on and e.answered_on <= asked.received_on)
        earlier = next(answered, None)
        if earlier is not None:
            candidates[asked.id] = earlier
        same.append(asked)
    return candidates


def asked_by_several(applications: Iterable[Asked], at_least: int = 2) -> dict[str, Several]:
    """Information that may be made public → its applications, when enough different applicants asked.

    第四十四条: several ask for the same information and it can be public → may become 主动公开. The day is that on which
    so many had asked and it had been disclosed to one of them.
    """
    by_subject: dict[str, list[Asked]] = {}
    for asked in sorted(applications, key=lambda a: (a.received_on, a.id)):
        by_subject.setdefault(asked.subject_hash, []).append(asked)
    several = {}
    for subject, group in sorted(by_subject.items()):
        first: dict[str, date] = {}
        for asked in group:
            first.setdefault(asked.applicant_ref, asked.received_on)
        disclosed = [asked.disclosed_on for asked in group if asked.disclosed_on is not None]
        if len(first) >= at_least and disclosed:
            enough = sorted(first.values())[at_least - 1]
            several[subject] = Several(max(enough, min(disclosed)), [asked.id for asked in group])
    return several
