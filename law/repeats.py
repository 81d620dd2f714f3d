"""重复申请 and 多人申请: candidates found by comparing applications (条例第三十六条第六项, 第四十四条)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, order=True)
class Asked:
    """Who asked for what: keyed hashes only. ``answered_on`` is None while the application is open."""

    received_on: date
    id: str
    applicant_ref: str
    subject_hash: str
    answered_on: date | None = None
    disclosable: bool = False


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


def asked_by_several(applications: Iterable[Asked], at_least: int = 2) -> dict[str, list[str]]:
    """Information that may be made public → its applications, when enough different applicants asked.

    第四十四条: several ask for the same information and it can be public → may become 主动公开.
    """
    by_subject: dict[str, list[Asked]] = {}
    for asked in sorted(applications, key=lambda a: (a.received_on, a.id)):
        by_subject.setdefault(asked.subject_hash, []).append(asked)
    return {
        subject: [asked.id for asked in group]
        for subject, group in sorted(by_subject.items())
        if len({asked.applicant_ref for asked in group}) >= at_least and any(asked.disclosable for asked in group)
    }
