"""Views: the rows that metrics publishes and anyone may read."""

from __future__ import annotations

from datetime import date

from contracts.fields import DATE, Said, said
from contracts.obligations import Obligation


class AsOf(Said):
    """截至: what the row has seen."""

    day: date | None = said("数据截至", "last day that every service has closed", unit=DATE)
    positions: dict[str, dict[str, int]] = said("读取位置", "next offset per topic and partition")


class Durations(Said):
    """用时: working days taken; sums and counts so that means add up across units and periods."""

    count: int = said("件数", "how many")
    sum: int = said("合计", "total", unit="working days")
    max: int = said("最长", "longest; 0 when there is none", unit="working days")
    histogram: dict[str, int] = said("分布", "working days → how many took just that long")


class ObligationCounts(Said):
    """义务统计: obligations that fall due in the period: due = met_on_time + met_late + overdue + open + excused."""

    due: int = said("应履行", "fall due in the period")
    met_on_time: int = said("按期履行", "met by the due date")
    met_late: int = said("逾期履行", "met after the due date")
    overdue: int = said("逾期未履行", "not met, due date has passed")
    open: int = said("未到期", "not met, not yet past due")
    excused: int = said("免除", "fell away")


class PeriodRow(Said):
    """期间统计: one organisation in one month (2026-03), quarter (2026-Q1) or year (2026)."""

    period: str = said("期间", "month, quarter or year", pattern=r"^[0-9]{4}(-(0[1-9]|1[0-2])|-Q[1-4])?$")
    org: str = said("单位", "organisation")
    county: str = said("县", "county of the organisation; empty until the registry names it")
    items_published: int = said("主动公开条数", "items first disclosed in the period")
    items_published_by_attribute: dict[str, int] = said(
        "按属性", "the same, by attribute; 未标明 where none is known"
    )
    items_published_by_channel: dict[str, int] = said("按渠道", "first disclosures per channel")
    items_withdrawn: int = said("撤下条数", "items taken down in the period")
    documents_by_attribute: dict[str, int] = said(
        "公文数", "documents drafted in the period, by attribute; 未标明"
    )
    documents_returned: int = said("退回公文数", "documents drafted in the period that stand returned")
    documents_expired: int = said("失效公文数", "documents that expired in the period")
    applications_received: int = said("收到申请", "applications received in the period")
    applications_answered: int = said("答复申请", "applications answered in the period")
    applications_open: int = said(
        "未办结申请", "of those received in the period, unanswered as of the last day seen"
    )
    applications_overdue: int = said("逾期申请", "of those received in the period, unanswered and past due")
    obligations: ObligationCounts = said("义务", "obligations due in the period")
    obligations_by_kind: dict[str, ObligationCounts] = said("义务（按种类）", "the same, by kind")
    days_to_publish: Durations = said("公开用时", "of items whose obligation was met in the period")
    days_to_answer: Durations = said("答复用时", "of applications answered in the period")
    as_of: AsOf = said("截至", "last day and positions seen")
    applications_received_by_kind: dict[str, int] = said(
        "收到申请（按申请人）",
        "applications received in the period, by column of table 三",
        default_factory=dict,
    )
    applications_results: dict[str, int] = said(
        "办理结果", "applications finished in the period, by row of table 三", default_factory=dict
    )
    applications_extended: int = said("延期答复", "applications first extended in the period", default=0)
    answered_within_original: int = said(
        "按原期限答复", "first answered in the period, by receipt plus 20 working days", default=0
    )
    answered_within_due: int = said(
        "按期答复", "first answered in the period, by the due date that held then", default=0
    )
    remedies_filed: dict[str, int] = said(
        "复议诉讼", "reviews and lawsuits filed in the period, by block of table 四", default_factory=dict
    )
    remedies_decided: dict[str, int] = said(
        "复议诉讼结果", "those decided in the period, as <block>.<result> of table 四", default_factory=dict
    )
    fees_collected: int = said("信息处理费", "paid in the period", unit="元", default=0)


class ObligationRow(Said):
    """未履行义务: an obligation that is open or overdue; a tombstone on its key says it no longer is."""

    county: str = said("县", "county of the organisation")
    title: str | None = said("标题", "title of the information", default=None)
    obligation: Obligation = said("义务", "the obligation")


class Watermark(Said):
    """完整截至: everything up to this day has been counted."""

    complete_up_to: date | None = said("完整截至", "last day closed by every service", unit=DATE)
    positions: dict[str, dict[str, int]] = said("读取位置", "next offset per topic and partition")
