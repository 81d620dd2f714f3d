"""The tables of ``gongkai columns`` and ``gongkai accounts``: what stands in them, in which words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rich.console import Console
from rich.table import Table

from cli.commands import accounts, columns
from cli.organisations import Registry
from cli.publishing import Listed

KNOWN = Registry({"fengjie-aa": "奉节县财政局", "fengjie-bb": "朱衣镇"}, counties={"fengjie": "奉节县"})


def listed(**shown: Any) -> Listed:
    return Listed({"as_of": "2026-03-02", "on": "2026-03-02", "counties": {"fengjie": shown}}, KNOWN)


def printed(tables: Iterable[Table]) -> str:
    console = Console(width=300, highlight=False)
    with console.capture() as captured:
        for table in tables:
            console.print(table)
    return captured.get()


def column(subject: str, **more: Any) -> dict[str, Any]:
    row = {"org": "fengjie-bb", "subject": subject, "name": f"栏目{subject}", "site": "fengjie-aa:portal"}
    return (
        row | {"kind": "动态要闻", "last_post_on": None, "due_on": None, "days_left": None, "empty_since": None} | more
    )


SITE = {"site": "fengjie-aa:portal", "org": "fengjie-bb", "columns": 9, "stale": 1, "due": 1, "empty": 1}
ACCOUNT = {"org": "fengjie-bb", "platform": "微信", "subject": "wx-1", "name": "朱衣发布", "filed_on": "2026-01-02"}


def test_columns_say_what_is_stale_since_when_what_is_next_and_what_is_empty() -> None:
    rows = [
        column("c-1", due_on="2026-02-27", days_left=-3, last_post_on="2026-02-13"),
        column("c-2", due_on="2026-03-02", days_left=0),
        column("c-3", empty_since="2026-01-05"),
    ]
    shown = printed(columns.tables(listed(columns=rows, sites=[SITE | {"next_due_on": "2026-02-27"}]), 7))
    assert "奉节县 网站栏目 2026-03-02：超期1个，7日内到期1个，空白1个" in shown
    lines = [line.split() for line in shown.splitlines() if " portal " in line]
    assert lines[0] == [
        *("2026-02-27", "逾期3日", "朱衣镇", "奉节县财政局", "portal", "c-1", "栏目c-1", "动态要闻", "2026-02-13"),
    ]
    assert lines[1][:2] == ["2026-03-02", "今日"]
    assert (lines[2][0], lines[2][-1]) == ("朱衣镇", "2026-01-05")
    assert lines[3] == ["奉节县财政局", "portal", "朱衣镇", "9", "1", "1", "1", "2026-02-27"]


def test_accounts_say_how_each_stands_and_since_when_it_is_stale() -> None:
    rows = [
        ACCOUNT | {"last_post_on": "2026-02-01", "stale_on": "2026-02-16", "closed_on": None, "fails": ["silent"]},
        ACCOUNT | {"subject": "wx-2", "last_post_on": None, "stale_on": None, "closed_on": "2026-02-01", "fails": []},
        ACCOUNT
        | {"subject": "wx-3", "last_post_on": None, "stale_on": None, "closed_on": None, "fails": ["of_tomorrow"]},
    ]
    shown = printed(
        accounts.tables(listed(accounts=rows, running=2, failing=2, closed=1, platforms={"微信": 1, "": 1}))
    )
    assert "奉节县 账号矩阵 2026-03-02：在用2个，不合格2个，已关停1个" in shown
    assert "在用：微信1，平台不明1" in shown
    silent, closed, strange = (line.split() for line in shown.splitlines() if "朱衣发布" in line)
    assert silent[:2] == ["朱衣镇", "微信"]
    assert silent[-3:] == ["2026-02-01", "2026-02-16", "2026-01-02"]
    assert "2026-02-01关停" in closed
    assert "不合格：of_tomorrow" in strange


def test_lines_of_json_carry_their_county() -> None:
    (line,) = listed(columns=[column("c-1")], sites=[]).lines("columns")
    assert line.startswith('{"county": "fengjie", "org": "fengjie-bb", "subject": "c-1"')
