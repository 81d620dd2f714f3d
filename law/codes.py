"""Code lists of the law, in the law's own words where it has them.

Values that a department writes by hand (属性, 渠道) are the Chinese terms; the
seven applicant columns of the annual report carry the short keys under which
the tables are published as JSON.
"""

from __future__ import annotations

from enum import StrEnum


class Attribute(StrEnum):
    """公开属性, decided at drafting (奉节府办发〔2020〕101号 二（三）)."""

    PROACTIVE = "主动公开"
    ON_REQUEST = "依申请公开"
    WITHHELD = "不予公开"


UNSTATED = "未标明"
"""Where no attribute is known. Unstated is not the same as not public."""


class Channel(StrEnum):
    """Disclosure channels (条例第二十三至二十五条 and the standard catalog's list)."""

    WEBSITE = "政府网站"
    GAZETTE = "政府公报"
    SOCIAL = "政务新媒体"
    PRESS_CONFERENCE = "新闻发布会"
    BROADCAST = "广播电视"
    NEWSPAPER = "报刊"
    READING_POINT = "公开查阅点"
    SERVICE_CENTRE = "政务服务中心"
    SERVICE_STATION = "便民服务站"
    ON_SITE = "入户现场"
    NOTICE_BOARD = "公示栏"
    PUSH = "精准推送"
    OTHER = "其他"


class ReceiptChannel(StrEnum):
    """How an application arrives; it decides the day of receipt (条例第三十一条)."""

    IN_PERSON = "当面"
    SIGNED_MAIL = "邮寄签收"
    ORDINARY_MAIL = "平信"
    INTERNET = "互联网"
    FAX = "传真"
    ORAL = "口头代填"


class ServiceWay(StrEnum):
    """How an answer is served; it decides the day of the answer (国办公开办函〔2016〕235号 四)."""

    POST = "邮寄"
    """The day of posting counts."""
    HANDED_OVER = "当面交付"
    """Directly or through another office: the day of the applicant's signature counts."""
    ELECTRONIC = "电子送达"
    """The day counts on which it reached the applicant's system."""


class ApplicantKind(StrEnum):
    """The columns of annual report table 三 (国办公开办函〔2021〕30号), without the total."""

    NATURAL = "natural"
    BUSINESS = "business"
    RESEARCH = "research"
    CHARITY = "charity"
    LEGAL_SERVICE = "legal_service"
    OTHER_ORG = "other_org"


APPLICANT_NAMES: dict[ApplicantKind, str] = {
    ApplicantKind.NATURAL: "自然人",
    ApplicantKind.BUSINESS: "商业企业",
    ApplicantKind.RESEARCH: "科研机构",
    ApplicantKind.CHARITY: "社会公益组织",
    ApplicantKind.LEGAL_SERVICE: "法律服务机构",
    ApplicantKind.OTHER_ORG: "其他",
}
"""Headings of the columns; all but 自然人 stand under 法人或其他组织."""


class ObligationStatus(StrEnum):
    """Where an obligation stands; exactly one holds at any time."""

    OPEN = "open"
    MET = "met"
    MET_LATE = "met_late"
    OVERDUE = "overdue"
    EXCUSED = "excused"


STATUS_NAMES: dict[ObligationStatus, str] = {
    ObligationStatus.OPEN: "未到期",
    ObligationStatus.MET: "按期履行",
    ObligationStatus.MET_LATE: "逾期履行",
    ObligationStatus.OVERDUE: "逾期未履行",
    ObligationStatus.EXCUSED: "不再需要",
}
"""What each status of an obligation is called."""

PUBLISH_WITHIN_WORKING_DAYS = 20
"""条例第二十六条: within 20 working days of formation or change."""

ANSWER_WITHIN_WORKING_DAYS = 20
"""条例第三十三条: within 20 working days of receipt."""
