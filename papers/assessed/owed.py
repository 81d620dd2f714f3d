"""催办: a note to a unit with what it owes, the oldest first, each with its clause and how its day came about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from contracts.families import FAMILIES
from contracts.obligations import Obligation
from law.reports import day_in_words
from papers import SIMULATED
from papers.assessed.faults import NAMES
from papers.official.blocks import Annex, Paper, Table, Value, rows, text


@dataclass(frozen=True)
class Owing:
    """What a unit owes on a day. ``rows``: as metrics.obligations.v1 has them, with ``days_left`` beside each."""

    name: str
    county: str
    rows: Sequence[Mapping[str, Any]]
    within: int
    """Calendar days ahead up to which it looks."""
    today: date
    complete_up_to: date
    rubric: int | None = None
    """Version of the county's rubric, by which what stays undone loses points."""
    simulated: bool = False


def paper(owing: Owing) -> Paper:
    """The note. Its number and its date are written by people; everything else is as of a day."""
    overdue = [row for row in owing.rows if row["days_left"] < 0]
    soon = len(owing.rows) - len(overdue)
    lead = f"截至{day_in_words(owing.today)}，你单位逾期未履行的政务公开义务{len(overdue)}项，{owing.within}日内到期{soon}项，清单见附件。"
    longest = f"其中逾期最久的已逾期{-overdue[0]['days_left']}日。" if overdue else ""
    organ = f"{owing.county}人民政府办公室"
    rubric = f"考核评分细则第{owing.rubric}版" if owing.rubric else "没有考核评分细则"
    facts = (
        f"单位：{owing.name}",
        f"日期：{owing.today}",
        f"数据截至：{owing.complete_up_to}",
        f"评分细则：{owing.rubric or '无'}",
    )
    return Paper(
        title="关于催办政务公开到期事项的函",
        day=owing.today,
        body=(
            text(lead, longest),
            text(
                "请逐项办理，并及时报送办理的事实。已经办理而仍在清单上的，是事实没有报到，请补报；对期限有不同意见的，请按所列条款说明。"
            ),
        ),
        organ=organ,
        reference=f"催办〔{owing.today.year}〕　号",
        addressee=f"{owing.name}：",
        closing=text(
            "编制说明：尚余日数＝到期日－今日，负数为逾期；到期日按所列条款、起算日和期限，以已公布的工作日历推算，标“暂定”的用了尚未公布放假安排的年份。"
            f"期间为截至{day_in_words(owing.today)}的全部未结义务，数据截至{day_in_words(owing.complete_up_to)}，依据{rubric}。"
        ),
        signed=organ,
        annexes=(Annex("到期事项清单", (_table(owing.rows),), across=True),),
        issued_by=organ,
        marks=(SIMULATED,) * owing.simulated,
        facts=facts,
    )


def _table(owed: Sequence[Mapping[str, Any]]) -> Table:
    lines: list[list[Value]] = []
    for number, row in enumerate(owed, start=1):
        obligation = Obligation.model_validate(row["obligation"], strict=False)
        family = FAMILIES.by_kind.get(row["kind"])
        why = obligation.explanation
        limit = f"自{why.start}起{why.limit}{why.unit}" if why.limit else why.rule
        lines.append(
            [
                number,
                f"{obligation.due_on}{'（暂定）' if obligation.provisional else ''}",
                row["days_left"],
                family.chinese if family else row["kind"],
                row["title"] or obligation.subject,
                NAMES.get(obligation.duty, obligation.duty),
                f"{why.article}；{limit}",
            ]
        )
    head = ["序号", "到期日", "尚余（日）", "种类", "事项", "义务", "条款和期限"]
    return rows("到期事项", head, [8, 20, 12, 22, 42, 20, 40], lines, left=[3, 4, 5, 6], size=9)
