"""A subject of any family in words: its state, what is owed and by which rule, its facts and their places."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import pytest
from rich.console import Console

from chassis.case import Folded
from cli.bus import Place
from cli.places import Lies
from cli.sought import missing
from cli.subjects import Told, whole
from contracts.account import ACCOUNT
from contracts.disclosure import FAMILY as DISCLOSURE
from contracts.dispute import DISPUTE
from contracts.document import FAMILY as DOCUMENT
from contracts.envelope import Fact
from contracts.families import FAMILIES
from contracts.item import ITEM
from contracts.kit import Family, Key
from tests.families.making import ORG, fact, folded, state_of
from tests.families.test_village import FINANCE, POLICY, listed

NAMES = {ORG: "奉节县财政局"}
TODAY = date(2026, 6, 30)


def told_of(key: Key, result: Folded, facts: list[Fact], linked: dict[str, str | None] | None = None) -> Told:
    """What ``gongkai show`` makes of a service's answer; fact ``n`` lies at offset ``n``."""
    body: dict[str, Any] = {
        "key": str(key),
        "as_of": TODAY.isoformat(),
        "version": 1,
        "state": json.loads(result.state.model_dump_json()),
        "failed": None,
        "obligations": [owed.model_dump(mode="json") for owed in result.obligations],
        "detail": {},
        "linked": [{"key": key, "title": title} for key, title in (linked or {}).items()],
        "facts": [
            {
                "id": each.id,
                "type": each.type,
                "time": each.time.isoformat(),
                "recorded_on": each.recorded_on.isoformat(),
                "data": json.loads(each.data.model_dump_json()),
            }
            for each in facts
        ],
    }
    places = {
        each.id: Lies(Place("intake.publishing.v1", 2, offset), Place(f"dept.{ORG}.events", 0, offset + 100))
        for offset, each in enumerate(facts, start=7)
    }
    return Told(body, places)


def text(shown: Told) -> str:
    console = Console(width=400, highlight=False)
    with console.capture() as captured:
        for part in whole(shown, NAMES):
            console.print(part)
    return captured.get()


def disclosure() -> Told:
    row = {"origin": "国家", "domain": "社会救助", "level1": "低保", "level2": "名单", "time_limit": "10个工作日内"}
    item = state_of(ITEM, [fact("l", "item.listed.v1", "2026-01-01", "i-1", **row)], TODAY)
    facts = [
        fact("f", "disclosure.formed.v1", "2026-03-10", attribute="主动公开", title="低保名单", item="i-1"),
        fact("p", "disclosure.published.v1", "2026-03-26", channel="公示栏"),
    ]
    result = folded(DISCLOSURE, facts, TODAY, linked={ITEM.kind: [item]})
    return told_of(facts[0].key, result, facts, {f"{ITEM.kind}/{ORG}/i-1": "名单"})


def test_the_state_stands_under_the_names_of_its_own_fields() -> None:
    shown = text(disclosure())
    assert "公开事项 s-1 低保名单 奉节县财政局（数据截至 2026-06-30）" in shown
    assert "首次发布日期  2026-03-26" in shown
    assert "发布记录" in shown
    assert "公示栏" in shown


def test_the_rule_that_won_and_the_row_behind_it_stand_beside_the_due_date() -> None:
    shown = text(disclosure())
    assert f"目录事项{ORG}:i-1“形成/变更+10个工作日”，早于条例第二十六条20个工作日" in shown
    assert "2026-03-24" in shown
    assert "逾期履行" in shown
    (linked,) = (line for line in shown.splitlines() if "所依" in line)
    assert linked.split() == ["所依", "公开事项目录", "奉节县财政局", "i-1", "名单"]


def test_each_fact_stands_with_topic_partition_and_offset_in_intake_and_inbox() -> None:
    shown = text(disclosure())
    assert "intake.publishing.v1/2/7" in shown
    assert f"dept.{ORG}.events/0/108" in shown
    (formed, _) = disclosure().as_json["facts"]
    assert (formed["topic"], formed["partition"], formed["offset"]) == ("intake.publishing.v1", 2, 7)
    assert formed["inbox"] == {"topic": f"dept.{ORG}.events", "partition": 0, "offset": 107}


def test_a_list_of_the_state_is_a_table_of_its_own() -> None:
    from contracts.village import VILLAGE

    facts = [listed(FINANCE, POLICY)]
    shown = text(told_of(facts[0].key, folded(VILLAGE, facts, TODAY), facts))
    assert "村级财务" in shown
    assert "公开栏最近公布" in shown


def test_a_subject_that_is_set_aside_says_so_and_how_to_go_on() -> None:
    shown = disclosure()
    aside = shown._replace(body={**shown.body, "failed": "ValueError at fold.py:1", "state": None, "obligations": []})
    assert "gongkai refold publishing.disclosure/" in text(aside)


@pytest.mark.parametrize("family", FAMILIES.all, ids=lambda family: family.name)
def test_every_family_is_shown_even_when_nothing_is_known_of_it(family: Family) -> None:
    key = Key(family.kind, ORG, "s-1")
    assert family.chinese in text(told_of(key, folded(family, [], TODAY), []))


def test_codes_and_moments_of_a_state_are_in_words() -> None:
    served = {"decided_on": "2026-03-16", "result": "corrected", "disclose": True, "within": 15, "disclosures": ["x-1"]}
    facts = [fact("d", "dispute.review_decided.v1", "2026-03-16", subject="fu-1", **served)]
    shown = text(told_of(facts[0].key, folded(DISPUTE, facts, TODAY), facts))
    for word in ("行政复议", "已决定", "结果纠正", "2026-03-16 12:00"):
        assert word in shown
    drafted = [fact("n", "document.drafted.v1", "2026-03-16", title="通知", attribute="主动公开")]
    assert "已拟稿" in text(told_of(drafted[0].key, folded(DOCUMENT, drafted, TODAY), drafted))


def test_numbers_by_kind_are_called_by_what_they_count() -> None:
    figures = {
        "reported_on": "2026-04-03",
        "period": "2026-Q1",
        "licensing_decisions": 212,
        "administrative_fees": 592372449,
    }
    facts = [fact("y", "annual_figure.reported.v1", "2026-04-03", subject="2026", **figures)]
    shown = text(told_of(facts[0].key, folded(FAMILIES.by_kind["catalog.annual_figure"], facts, TODAY), facts))
    assert "行政许可 212，行政事业性收费 592372449" in shown


def test_a_veto_stands_with_its_words_and_its_evidence_with_the_names_of_its_fields() -> None:
    opened = fact("o", "account.opened.v1", "2026-01-06", platform="微信", name="财政发布")
    shown = text(told_of(opened.key, folded(ACCOUNT, [opened], TODAY), [opened]))
    (veto,) = (line for line in shown.splitlines() if "说明 财政发布" in line)
    assert veto.split()[:2] == ["内容不更新", "2026-01-21"]
    assert "起 2026-01-21" in veto


def test_an_organisation_in_a_state_stands_by_its_name() -> None:
    drafted = fact("n", "document.drafted.v1", "2026-03-16", title="通知", attribute="主动公开", kind="行政规范性文件")
    shown = text(told_of(drafted.key, folded(DOCUMENT, [drafted], TODAY), [drafted]))
    (line,) = (line for line in shown.splitlines() if line.startswith("解读单位"))
    assert line.split() == ["解读单位", "奉节县财政局"]


def test_flags_are_in_words() -> None:
    formed = fact("f", "disclosure.formed.v1", "2026-03-10", attribute="主动公开", item="no-such")
    assert "请核对事项编号" in text(told_of(formed.key, folded(DISCLOSURE, [formed], TODAY), [formed]))


def test_of_many_settled_duties_the_newest_are_shown_and_of_those_that_are_late_all() -> None:
    days = [date(2026, 1, 5) + timedelta(days=each) for each in range(60)]
    posts = [fact(f"p{each}", "account.posted.v1", day) for each, day in enumerate(days)]
    shown = text(told_of(posts[0].key, folded(ACCOUNT, posts, TODAY), posts))
    assert "只列最近24项，共59项" in shown
    assert shown.count("按期履行") == 24 + 1
    assert shown.count("逾期未履行") == 1


def test_what_is_not_there_is_told_with_what_is_near_and_who_has_it() -> None:
    near = [Key("publishing.village", ORG, "cun-01"), Key("publishing.village", ORG, "cun-02")]
    hint = missing(ORG, "cun-1", None, near, [Key("publishing.village", "fengjie-bb", "cun-1")])
    assert "did you mean cun-01 (village), cun-02 (village)?" in hint
    assert "that id is with fengjie-bb" in hint
    assert "did you mean" not in missing(ORG, "cun-1", "village", [], [])


def test_organisations_in_findings_and_fields_are_named_and_the_subjects_of_others_stay_as_they_are_sent() -> None:
    from contracts.interpretation import INTERPRETATION
    from contracts.village import VILLAGE

    foreign = listed(FINANCE, township=ORG)._replace(key=Key(VILLAGE.kind, "fengjie-bb", "s-1"))
    assert "属于奉节县财政局，应当由其报送" in text(told_of(foreign.key, folded(VILLAGE, [foreign], TODAY), [foreign]))
    documents: dict[str, Any] = {"documents": [f"{ORG}:gw-99"], "forms": ["图解"], "made_by": ORG}
    facts = [fact("p", "interpretation.published.v1", "2026-03-10", **documents)]
    shown = text(told_of(facts[0].key, folded(INTERPRETATION, facts, TODAY), facts))
    (maker,) = (line for line in shown.splitlines() if line.startswith("解读单位"))
    assert maker.split() == ["解读单位", "奉节县财政局"]
    assert f"{ORG}:gw-99" in shown
