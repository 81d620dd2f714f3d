"""What applications count per month; their years equal tables 三 and 四 of the annual report."""

from __future__ import annotations

from functools import partial

from contracts.kit import Measure, MeasureKind
from law.codes import APPLICANT_NAMES

_measure = partial(Measure, unit="件", group="依申请公开", group_english="Applications")
_labelled = partial(_measure, kind=MeasureKind.LABELLED)
_KINDS = {kind.value: (name, kind.value.replace("_", " ")) for kind, name in APPLICANT_NAMES.items()}

MEASURES = (
    _measure("applications_received", "收到", "Received", prominent=True),
    _measure("applications_answered", "答复", "Answered"),
    _measure("applications_open", "未办结", "Open", prominent=True),
    _measure("applications_overdue", "逾期", "Overdue", alarm="bad"),
    _labelled(
        "applications_received_by_kind",
        "收到申请，按申请人",
        "Received, by applicant",
        labels=_KINDS,
    ),
    _labelled("applications_results", "办理结果", "Results"),
    _measure("applications_extended", "延期答复", "Extended", shown=False),
    _measure("answered_within_original", "按原期限答复", "Answered by the first date", shown=False),
    _measure("answered_within_due", "按期答复", "Answered in time", shown=False),
    _labelled("remedies_filed", "复议诉讼", "Reviews and lawsuits filed"),
    _labelled("remedies_decided", "复议诉讼结果", "Reviews and lawsuits decided"),
    Measure(
        "fees_collected",
        "信息处理费",
        "Fees",
        "元",
        MeasureKind.MONEY,
        "依申请公开",
        "Applications",
        shown=False,
    ),
    Measure(
        "days_to_answer",
        "答复",
        "Answer",
        "工作日",
        MeasureKind.DAYS,
        "平均用时（工作日）",
        "Mean working days",
    ),
)
