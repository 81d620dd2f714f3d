"""Applications in words and tables: a list of them, and one whole with the reasons for its due date."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from cli.annual.form import BLOCKS, RESULTS, row_name
from cli.facts import fact_day, fact_name
from cli.tables import plain_table
from contracts.application.state import ApplicationState, FeeState
from law.clock import State
from law.codes import APPLICANT_NAMES, OBLIGATION_NAMES, ApplicantKind, ObligationStatus
from law.completeness import REQUIRED
from law.fees import Basis
from law.outcomes import OUTCOMES

STAGES: dict[State, str] = {
    State.NOT_STARTED: "期限未起算",
    State.RUNNING: "办理中",
    State.AWAITING_CORRECTION: "等待补正",
    State.AWAITING_PAYMENT: "等待缴费",
    State.LAPSED_CORRECTION: "逾期不补正，不再处理",
    State.LAPSED_PAYMENT: "逾期未缴费，不再处理",
    State.ANSWERED: "已答复",
    State.TRANSFERRED: "已转送其他行政机关",
    State.WITHDRAWN: "申请人已撤回",
}
"""The clock's states in Chinese (条例第三十至三十六条, 国办函〔2020〕109号)."""

_STATUSES = {
    ObligationStatus.OPEN: "未到期",
    ObligationStatus.MET: "按期履行",
    ObligationStatus.MET_LATE: "逾期履行",
    ObligationStatus.OVERDUE: "逾期未履行",
    ObligationStatus.EXCUSED: "不再需要",
}
_ASKED = {"third_party_asked": "第三方", "co_maker_asked": "共同制作机关"}
_PROVISIONAL = "（暂定）"


def listing(body: Mapping[str, Any], names: Mapping[str, str]) -> RenderableType:
    """Applications by due date, those without one last."""
    found = sorted(body["applications"], key=lambda one: (one["due_on"] or "9999", one["id"]))
    if not found:
        return Text("no such applications")
    table = plain_table(
        f"依申请公开（数据截至 {body['as_of'] or '—'}）", "单位", "申请编号", "状态", "申请人", "收到", "答复期限", "提醒",
    )  # fmt: skip
    for one in found:
        kind = one["applicant_kind"]
        _add(
            table, names.get(one["org"], one["org"]), one["subject"], stage(State(one["state"]), overdue=one["overdue"]),
            APPLICANT_NAMES[ApplicantKind(kind)] if kind else "", one["received_on"],
            _due(one["due_on"], provisional=one["provisional"]), one["alert"],
        )  # fmt: skip
    return table


def whole(body: Mapping[str, Any], names: Mapping[str, str]) -> Iterator[RenderableType]:
    """One application: how it stands, why its due date is what it is, what is owed, what came of it, its facts."""
    state = ApplicationState.model_validate_json(json.dumps(body["state"]))
    yield Text(
        f"{body['id']}  {names.get(state.org, state.org)}（数据截至 {body['as_of'] or '—'}）", style="bold"
    )
    yield _standing(state, body["as_of"], body["repeat_of"], names)
    for table in (
        _lines(state), _consultations(state), _obligations(state), _results(state), _cases(state), _findings(state),
        _facts(body["facts"]),
    ):  # fmt: skip
        if table.row_count:
            yield table


def stage(state: State, *, overdue: bool) -> str:
    """A state in Chinese; one that runs and is overdue says so."""
    return STAGES[state] + ("，已逾期" if overdue else "")


def _standing(
    state: ApplicationState, as_of: str | None, repeat_of: str | None, names: Mapping[str, str]
) -> Table:
    late = state.state is State.RUNNING and state.due_on is not None and bool(as_of)
    overdue = late and str(as_of) > str(state.due_on)
    answered = (
        f"{state.answered_on}（用时{state.working_days}个工作日）"
        if state.working_days is not None
        else state.answered_on
    )
    named: dict[str, object] = {
        "状态": stage(state.state, overdue=overdue),
        "提醒": state.alert,
        "申请人类别": APPLICANT_NAMES[state.applicant_kind] if state.applicant_kind else None,
        "收到方式": state.channel,
        "到达日期": state.arrived_on,
        "收到日期": f"{state.received_on}（条例第三十一条）" if state.received_on else "尚未确定（条例第三十一条）",
        "登记日期": state.registered_on,
        "起算日": state.started_on,
        "原答复期限": state.original_due_on,
        "答复期限": _due(state.due_on, provisional=state.provisional),
        "不计天数": f"{state.excluded_days}个工作日" if state.excluded_days else None,
        "延长天数": f"{state.extended_days}个工作日（{state.extended_on}告知）" if state.extended_days else None,
        "补正告知期限": state.correction_notice_due_on,
        "补正事项": "；".join(REQUIRED[part] for part in REQUIRED if part in state.missing),
        "补正或者缴费期限": state.lapses_after,
        "审核日期": state.reviewed_on,
        "答复日期": answered,
        "送达日期": state.delivered_on,
        "归档日期": state.archived_on,
        "转来单位": state.transferred_from and names.get(state.transferred_from, state.transferred_from),
        "转送单位": state.transferred_to and names.get(state.transferred_to, state.transferred_to),
        "与此重复": repeat_of,
        "信息处理费": _fee(state.fee) if state.fee else None,
        "计入表三": f"{row_name(state.counted.row)}（{state.counted.on}）" if state.counted else "尚未办结，结转",
        "投诉": "、".join(map(str, state.complaints)),
        "标记": " ".join(state.flags),
    }  # fmt: skip
    grid = Table.grid(padding=(0, 2))
    for _ in range(2):
        grid.add_column(overflow="fold")
    for name, value in named.items():
        if value:
            _add(grid, name, value)
    return grid


def _fee(fee: FeeState) -> str:
    parts = [
        f"{fee.basis}{fee.count}{'件' if fee.basis is Basis.ITEMS else '页'}，{fee.amount}元，{fee.noticed_on}通知"
    ]
    if fee.paid_on:
        parts.append(f"{fee.paid_on}缴{fee.paid}元")
    if fee.waived_on:
        parts.append(f"{fee.waived_on}免收")
    return "，".join(parts)


def _lines(state: ApplicationState) -> Table:
    rows = [(one.on, one.article, one.text, one.due_on or "停止计算") for one in state.lines]
    return _filled("期限说明", ("日期", "条款", "说明", "此后到期"), rows)


def _consultations(state: ApplicationState) -> Table:
    rows = [
        (_ASKED.get(one.kind, one.kind), one.ref, one.asked_on, one.limit_on, one.answered_on, one.article, one.silence)
        for one in state.consultations
    ]  # fmt: skip
    return _filled("征求意见", ("对象", "函号", "发函", "期限", "收到意见", "条款", "逾期不答复的"), rows)


def _obligations(state: ApplicationState) -> Table:
    rows = [
        (
            OBLIGATION_NAMES[one.kind], one.explanation.article, one.opened_on,
            _due(one.due_on, provisional=one.provisional), one.met_on, _STATUSES[one.status], one.explanation.rule,
        )
        for one in state.obligations
    ]  # fmt: skip
    return _filled("义务", ("义务", "条款", "起始", "到期", "履行", "状态", "规则"), rows)


def _results(state: ApplicationState) -> Table:
    rows = [
        (one.on, row_name(one.row), OUTCOMES[one.code].says, "、".join(one.articles), one.fact)
        for one in state.results
    ]
    return _filled("办理结果", ("日期", "表三行", "处理", "条款", "事实"), rows)


def _cases(state: ApplicationState) -> Table:
    rows = [
        (
            one.case, "".join(BLOCKS[one.remedy]), one.filed_on, one.decided_on,
            RESULTS[one.result] if one.result else "其他结果" if one.decided_on else "尚未审结",
            "复议机关为共同被告，本机关不计" if one.co_defendant else "",
        )
        for one in state.cases
    ]  # fmt: skip
    return _filled("复议诉讼", ("案号", "种类", "提起", "决定", "结果", ""), rows)


def _findings(state: ApplicationState) -> Table:
    rows = [(one.on, one.article, one.text, one.code, one.fact) for one in state.findings]
    return _filled("问题", ("日期", "条款", "说明", "代码", "事实"), rows)


def _facts(facts: Iterable[Mapping[str, Any]]) -> Table:
    rows = [
        (fact_name(one["type"]), fact_day(one), one["recorded_on"], one["id"], one["data"].get("fact", ""))
        for one in facts
    ]
    return _filled("事实", ("事实", "日期", "记录日期", "编号", "更正或者撤回的事实"), rows)


def _filled(title: str, headings: tuple[str, ...], rows: Iterable[Iterable[object]]) -> Table:
    table = plain_table(title, *headings)
    for row in rows:
        _add(table, *row)
    return table


def _add(table: Table, *cells: object) -> None:
    # As text: a square bracket in an id is no markup.
    table.add_row(*(Text("" if cell is None else str(cell)) for cell in cells))


def _due(on: date | str | None, *, provisional: bool) -> str:
    return f"{on}{_PROVISIONAL if provisional else ''}" if on else ""
