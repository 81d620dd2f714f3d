"""Rules 3 to 7: by when a formation has to be public where it answers to a catalog item, and how long it has to be shown."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from chassis.case import Folded, encode
from contracts.disclosure import FAMILY, PUBLISH, DisclosureState
from contracts.document import FAMILY as DOCUMENT
from contracts.envelope import Fact
from contracts.item import ITEM
from contracts.kit import Key
from contracts.notices import UNKNOWN, UnknownNotice
from contracts.obligations import Obligation
from tests.families.making import ORG, county, fact, folded, owed, with_notice

READINGS = Path(__file__).parents[1] / "law" / "time_limits"
TODAY = date(2026, 12, 31)
FORMED = "2026-03-10"
"""A Tuesday; 4–6 April are 清明."""

ART_26 = "2026-04-08"
AFTER = {
    "实时": "2026-03-10",
    "当日": "2026-03-10",
    "1小时": "2026-03-11",
    "2小时": "2026-03-11",
    "5小时": "2026-03-11",
    "24小时": "2026-03-11",
    "1日": "2026-03-11",
    "1个工作日": "2026-03-11",
    "2日": "2026-03-12",
    "2个工作日": "2026-03-12",
    "3日": "2026-03-13",
    "3个工作日": "2026-03-13",
    "5日": "2026-03-15",
    "5个工作日": "2026-03-17",
    "7日": "2026-03-17",
    "7个工作日": "2026-03-19",
    "10日": "2026-03-20",
    "14日": "2026-03-24",
    "10个工作日": "2026-03-24",
    "15日": "2026-03-25",
    "20日": "2026-03-30",
    "15个工作日": "2026-03-31",
}
"""Length → due day of what was formed on FORMED, where it is before that of 条例第二十六条."""

AFTER_MARCH = {"5日": "2026-04-05"}
"""The same from the end of the month on."""


def due_by_hand(reading: str) -> str:
    """The earliest of a reading's clauses that are about everything; what comes again by itself is the entry's."""
    days = [ART_26]
    for clause in reading.split("；"):
        event, _, length = clause.split(" ")[0].rpartition("+")
        if not clause.startswith("[") and event not in ("季度结束", "半年结束", "年度结束"):
            days.append((AFTER_MARCH if event == "月份结束" else AFTER).get(length, ART_26))
    return min(days)


def rows() -> list[tuple[str, str]]:
    """Wordings of real catalogs and guidelines, with their reading by hand."""
    read = []
    for path in sorted(READINGS.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            read += [(row["wording"], row["reading"]) for row in csv.DictReader(file)]
    return list(dict.fromkeys(read))


ROW = {"origin": "国家", "domain": "社会救助", "level1": "低保", "level2": "名单"}


def item(limit: str, local: str = "", subject: str = "i-1", since: str = "2026-01-01") -> bytes:
    """The state of a row with this limit, and the county's own beside it."""
    facts = [fact(f"{subject}-l", "item.listed.v1", since, subject, **ROW, time_limit=limit)]
    if local:
        facts.append(fact(f"{subject}-a", "item.adapted.v1", since, subject, time_limit=local, reason="承诺"))
    return encode(folded(ITEM, facts, TODAY))


def formed(on: str = FORMED, number: str = "f1", **data: Any) -> Fact:
    return fact(number, "disclosure.formed.v1", on, **({"attribute": "主动公开", "item": "i-1"} | data))


def published(on: str, number: str = "p1") -> Fact:
    return fact(number, "disclosure.published.v1", on, channel="公示栏")


def fold(row: bytes | None, *facts: Fact, today: date = TODAY, **rest: Any) -> Folded:
    return folded(FAMILY, facts, today, linked={ITEM.kind: [row]} if row else None, **rest)


def duty(row: bytes | None, *facts: Fact, today: date = TODAY, **rest: Any) -> Obligation:
    (only,) = owed(fold(row, *facts, today=today, **rest), PUBLISH)
    return only


def state(row: bytes, *facts: Fact, today: date = TODAY) -> DisclosureState:
    stated = fold(row, *facts, today=today).state
    assert isinstance(stated, DisclosureState)
    return stated


@pytest.mark.parametrize(("wording", "reading"), [(w, r) for w, r in rows() if len(w) <= 1_000])
def test_rule_3_a_formation_is_due_as_the_wording_of_its_row_says(wording: str, reading: str) -> None:
    assert duty(item(wording), formed()).due_on.isoformat() == due_by_hand(reading)


def test_rule_3_a_document_brings_its_item_and_a_change_follows_the_version_of_its_own_day() -> None:
    later = fact("l2", "item.listed.v1", "2026-03-01", "i-1", **ROW, time_limit="3个工作日内")
    first = fact("i-1-l", "item.listed.v1", "2026-01-01", "i-1", **ROW, time_limit="20个工作日内")
    row = encode(folded(ITEM, [first, later], TODAY))
    draft = fact("d1", "document.drafted.v1", "2026-02-02", title="甲", attribute="主动公开", item="i-1")
    signed = fact("d2", "document.approved.v1", "2026-02-02")
    document = encode(folded(DOCUMENT, [draft, signed], TODAY, linked={ITEM.kind: [row]}))
    change = fact("f1", "disclosure.formed.v1", FORMED, attribute="主动公开")
    result = folded(FAMILY, [published("2026-02-10"), change], TODAY, linked={DOCUMENT.kind: [document]})
    assert [duty.due_on.isoformat() for duty in owed(result, PUBLISH)] == ["2026-03-06", "2026-03-13"]


def test_rule_3_without_an_item_or_with_one_that_nobody_has_listed_article_26_holds() -> None:
    assert duty(None, formed(item=None)).due_on.isoformat() == ART_26
    unknown = fold(None, formed())
    assert (owed(unknown, PUBLISH)[0].due_on.isoformat(), unknown.state.flags) == (ART_26, ["item_unknown"])


def test_rule_3_the_version_in_force_on_the_day_of_the_formation_counts() -> None:
    facts = [
        fact("l1", "item.listed.v1", "2026-01-01", "i-1", origin="国家", domain="低保", level1="甲", level2="乙"),
        fact(
            "l2",
            "item.listed.v1",
            "2026-03-11",
            "i-1",
            origin="国家",
            domain="低保",
            level1="甲",
            level2="乙",
            time_limit="3个工作日内",
        ),
    ]
    row = encode(folded(ITEM, facts, TODAY))
    assert duty(row, formed("2026-03-10")).due_on.isoformat() == ART_26
    assert duty(row, formed("2026-03-11")).due_on.isoformat() == "2026-03-16"


def test_rule_3_an_item_that_was_not_in_force_that_day_sets_nothing() -> None:
    later = fold(item("3个工作日内", since="2026-05-01"), formed())
    assert (owed(later, PUBLISH)[0].due_on.isoformat(), later.state.flags) == (ART_26, ["item_not_in_force"])


def test_rule_3_an_advance_notice_is_due_before_the_day_that_the_fact_names() -> None:
    row = item("听证会举行7日前")
    assert duty(row, formed(event="held", event_on="2026-03-27")).due_on.isoformat() == "2026-03-20"
    assert duty(row, formed(event_on="2026-03-12")).due_on.isoformat() == FORMED
    assert duty(row, formed()).due_on.isoformat() == ART_26


def test_rule_3_a_limit_that_runs_from_another_event_than_the_one_told_sets_nothing() -> None:
    row = item("部门预算经本级财政部门批复后20日内公开")
    assert duty(row, formed(event="replied")).due_on.isoformat() == "2026-03-30"
    assert duty(row, formed(event="signed")).due_on.isoformat() == ART_26


def test_rule_4_every_change_after_the_publication_opens_the_limit_anew() -> None:
    facts = [formed(), published("2026-03-11"), formed("2026-05-11", "f2")]
    first, second = owed(fold(item("3个工作日内"), *facts), PUBLISH)
    assert (first.status, second.opened_on, second.due_on) == ("met", date(2026, 5, 11), date(2026, 5, 14))


def test_rule_4_a_change_that_names_no_item_is_one_of_the_item_named_before() -> None:
    facts = [formed(), published("2026-03-11"), formed("2026-05-11", "f2", item=None)]
    assert owed(fold(item("3个工作日内"), *facts), PUBLISH)[1].due_on == date(2026, 5, 14)


def test_rule_4_of_a_change_that_joins_what_still_waits_the_earliest_limit_counts() -> None:
    facts = [formed(), formed("2026-03-12", "f2", scope="行政处罚")]
    assert duty(item("20个工作日内"), *facts).due_on == date(2026, 3, 23)


@pytest.mark.parametrize(
    ("national", "local", "scope", "due", "rule"),
    [
        ("20个工作日内", "", None, ART_26, "目录事项fengjie-aa:i-1“形成/变更+20个工作日”"),
        ("20个工作日内", "", "行政许可", "2026-03-19", "双公示7个工作日"),
        ("20个工作日内", "3个工作日内", None, "2026-03-13", "“形成/变更+3个工作日”"),
        ("20个工作日内", "3个工作日内", "行政处罚", "2026-03-13", "“形成/变更+3个工作日”"),
        ("20个工作日内", "30个工作日内", None, ART_26, "“形成/变更+20个工作日”"),
        ("两个月内", "", None, ART_26, "条例第二十六条20个工作日"),
    ],
)
def test_rule_5_the_earliest_of_several_limits_holds_and_is_named(
    national: str, local: str, scope: str | None, due: str, rule: str
) -> None:
    only = duty(item(national, local), formed(scope=scope))
    won = only.explanation.rule.partition("，早于")[0]
    assert (only.due_on.isoformat(), won.endswith(rule)) == (due, True), only.explanation.rule


def test_rule_5_permits_and_penalties_are_due_within_seven_working_days_without_an_item_too() -> None:
    only = duty(None, formed(item=None, scope="行政处罚"))
    assert (only.due_on.isoformat(), only.explanation.limit, only.explanation.unit) == ("2026-03-19", 7, "个工作日")
    assert only.explanation.rule == "双公示7个工作日，早于条例第二十六条20个工作日"


@pytest.mark.parametrize(
    ("scope", "due"),
    [(None, ART_26), ("处罚决定", "2026-03-19"), ("行政处罚", "2026-03-19"), ("裁量基准", ART_26)],
)
def test_rule_5_a_clause_for_a_part_holds_where_the_formation_names_that_part(scope: str | None, due: str) -> None:
    row = item("1.除处罚决定外其他内容：长期公开；2.处罚决定：7个工作日内。")
    assert duty(row, formed(scope=scope)).due_on.isoformat() == due


def test_rule_5_the_countys_own_limit_stands_beside_the_catalogs() -> None:
    fengjie = county(limits=[{"duty": "publish", "since": "2021-01-01", "amount": 5, "unit": "working_days"}])
    assert duty(item("10个工作日内"), formed(), county=fengjie).due_on == date(2026, 3, 17)
    assert duty(item("3个工作日内"), formed(), county=fengjie).due_on == date(2026, 3, 13)


def test_rule_6_calendar_day_limits_stay_calendar_days() -> None:
    row = item("本级人民代表大会或其常务委员会批准后20日内")
    only = duty(row, formed("2026-02-03", event="approved"))
    assert (only.due_on, only.explanation.limit, only.explanation.unit) == (date(2026, 2, 23), 20, "日")
    assert only.explanation.calendars == {}
    moved = with_notice(date(2026, 2, 1), off=[date(2026, 2, 6)])
    assert duty(row, formed("2026-02-03"), today=date(2026, 2, 10), calendar=moved).due_on == date(2026, 2, 23)


def test_rule_7_what_is_shown_for_seven_working_days_may_be_taken_down_on_the_day_after() -> None:
    row = item("制定或获取信息之日起10个工作日内，公示7个工作日")
    assert state(row, formed(), published("2026-03-12")).take_down_from == date(2026, 3, 24)


@pytest.mark.parametrize(("down", "too_early"), [("2026-03-23", True), ("2026-03-24", False)])
def test_rule_7_taken_down_before_is_found_and_counted(down: str, too_early: bool) -> None:
    row = item("制定或获取信息之日起10个工作日内，公示7个工作日")
    withdrawn = fact("w1", "disclosure.withdrawn.v1", down, reason="到期")
    stated = state(row, formed(), published("2026-03-12"), withdrawn)
    assert [finding.code for finding in stated.findings] == (["display.cut_short"] if too_early else [])
    assert stated.counts["2026-03"].get("displays_cut_short", 0) == too_early


def test_rule_7_of_the_countys_period_and_the_rows_the_longer_holds() -> None:
    row = item("10个工作日内，公示5日", "5个工作日内，公示10日")
    assert state(row, formed(), published("2026-03-12")).take_down_from == date(2026, 3, 23)


def test_a_disclosure_flows_to_the_entry_of_the_item_that_it_names_last() -> None:
    stated = state(item("3个工作日内"), formed(), published("2026-03-11"), formed("2026-05-11", "f2", item="gd:i-2"))
    assert (stated.item, stated.sends) == ("gd:i-2", [f"publishing.entry/{ORG}/gd:i-2"])


def unknown_told(today: str, *facts: Fact, row: bytes | None = None) -> list[str]:
    told = fold(row, *facts, today=date.fromisoformat(today)).notices
    assert {notice.type for notice in told} <= {UNKNOWN}
    return [str(notice.near) for notice in told]


def test_a_mistyped_item_is_told_once_on_the_day_after_it_was_named() -> None:
    twice = (formed(), formed("2026-03-12", "f2"))
    assert unknown_told(FORMED, *twice) == []
    assert fold(None, formed(), today=date.fromisoformat(FORMED)).check_on == date(2026, 3, 11)
    assert unknown_told("2026-03-11", *twice) == [f"catalog.item/{ORG}/i-1"]
    (notice,) = fold(None, *twice).notices
    assert isinstance(notice.body, UnknownNotice)
    assert (notice.body.named, notice.body.kind) == (f"{ORG}:i-1", ITEM.kind)
    assert "更正" in notice.body.remedy


def test_an_item_that_is_listed_is_not_told_as_unknown_though_not_in_force_then() -> None:
    assert unknown_told("2026-12-31", formed(), row=item("20个工作日内", since="2026-06-01")) == []


def test_a_document_that_names_a_mistyped_item_is_told_by_the_catalog_and_not_again_by_its_disclosure() -> None:
    written = [
        fact("d1", "document.drafted.v1", "2026-02-02", title="甲", attribute="主动公开", item="i-l"),
        fact("d2", "document.approved.v1", "2026-02-02"),
    ]
    drafted = folded(DOCUMENT, written, date(2026, 2, 2))
    assert (drafted.notices, drafted.check_on) == ((), date(2026, 2, 3))
    (notice,) = folded(DOCUMENT, written, date(2026, 2, 3)).notices
    assert (notice.type, notice.near) == (UNKNOWN, Key(ITEM.kind, ORG, "i-l"))
    linked = {DOCUMENT.kind: [encode(folded(DOCUMENT, written, TODAY))]}
    disclosure = folded(FAMILY, [published("2026-02-10")], TODAY, linked=linked)
    assert (disclosure.notices, disclosure.state.flags) == ((), ["item_unknown"])
