"""依申请公开: applications for information, and the questions that several of them ask (条例第二十七至五十一条)."""

from __future__ import annotations

from contracts.application import consulting as c
from contracts.application import handling as h
from contracts.application import notices as n
from contracts.application.complaints import ApplicationComplained
from contracts.application.findings import FINDINGS
from contracts.application.measures import MEASURES
from contracts.application.state import ApplicationState, QuestionState
from contracts.dispute import COMPLY_LAW, DISPUTE
from contracts.kit import Duty, Family
from law.codes import ANSWER_WITHIN_WORKING_DAYS
from law.limit import day_of_year, working_days
from law.limits import ARCHIVE_BY, COMPLY_DAYS, CORRECTION_NOTICE_DAYS, REGISTER_DAYS

REGISTER = Duty(
    "register",
    "登记政府信息公开申请",
    "Register the application",
    "条例第四十五条",
    working_days(REGISTER_DAYS),
    grave=False,
    statutory=False,
    by_default=False,
)
CORRECT = Duty(
    "correct",
    "一次性告知补正",
    "Ask for correction, once",
    "条例第三十条",
    working_days(CORRECTION_NOTICE_DAYS),
)
ASK_THIRD_PARTY = Duty(
    "ask_third_party",
    "书面征求第三方意见",
    "Ask the third party",
    "条例第三十二条",
    working_days(ANSWER_WITHIN_WORKING_DAYS),
)
ANSWER = Duty("answer", "答复政府信息公开申请", "Answer", "条例第三十三条", working_days(ANSWER_WITHIN_WORKING_DAYS))
ARCHIVE = Duty(
    "archive",
    "申请办理材料归档",
    "Archive",
    "条例第四十五条",
    day_of_year(*ARCHIVE_BY),
    grave=False,
    statutory=False,
    by_default=False,
)
COMPLY = Duty(
    "comply",
    "履行复议决定或者裁判",
    "Comply with the decision",
    COMPLY_LAW,
    working_days(COMPLY_DAYS),
)

APPLICATION = Family(
    name="application",
    service="requests",
    chinese="依申请公开",
    english="application",
    facts={
        "received": h.ApplicationReceived,
        "confirmed": h.ApplicationConfirmed,
        "registered": h.ApplicationRegistered,
        "reviewed": h.ApplicationReviewed,
        "correction_requested": h.CorrectionRequested,
        "correction_received": h.CorrectionReceived,
        "transferred": h.ApplicationTransferred,
        "third_party_asked": c.ThirdPartyAsked,
        "third_party_answered": c.ThirdPartyAnswered,
        "third_party_overridden": c.ThirdPartyOverridden,
        "co_maker_asked": c.CoMakerAsked,
        "co_maker_answered": c.CoMakerAnswered,
        "extended": h.AnswerExtended,
        "agreed": h.AnswerAgreed,
        "fee_noticed": h.FeeNoticed,
        "fee_paid": h.FeePaid,
        "fee_waived": h.FeeWaived,
        "answered": h.ApplicationAnswered,
        "delivered": h.AnswerDelivered,
        "archived": h.ApplicationArchived,
        "withdrawn": h.ApplicationWithdrawn,
        "reopened": h.ApplicationReopened,
        "complained": ApplicationComplained,
    },
    state=ApplicationState,
    findings=FINDINGS,
    duties=(REGISTER, CORRECT, ASK_THIRD_PARTY, ANSWER, ARCHIVE, COMPLY),
    measures=MEASURES,
    notices={n.UNCONFIRMED: n.UnconfirmedNotice},
    takes=(DISPUTE.kind,),
    codes_only=True,
    # A life has a few dozen steps; of each, what departs from the law is kept whole in the state.
    most_facts=300,
)

QUESTION = Family(
    name="question",
    service="requests",
    chinese="同一内容的申请",
    english="question",
    facts={},
    state=QuestionState,
    takes=(APPLICATION.kind,),
    notices={n.REPEAT: n.RepeatNotice, n.SUGGESTED: n.SuggestionNotice},
    codes_only=True,
    most_linked=1_000,
)

FAMILIES = (APPLICATION, QUESTION)
