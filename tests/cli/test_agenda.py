"""What is overdue or falls due soon: which rows, in which order, in which words."""

from __future__ import annotations

from datetime import date
from typing import Any

from rich.console import Console

from cli.agenda import Agenda, due_rows
from cli.organisations import Registry
from cli.words import Words

TODAY = date(2026, 3, 10)


def row(due_on: str, subject: str = "s-1", *, provisional: bool = False) -> dict[str, Any]:
    owed = {
        "id": f"publish:{due_on}",
        "duty": "publish",
        "org": "fengjie-aa",
        "subject": subject,
        "due_on": due_on,
        "provisional": provisional,
        "explanation": {"article": "条例第二十六条", "rule": "双公示7个工作日"},
    }
    return {"county": "fengjie", "kind": "publishing.disclosure", "title": "通知", "obligation": owed}


def days(*rows: dict[str, Any], within: int = 7) -> list[tuple[str, int]]:
    return [(each["obligation"]["due_on"], each["days_left"]) for each in due_rows(rows, TODAY, within)]


def test_the_last_day_within_the_span_is_in_and_the_next_is_not() -> None:
    rows = (row("2026-03-17"), row("2026-03-18"), row("2026-03-10"), row("2025-12-31"))
    assert days(*rows) == [("2025-12-31", -69), ("2026-03-10", 0), ("2026-03-17", 7)]
    assert days(*rows, within=0) == [("2025-12-31", -69), ("2026-03-10", 0)]


def test_before_the_first_day_nothing_is_due() -> None:
    assert due_rows([row("2026-03-17")], None, 7) == []


def test_that_nothing_is_due_is_told_from_that_no_day_has_been_counted() -> None:
    words = Words({})
    assert "nothing is overdue" in Agenda([], 7, "2026-03-09", Registry(), words, None).nothing().plain
    assert "no day has been counted" in Agenda([], 7, None, Registry(), words, None).nothing().plain


def test_the_table_says_how_many_how_long_and_by_which_clause() -> None:
    rows = due_rows([row("2026-03-09"), row("2026-03-10", "s-2"), row("2026-03-12", "s-3", provisional=True)], TODAY, 7)
    words = Words({"duty|publish": {"code": "publish", "order": 1, "chinese": "主动公开政府信息"}})
    console = Console(width=300, highlight=False)
    with console.capture() as captured:
        console.print(Agenda(rows, 7, "2026-03-09", Registry({"fengjie-aa": "奉节县财政局"}), words, None).table())
    shown = captured.get()
    assert "逾期1项，7日内到期2项（数据截至 2026-03-09）" in shown
    lines = [line.split() for line in shown.splitlines() if "条例第二十六条" in line]
    assert [line[:2] for line in lines] == [
        ["2026-03-09", "逾期1日"],
        ["2026-03-10", "今日"],
        ["2026-03-12（暂定）", "2日"],
    ]
    assert lines[0][2:] == [
        "奉节县财政局",
        "公开事项",
        "s-1",
        "通知",
        "主动公开政府信息",
        "条例第二十六条",
        "双公示7个工作日",
    ]
