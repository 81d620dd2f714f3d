"""What is overdue or falls due soon, as rows and as a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from rich.table import Table
from rich.text import Text

from cli.organisations import Registry
from cli.parts import due_day
from cli.tables import add, plain_table
from cli.words import Words
from contracts.families import FAMILIES
from papers.assessed.owed import Owing, paper
from papers.official.blocks import Paper

Row = Mapping[str, Any]


def due_rows(rows: Iterable[Row], today: date | None, within: int) -> list[dict[str, Any]]:
    """Obligations that are past their day or reach it within so many days, each with ``days_left``; the oldest first.

    None where no day has begun: nothing can be due then.
    """
    if today is None:
        return []
    dated = [{**row, "days_left": (date.fromisoformat(row["obligation"]["due_on"]) - today).days} for row in rows]
    chosen = [row for row in dated if row["days_left"] <= within]
    return sorted(
        chosen, key=lambda row: [row["obligation"][name] for name in ("due_on", "org", "subject", "id")] + [row["kind"]]
    )


class Agenda(NamedTuple):
    """The rows, and what is needed to show them; ``complete_up_to`` is None before the first day is counted."""

    rows: list[dict[str, Any]]
    within: int
    complete_up_to: str | None
    known: Registry
    words: Words
    today: date | None
    rubrics: Mapping[str, int] = {}
    """County → version of the rubric in force."""

    def table(self) -> Table:
        """By due day; the title says how many of each there are."""
        overdue = sum(row["days_left"] < 0 for row in self.rows)
        soon = len(self.rows) - overdue
        title = f"逾期{overdue}项，{self.within}日内到期{soon}项（数据截至 {self.complete_up_to}）"
        table = plain_table(title, "到期", "尚余", "单位", "种类", "事项", "标题", "义务", "条款", "规则")
        for row in self.rows:
            owed, family = row["obligation"], FAMILIES.by_kind.get(row["kind"])
            add(
                table,
                due_day(owed["due_on"], provisional=owed["provisional"]),
                left(row["days_left"]),
                self.known.orgs.get(owed["org"], owed["org"]),
                family.chinese if family else row["kind"],
                owed["subject"],
                row["title"],
                self.words.duty(owed["duty"]),
                owed["explanation"]["article"],
                owed["explanation"]["rule"],
            )
        return table

    def nothing(self) -> Text:
        """That there is none."""
        if self.complete_up_to is None:
            return Text("no day has been counted yet, so that nothing can be due; see gongkai status")
        return Text(f"nothing is overdue or due within {self.within} days（数据截至 {self.complete_up_to}）")


def reminders(agenda: Agenda, *, simulated: bool) -> dict[str, tuple[Owing, Paper]]:
    """By unit what its reminder says, and the paper of it."""
    by_unit: dict[str, list[Row]] = {}
    for row in agenda.rows:
        by_unit.setdefault(row["obligation"]["org"], []).append(row)
    notes = {}
    for org, rows in sorted(by_unit.items()):
        assert agenda.today is not None
        county = agenda.known.county_of.get(org, "")
        owing = Owing(
            agenda.known.orgs.get(org, org),
            agenda.known.counties.get(county, county),
            rows,
            agenda.within,
            agenda.today,
            date.fromisoformat(agenda.complete_up_to) if agenda.complete_up_to else agenda.today,
            rubric=agenda.rubrics.get(county),
            simulated=simulated,
        )
        notes[org] = owing, paper(owing)
    return notes


def left(days: int) -> str:
    """How long a last day is off, in words; negative: days overdue."""
    if days < 0:
        return f"逾期{-days}日"
    return f"{days}日" if days else "今日"
