"""A step that presupposes another is found while that is missing, and no longer once it has come: nothing is lost in silence."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from contracts.envelope import Fact
from contracts.families import FAMILIES
from tests.families.making import fact, folded

TODAY = date(2026, 6, 30)
HEADS = {"public": 2}


def step(word: str, on: str, **data: Any) -> Fact:
    return fact(word, f"{word}.v1", on, **data)


REGISTERED = step(
    "column.registered", "2026-03-02", site="portal", name="动态", kind="其他", last_updated_on="2026-03-01"
)
CASES = [
    (
        step("disclosure.annulled", "2026-03-09", reason="复议"),
        step("disclosure.formed", "2026-03-02", attribute="主动公开"),
        "annulled.unformed",
    ),
    (
        step("disclosure.delivered", "2026-03-09", receiver="国家档案馆"),
        step("disclosure.formed", "2026-03-02", attribute="主动公开"),
        "delivered.unformed",
    ),
    (
        step("message.answered", "2026-03-09"),
        step("message.received", "2026-03-02", column="c-1"),
        "message.unreceived",
    ),
    (
        step("message.dismissed", "2026-03-09", reason="重复留言"),
        step("message.received", "2026-03-02", column="c-1"),
        "message.unreceived",
    ),
    (step("column.closed", "2026-03-09"), REGISTERED, "column.unregistered"),
    (step("column.posted", "2026-03-09"), REGISTERED, "column.unregistered"),
    (
        step("site.probed", "2026-03-09", opened=20, failed=0),
        step("site.registered", "2026-03-02", name="网", url="http://a.cn", kind="政府门户网站"),
        "site.unregistered",
    ),
    (
        step("site.closed", "2026-03-09", announced_on="2026-01-05"),
        step("site.registered", "2026-01-02", name="网", url="http://a.cn", kind="政府门户网站"),
        "site.unregistered",
    ),
    (
        step("village.dissolved", "2026-03-09"),
        step("village.listed", "2026-03-02", name="村", affairs=[{"affair": "a", "name": "财务", "how_often": "每月"}]),
        "village.unlisted",
    ),
    (
        step("interpretation.linked", "2026-03-09", linked="互相链接"),
        step("interpretation.published", "2026-03-02", documents=["d-1"], forms=["图解"]),
        "interpretation.linked_unpublished",
    ),
    *(
        (
            step(f"decision.{verb}", "2026-03-09", **data),
            step("decision.listed", "2026-03-02", title="事", matter="重大行政决策"),
            "decision.not_listed",
        )
        for verb, data in (("changed", {}), ("published", {}), ("dropped", {"reason": "不再决策"}))
    ),
    (
        step("attendance.invited", "2026-03-09", invitees=HEADS),
        step("attendance.held", "2026-03-16", attendees=HEADS),
        "attendance.not_held",
    ),
    (
        step("attendance.cancelled", "2026-03-09", reason="改期"),
        step("attendance.announced", "2026-03-02", meets_on="2026-03-16", meeting="常务会议"),
        "attendance.not_held",
    ),
]


def codes(*facts: Fact) -> list[str]:
    return [finding.code for finding in folded(FAMILIES.of_fact(facts[0].type), facts, TODAY).state.findings]


@pytest.mark.parametrize(("alone", "before", "code"), CASES, ids=[alone.type for alone, *_ in CASES])
def test_a_step_that_presupposes_another_is_found_until_that_comes(alone: Fact, before: Fact, code: str) -> None:
    assert codes(alone) == [code]
    assert code not in codes(before, alone)


def test_rule_37_a_meeting_whose_day_is_over_is_found_until_it_is_told_how_it_went() -> None:
    announced = step("attendance.announced", "2026-06-01", meets_on="2026-06-29", meeting="常务会议")
    assert codes(announced) == ["attendance.outcome_untold"]
    for told in (
        step("attendance.held", "2026-06-29", attendees=HEADS),
        step("attendance.cancelled", "2026-06-29", reason="改期"),
        step("attendance.announced", "2026-06-20", meets_on="2026-07-09", meeting="常务会议")._replace(id="again"),
    ):
        assert "attendance.outcome_untold" not in codes(announced, told)
    on_the_day = folded(FAMILIES.by_name["attendance"], [announced], date(2026, 6, 29))
    assert (on_the_day.state.findings, on_the_day.check_on) == ([], date(2026, 6, 30))
