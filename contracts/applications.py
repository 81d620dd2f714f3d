"""Facts about applications for information: the whole life from receipt to archive (条例第二十七至四十七条).

None of them has a field of free text: a person is a keyed code here, and never a name.
"""

from __future__ import annotations

from contracts.consulting import (
    CoMakerAnswered,
    CoMakerAsked,
    ThirdPartyAnswered,
    ThirdPartyAsked,
    ThirdPartyOverridden,
)
from contracts.fields import DATE, LAW, PATTERN_CODE, PATTERN_KEYED, PATTERN_ORG, REPORT, Date, Said, said
from contracts.remedies import ApplicationComplained, LawsuitDecided, LawsuitFiled, ReviewDecided, ReviewFiled
from law.codes import ApplicantKind, ReceiptChannel
from law.completeness import Part
from law.fees import Basis
from law.outcomes import AnswerCode, Ground

FEE_RULES = "国办函〔2020〕109号"


class ApplicationReceived(Said):
    """收到申请: an application for information arrived."""

    received_on: Date = said(
        "到达日期",
        "day handed in, signed for, or arrived; on 平信, 互联网 and 传真 the clock starts when it is confirmed",
        unit=DATE,
        source=f"{LAW} 31",
    )
    applicant_kind: ApplicantKind = said("申请人类别", "column of table 三", source=REPORT)
    channel: ReceiptChannel | None = said(
        "收到方式",
        "how it arrived; absent: taken by its day of arrival",
        source=f"{LAW} 29, 31",
        default=None,
    )
    applicant_ref: str | None = said(
        "申请人代号",
        "keyed HMAC-SHA-256 of the applicant, hex; never a name",
        default=None,
        pattern=PATTERN_KEYED,
    )
    confirmed_on: Date | None = said(
        "确认日期",
        "day confirmed with the applicant, when known already",
        unit=DATE,
        source=f"{LAW} 31",
        default=None,
    )
    subject_hash: str | None = said(
        "内容代号",
        "keyed HMAC-SHA-256 of the information asked for, hex; equal for the same information",
        source=f"{LAW} 36, 44",
        default=None,
        pattern=PATTERN_KEYED,
    )
    missing: list[Part] = said(
        "欠缺事项",
        "what the application lacks; empty: complete",
        source=f"{LAW} 29",
        default_factory=list,
        max_length=5,
    )
    transferred_from: str | None = said(
        "转来单位", "organisation that passed it on", default=None, max_length=100, pattern=PATTERN_ORG
    )


class ApplicationConfirmed(Said):
    """确认收到: both sides confirmed the receipt; on 平信, 互联网 and 传真 this starts the clock."""

    confirmed_on: Date = said("确认日期", "day of confirmation", unit=DATE, source=f"{LAW} 31")


class ApplicationRegistered(Said):
    """登记: the application was entered in the register."""

    registered_on: Date = said("登记日期", "day of registration", unit=DATE, source=f"{LAW} 45")
    number: str | None = said("登记编号", "number in the register", default=None, pattern=PATTERN_CODE)


class ApplicationReviewed(Said):
    """审核: the application was reviewed, and who has to be asked is known."""

    reviewed_on: Date = said("审核日期", "day of review", unit=DATE, source=f"{LAW} 45")
    third_party: bool = said(
        "涉及第三方",
        "disclosure may harm a third party, who has to be asked",
        source=f"{LAW} 32",
        default=False,
    )


class CorrectionRequested(Said):
    """补正告知: the applicant was told, once, what to correct."""

    requested_on: Date = said("告知日期", "day the notice was sent", unit=DATE, source=f"{LAW} 30")
    until: Date | None = said("补正期限", "last day to correct", unit=DATE, source=f"{LAW} 30", default=None)
    missing: list[Part] = said(
        "补正事项", "what to correct", source=f"{LAW} 29", default_factory=list, max_length=5
    )


class CorrectionReceived(Said):
    """收到补正: the correction arrived; the answer period runs afresh."""

    corrected_on: Date = said("补正日期", "day of arrival", unit=DATE, source=f"{LAW} 30")
    justified: bool = said("有正当理由", "late with good reason", source=f"{LAW} 30", default=False)


class ApplicationTransferred(Said):
    """转送: the application was passed on to the organ that answers it."""

    transferred_on: Date = said("转送日期", "day of passing on", unit=DATE)
    to: str | None = said(
        "转送单位",
        "organisation that answers and counts it; absent: none that gongkai knows, counted here as 其他处理",
        default=None,
        max_length=100,
        pattern=PATTERN_ORG,
    )


class AnswerExtended(Said):
    """延期告知: the applicant was told that the answer takes longer."""

    notified_on: Date = said("告知日期", "day the notice was sent", unit=DATE, source=f"{LAW} 33")
    days: int = said(
        "延长", "how much longer", unit="working days", source=f"{LAW} 33", default=20, ge=1, le=1000
    )
    approved_on: Date | None = said(
        "批准日期", "day the head of the office consented", unit=DATE, source=f"{LAW} 33", default=None
    )


class AnswerAgreed(Said):
    """确定延迟答复期限: a reasonable later day was set for an excessive but reasonable application."""

    notified_on: Date = said("告知日期", "day the applicant was told", unit=DATE, source=f"{LAW} 35")
    until: Date = said("答复期限", "day of answer that was set", unit=DATE, source=f"{LAW} 35")


class FeeNoticed(Said):
    """收费通知: the applicant was told what to pay."""

    noticed_on: Date = said("通知日期", "day sent", unit=DATE, source=FEE_RULES)
    served_on: Date | None = said(
        "送达日期", "day it was received; else the day sent", unit=DATE, default=None
    )
    basis: Basis = said("计费方式", "按件 or 按量", source=FEE_RULES)
    count: int = said("数量", "applications, or pages", source=FEE_RULES, ge=0, le=1_000_000)
    before: int = said(
        "本月已计件数",
        "applications of the same applicant before, in the same month",
        default=0,
        ge=0,
        le=1_000_000,
    )
    amount: int = said("金额", "what is to be paid", unit="元", source=FEE_RULES, ge=0, le=1_000_000_000)


class FeePaid(Said):
    """缴费: the fee was paid in full."""

    paid_on: Date = said("缴费日期", "day of payment", unit=DATE, source=FEE_RULES)
    amount: int = said("金额", "what was paid", unit="元", ge=0, le=1_000_000_000)


class FeeWaived(Said):
    """免收: the fee was waived after the notice."""

    waived_on: Date = said("决定日期", "day of decision", unit=DATE, source=FEE_RULES)


class AnswerPart(Said):
    """答复的一部分: what was decided on one separable part."""

    code: AnswerCode = said("答复类型", "how it was answered", source=f"{LAW} 36–39")
    ground: Ground | None = said("不予公开理由", "which article", source=f"{LAW} 14–16", default=None)


class ApplicationAnswered(Said):
    """答复申请: the answer was sent."""

    answered_on: Date = said("答复日期", "day the answer was sent", unit=DATE, source=f"{LAW} 33")
    code: AnswerCode | None = said(
        "答复类型",
        "how it was answered; absent: counted under 其他 and found",
        source=f"{LAW} 36–39",
        default=None,
    )
    ground: Ground | None = said("不予公开理由", "which article", source=f"{LAW} 14–16", default=None)
    reasoned: bool = said("已说明理由", "the answer states its reasons", source=f"{LAW} 36", default=False)
    parts: list[AnswerPart] = said(
        "分项答复",
        "what was decided on separable parts; with some disclosed and some not it is 部分公开, whatever code says",
        source=f"{LAW} 37",
        default_factory=list,
        max_length=100,
    )


class AnswerDelivered(Said):
    """送达: the answer reached the applicant."""

    delivered_on: Date = said("送达日期", "day of delivery", unit=DATE, source=f"{LAW} 45")


class ApplicationArchived(Said):
    """归档: the file was archived."""

    archived_on: Date = said("归档日期", "day of archiving", unit=DATE, source=f"{LAW} 45")


class ApplicationWithdrawn(Said):
    """申请人撤回: the applicant withdrew the application."""

    withdrawn_on: Date = said("撤回日期", "day of withdrawal", unit=DATE)


class ApplicationReopened(Said):
    """重新办理: a new answer has to be given, after 复议, 诉讼 or the organ's own correction."""

    reopened_on: Date = said("重新办理日期", "day it was ordered", unit=DATE)
    until: Date | None = said(
        "答复期限", "day by which it was ordered; else the legal limit", unit=DATE, default=None
    )


APPLICATION_FACTS: dict[str, type[Said]] = {
    "application.received.v1": ApplicationReceived,
    "application.confirmed.v1": ApplicationConfirmed,
    "application.registered.v1": ApplicationRegistered,
    "application.reviewed.v1": ApplicationReviewed,
    "application.correction_requested.v1": CorrectionRequested,
    "application.correction_received.v1": CorrectionReceived,
    "application.transferred.v1": ApplicationTransferred,
    "application.third_party_asked.v1": ThirdPartyAsked,
    "application.third_party_answered.v1": ThirdPartyAnswered,
    "application.third_party_overridden.v1": ThirdPartyOverridden,
    "application.co_maker_asked.v1": CoMakerAsked,
    "application.co_maker_answered.v1": CoMakerAnswered,
    "application.extended.v1": AnswerExtended,
    "application.agreed.v1": AnswerAgreed,
    "application.fee_noticed.v1": FeeNoticed,
    "application.fee_paid.v1": FeePaid,
    "application.fee_waived.v1": FeeWaived,
    "application.answered.v1": ApplicationAnswered,
    "application.delivered.v1": AnswerDelivered,
    "application.archived.v1": ApplicationArchived,
    "application.withdrawn.v1": ApplicationWithdrawn,
    "application.reopened.v1": ApplicationReopened,
    "application.review_filed.v1": ReviewFiled,
    "application.review_decided.v1": ReviewDecided,
    "application.lawsuit_filed.v1": LawsuitFiled,
    "application.lawsuit_decided.v1": LawsuitDecided,
    "application.complained.v1": ApplicationComplained,
}
"""Facts about an application, by type."""
