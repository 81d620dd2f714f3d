"""What a sheet has no column for stays as it was told before."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from papers.sheets.forms import LAYOUTS, Layout, Step
from papers.sheets.rows import Row
from tests.papers.sheets.inbox import Inbox, head


def test_a_column_of_a_part_that_is_not_there_says_nothing_either() -> None:
    documents, lists = (next(layout for layout in LAYOUTS if layout.name == name) for name in ("公文", "村务清单"))
    (listed,), drafted = lists.steps, documents.steps[0]
    inbox = Inbox()
    affairs = [{"affair": code, "name": "财务", "how_often": "每月", "item": f"x-{code}"} for code in ("cw", "zb")]
    whole = {"listed_on": "2026-02-02", "name": "红土村"}
    inbox.send([part_row(lists, listed, whole, affair) for affair in affairs])
    for affair in affairs:
        del affair["item"]
    affairs[0]["how_often"] = "每季度"
    affairs.append({"affair": "qt", "name": "其他", "how_often": "每月"})
    (correction,) = inbox.send(
        [part_row(lists, listed, whole, part, "目录事项") for part in reversed(affairs)]
    ).messages
    kept = {part["affair"]: part.get("item") for part in correction.data["data"]["affairs"]}
    assert kept == {"cw": "x-cw", "zb": "x-zb", "qt": None}

    source = {
        ("drafted_on",): "2026-03-02",
        ("forwarded_from", "number"): "1号",
        ("forwarded_from", "attribute"): "主动公开",
    }
    of_a_document = head(documents), head(documents, ["转发来源：来文属性"])
    inbox.send([Row("公文", 5, of_a_document[0], "d-1", "d-1", values={drafted: source})])
    changed = {("drafted_on",): "2026-03-02", ("forwarded_from", "number"): "2号"}
    (correction,) = inbox.send([Row("公文", 5, of_a_document[1], "d-1", "d-1", values={drafted: changed})]).messages
    assert correction.data["data"]["forwarded_from"] == {"number": "2号", "attribute": "主动公开"}


def part_row(layout: Layout, step: Step, whole: Mapping[str, Any], part: Mapping[str, Any], without: str = "") -> Row:
    """A row with a part of a list."""
    values: dict[tuple[str, ...], Any] = {(name,): value for name, value in whole.items()}
    values |= {(layout.parts, name): value for name, value in part.items()}
    return Row(layout.name, 5, head(layout, [without]), "c-1", "c-1", values={step: values})
