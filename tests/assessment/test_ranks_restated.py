"""Ranks of an issued report: whose change when one unit's total does, and by which facts; on a real database."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any

import pytest

from contracts.topics import FINDINGS, REPORTS, RESTATEMENTS, SCORES, SUBJECTS
from law.reports import ReportKind
from tests.assessment.january import ID, MONTH, RUBRIC, issue, verdict
from tests.assessment.records import Log, Record
from tests.assessment.service import Assessment

pytestmark = pytest.mark.servers

ENOUGH: dict[str, Any] = {
    **RUBRIC,
    "clauses": [
        {
            "path": "1",
            "title": "公开数量",
            "weight": 10_000,
            "rule": "threshold",
            "formula": "items_published",
            "least": 5,
        }
    ],
}
"""20 points an item, 100 at most; the same in every period."""


def item(unit: str, number: int) -> str:
    return f"publishing.disclosure/{unit}/{number}"


def published(log: Log, unit: str, amount: int, *, month: str = "2026-01", number: int = 1, cause: str = "f") -> None:
    """A subject of the unit by which it published so many in a month."""
    log.state(item(unit, number), {month: {"items_published": amount}}, causes=[cause], title=f"{unit}{number}")


def county(**amounts: int) -> Log:
    """Units that published so many items in January."""
    log = Log()
    for org in amounts:
        log.unit(org)
    log.day("2026-01-05")
    log.rubric(ENOUGH)
    for org, amount in amounts.items():
        published(log, org, amount)
    return log


async def take(assessment: Assessment, log: Log, end: str) -> list[Record]:
    log.complete(end)
    records = log.taken()
    await assessment.batch(records)
    await assessment.settle()
    return records


def restated(assessment: Assessment, report: str = ID) -> dict[str, dict[str, tuple[str, str]]]:
    """Unit → cell → before and after, of the sheet alone."""
    return {
        key.removeprefix(f"{report}|"): {
            cell["path"]: (cell["before"], cell["after"])
            for cell in assessment.told(RESTATEMENTS, key)["cells"]
            if cell["path"] in {"sheet.rank", "sheet.total"}
        }
        for key in sorted(assessment.topics[RESTATEMENTS])
        if key.startswith(f"{report}|")
    }


def because(assessment: Assessment, org: str) -> list[tuple[str, list[str]]]:
    return [(why["key"], why["causes"]) for why in assessment.told(RESTATEMENTS, f"{ID}|{org}")["because"]]


async def test_a_total_that_moves_restates_the_ranks_of_those_it_passes_and_of_no_others(
    assessment: Assessment,
) -> None:
    # 100, 80, 60, 40, 20 points; d comes to 80: it passes c and stands beside b, who stays second.
    log = county(a=5, b=4, c=3, d=2, e=1)
    await take(assessment, log, "2026-01-31")
    await issue(assessment, *MONTH)
    published(log, "d", 2, number=2, cause="late-fact")
    await take(assessment, log, "2026-02-28")
    assert restated(assessment) == {
        "c": {"sheet.rank": ("3", "4")},
        "d": {"sheet.rank": ("4", "2"), "sheet.total": ("40", "80")},
    }
    assert because(assessment, "c") == because(assessment, "d") == [(item("d", 2), ["late-fact"])]


async def test_a_number_that_changes_no_total_changes_no_rank(assessment: Assessment) -> None:
    log = county(a=5, b=4)
    await take(assessment, log, "2026-01-31")
    await issue(assessment, *MONTH)
    published(log, "a", 1, number=2, cause="beyond-what-is-asked-for")
    await take(assessment, log, "2026-02-28")
    assert restated(assessment) == {"a": {}}


async def test_a_unit_that_both_moves_and_is_passed_names_its_own_facts_and_the_others(assessment: Assessment) -> None:
    # b falls from 80 to 20, and d rises from 40 to 60: c, of 60, is second with d.
    log = county(a=5, b=4, c=3, d=2)
    await take(assessment, log, "2026-01-31")
    await issue(assessment, *MONTH)
    published(log, "b", 1, cause="withdrawn")
    published(log, "d", 1, number=2, cause="late-fact")
    await take(assessment, log, "2026-02-28")
    assert {org: cells["sheet.rank"] for org, cells in restated(assessment).items()} == {
        "b": ("2", "4"),
        "c": ("3", "2"),
        "d": ("4", "2"),
    }
    fell, rose = (item("b", 1), ["withdrawn"]), (item("d", 2), ["late-fact"])
    assert because(assessment, "c") == [fell, rose]
    assert because(assessment, "d") == [rose, fell]
    published(log, "d", 0, number=2, cause="taken-back")
    published(log, "b", 4, cause="told-again")
    await take(assessment, log, "2026-03-31")
    assert restated(assessment) == {}


async def test_a_unit_of_which_nothing_was_heard_gets_a_rank_and_the_others_give_way(assessment: Assessment) -> None:
    log = county(a=5, b=3)
    log.unit("c")
    await take(assessment, log, "2026-01-31")
    await issue(assessment, *MONTH)
    assert [place["org"] for place in assessment.told(REPORTS, ID)["rankings"][0]["places"]] == ["a", "b"]
    published(log, "c", 4, cause="late-fact")
    await take(assessment, log, "2026-02-28")
    ranks = {org: cells["sheet.rank"] for org, cells in restated(assessment).items()}
    assert ranks == {"b": ("2", "3"), "c": ("", "2")}


async def test_a_late_fact_restates_its_month_its_quarter_and_its_year_and_no_other_period(
    assessment: Assessment,
) -> None:
    log = county(a=2, b=1)
    for number, month in enumerate(("2026-02", "2026-05"), 2):
        published(log, "a", 1, month=month, number=number)
    await take(assessment, log, "2026-12-31")
    for kind, period in (
        (ReportKind.MONTHLY, "2026-01"),
        (ReportKind.MONTHLY, "2026-02"),
        (ReportKind.QUARTERLY, "2026-Q1"),
        (ReportKind.QUARTERLY, "2026-Q2"),
        (ReportKind.ANNUAL, "2026"),
    ):
        await issue(assessment, "c", kind, period)
    published(log, "b", 2, number=9, cause="late-fact")
    await take(assessment, log, "2027-01-05")
    assert {key.rpartition("|")[0] for key in assessment.topics[RESTATEMENTS]} == {
        ID,
        "c|quarterly|2026-Q1",
        "c|annual|2026",
    }
    # 2 and 3 of January; 3 and 3 of the quarter; 4 and 3 of the year.
    assert restated(assessment)["a"] == {"sheet.rank": ("1", "2")}
    assert restated(assessment, "c|quarterly|2026-Q1") == {"b": {"sheet.rank": ("2", "1"), "sheet.total": ("20", "60")}}
    assert restated(assessment, "c|annual|2026") == {"b": {"sheet.total": ("20", "60")}}


@pytest.mark.parametrize("seed", range(3))
async def test_however_the_topics_interleave_and_are_cut_a_rebuild_comes_to_the_same_ranks_restated(
    assessment: Assessment, rebuilt: Assessment, seed: int
) -> None:
    chance = random.Random(seed)
    log = county(a=5, b=4, c=3, d=2, e=1)
    records = await take(assessment, log, "2026-01-31")
    await issue(assessment, *MONTH)
    for number in range(2, 8):
        unit = chance.choice("abcde")
        published(log, unit, chance.randrange(4), number=number, cause=f"late-{number}")
        published(log, unit, chance.randrange(4), number=number, cause=f"again-{number}")
    log.complete("2026-02-28")
    later = log.taken()
    for record in later:
        await assessment.batch([record])
        if chance.random() < 0.5:
            await assessment.settle()
    await assessment.settle()
    assert restated(assessment)
    await rebuilt.restore([(kind, value) for topic, kind, value in assessment.log if topic == REPORTS])
    for batch in cut(interleaved([*records, *later], chance), chance):
        await rebuilt.batch(batch)
    await rebuilt.settle()
    assert (await verdict(rebuilt)).holds
    for topic in (SCORES, FINDINGS, RESTATEMENTS, SUBJECTS):
        assert rebuilt.topics[topic] == assessment.topics[topic], topic


def cut(records: Sequence[Record], chance: random.Random) -> list[list[Record]]:
    """The records in batches of any length, in their order."""
    batches, rest = [], list(records)
    while rest:
        length = chance.randrange(1, 8)
        batches.append(rest[:length])
        rest = rest[length:]
    return batches


def interleaved(records: Sequence[Record], chance: random.Random) -> list[Record]:
    """The records in another order, in which each topic keeps its own."""
    topics: dict[str, list[Record]] = {}
    for record in records:
        topics.setdefault(record.topic, []).append(record)
    drawn = [record.topic for record in records]
    chance.shuffle(drawn)
    return [topics[topic].pop(0) for topic in drawn]
