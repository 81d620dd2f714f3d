"""政务新媒体账号: accounts of units on platforms, from opening to closing (奉节府办发〔2020〕101号 二（七）, 国办发〔2018〕123号)."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from functools import partial

from contracts.fields import DATE, BusModel, Date, described
from contracts.kit import Duty, Family, Measure
from contracts.state import SubjectState
from law.limit import calendar_days

RULES = "国办发〔2018〕123号"
INSPECTION = "国办秘函〔2019〕19号"


class Platform(StrEnum):
    """Where an account is."""

    WECHAT = "微信"
    WEIBO = "微博"
    DOUYIN = "抖音"
    KUAISHOU = "快手"
    TOUTIAO = "今日头条"
    APP = "移动客户端"
    OTHER = "其他"


class AccountChange(StrEnum):
    """What changed, beside the name."""

    PLATFORM = "平台迁移"
    OWNER = "主体变更"
    PURPOSE = "用途变更"
    OTHER = "其他"


class AccountOpened(BusModel, title="开设账号", meaning="an account was opened."):
    opened_on: Date = described("开设日期", "day of opening", unit=DATE, source=RULES)
    platform: Platform = described("平台", "where it is")
    name: str = described("账号名称", "its public name", min_length=1, max_length=100)
    consented_on: Date | None = described(
        "同意日期", "day the head of the unit consented", unit=DATE, source=RULES, default=None
    )
    filed_on: Date | None = described(
        "备案日期", "day it was filed with the county's office", unit=DATE, source=RULES, default=None
    )


class AccountPosted(BusModel, title="账号发布", meaning="something was posted on the account."):
    posted_on: Date = described("发布日期", "day of the post", unit=DATE, source=INSPECTION)
    url: str | None = described(
        "网址", "address of the post", default=None, max_length=2000, pattern=r"^https?://[^\s]+$"
    )


class AccountRenamed(BusModel, title="账号更名", meaning="the account has another public name."):
    renamed_on: Date = described("更名日期", "day of the change", unit=DATE, source=RULES)
    name: str = described("账号名称", "its new public name", min_length=1, max_length=100)
    announced_on: Date | None = described(
        "公告日期", "day the change was announced", unit=DATE, source=RULES, default=None
    )


class AccountChanged(BusModel, title="账号变更", meaning="something of the account but its name changed."):
    changed_on: Date = described("变更日期", "day of the change", unit=DATE, source=RULES)
    what: AccountChange = described("变更事项", "what changed")
    filed_on: Date | None = described("备案日期", "day it was filed", unit=DATE, source=RULES, default=None)


class AccountClosed(BusModel, title="关停注销账号", meaning="the account was closed for good."):
    closed_on: Date = described("关停日期", "last day of the account", unit=DATE, source=RULES)
    filed_on: Date | None = described("备案日期", "day it was filed", unit=DATE, source=RULES, default=None)
    announced_on: Date | None = described(
        "公告日期", "day the closing was announced", unit=DATE, source=RULES, default=None
    )


class AccountState(SubjectState, title="政务新媒体账号", meaning="an account; its title is its public name."):
    platform: Platform | None = described("平台", "where it is", default=None)
    opened_on: date | None = described("开设日期", "day of opening", unit=DATE, default=None)
    filed_on: date | None = described("备案日期", "day it was filed", unit=DATE, default=None)
    last_post_on: date | None = described("最近发布", "day of the newest post", unit=DATE, default=None)
    posts: int = described("发布条数", "posts in all", default=0)
    closed_on: date | None = described("关停日期", "last day of the account", unit=DATE, default=None)


class AccountPlatformState(SubjectState, title="单位平台账号", meaning="the accounts of a unit on one platform."):
    accounts: list[str] = described("账号编号", "accounts that are not closed, by opening", default_factory=list)


POST = Duty(
    "account_post",
    "更新政务新媒体账号",
    "Post on the account",
    f"{INSPECTION}（14日不更新）",
    calendar_days(14),
)

_measure = partial(Measure, unit="个", group="政务新媒体", group_english="Accounts")

ACCOUNT = Family(
    name="account",
    service="publishing",
    chinese="政务新媒体账号",
    english="account",
    facts={
        "opened": AccountOpened,
        "posted": AccountPosted,
        "renamed": AccountRenamed,
        "changed": AccountChanged,
        "closed": AccountClosed,
    },
    state=AccountState,
    duties=(POST,),
    measures=(
        _measure("accounts_opened", "开设", "Opened"),
        _measure("accounts_closed", "关停", "Closed"),
        _measure("accounts_without_filing", "未备案", "Not filed", alarm="warn"),
        _measure("account_posts", "发布", "Posts", unit="条"),
    ),
)

ACCOUNT_PLATFORM = Family(
    name="account_platform",
    service="publishing",
    chinese="单位平台账号",
    english="accounts on a platform",
    facts={},
    state=AccountPlatformState,
    takes=(ACCOUNT.kind,),
    rules="services.publishing.account",
)

FAMILIES = (ACCOUNT, ACCOUNT_PLATFORM)
