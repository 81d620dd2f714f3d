"""Facts about applications for information: the whole life from receipt to archive (条例第二十七至四十七条).

None of them has a field of free text: a person is a keyed code here, and never a name.
"""

from __future__ import annotations

from contracts.fields import (
    DATE,
    LAW,
    PATTERN_CODE,
    PATTERN_KEYED,
    PATTERN_ORG,
    REPORT,
    BusModel,
    Date,
    described,
)
from law.codes import ApplicantKind, ReceiptChannel, ServiceWay
from law.completeness import Part
from law.fees import Basis
from law.outcomes import AnswerCode, Ground

FEE_RULES = "国办函〔2020〕109号"
SERVICE_RULES = "国办公开办函〔2016〕235号 四"


class ApplicationReceived(BusModel, title="收到申请", meaning="an application for information arrived."):
    received_on: Date = described(
        "到达日期",
        "day handed in, signed for, or arrived; on 平信, 互联网 and 传真 the clock starts when it is confirmed; "
        "of several receipts the earliest counts",
        unit=DATE,
        source=f"{LAW} 31",
    )
    applicant_kind: ApplicantKind = described("申请人类别", "column of table 三", source=REPORT)
    channel: ReceiptChannel | None = described(
        "收到方式",
        "how it arrived; absent: taken by its day of arrival",
        source=f"{LAW} 29, 31",
        default=None,
    )
    applicant_ref: str | None = described(
        "申请人代号",
        "keyed HMAC-SHA-256 of the applicant, hex; never a name",
        default=None,
        pattern=PATTERN_KEYED,
    )
    confirmed_on: Date | None = described(
        "确认日期",
        "day confirmed with the applicant, or by the government's own system at submission, when known already; "
        "without effect where handed in or signed for",
        unit=DATE,
        source=f"{LAW} 31",
        default=None,
    )
    subject_hash: str | None = described(
        "内容代号",
        "keyed HMAC-SHA-256 of the information asked for, hex; equal for the same information",
        source=f"{LAW} 36, 44",
        default=None,
        pattern=PATTERN_KEYED,
    )
    missing: list[Part] = described(
        "欠缺事项",
        "what the application lacks; empty: complete",
        source=f"{LAW} 29",
        default_factory=list,
        max_length=5,
    )
    transferred_from: str | None = described(
        "转来单位", "organisation that passed it on", default=None, max_length=100, pattern=PATTERN_ORG
    )


class ApplicationConfirmed(
    BusModel,
    title="确认收到",
    meaning="both sides confirmed the receipt; on 平信, 互联网 and 传真 this starts the clock.",
):
    confirmed_on: Date = described("确认日期", "day of confirmation", unit=DATE, source=f"{LAW} 31")


class ApplicationRegistered(
    BusModel, title="登记", meaning="the application was entered in the register; the first time counts."
):
    registered_on: Date = described("登记日期", "day of registration", unit=DATE, source=f"{LAW} 45")
    number: str | None = described("登记编号", "number in the register", default=None, pattern=PATTERN_CODE)


class ApplicationReviewed(
    BusModel, title="审核", meaning="the application was reviewed, and who has to be asked is known."
):
    reviewed_on: Date = described("审核日期", "day of review", unit=DATE, source=f"{LAW} 45")
    third_party: bool = described(
        "涉及第三方",
        "disclosure may harm a third party, who has to be asked",
        source=f"{LAW} 32",
        default=False,
    )


class CorrectionRequested(BusModel, title="补正告知", meaning="the applicant was told, once, what to correct."):
    requested_on: Date = described("告知日期", "day the notice was sent", unit=DATE, source=f"{LAW} 30")
    until: Date | None = described(
        "补正期限",
        "last day to correct; absent or before the notice: the county's own period, and found",
        unit=DATE,
        ahead=True,
        source=f"{LAW} 30",
        default=None,
    )
    missing: list[Part] = described(
        "补正事项", "what to correct", source=f"{LAW} 29", default_factory=list, max_length=5
    )


class CorrectionReceived(BusModel, title="收到补正", meaning="the correction arrived; the answer period runs afresh."):
    corrected_on: Date = described("补正日期", "day of arrival", unit=DATE, source=f"{LAW} 30")
    justified: bool = described("有正当理由", "late with good reason", source=f"{LAW} 30", default=False)


class ApplicationTransferred(
    BusModel, title="转送", meaning="the application was passed on to the organ that answers it."
):
    transferred_on: Date = described("转送日期", "day of passing on", unit=DATE)
    to: str | None = described(
        "转送单位",
        "organisation that answers and counts it; absent: none that gongkai knows, counted here as 其他处理",
        default=None,
        max_length=100,
        pattern=PATTERN_ORG,
    )


class AnswerExtended(BusModel, title="延期告知", meaning="the applicant was told that the answer takes longer."):
    notified_on: Date = described("告知日期", "day the notice was sent", unit=DATE, source=f"{LAW} 33")
    days: int | None = described(
        "延长",
        "how much longer; absent: as long as the law allows",
        unit="working days",
        source=f"{LAW} 33",
        default=None,
        ge=1,
        le=1000,
    )
    approved_on: Date | None = described(
        "批准日期", "day the head of the office consented", unit=DATE, source=f"{LAW} 33", default=None
    )


class AnswerAgreed(
    BusModel,
    title="确定延迟答复期限",
    meaning="a reasonable later day was set for an excessive but reasonable application.",
):
    notified_on: Date = described("告知日期", "day the applicant was told", unit=DATE, source=f"{LAW} 35")
    until: Date = described("答复期限", "day of answer that was set", unit=DATE, ahead=True, source=f"{LAW} 35")


class FeeNoticed(BusModel, title="收费通知", meaning="the applicant was told what to pay."):
    noticed_on: Date = described("通知日期", "day sent", unit=DATE, source=FEE_RULES)
    served_on: Date | None = described("送达日期", "day it was received; else the day sent", unit=DATE, default=None)
    basis: Basis = described("计费方式", "按件 or 按量", source=FEE_RULES)
    count: int = described("数量", "applications, or pages", source=FEE_RULES, ge=0, le=1_000_000)
    before: int = described(
        "本月已计件数",
        "applications of the same applicant before, in the same month",
        default=0,
        ge=0,
        le=1_000_000,
    )
    amount: int = described("金额", "what is to be paid", unit="元", source=FEE_RULES, ge=0, le=1_000_000_000)


class FeePaid(
    BusModel, title="缴费", meaning="a payment arrived; when the sum is complete, the answer period runs afresh."
):
    paid_on: Date = described("缴费日期", "day of payment", unit=DATE, source=FEE_RULES)
    amount: int = described("金额", "what was paid", unit="元", ge=0, le=1_000_000_000)


class FeeWaived(BusModel, title="免收", meaning="the fee was waived after the notice."):
    waived_on: Date = described("决定日期", "day of decision", unit=DATE, source=FEE_RULES)


class AnswerPart(BusModel, title="答复的一部分", meaning="what was decided on one separable part."):
    code: AnswerCode = described("答复类型", "how it was answered", source=f"{LAW} 36–39")
    ground: Ground | None = described("不予公开理由", "which article", source=f"{LAW} 14–16", default=None)


class ApplicationAnswered(BusModel, title="答复申请", meaning="the answer was sent."):
    answered_on: Date = described(
        "答复日期",
        "day the answer went out, by which table 三 counts it; the limit is held against the day of its service, "
        "which is this one unless delivered names another",
        unit=DATE,
        source=f"{LAW} 33",
    )
    way: ServiceWay | None = described("送达方式", "how it was served", source=SERVICE_RULES, default=None)
    code: AnswerCode | None = described(
        "答复类型",
        "how it was answered; absent: counted under 其他 and found",
        source=f"{LAW} 36–39",
        default=None,
    )
    ground: Ground | None = described("不予公开理由", "which article", source=f"{LAW} 14–16", default=None)
    reasoned: bool = described("已说明理由", "the answer states its reasons", source=f"{LAW} 36", default=False)
    parts: list[AnswerPart] = described(
        "分项答复",
        "what was decided on separable parts; with some disclosed and some not it is 部分公开, whatever code says",
        source=f"{LAW} 37",
        default_factory=list,
        max_length=100,
    )


class AnswerDelivered(BusModel, title="送达", meaning="the answer reached the applicant."):
    delivered_on: Date = described(
        "送达日期",
        "day it arrived; handed over the day of the signature, electronically the day it reached the applicant's "
        "system: by these ways it is the day of the answer",
        unit=DATE,
        source=f"{LAW} 45",
    )
    way: ServiceWay | None = described(
        "送达方式",
        "how it was served; absent, or where the answer was posted: as the answer says",
        source=SERVICE_RULES,
        default=None,
    )
    posted_on: Date | None = described(
        "交邮日期",
        "day it was posted, where that is not the answer's own day; by post it is the day of the answer",
        unit=DATE,
        source=SERVICE_RULES,
        default=None,
    )


class ApplicationArchived(BusModel, title="归档", meaning="the file was archived."):
    archived_on: Date = described("归档日期", "day of archiving", unit=DATE, source=f"{LAW} 45")


class ApplicationWithdrawn(BusModel, title="申请人撤回", meaning="the applicant withdrew the application."):
    withdrawn_on: Date = described("撤回日期", "day of withdrawal", unit=DATE)


class ApplicationReopened(
    BusModel,
    title="重新办理",
    meaning="a new answer has to be given, after 复议, 诉讼 or by the organ's own decision, however the application ended.",
):
    reopened_on: Date = described("重新办理日期", "day it was ordered", unit=DATE)
    until: Date | None = described(
        "答复期限", "day by which it was ordered; else the legal limit", unit=DATE, ahead=True, default=None
    )
