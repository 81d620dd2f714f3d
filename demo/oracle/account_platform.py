"""The accounts of a unit on one platform (国办发〔2018〕123号): called into being by them, and counted there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from demo.oracle.account import OPENED
from demo.oracle.case import Case, Judged
from demo.oracle.facts import Subject
from demo.oracle.opinions import by_day

ELSEWHERE = "其他"


@dataclass
class Platform(Subject):
    """A unit and a platform, with the accounts that were opened on it."""

    accounts: list[Subject]


def called(subjects: Iterable[Subject]) -> Iterator[Subject]:
    """One for each unit and platform; an account is where its newest opening puts it."""
    accounts: defaultdict[tuple[str, str], list[Subject]] = defaultdict(list)
    for subject in subjects:
        if opened := by_day(subject, OPENED, "opened_on"):
            platform, name = str(opened[-1].data["platform"]), opened[-1].text("platform_name")
            named = f"{platform}:{name}" if platform == ELSEWHERE and name else platform
            accounts[subject.org, named].append(subject)
    for (org, platform), each in sorted(accounts.items()):
        yield Platform(org, platform, {}, each)


def judge(_: Case) -> Judged:
    """Nothing is counted twice."""
    return Judged()
