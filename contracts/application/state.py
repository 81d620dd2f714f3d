"""The state of an application, as the requests service keeps it: clock, outcome, remedies, findings."""

from __future__ import annotations

from datetime import date

from contracts.fields import DATE, LAW, REPORT, BusModel, described
from contracts.state import SubjectState
from law.clock import State as Stage
from law.codes import ApplicantKind, ReceiptChannel, ServiceWay
from law.fees import Basis
from law.outcomes import AnswerCode, Ground, Row
from law.table4 import Remedy, Result


class ClockLine(BusModel, title="期限说明", meaning="one line of the clock's explanation."):
    on: date = described("日期", "day of the step", unit=DATE)
    article: str = described("条款", "clause")
    text: str = described("说明", "what it did to the clock")
    due_on: date | None = described("到期日", "due date after it; absent while none runs", unit=DATE)


class StatedConsultation(BusModel, title="征求意见", meaning="a letter to a third party or a co-maker."):
    kind: str = described("对象", "third_party_asked or co_maker_asked")
    ref: str = described("函件编号", "pairs letter and opinion")
    asked_on: date = described("发函日期", "day sent", unit=DATE)
    limit_on: date = described("答复期限", "15 working days after it was received", unit=DATE)
    answered_on: date | None = described("收到日期", "day the opinion arrived", unit=DATE)
    article: str = described("条款", "clause")
    silence: str = described("逾期效果", "what no answer by the limit means")


class ResultState(BusModel, title="办理结果", meaning="how one period of the application ended."):
    on: date = described("日期", "day it ended", unit=DATE)
    code: AnswerCode = described("答复类型", "how it ended")
    ground: Ground | None = described("不予公开理由", "which article", default=None)
    row: Row = described("表三行", "row of table 三", source=REPORT)
    articles: list[str] = described("条款", "clauses it rests on")
    fact: str = described("依据事实", "id of the fact; empty when a period lapsed by itself")


class CountedResult(
    BusModel,
    title="计入结果",
    meaning="the application's one place in table 三, however often it was answered.",
):
    on: date = described("日期", "day it counts on", unit=DATE)
    row: Row = described("表三行", "row of table 三", source=REPORT)


class FeeState(BusModel, title="信息处理费", meaning="what was asked, paid or waived."):
    basis: Basis = described("计费方式", "按件 or 按量")
    count: int = described("数量", "applications, or pages")
    before: int = described("本月已计件数", "applications before, in the same month", default=0)
    amount: int = described("金额", "what is to be paid", unit="元")
    noticed_on: date = described("通知日期", "day of the notice", unit=DATE)
    paid_on: date | None = described("缴清日期", "day the sum was complete", unit=DATE, default=None)
    paid: int = described("已缴", "what was paid", unit="元", default=0)
    waived_on: date | None = described("免收日期", "day it was waived", unit=DATE, default=None)


class RemedyCase(
    BusModel, title="复议诉讼", meaning="a review or a lawsuit that is about the application; dispute counts it."
):
    case: str = described("案号", "number of the case: the subject of the dispute")
    remedy: Remedy = described("种类", "block of table 四", source=REPORT)
    filed_on: date = described("申请日期", "day of filing", unit=DATE)
    decided_on: date | None = described("决定日期", "day of the decision", unit=DATE, default=None)
    result: Result | None = described("结果", "column of table 四", source=REPORT, default=None)
    co_defendant: bool = described("复议机关共同被告", "counted by the original organ only", default=False)


class ApplicationState(SubjectState, title="依申请公开", meaning="an application, as the requests service keeps it."):
    applicant_kind: ApplicantKind | None = described("申请人类别", "column of table 三", default=None)
    channel: ReceiptChannel | None = described("收到方式", "how it arrived", default=None)
    received_on: date | None = described(
        "收到日期",
        "day of receipt by art. 31; absent while unconfirmed; of one that ended unconfirmed the day it ended",
        unit=DATE,
        default=None,
    )
    answered_on: date | None = described(
        "答复日期", "day of the first answer that ended a period", unit=DATE, default=None
    )
    served_on: date | None = described(
        "答复计算日",
        "day that answer counts on by its way of service; the limit is held against it",
        unit=DATE,
        default=None,
    )
    way: ServiceWay | None = described("送达方式", "how that answer was served", default=None)
    working_days: int | None = described(
        "答复用时",
        "working days from receipt to served_on; absent where the clock stood when the answer came",
        unit="working days",
        default=None,
    )
    applicant_ref: str | None = described("申请人代号", "keyed hash of the applicant", default=None)
    subject_hash: str | None = described("内容代号", "keyed hash of the information asked for", default=None)
    arrived_on: date | None = described("到达日期", "day it arrived", unit=DATE, default=None)
    state: Stage = described("办理状态", "where the clock stands", default=Stage.NOT_STARTED)
    alert: str = described("提醒", "what has to be done for the clock to start; empty when it runs", default="")
    started_on: date | None = described("起算日", "receipt, correction, payment or reopening", unit=DATE, default=None)
    due_on: date | None = described(
        "答复期限", "last lawful day; absent while none runs, and once it ended", unit=DATE, default=None
    )
    original_due_on: date | None = described(
        "原答复期限", "receipt plus the period of the law in force that day", unit=DATE, default=None
    )
    provisional: bool = described("暂定", "a year without a holiday notice was counted", default=False)
    calendars: dict[str, int] = described("日历版本", "version of each year's calendar", default_factory=dict)
    excluded_days: int = described("不计天数", "taken out for consultations", unit="working days", default=0)
    extended_days: int = described("延长天数", "of the running period", unit="working days", default=0)
    extended_on: date | None = described("延期日期", "first extension that had effect", unit=DATE, default=None)
    correction_notice_due_on: date | None = described(
        "补正告知期限", "last day on which 补正 may be asked", unit=DATE, default=None
    )
    lapses_after: date | None = described(
        "补正或者缴费期限", "last day for what the applicant owes", unit=DATE, default=None
    )
    results: list[ResultState] = described("办理结果", "how each period ended, in order", default_factory=list)
    counted: CountedResult | None = described(
        "计入结果", "its place in table 三; absent while it is carried", default=None
    )
    transferred: bool = described("已转送", "another organisation answers and counts it", default=False)
    transferred_to: str | None = described("转送单位", "organisation that answers it", default=None)
    transferred_from: str | None = described("转来单位", "organisation that passed it on", default=None)
    fee: FeeState | None = described("信息处理费", "what was asked, paid or waived", default=None)
    cases: list[RemedyCase] = described("复议诉讼", "reviews and lawsuits by number", default_factory=list)
    complaints: list[date] = described("投诉", "days of complaints to the 主管部门", unit=DATE, default_factory=list)
    registered_on: date | None = described("登记日期", "day of registration", unit=DATE, default=None)
    reviewed_on: date | None = described("审核日期", "day of review", unit=DATE, default=None)
    delivered_on: date | None = described("送达日期", "day the answer arrived", unit=DATE, default=None)
    archived_on: date | None = described("归档日期", "day of archiving", unit=DATE, default=None)
    missing: list[str] = described("补正事项", "what had to be corrected", default_factory=list)


class ApplicationDetail(
    BusModel, title="办理说明", meaning="what explains an application and would make its public state grow."
):
    lines: list[ClockLine] = described("期限说明", "why the due date is what it is", default_factory=list)
    consultations: list[StatedConsultation] = described("征求意见", "letters and opinions", default_factory=list)


class Repeat(BusModel, title="疑似重复", meaning="the same applicant asked for the same information again."):
    later: str = described("申请编号", "the later application")
    earlier: str = described("先前申请", "the one that was answered")


class QuestionState(
    SubjectState, title="同一内容的申请", meaning="the applications of one unit for the same information."
):
    asked: int = described("申请件数", "how many ask for it")
    repeats: list[Repeat] = described(
        "疑似重复", "candidates for 不予重复处理, the newest 200; a person decides", default_factory=list
    )
    suggested: list[str] = described(
        "建议主动公开",
        "applications for which it was or can be disclosed, the first 200; empty: no suggestion",
        source=f"{LAW} 44",
        default_factory=list,
    )
    suggested_on: date | None = described(
        "建议日期",
        "day since which several had asked for it and it had been disclosed to one of them",
        unit=DATE,
        source=f"{LAW} 44",
        default=None,
    )
