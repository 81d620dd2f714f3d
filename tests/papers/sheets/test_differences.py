"""A correction says column by column, in the words of the sheet, what it changes."""

from __future__ import annotations

from typing import Any

from papers.sheets.differences import differences
from papers.sheets.forms import LAYOUTS, Step

BY_NAME = {layout.name: layout for layout in LAYOUTS}


def changed(sheet: str, verb: str, before: dict[str, Any], after: dict[str, Any]) -> list[tuple[str, str, str]]:
    """Title, before and after of each change."""
    layout = BY_NAME[sheet]
    step: Step = next(step for step in layout.steps if step.verb == verb)
    return [(change.title, change.before, change.after) for change in differences(layout, step, before, after)]


def test_choices_and_ticks_are_said_in_words_and_blanks_as_such() -> None:
    before = {"received_on": "2026-03-02", "applicant_kind": "natural"}
    after = {"received_on": "2026-03-03", "applicant_kind": "research", "channel": "当面"}
    assert changed("收到与答复", "received", before, after) == [
        ("到达日期", "2026-03-02", "2026-03-03"),
        ("申请人类别", "自然人", "科研机构"),
        ("收到方式", "（空）", "当面"),
    ]
    answered = {"answered_on": "2026-03-02", "code": "granted"}
    assert changed("收到与答复", "answered", answered, answered | {"reasoned": True}) == [("已说明理由", "否", "是")]


def test_a_field_of_a_part_has_a_column_of_its_own() -> None:
    before = {"drafted_on": "2026-03-02", "forwarded_from": {"number": "1号"}}
    after = {"drafted_on": "2026-03-02", "forwarded_from": {"number": "2号"}}
    assert changed("公文", "drafted", before, after) == [("转发来源：来文字号", "1号", "2号")]


def test_parts_of_a_list_are_known_again_in_any_order_and_their_changes_name_them() -> None:
    finance = {"affair": "cw", "name": "财务", "how_often": "每月"}
    bids = {"affair": "zb", "name": "招标", "how_often": "随时"}
    whole = {"listed_on": "2026-02-02", "name": "红土村", "affairs": [finance, bids]}
    assert changed("村务清单", "listed", whole, whole | {"affairs": [bids, finance]}) == []
    other = whole | {
        "affairs": [finance | {"how_often": "每季度"}, {"affair": "qt", "name": "其他", "how_often": "每月"}]
    }
    assert changed("村务清单", "listed", whole, other) == [
        ("公开频次", "cw：每月", "cw：每季度"),
        ("事项", "zb", "（空）"),
        ("事项", "（空）", "qt"),
    ]
    twice = whole | {"affairs": [finance, finance, bids]}
    assert changed("村务清单", "listed", whole, twice) == [("事项", "2项", "3项")]
