"""Score sheets and rankings: asked for, and as tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

import httpx
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from cli.exits import USAGE, Stop
from cli.tables import add, plain_table
from cli.web import Web, words
from law.scoring.sheet import Standing

if TYPE_CHECKING:
    from cli.organisations import Registry

STANDINGS = {
    Standing.SCORED: "",
    Standing.NOT_APPLICABLE: "不适用",
    Standing.SILENT: "沉默",
    Standing.NOTHING_TO_REPORT: "零报告",
    Standing.RUNNING: "期间未结束",
}
"""How a clause came to its score, where that was not by counting."""

MOST_NAMED = 10
"""Subjects and facts of an indicator that a table shows; --json has all that it names."""


async def scores(web: Web, period: str, *, org: str | None = None, county: str | None = None) -> dict[str, Any]:
    """Rankings of a period, and a unit's sheet with what was taken away. ``Stop`` where there is none."""
    named = {name: value for name, value in (("org", org), ("county", county)) if value}
    query = f"?{urlencode(named)}" if named else ""
    status, body = await web.ask("assessment", f"/scores/{quote(period, safe='')}{query}")
    if status != httpx.codes.OK:
        raise Stop(f"assessment: {words(body)}", USAGE if status == httpx.codes.BAD_REQUEST else 1)
    return dict(body)


def ranking_tables(body: Mapping[str, Any], known: Registry) -> Iterator[RenderableType]:
    """A table a roster, the best first."""
    for ranking in body["rankings"]:
        county = known.counties.get(ranking["county"], ranking["county"])
        title = f"{county} {ranking['roster']} {ranking['period']}（数据截至 {body['as_of'] or '—'}）"
        table = plain_table(title, "名次", "单位", "总分")
        for place in ranking["places"]:
            add(table, place["rank"], known.orgs.get(place["org"], place["org"]), place["total"])
        yield table if table.row_count else Text(f"{title}: 没有任何单位有事实")


def sheet_tables(body: Mapping[str, Any], names: Mapping[str, str]) -> Iterator[RenderableType]:
    """The sheet by clause, where a rubric makes one, then what was taken away in it, then what looks odd and is not scored."""
    sheet = body["sheet"]
    if sheet is None:
        yield Text(f"没有评分细则适用于本单位，因此没有评分表（{body['period']}，数据截至 {body['as_of'] or '—'}）")
        yield indicator_table(body["indicators"])
        return
    name = names.get(sheet["org"], sheet["org"])
    title = f"{name} {sheet['period']} 评分表（细则第{sheet['version']}版，数据截至 {body['as_of'] or '—'}）"
    table = plain_table(title, "编号", "指标", "分值", "得分", "情形", "算式")
    for clause in sheet["clauses"]:
        standing = STANDINGS.get(clause["standing"], clause["standing"])
        add(table, clause["path"], clause["title"], clause["weight"], clause["score"], standing, clause["formula"])
    table.add_section()
    graded = f"（{sheet['grade']}）" if sheet["grade"] else ""
    bonus = f"其中加分{sheet['bonus']}" if sheet["bonus"] != "0" else ""
    add(table, "", "总分", sheet["full"], f"{sheet['total']}{graded}", "", bonus)
    yield table
    for veto in sheet["vetoes"]:
        yield Text(f"一票否决：{veto['path']} {veto['title']}", style="red")
    if body["deductions"]:
        yield deduction_table(body["deductions"])
    if body["indicators"]:
        yield indicator_table(body["indicators"])


def deduction_table(deductions: list[Mapping[str, Any]]) -> Table:
    """What was taken away, each with its path for ``gongkai explain``."""
    table = plain_table("扣分", "路径", "扣分", "说明", "算式")
    for row in deductions:
        add(table, row["id"], row["points"], row["text"], row["formula"])
    return table


def indicator_table(indicators: list[Mapping[str, Any]]) -> Table:
    """What looks odd, each with the end of its path for ``gongkai explain``, its subjects and facts; of many the first."""
    table = plain_table("指标异常（不计分）", "指标", "说明", "事项", "依据事实")
    for row in indicators:
        add(table, f"{row['name']}\n!{row['code']}", row["text"], _first(row["keys"]), _first(row["facts"]))
    return table


def _first(names: list[str]) -> str:
    more = f"\n等{len(names)}个（--json）" if len(names) > MOST_NAMED else ""
    return "\n".join(names[:MOST_NAMED]) + more
