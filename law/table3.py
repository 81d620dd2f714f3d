"""年度报告表三: applications of a year, 25 rows × 7 columns (国办公开办函〔2021〕30号)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import itemgetter

from law.codes import APPLICANT_NAMES, ApplicantKind
from law.outcomes import Row
from law.tables import TOTAL_NAME, Broken, Cells, Difference, Headings, Identity

TITLE = "三、收到和处理政府信息公开申请情况"
HINT = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"

NEW, CARRIED_IN, RESULTS_TOTAL, CARRIED_OUT = "1_new", "2_carried_in", "3_7_total", "4_carried_out"
_RESULTS = "三、本年度办理结果"
_REFUSED, _UNABLE = "（三）不予公开", "（四）无法提供"
_NOT_PROCESSED, _OTHERWISE = "（五）不予处理", "（六）其他处理"

ROWS: dict[str, Headings] = {
    NEW: ("一、本年新收政府信息公开申请数量", "", ""),
    CARRIED_IN: ("二、上年结转政府信息公开申请数量", "", ""),
    Row.GRANTED: (_RESULTS, "（一）予以公开", ""),
    Row.PARTIAL: (_RESULTS, "（二）部分公开（区分处理的，只计这一情形，不计其他情形）", ""),
    Row.STATE_SECRET: (_RESULTS, _REFUSED, "1.属于国家秘密"),
    Row.FORBIDDEN_BY_LAW: (_RESULTS, _REFUSED, "2.其他法律行政法规禁止公开"),
    Row.SECURITY_AND_STABILITY: (_RESULTS, _REFUSED, "3.危及“三安全一稳定”"),
    Row.THIRD_PARTY: (_RESULTS, _REFUSED, "4.保护第三方合法权益"),
    Row.INTERNAL_AFFAIRS: (_RESULTS, _REFUSED, "5.属于三类内部事务信息"),
    Row.IN_PROCESS: (_RESULTS, _REFUSED, "6.属于四类过程性信息"),
    Row.ENFORCEMENT_FILE: (_RESULTS, _REFUSED, "7.属于行政执法案卷"),
    Row.ADMINISTRATIVE_QUERY: (_RESULTS, _REFUSED, "8.属于行政查询事项"),
    Row.NOT_HELD: (_RESULTS, _UNABLE, "1.本机关不掌握相关政府信息"),
    Row.NEEDS_MAKING: (_RESULTS, _UNABLE, "2.没有现成信息需要另行制作"),
    Row.STILL_UNCLEAR: (_RESULTS, _UNABLE, "3.补正后申请内容仍不明确"),
    Row.PETITION: (_RESULTS, _NOT_PROCESSED, "1.信访举报投诉类申请"),
    Row.REPEATED: (_RESULTS, _NOT_PROCESSED, "2.重复申请"),
    Row.PUBLICATION: (_RESULTS, _NOT_PROCESSED, "3.要求提供公开出版物"),
    Row.EXCESSIVE: (_RESULTS, _NOT_PROCESSED, "4.无正当理由大量反复申请"),
    Row.REISSUE: (_RESULTS, _NOT_PROCESSED, "5.要求行政机关确认或重新出具已获取信息"),
    Row.UNCORRECTED: (
        _RESULTS,
        _OTHERWISE,
        "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
    ),
    Row.UNPAID: (
        _RESULTS,
        _OTHERWISE,
        "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
    ),
    Row.OTHER: (_RESULTS, _OTHERWISE, "3.其他"),
    RESULTS_TOTAL: (_RESULTS, "（七）总计", ""),
    CARRIED_OUT: ("四、结转下年度继续办理", "", ""),
}
"""Row key → its headings, in the order and the words of the form."""

KINDS: tuple[str, ...] = tuple(ApplicantKind)
_APPLICANTS, _BODIES = "申请人情况", "法人或其他组织"
COLUMNS: dict[str, Headings] = {
    **{
        kind: (_APPLICANTS, name, "") if kind is ApplicantKind.NATURAL else (_APPLICANTS, _BODIES, name)
        for kind, name in APPLICANT_NAMES.items()
    },
    "total": (_APPLICANTS, TOTAL_NAME, ""),
}
"""Column key → its headings."""

IDENTITIES: tuple[Identity, ...] = (
    *(
        Identity(
            "一+二=三（七）+四",
            column,
            ((NEW, column), (CARRIED_IN, column)),
            ((RESULTS_TOTAL, column), (CARRIED_OUT, column)),
        )
        for column in COLUMNS
    ),
    *(
        Identity("三（七）=各项之和", column, ((RESULTS_TOTAL, column),), tuple((row, column) for row in Row))
        for column in COLUMNS
    ),
    *(Identity("总计=各列之和", row, ((row, "total"),), tuple((row, kind) for kind in KINDS)) for row in ROWS),
)
"""What holds within the table of a year."""

CARRY = "二=上年四"
"""Name of the identity with the table of the year before, in each column."""

Table3 = dict[str, dict[str, int]]
"""Row key → column key → number."""


@dataclass(frozen=True, slots=True)
class Application:
    """An application as the table counts it.

    ``received_on`` is the day of receipt under 第三十一条. ``answers`` are its outcomes, (day, row), those after
    a reopening included; of one day in the order in which they came. ``transferred``: another organ answers it,
    so that organ alone counts it.
    """

    kind: ApplicantKind
    received_on: date
    answers: Sequence[tuple[date, Row]] = ()
    transferred: bool = False


def counted_result(application: Application) -> tuple[int, Row] | None:
    """The year and row an application's result counts in; None while it is unanswered.

    An application is one case: it is finished in the year of its first answer, and no later answer
    (after 复议, 诉讼) finishes it again; within that year the last answer is the result. So what
    is carried over into a year always equals what the year before carried out. An answer dated before
    the receipt counts in the year of receipt.
    """
    if not application.answers:
        return None
    answers = sorted(application.answers, key=itemgetter(0))
    year = max(answers[0][0].year, application.received_on.year)
    return year, [row for on, row in answers if on.year <= year][-1]


def table3(applications: Iterable[Application], year: int) -> Table3:
    """The table of ``year``: receipts by day of receipt, results by day of answer, the rest is carried over."""
    table = blank()
    for application in applications:
        received = application.received_on.year
        if application.transferred or received > year:
            continue
        result = counted_result(application)
        if result is not None and result[0] < year:
            continue
        kind = application.kind
        table[NEW if received == year else CARRIED_IN][kind] += 1
        if result is not None and result[0] == year:
            table[result[1]][kind] += 1
            table[RESULTS_TOTAL][kind] += 1
        else:
            table[CARRIED_OUT][kind] += 1
    for cells in table.values():
        cells["total"] = sum(cells.values())
    return table


def row_name(key: str) -> str:
    """A row in one line, without 三、本年度办理结果 before it."""
    outer, *inner = ROWS[key]
    return " ".join(filter(None, inner)) or outer


def blank() -> Table3:
    """All cells zero."""
    return {row: dict.fromkeys(COLUMNS, 0) for row in ROWS}


def add(tables: Iterable[Mapping[str, Mapping[str, int]]]) -> Table3:
    """The county's table: the sum of its units' tables (条例第四十九、五十条)."""
    total = blank()
    for table in tables:
        for row, cells in total.items():
            for column in cells:
                cells[column] += table[row][column]
    return total


def broken(table: Cells, previous: Cells | None = None) -> list[Broken]:
    """The identities that ``table`` breaks; ``previous`` is the table of the year before, if known.

    一加二等于三（七）加四; 总计等于各项之和; 总计列等于各类申请人之和; 上年结转等于上年表的第四项.
    A blank cell (None) is no zero: it breaks every identity it stands in.
    """
    wrong = [broken for identity in IDENTITIES for broken in identity.broken(table)]
    if previous is not None:
        for column in COLUMNS:
            wrong += Broken.unless_equal(CARRY, column, [table[CARRIED_IN][column]], [previous[CARRIED_OUT][column]])
    return wrong


def differences(county: Cells, units: Iterable[Mapping[str, Mapping[str, int]]]) -> list[Difference]:
    """Cells in which the county's own table differs from the sum of its units' tables."""
    total = add(units)
    return [
        Difference(row, column, county[row][column], total[row][column])
        for row in ROWS
        for column in COLUMNS
        if county[row][column] != total[row][column]
    ]
