"""A county of five units in one quarter: some forty facts, and the rubric by which they are scored."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from cli.folding import Folding
from contracts.envelope import SHANGHAI, Fact
from contracts.families import FAMILIES
from contracts.kit import Key
from contracts.profile import Counties
from contracts.rubric.evidence import stocks, subject
from contracts.rubric.file import read
from contracts.rubric.lawful import lawful, names
from contracts.state import SubjectState
from law.calendar import WorkingCalendar
from law.data import load_calendars
from law.scoring.ground import Ground
from law.scoring.scoring import Scorer
from law.scoring.series import Series

TODAY = date(2026, 4, 10)
FINANCE, CIVIL, JUSTICE, EAST, WEST = "qs-caizhengju", "qs-minzhengju", "qs-sifaju", "qs-dongzhen", "qs-xixiang"
UNITS = {FINANCE: "部门", CIVIL: "部门", JUSTICE: "部门", EAST: "镇", WEST: "乡"}

PUBLIC: dict[str, Any] = {"attribute": "主动公开"}
SITE: dict[str, Any] = {"channel": "政府网站"}
ASKED: dict[str, Any] = {"applicant_kind": "natural", "channel": "当面"}
ASKED_BY_A_FIRM: dict[str, Any] = {**ASKED, "applicant_kind": "business"}
NOT_HELD: dict[str, Any] = {"code": "not_existing", "reasoned": True}
FIGURES: dict[str, Any] = {"period": "2026-Q1", "licensing_decisions": 12, "administrative_fees": 12_345}
GRANTED: dict[str, Any] = {"code": "granted", "reasoned": True}
NEWS: dict[str, Any] = {"site": f"{EAST}:portal", "name": "动态", "kind": "动态要闻"}
POLICY: dict[str, Any] = {"title": "办法", "attribute": "主动公开", "kind": "行政规范性文件"}
WECHAT: dict[str, Any] = {
    "platform": "微信",
    "name": "西乡发布",
    "consented_on": "2026-01-04",
    "filed_on": "2026-01-05",
}

FACTS: tuple[tuple[str, str, str, str, dict[str, Any]], ...] = (
    # 财政局: everything in time, and a document that it interprets.
    (FINANCE, "disclosure.formed", "a-1", "2026-01-05", PUBLIC),
    (FINANCE, "disclosure.published", "a-1", "2026-01-15", SITE),
    (FINANCE, "application.received", "sq-1", "2026-01-06", ASKED),
    (FINANCE, "document.drafted", "gw-1", "2026-01-08", POLICY),
    (FINANCE, "document.approved", "gw-1", "2026-01-12", {}),
    (FINANCE, "disclosure.published", "gw-1", "2026-01-16", SITE),
    (FINANCE, "interpretation.published", "jd-1", "2026-01-20", {"documents": [f"{FINANCE}:gw-1"], "forms": ["图解"]}),
    (FINANCE, "application.answered", "sq-1", "2026-01-20", GRANTED),
    (FINANCE, "disclosure.formed", "a-2", "2026-02-02", PUBLIC),
    (FINANCE, "disclosure.published", "a-2", "2026-02-10", SITE),
    (FINANCE, "disclosure.formed", "a-3", "2026-03-02", PUBLIC),
    (FINANCE, "disclosure.published", "a-3", "2026-03-12", SITE),
    # 民政局: late with one disclosure and one answer, one answer never given, one published early, one not interpreted.
    (CIVIL, "disclosure.formed", "b-1", "2026-01-05", PUBLIC),
    (CIVIL, "application.received", "sq-2", "2026-01-12", ASKED_BY_A_FIRM),
    (CIVIL, "disclosure.formed", "b-2", "2026-02-02", PUBLIC),
    (CIVIL, "disclosure.published", "b-1", "2026-02-06", SITE),
    (CIVIL, "application.answered", "sq-2", "2026-02-12", GRANTED),
    (CIVIL, "application.received", "sq-3", "2026-02-24", ASKED),
    (CIVIL, "document.drafted", "gw-2", "2026-02-25", POLICY),
    (CIVIL, "document.approved", "gw-2", "2026-03-02", {}),
    (CIVIL, "disclosure.published", "b-2", "2026-03-02", SITE),
    (CIVIL, "disclosure.published", "gw-2", "2026-03-05", SITE),
    (CIVIL, "disclosure.published", "b-3", "2026-03-10", SITE),
    (CIVIL, "disclosure.formed", "b-3", "2026-03-16", PUBLIC),
    (CIVIL, "dispute.review_filed", "fy-1", "2026-02-25", {"applications": ["sq-2"]}),
    (CIVIL, "dispute.review_decided", "fy-1", "2026-03-25", {"result": "upheld"}),
    (CIVIL, "annual_figure.reported", "2026", "2026-03-31", FIGURES),
    # 司法局: silent in January.
    (JUSTICE, "disclosure.formed", "c-1", "2026-02-02", PUBLIC),
    (JUSTICE, "application.received", "sq-4", "2026-02-02", ASKED),
    (JUSTICE, "disclosure.published", "c-1", "2026-02-20", SITE),
    (JUSTICE, "application.answered", "sq-4", "2026-03-05", NOT_HELD),
    (JUSTICE, "dispute.lawsuit_filed", "ss-1", "2026-03-20", {"after_review": False, "applications": ["sq-4"]}),
    # 东镇: a column that is never stale.
    (EAST, "column.registered", "l-1", "2026-01-05", NEWS),
    (EAST, "disclosure.formed", "d-1", "2026-01-12", PUBLIC),
    (EAST, "column.posted", "l-1", "2026-01-15", {}),
    (EAST, "disclosure.published", "d-1", "2026-01-20", SITE),
    (EAST, "column.posted", "l-1", "2026-01-28", {}),
    (EAST, "column.posted", "l-1", "2026-02-10", {}),
    (EAST, "column.posted", "l-1", "2026-02-24", {}),
    (EAST, "column.posted", "l-1", "2026-03-09", {}),
    (EAST, "column.posted", "l-1", "2026-03-20", {}),
    (EAST, "column.posted", "l-1", "2026-04-02", {}),
    # 西乡: a column that goes stale twice, and a leak.
    (WEST, "column.registered", "l-1", "2026-01-05", NEWS),
    (WEST, "account.opened", "zh-1", "2026-01-06", WECHAT),
    (WEST, "column.posted", "l-1", "2026-01-10", {}),
    (WEST, "column.posted", "l-1", "2026-02-20", {}),
    (WEST, "account.incident", "zh-1", "2026-03-16", {"kind": "泄露国家秘密", "number": "xmt-1"}),
)
"""Unit, what happened, subject, the day it happened and was told, and the rest."""

RUBRIC = """
县: qingshan
版本: 1
名称: 青山县细则
自: 2026-01-01
满分: 100
名册: {部门: {类别: 部门}, 乡镇: {类别: [乡, 镇]}}
等次: {优秀: 90, 合格: 60, 不合格: 0}
指标:
  - {编号: 1, 名称: 主动公开, 分值: 50, 周期: 月}
  - {编号: 1.1, 名称: 按期公开, 分值: 30, 按期率: {义务: publish, 每低1个百分点扣: 0.3}}
  - {编号: 1.2, 名称: 本月有公开, 分值: 10, 有无: {计算: items_published, 静默: 扣分}}
  - {编号: 1.3, 名称: 不早于形成, 分值: 10, 按件扣分: {事项: [{问题: published.early, 每件: 5}]}}
  - 编号: 2
    名称: 依申请公开
    分值: 30
    周期: 月
    名册: 部门
    按件扣分: {事项: [{义务: answer, 状态: 逾期未履行, 每件: 20}, {义务: answer, 状态: 逾期履行, 每件: 10}]}
  - {编号: 3, 名称: 政策解读, 分值: 20, 周期: 月, 名册: 部门, 比率: {分子: policies_interpreted, 分母: policies_published}}
  - {编号: 4, 名称: 栏目更新, 分值: 50, 周期: 月, 名册: 乡镇, 按件扣分: {事项: [{义务: update_news, 每件: 10}]}}
  - {编号: 5, 名称: 安全, 周期: 月, 一票否决: {事项: [{问题: account.veto_safety}]}}
  - {编号: 6, 名称: 解读, 周期: 月, 加分: {计算: interpretations_published, 每件: 1, 最多: 2}}
  - {编号: 7, 名称: 月报告, 分值: 60, 周期: 季, 取得分: {周期: 月}}
  - {编号: 8, 名称: 答复按期率, 分值: 40, 周期: 季, 名册: 部门, 按期率: {义务: answer}}
  - {编号: 9, 名称: 栏目更新次数, 分值: 40, 周期: 季, 名册: 乡镇, 达标: {计算: column_posts, 不少于: 12, 扣分: 按比例}}
"""


def facts() -> list[Fact]:
    """Each with the day that it tells of as its own."""
    made = []
    for number, (org, verb, subject_id, day, data) in enumerate(FACTS, 1):
        family = FAMILIES.by_name[verb.partition(".")[0]]
        model = family.facts[verb.partition(".")[2]]
        own = next(name for name, field in model.model_fields.items() if name.endswith("_on") and field.is_required())
        body = model.model_validate({own: day, **data}, strict=False)
        time = datetime.fromisoformat(f"{day}T09:00:00").replace(tzinfo=SHANGHAI)
        key = Key(family.kind, org, subject_id)
        made.append(Fact(f"f-{number}", f"{verb}.v1", key, time, time.date(), body))
    return made


def ground(told: list[Fact]) -> Ground:
    """What the services' folds make of the facts, gathered by unit and month."""
    return Ground((subject(key, 1, state) for key, state in states(told).items()), stocks())


def states(told: list[Fact]) -> Mapping[str, SubjectState]:
    """What the services' folds make of the facts, by key."""
    by_service: defaultdict[str, defaultdict[str, list[Fact]]] = defaultdict(lambda: defaultdict(list))
    for fact in told:
        by_service[fact.key.service][str(fact.key)].append(fact)
    folding = Folding(FAMILIES, WorkingCalendar(load_calendars()), TODAY, Counties())
    for service in FAMILIES.services:
        folding.fold(service, by_service[service])
    assert folding.failed == {}
    return folding.states


def series(told: list[Fact]) -> Series:
    """The county's sheets."""
    scorer = Scorer(lawful(read(RUBRIC)), names())
    return Series(lambda _: scorer, ground(told).evidence, TODAY)
