"""Views as tables: codes in the words of the registry, whatever measures and duties there are."""

from __future__ import annotations

from typing import Any

from rich.console import Console
from rich.table import Table

from cli.tables import obligation_table, period_table, unit_table
from cli.words import Words
from contracts.registry import entries

WORDS = Words({key: entry.model_dump(mode="json") for key, _, entry in entries()})
NAMES = {"aa": "财政局", "bb": "教育局"}
NOTHING = {"due": 0, "met_on_time": 0, "met_late": 0, "overdue": 0, "open": 0, "excused": 0}


def row(org: str, **parts: Any) -> dict[str, Any]:
    return {"period": "2026-03", "org": org, "county": "fengjie", **parts}


AA = row(
    "aa",
    counts={"items_published": 3, "answered_within_due": 2},
    by={"items_published_by_channel": {"政府网站": 3}, "applications_received_by_kind": {"natural": 4}},
    days={"days_to_publish": {"count": 2, "sum": 5, "max": 4, "histogram": {"1": 1, "4": 1}}},
    obligations={
        "publish": NOTHING | {"due": 4, "met_on_time": 2, "overdue": 1, "excused": 1},
        "answer": NOTHING | {"due": 1, "open": 1},
    },
)
BB = row(
    "bb",
    counts={"items_published": 1},
    days={"days_to_publish": {"count": 1, "sum": 10, "max": 10, "histogram": {"10": 1}}},
)


def lines(table: Table) -> list[list[str]]:
    """The cells of each line that the console prints."""
    console = Console(width=200)
    with console.capture() as captured:
        console.print(table)
    return [line.split() for line in captured.get().splitlines() if line.split()]


def test_units_stand_beneath_one_another_with_their_sum_and_the_mean_of_all() -> None:
    table = lines(period_table("三月", [AA, BB], NAMES, WORDS))
    assert ["财政局", "3", "5", "2", "0", "1", "1", "1", "2.5"] in table
    assert ["教育局", "1", "0", "0", "0", "0", "0", "0", "10.0"] in table
    assert table[-1] == ["合计", "4", "5", "2", "0", "1", "1", "1", "5.0"]
    _, _, due, *statuses, _ = map(str, table[-1])
    assert int(due) == sum(map(int, statuses)), "what was due is in one of the columns after it"


def test_a_measure_that_is_nowhere_above_nothing_and_one_that_is_not_shown_have_no_column() -> None:
    headings = "".join("".join(line) for line in lines(period_table("三月", [AA], NAMES, WORDS))[:6])
    assert "主动公开" in headings
    assert "撤下" not in headings
    assert "按期答复" not in headings


def test_one_unit_is_shown_with_every_measure_by_label_and_by_duty() -> None:
    text = [" ".join(line) for line in lines(unit_table("财政局", AA, WORDS))]
    for line in (
        "主动公开 公开 3 条",
        "主动公开 公开次数，按渠道 政府网站 3 条",
        "依申请公开 收到申请，按申请人 自然人 4 件",
        "依申请公开 按期答复 2 件",
        "义务 主动公开政府信息 应履行 4，按期 2，逾期履行 0，逾期未履行 1，未到期 0，免除 1",
        "义务 答复政府信息公开申请 应履行 1，按期 0，逾期履行 0，逾期未履行 0，未到期 1，免除 0",
    ):
        assert line in text
    assert any("2.5 工作日（2件，最长4）" in line for line in text)


def test_obligations_of_one_duty_on_one_subject_stand_side_by_side_in_words() -> None:
    owed = {
        "org": "aa",
        "subject": "s[1]",
        "duty": "publish",
        "opened_on": "2026-03-02",
        "due_on": "2026-03-30",
        "provisional": False,
        "status": "open",
        "explanation": {"article": "条例第二十六条"},
    }
    rows: list[dict[str, Any]] = [
        {"county": "fengjie", "title": "甲", "obligation": {"id": "publish:2026-03-02", **owed}},
        {
            "county": "fengjie",
            "title": None,
            "obligation": {
                **owed,
                "id": "publish:2026-03-09",
                "opened_on": "2026-03-09",
                "provisional": True,
            },
        },
        {"county": "fengjie", "title": None, "obligation": {**owed, "duty": "smile", "status": "postponed"}},
    ]
    text = lines(obligation_table("未履行义务", rows, NAMES, WORDS))
    words = [
        "财政局",
        "s[1]",
        "甲",
        "主动公开政府信息",
        "条例第二十六条",
        "2026-03-02",
        "2026-03-30",
        "未到期",
    ]
    assert words in text
    assert [line for line in text if "2026-03-30（暂定）" in line]
    assert {"smile", "postponed"} <= set(text[-1])
