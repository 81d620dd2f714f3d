"""What applications count per month; their years equal table 三 of the annual report."""

from __future__ import annotations

from functools import partial

from contracts.kit import Measure, MeasureKind
from law.codes import APPLICANT_NAMES
from law.outcomes import Row
from law.table3 import ROWS

_measure = partial(Measure, unit="件", group="依申请公开", group_english="Applications")
_labelled = partial(_measure, kind=MeasureKind.LABELLED)


def _words(code: str) -> str:
    return code.lower().replace("_", " ")


_KINDS = {kind.value: (name, _words(kind)) for kind, name in APPLICANT_NAMES.items()}
_RESULTS = {row.value: (" ".join(filter(None, ROWS[row][1:])), _words(row.name)) for row in Row}
_CELLS = {
    f"{kind}.{row}": (f"{name}：{result}", f"{english}: {in_english}")
    for kind, (name, english) in _KINDS.items()
    for row, (result, in_english) in _RESULTS.items()
}
"""Cells of table 三 below 办理结果: applicant, then row."""

MEASURES = (
    _measure("applications_received", "收到", "Received", prominent=True),
    _measure("applications_answered", "答复", "Answered"),
    _measure("applications_open", "未办结", "Open", prominent=True),
    _measure("applications_overdue", "逾期", "Overdue", alarm="bad"),
    _measure("applications_unconfirmed", "久未确认", "Long unconfirmed", alarm="warn"),
    _labelled(
        "applications_received_by_kind",
        "收到申请，按申请人",
        "Received, by applicant",
        labels=_KINDS,
    ),
    _labelled("applications_results", "办理结果", "Results", labels=_RESULTS),
    _labelled(
        "applications_results_by_kind", "办理结果，按申请人", "Results, by applicant", labels=_CELLS, shown=False
    ),
    _measure("applications_extended", "延期答复", "Extended", shown=False),
    _measure("answered_within_original", "按原期限答复", "Answered by the first date", shown=False),
    _measure("answered_within_due", "按期答复", "Answered in time", shown=False),
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
    Measure(
        "calendar_days_to_answer",
        "答复",
        "Answer",
        "自然日",
        MeasureKind.DAYS,
        "平均用时（自然日）",
        "Mean calendar days",
        shown=False,
    ),
)
