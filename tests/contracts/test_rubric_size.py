"""The largest rubric that can be written is judged in about a second, so that nobody keeps the gateway busy with one."""

from __future__ import annotations

from datetime import date, timedelta

from contracts.rubric.file import read
from tests.contracts.rubrics import HEAD, clause, faults

FIRST = date(2026, 1, 1)
ROSTERS = [f"册{number}" for number in range(20)]
MANY = HEAD.replace("  部门: {类别: [部门]}\n", "").replace(
    "  乡镇: {类别: [乡, 镇, 街道]}\n", "".join(f"  {code}: {{单位: fengjie-{code[1:]}}}\n" for code in ROSTERS)
)


def on_days(path: str, begins: int) -> str:
    """A clause of three hundred days of its own."""
    days = f"自: {FIRST + timedelta(days=begins)}, 止: {FIRST + timedelta(days=begins + 300)}"
    return clause(path, weight="1", rule="按期率: {义务: publish}", more=days)


def test_hundreds_of_clauses_each_with_days_of_its_own_for_twenty_rosters_are_judged() -> None:
    text = MANY + clause("1", rule="") + "".join(on_days(f"1.{number}", number) for number in range(1, 100))
    text += clause("2", rule="") + "".join(on_days(f"2.{number}", number + 100) for number in range(1, 100))
    text += clause("3", rule="") + "".join(on_days(f"3.{number}", number + 200) for number in range(1, 100))
    assert {wrong.field for wrong in faults(text)} == {"指标.1.分值", "指标.2.分值", "指标.3.分值", "满分"}


def test_rosters_that_no_clause_tells_apart_are_named_each_where_none_is_scored() -> None:
    nobody = clause(rule="按期率: {义务: publish}", more=f"名册: {ROSTERS[0]}")
    assert [wrong.value for wrong in faults(MANY + nobody)] == ROSTERS[1:]
    assert len(read(MANY + clause(rule="按期率: {义务: publish}")).rosters) == len(ROSTERS)
