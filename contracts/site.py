"""政府网站: a site, its home page, and what fails it in an inspection (国办秘函〔2019〕19号, 奉节府办发〔2020〕101号 二（六）)."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from contracts.column import COLUMN
from contracts.fields import DATE, PATTERN_URL, BusModel, Date, described
from contracts.inspection import INSPECTION, VETOES, Incident, IncidentResolved, Veto
from contracts.kit import Duty, Family, Measure, MeasureKind
from contracts.state import SubjectState
from law.limit import calendar_days

SITES = "政府网站发展指引（国办发〔2017〕47号）"
CLOSING_NOTICE_DAYS = 30
"""Days for which a merger or closing is announced before it happens, at least."""


class SiteKind(StrEnum):
    """Whose site it is; below the county nobody opens one."""

    PORTAL = "政府门户网站"
    DEPARTMENT = "部门网站"
    TOWNSHIP = "乡镇街道网站"


class Consultation(StrEnum):
    """What a check says of the ways to ask."""

    GOOD = "可用"
    NONE = "没有渠道"
    UNUSABLE = "不能使用"


class Services(StrEnum):
    """What a check says of services and their guides."""

    GOOD = "完整"
    NONE = "没有办事服务"
    INCOMPLETE = "要素缺失"
    NOT_CONCERNED = "不涉及"


class SiteRegistered(
    BusModel, title="登记网站", meaning="a site is open as described, from a day on; told again when that changes."
):
    registered_on: Date = described("登记日期", "day from which it is so", unit=DATE, source=SITES)
    name: str = described("网站名称", "as it calls itself", min_length=1, max_length=100)
    url: str = described("网址", "address of its home page", max_length=2000, pattern=PATTERN_URL)
    kind: SiteKind = described("网站种类", "whose it is", source=SITES)


class SiteUpdated(
    BusModel,
    title="首页更新",
    meaning="something new showed on the home page that stands in none of the columns registered.",
):
    updated_on: Date = described("更新日期", "day of it", unit=DATE, source=INSPECTION)


class SiteProbed(BusModel, title="可用性监测", meaning="the site was opened again and again on a day."):
    probed_on: Date = described("监测日期", "day of the probes", unit=DATE, source=VETOES)
    opened: int = described("打开次数", "probes that opened within 15 seconds", ge=0, le=100_000)
    failed: int = described("打不开次数", "probes that took longer than 15 seconds or failed", ge=0, le=100_000)


class SiteChecked(
    BusModel, title="人工检查", meaning="somebody looked at what no program can see; what is absent was not looked at."
):
    checked_on: Date = described("检查日期", "day of the check", unit=DATE, source=VETOES)
    consultation: Consultation | None = described("咨询渠道", "ways to ask", source=VETOES, default=None)
    services: Services | None = described("办事服务", "services and their guides", source=VETOES, default=None)
    missing: str | None = described("缺失内容", "which guides lack what", default=None, min_length=1, max_length=500)


class SiteClosed(BusModel, title="关停网站", meaning="the site was closed, or merged into another."):
    closed_on: Date = described("关停日期", "first day on which it is not there", unit=DATE, source=SITES)
    announced_on: Date | None = described(
        "公告日期",
        "day it was announced on the home page; 30 days before at least",
        unit=DATE,
        source=SITES,
        default=None,
    )
    merged_into: str | None = described(
        "并入网站", "site that took in its content", default=None, min_length=1, max_length=200
    )


class DueNext(BusModel, title="即将到期", meaning="a column, and the last day for its next update."):
    column: str = described("栏目", "<organisation>:<id>")
    name: str = described("栏目名称", "as the site shows it")
    due_on: date = described("更新到期", "last day", unit=DATE)


class SiteState(SubjectState, title="政府网站", meaning="a site with what fails it; its title is its name."):
    url: str | None = described("网址", "address of its home page", default=None)
    kind: SiteKind | None = described("网站种类", "the newest", default=None)
    since: date | None = described("登记日期", "first day", unit=DATE, default=None)
    closed_on: date | None = described("关停日期", "empty while it is open", unit=DATE, default=None)
    columns: int = described("栏目数", "columns that are on it", default=0)
    home_updated_on: date | None = described("首页最近更新", "newest content on the home page", unit=DATE, default=None)
    vetoes: list[Veto] = described("单项否决", "by first day, the newest", default_factory=list)
    due_next: list[DueNext] = described(
        "即将到期栏目", "those that go stale next, by day; columns that are stale already first", default_factory=list
    )


UPDATE_HOME_PAGE = Duty(
    "update_home_page",
    "更新网站首页",
    "Update the home page",
    f"{INSPECTION}（首页不更新）",
    calendar_days(14),
)
"""Only where the county tells of columns on the home page, or of its updates."""

SAFETY, UNREACHABLE, HOME_PAGE, FRESH, OVERDUE, EMPTY, UNANSWERED, NO_CHANNEL, NO_SERVICES = (
    "safety",
    "unreachable",
    "home_page",
    "columns_not_updated",
    "columns_overdue",
    "columns_empty",
    "messages_unanswered",
    "no_consultation",
    "no_services",
)
SITE_VETOES = {
    SAFETY: ("安全、泄密事故等严重问题", "Incidents"),
    UNREACHABLE: ("站点无法访问", "Cannot be reached"),
    HOME_PAGE: ("首页不更新", "Home page not updated"),
    FRESH: ("动态要闻和政策文件栏目不更新", "News and notices not updated"),
    OVERDUE: ("应更新未更新栏目", "Columns not updated"),
    EMPTY: ("空白栏目", "Empty columns"),
    UNANSWERED: ("留言超过3个月未答复", "Messages unanswered"),
    NO_CHANNEL: ("没有有效咨询渠道", "No way to ask"),
    NO_SERVICES: ("办事服务不实用", "No usable services"),
}
"""Code of a veto → its words, in the order of the inspection's list (a) to (f)."""

SITE = Family(
    name="site",
    service="publishing",
    chinese="政府网站",
    english="government site",
    facts={
        "registered": SiteRegistered,
        "updated": SiteUpdated,
        "probed": SiteProbed,
        "checked": SiteChecked,
        "incident": Incident,
        "resolved": IncidentResolved,
        "closed": SiteClosed,
    },
    state=SiteState,
    findings={
        **{f"site.veto_{code}": f"网站单项否决：{words}" for code, (words, _) in SITE_VETOES.items()},
        "site.closed_unannounced": "关停网站没有公告",
        "site.closed_with_short_notice": "关停网站公告过晚",
        "site.columns_left_open": "关停网站仍有栏目",
        "site.not_allowed": "开办网站不合规定",
        "site.reopened_within_a_year": "一年内重开网站",
        "site.resolved_unknown": "解决的网站问题没有报过",
        "site.unregistered": "网站没有登记",
    },
    duties=(UPDATE_HOME_PAGE,),
    measures=(
        Measure(
            "site_vetoes",
            "网站单项否决",
            "Vetoes of sites",
            "项",
            MeasureKind.LABELLED,
            group="网站栏目",
            group_english="Columns",
            alarm="bad",
            labels=SITE_VETOES,
        ),
    ),
    takes=(COLUMN.kind,),
    most_facts=6_000,
    most_linked=2_000,
)

FAMILIES = (SITE,)
