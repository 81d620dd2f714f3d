"""网站栏目: columns of a site, each filled by a unit, and whether they are kept fresh (国办秘函〔2019〕19号).

A column belongs to the unit that fills it, the site to whoever runs it: in a county most columns stand on the site of
its government, and many units fill them.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from functools import partial

from contracts.fields import DATE, PATTERN_ID, PATTERN_URL, BusModel, Date, described
from contracts.inspection import INSPECTION, Days
from contracts.kit import Duty, Family, Measure, MeasureKind
from contracts.message import MESSAGE
from contracts.references import reference
from contracts.state import SubjectState
from law.limit import calendar_days, months


class ColumnKind(StrEnum):
    """What a column holds, which says how fresh it has to be."""

    NEWS = "动态要闻"
    NOTICES = "通知公告政策文件"
    OTHER = "其他"


class UpdateUnit(StrEnum):
    """What a column's own limit is counted in."""

    DAYS = "日"
    MONTHS = "个月"


class ColumnRegistered(
    BusModel,
    title="登记栏目",
    meaning="a column is on the site as described, from a day on; told again when that changes.",
):
    registered_on: Date = described(
        "登记日期", "day from which it is so", unit=DATE, source=INSPECTION, not_before="last_updated_on"
    )
    site: str = reference("网站", "site on which it stands")
    name: str = described("栏目名称", "as the site shows it", min_length=1, max_length=100)
    kind: ColumnKind = described("栏目种类", "what it holds", source=INSPECTION)
    must_update: bool = described(
        "应更新", "false: what stands in it needs no update, such as a history or a closed topic", default=True
    )
    first_level: bool = described("一级栏目", "whether it is a column of the first level", default=True)
    on_home_page: bool = described("首页展示", "whether its newest content shows on the home page", default=False)
    update_within: int | None = described(
        "更新周期", "its own limit, where it has one; the earliest limit holds", ge=1, le=1000, default=None
    )
    update_unit: UpdateUnit = described("更新周期单位", "what update_within is counted in", default=UpdateUnit.DAYS)
    last_updated_on: Date | None = described(
        "登记前最近更新",
        "newest content that it had when it was first registered; absent: it was empty",
        unit=DATE,
        default=None,
    )


class ColumnPosted(
    BusModel, title="栏目更新", meaning="something new was published in the column; one fact a day is enough."
):
    posted_on: Date = described("发布日期", "day of the publication", unit=DATE, source=INSPECTION)
    items: int = described("条数", "how many on that day", ge=1, le=10_000, default=1)
    url: str | None = described("网址", "address of one of them", default=None, max_length=2000, pattern=PATTERN_URL)


class ColumnClosed(BusModel, title="关闭栏目", meaning="the column was taken off the site."):
    closed_on: Date = described("关闭日期", "first day on which it is not there", unit=DATE)
    merged_into: str | None = described(
        "并入栏目", "column that took in its content", default=None, min_length=1, max_length=200, pattern=PATTERN_ID
    )


class Stale(BusModel, title="超期未更新", meaning="days on which the column was due for an update and had none."):
    kind: ColumnKind = described("栏目种类", "as it was registered when the wait began")
    since: date = described("起", "first day after its limit", unit=DATE)
    until: date | None = described("止（当日不计）", "day of the update, or of the end; empty: it is stale", unit=DATE)
    fails_from: date | None = described(
        "计入否决起",
        "first day after the limit of its kind, which may be later than its own; empty: it was not reached",
        unit=DATE,
    )


class Quiet(BusModel, title="首页无更新", meaning="a wait in which the column kept nothing fresh on the home page."):
    after: date | None = described("最近更新", "the update before them; empty: there was none", unit=DATE)
    due_on: date = described(
        "更新到期", "last day for the next by the limit of home pages; it may be to come", unit=DATE
    )
    until: date | None = described(
        "止（当日不计）", "day of the next update, which was later; empty: there is none yet", unit=DATE
    )


class LateMessage(
    BusModel, title="逾期留言", meaning="days on which a message in the column was unanswered for over 3 months."
):
    message: str = described("留言", "<organisation>:<id>")
    since: date = described("起", "first day after 3 months", unit=DATE)
    until: date | None = described("止（当日不计）", "day of the answer; empty: there is none", unit=DATE)
    counts_until: date = described("计算至", "first day on which it is over a year old", unit=DATE)


class FormerSite(BusModel, title="原在网站", meaning="a site on which the column stood before it moved to another."):
    site: str = described("网站", "<organisation>:<id>")
    days: list[Days] = described("期间", "days on which it stood there, by day")
    on_home_page: bool = described("首页展示", "as it was registered there last", default=False)
    quiet: list[Quiet] = described(
        "首页无更新", "of a column on the home page there, by day, the newest", default_factory=list
    )


class ColumnState(SubjectState, title="网站栏目", meaning="a column; its title is its name."):
    site: str | None = described("网站", "on which it stands, or stood last: <organisation>:<id>", default=None)
    on_site: list[Days] = described(
        "在站期间",
        "days from which that is its site, by day; closing the column does not end them",
        default_factory=list,
    )
    moved_from: list[FormerSite] = described(
        "原在网站", "sites on which it stood before, the newest", default_factory=list
    )
    kind: ColumnKind | None = described("栏目种类", "the newest", default=None)
    must_update: bool = described("应更新", "the newest", default=False)
    first_level: bool = described("一级栏目", "the newest", default=False)
    on_home_page: bool = described("首页展示", "the newest", default=False)
    since: date | None = described("登记日期", "first day on the site", unit=DATE, default=None)
    closed_on: date | None = described("关闭日期", "empty while it is on the site", unit=DATE, default=None)
    last_post_on: date | None = described("最近更新", "day of the newest content", unit=DATE, default=None)
    posts: int = described("更新条数", "in all", default=0)
    due_on: date | None = described("更新到期", "last day for the next update", unit=DATE, default=None)
    stale: list[Stale] = described("超期未更新", "by day, the newest", default_factory=list)
    empty: list[Days] = described("空白", "days without any content, by day, the newest", default_factory=list)
    quiet: list[Quiet] = described(
        "首页无更新", "of a column on the home page, by day, the newest", default_factory=list
    )
    messages: list[LateMessage] = described("逾期留言", "by day, the newest", default_factory=list)


_article = f"{INSPECTION}（栏目不更新）"
UPDATE_NEWS = Duty("update_news", "更新动态要闻栏目", "Update the news column", _article, calendar_days(14))
UPDATE_NOTICES = Duty("update_notices", "更新通知公告政策文件栏目", "Update the notices column", _article, months(6))
UPDATE_COLUMN = Duty("update_column", "更新其他栏目", "Update the column", _article, months(6), statutory=False)
"""No number is set for columns of other kinds: half a year where neither the column nor its county has a limit."""

UPDATES = {ColumnKind.NEWS: UPDATE_NEWS, ColumnKind.NOTICES: UPDATE_NOTICES, ColumnKind.OTHER: UPDATE_COLUMN}
"""Kind → its duty."""

_ENGLISH = {ColumnKind.NEWS: "News", ColumnKind.NOTICES: "Notices and policies", ColumnKind.OTHER: "Other"}
_LABELS = {str(kind): (str(kind), english) for kind, english in _ENGLISH.items()}
_stock = partial(
    Measure,
    unit="个",
    kind=MeasureKind.STOCK,
    group="网站栏目（期末）",
    group_english="Columns at the end",
    labels=_LABELS,
)

COLUMN = Family(
    name="column",
    service="publishing",
    chinese="网站栏目",
    english="column of a site",
    facts={"registered": ColumnRegistered, "posted": ColumnPosted, "closed": ColumnClosed},
    state=ColumnState,
    findings={
        "column.limit_too_long": "更新周期过长",
        "column.posted_after_closing": "停办后仍更新栏目",
        "column.unregistered": "栏目没有登记",
    },
    duties=(UPDATE_NEWS, UPDATE_NOTICES, UPDATE_COLUMN),
    measures=(
        _stock("columns", "栏目", "Columns"),
        _stock("columns_stale", "超期未更新", "Stale", alarm="warn"),
        _stock("columns_empty", "空白", "Empty", alarm="warn"),
        Measure("column_posts", "栏目更新", "Posts", "条", group="网站栏目", group_english="Columns"),
    ),
    takes=(MESSAGE.kind,),
    # Posts of each day for many years; a batch is folded once, so that it is read and not refolded for each.
    most_facts=6_000,
    most_linked=500,
)

FAMILIES = (COLUMN,)
