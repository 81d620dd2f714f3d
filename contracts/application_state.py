"""The state of an application, as the requests service keeps it: clock, outcome, remedies, findings."""

from __future__ import annotations

from datetime import date

from contracts.fields import DATE, REPORT, Said, said
from contracts.obligations import Obligation
from law.clock import State as Stage
from law.codes import ApplicantKind, ReceiptChannel
from law.fees import Basis
from law.outcomes import AnswerCode, Ground, Row
from law.table4 import Remedy, Result


class StatedFinding(Said):
    """问题: a departure from the law, recorded beside the result."""

    on: date = said("日期", "day of the step it is about", unit=DATE)
    code: str = said("代码", "stable code, e.g. correction.second")
    article: str = said("条款", "clause")
    text: str = said("说明", "what is wrong, for people")
    fact: str = said("依据事实", "id of the fact it is about; empty where there is none")


class ClockLine(Said):
    """期限说明: one line of the clock's explanation."""

    on: date = said("日期", "day of the step", unit=DATE)
    article: str = said("条款", "clause")
    text: str = said("说明", "what it did to the clock")
    due_on: date | None = said("到期日", "due date after it; absent while none runs", unit=DATE)


class StatedConsultation(Said):
    """征求意见: a letter to a third party or a co-maker."""

    kind: str = said("对象", "third_party_asked or co_maker_asked")
    ref: str = said("函件编号", "pairs letter and opinion")
    asked_on: date = said("发函日期", "day sent", unit=DATE)
    limit_on: date = said("答复期限", "15 working days after it was received", unit=DATE)
    answered_on: date | None = said("收到日期", "day the opinion arrived", unit=DATE)
    article: str = said("条款", "clause")
    silence: str = said("逾期效果", "what no answer by the limit means")


class ResultState(Said):
    """办理结果: how one period of the application ended."""

    on: date = said("日期", "day it ended", unit=DATE)
    code: AnswerCode = said("答复类型", "how it ended")
    ground: Ground | None = said("不予公开理由", "which article", default=None)
    row: Row = said("表三行", "row of table 三", source=REPORT)
    articles: list[str] = said("条款", "clauses it rests on")
    fact: str = said("依据事实", "id of the fact; empty when a period lapsed by itself")


class CountedResult(Said):
    """计入结果: the application's one place in table 三, however often it was answered."""

    on: date = said("日期", "day it counts on", unit=DATE)
    row: Row = said("表三行", "row of table 三", source=REPORT)


class FeeState(Said):
    """信息处理费: what was asked, paid or waived."""

    basis: Basis = said("计费方式", "按件 or 按量")
    count: int = said("数量", "applications, or pages")
    before: int = said("本月已计件数", "applications before, in the same month", default=0)
    amount: int = said("金额", "what is to be paid", unit="元")
    noticed_on: date = said("通知日期", "day of the notice", unit=DATE)
    paid_on: date | None = said("缴费日期", "day of payment", unit=DATE, default=None)
    paid: int = said("已缴", "what was paid", unit="元", default=0)
    waived_on: date | None = said("免收日期", "day it was waived", unit=DATE, default=None)


class RemedyCase(Said):
    """复议诉讼: a review or a lawsuit over the application."""

    case: str = said("案号", "number of the case")
    remedy: Remedy = said("种类", "block of table 四", source=REPORT)
    filed_on: date = said("申请日期", "day of filing", unit=DATE)
    decided_on: date | None = said("决定日期", "day of the decision", unit=DATE, default=None)
    result: Result | None = said("结果", "column of table 四", source=REPORT, default=None)
    co_defendant: bool = said("复议机关共同被告", "counted by the original organ only", default=False)


class ApplicationState(Said):
    """依申请公开: an application, as the requests service keeps it."""

    org: str = said("单位", "organisation")
    subject: str = said("申请编号", "the department's own id")
    applicant_kind: ApplicantKind | None = said("申请人类别", "column of table 三", default=None)
    channel: ReceiptChannel | None = said("收到方式", "how it arrived", default=None)
    received_on: date | None = said(
        "收到日期", "day of receipt by art. 31; absent while unconfirmed", unit=DATE, default=None
    )
    answered_on: date | None = said("答复日期", "day of the first answer", unit=DATE, default=None)
    working_days: int | None = said(
        "答复用时", "working days from receipt to answer", unit="working days", default=None
    )
    flags: list[str] = said("标记", "what is wrong in practice, as codes")
    obligations: list[Obligation] = said("义务", "obligations of this subject")
    applicant_ref: str | None = said("申请人代号", "keyed hash of the applicant", default=None)
    subject_hash: str | None = said("内容代号", "keyed hash of the information asked for", default=None)
    arrived_on: date | None = said("到达日期", "day it arrived", unit=DATE, default=None)
    state: Stage = said("办理状态", "where the clock stands", default=Stage.NOT_STARTED)
    alert: str = said("提醒", "what has to be done for the clock to start; empty when it runs", default="")
    started_on: date | None = said(
        "起算日", "receipt, correction, payment or reopening", unit=DATE, default=None
    )
    due_on: date | None = said("答复期限", "last lawful day; absent while none runs", unit=DATE, default=None)
    original_due_on: date | None = said("原答复期限", "receipt plus 20 working days", unit=DATE, default=None)
    provisional: bool = said("暂定", "a year without a holiday notice was counted", default=False)
    calendars: dict[str, int] = said("日历版本", "version of each year's calendar", default_factory=dict)
    excluded_days: int = said("不计天数", "taken out for consultations", unit="working days", default=0)
    extended_days: int = said("延长天数", "of the running period", unit="working days", default=0)
    extended_on: date | None = said("延期日期", "first extension that had effect", unit=DATE, default=None)
    correction_notice_due_on: date | None = said(
        "补正告知期限", "last day on which 补正 may be asked", unit=DATE, default=None
    )
    lapses_after: date | None = said(
        "补正或者缴费期限", "last day for what the applicant owes", unit=DATE, default=None
    )
    consultations: list[StatedConsultation] = said("征求意见", "letters and opinions", default_factory=list)
    results: list[ResultState] = said("办理结果", "how each period ended, in order", default_factory=list)
    counted: CountedResult | None = said(
        "计入结果", "its place in table 三; absent while it is carried", default=None
    )
    transferred: bool = said("已转送", "another organisation answers and counts it", default=False)
    transferred_to: str | None = said("转送单位", "organisation that answers it", default=None)
    transferred_from: str | None = said("转来单位", "organisation that passed it on", default=None)
    fee: FeeState | None = said("信息处理费", "what was asked, paid or waived", default=None)
    cases: list[RemedyCase] = said("复议诉讼", "reviews and lawsuits by number", default_factory=list)
    complaints: list[date] = said(
        "投诉", "days of complaints to the 主管部门", unit=DATE, default_factory=list
    )
    registered_on: date | None = said("登记日期", "day of registration", unit=DATE, default=None)
    reviewed_on: date | None = said("审核日期", "day of review", unit=DATE, default=None)
    delivered_on: date | None = said("送达日期", "day the answer arrived", unit=DATE, default=None)
    archived_on: date | None = said("归档日期", "day of archiving", unit=DATE, default=None)
    missing: list[str] = said("补正事项", "what had to be corrected", default_factory=list)
    findings: list[StatedFinding] = said("问题", "departures from the law, by day", default_factory=list)
    lines: list[ClockLine] = said("期限说明", "why the due date is what it is", default_factory=list)
