"""政务新媒体账号: accounts of units on platforms, from opening to closing (奉节府办发〔2020〕101号 二（七）, 国办发〔2018〕123号)."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from functools import partial

from contracts.fields import DATE, PATTERN_ID, BusModel, Date, described
from contracts.inspection import INSPECTION, VETOES, Incident, IncidentResolved, Veto
from contracts.kit import Check, Duty, Family, Measure, MeasureKind
from contracts.state import SubjectState
from law.limit import calendar_days, working_days

RULES = "国办发〔2018〕123号"


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
    platform_name: str | None = described(
        "平台名称", "which platform, where it is 其他", min_length=1, max_length=50, pattern=PATTERN_ID, default=None
    )
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


class AccountVerified(BusModel, title="账号认证", meaning="the platform verified whose account it is."):
    verified_on: Date = described("认证日期", "day of the verification", unit=DATE, source=RULES)
    verified_as: str = described("认证主体", "the unit that it was verified as", min_length=1, max_length=100)


class AccountUnitRenamed(
    BusModel, title="机构更名", meaning="the unit has another name, so that its account has to be renamed too."
):
    renamed_on: Date = described("更名日期", "day from which the unit bears its new name", unit=DATE, source=RULES)
    name: str = described("机构名称", "the unit's new name", min_length=1, max_length=100)


class AccountRenamed(BusModel, title="账号更名", meaning="the account has another public name."):
    renamed_on: Date = described("更名日期", "day of the change", unit=DATE, source=RULES)
    name: str = described("账号名称", "its new public name", min_length=1, max_length=100)
    announced_on: Date | None = described(
        "公告日期", "day the change was announced", unit=DATE, source=RULES, default=None
    )
    filed_on: Date | None = described("备案日期", "day it was filed", unit=DATE, source=RULES, default=None)


class AccountChanged(BusModel, title="账号变更", meaning="something of the account but its name changed."):
    changed_on: Date = described("变更日期", "day of the change", unit=DATE, source=RULES)
    what: AccountChange = described("变更事项", "what changed")
    filed_on: Date | None = described("备案日期", "day it was filed", unit=DATE, source=RULES, default=None)
    announced_on: Date | None = described(
        "公告日期", "day the change was announced", unit=DATE, source=RULES, default=None
    )


class AccountChecked(
    BusModel, title="账号检查", meaning="somebody looked at the account; what is absent was not looked at."
):
    checked_on: Date = described("检查日期", "day of the check", unit=DATE, source=VETOES)
    usable: bool | None = described(
        "可以使用", "false: an app that cannot be downloaded or used", source=VETOES, default=None
    )
    interactive: bool | None = described(
        "有效互动", "false: no way to reach it, or nobody reacts", source=VETOES, default=None
    )
    bought_fans: bool | None = described("购买粉丝", "true: bought fans or forced likes", source=VETOES, default=None)
    note: str | None = described("检查说明", "what was seen", min_length=1, max_length=500, default=None)


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
    verified_on: date | None = described("认证日期", "day of the newest verification", unit=DATE, default=None)
    verified_as: str | None = described("认证主体", "as it was verified last", default=None)
    vetoes: list[Veto] = described("单项否决", "by first day, the newest", default_factory=list)


class AccountPlatformState(SubjectState, title="单位平台账号", meaning="the accounts of a unit on one platform."):
    accounts: list[str] = described("账号编号", "accounts that are not closed, by opening", default_factory=list)


POST = Duty(
    "account_post",
    "更新政务新媒体账号",
    "Post on the account",
    f"{INSPECTION}（14日不更新）",
    calendar_days(14),
)

RENAME = Duty(
    "rename_account",
    "机构更名后账号更名",
    "Rename the account with its unit",
    RULES,
    working_days(20),
    statutory=False,
)
"""No number is set for it: 20 working days are ours."""

VERIFICATION = Check("account_verification", "账号认证", "The account is verified", RULES)

NOTICE_PERIOD = Check(
    "account_notice_period",
    "变更、关停提前公告",
    "Changes and closings are announced ahead",
    f"{RULES}、地方规定",
    working_days(15),
)
"""Some provinces ask for so many working days between the announcement and the change or closing."""

SAFETY, SILENT, UNUSABLE, NO_INTERACTION, BOUGHT_FANS = (
    "safety",
    "silent",
    "unusable",
    "no_interaction",
    "bought_fans",
)
ACCOUNT_VETOES = {
    SAFETY: ("安全、泄密事故等严重问题", "Incidents"),
    SILENT: ("内容不更新", "Not updated"),
    UNUSABLE: ("无法下载或使用", "Cannot be used"),
    NO_INTERACTION: ("没有有效互动", "No interaction"),
    BOUGHT_FANS: ("购买粉丝、强制点赞", "Bought fans"),
}
"""Code of a veto → its words."""

_measure = partial(Measure, unit="个", group="政务新媒体", group_english="Accounts")

ACCOUNT = Family(
    name="account",
    service="publishing",
    chinese="政务新媒体账号",
    english="account",
    facts={
        "opened": AccountOpened,
        "posted": AccountPosted,
        "verified": AccountVerified,
        "unit_renamed": AccountUnitRenamed,
        "renamed": AccountRenamed,
        "changed": AccountChanged,
        "checked": AccountChecked,
        "incident": Incident,
        "resolved": IncidentResolved,
        "closed": AccountClosed,
    },
    state=AccountState,
    findings={
        **{f"account.veto_{code}": f"新媒体单项否决：{words}" for code, (words, _) in ACCOUNT_VETOES.items()},
        "account.change_notice_too_short": "账号变更公告过晚",
        "account.change_unannounced": "账号变更没有提前公告",
        "account.change_unfiled": "账号变更没有备案",
        "account.closed_before_announcement": "公告之前关停账号",
        "account.closed_unannounced": "关停账号没有公告",
        "account.closed_without_filing": "关停账号没有备案",
        "account.closing_notice_too_short": "关停账号公告过晚",
        "account.closing_unannounced": "关停账号没有提前公告",
        "account.opened_before_consent": "同意之前开设账号",
        "account.opened_before_filing": "备案之前开设账号",
        "account.opened_twice": "重复开设账号",
        "account.opened_without_consent": "开设账号没有同意",
        "account.opened_without_filing": "开设账号没有备案",
        "account.platform_unnamed": "没有写明账号平台",
        "account.posted_after_closing": "关停之后发布",
        "account.posted_before_opening": "开设之前发布",
        "account.rename_unannounced": "账号更名没有公告",
        "account.rename_unfiled": "账号更名没有备案",
        "account.resolved_unknown": "解决的账号问题没有报过",
        "account.unopened": "账号没有报过开设",
        "account.unverified": "账号没有认证",
    },
    duties=(POST, RENAME),
    measures=(
        _measure("accounts_opened", "开设", "Opened"),
        _measure("accounts_closed", "关停", "Closed"),
        _measure("accounts_without_filing", "未备案", "Not filed", alarm="warn"),
        _measure("account_posts", "发布", "Posts", unit="条"),
        _measure(
            "account_vetoes",
            "单项否决",
            "Vetoes",
            unit="项",
            kind=MeasureKind.LABELLED,
            alarm="bad",
            labels=ACCOUNT_VETOES,
        ),
    ),
    checks=(VERIFICATION, NOTICE_PERIOD),
    # Posts of each day for many years.
    most_facts=6_000,
)

ACCOUNT_PLATFORM = Family(
    name="account_platform",
    service="publishing",
    chinese="单位平台账号",
    english="accounts on a platform",
    facts={},
    state=AccountPlatformState,
    findings={
        "account.second_on_platform": "一个平台两个账号",
    },
    takes=(ACCOUNT.kind,),
    rules="services.publishing.account",
)

FAMILIES = (ACCOUNT, ACCOUNT_PLATFORM)
