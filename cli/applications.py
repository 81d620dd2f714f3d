"""Applications in words and tables: a list of them, and one whole with the reasons for its due date."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from cli.facts import detail_of, state_of
from cli.parts import due_day, fact_lines, filled, finding_lines, obligation_lines, signal_lines
from cli.tables import add, plain_table
from contracts.application.state import ApplicationDetail, ApplicationState, FeeState
from contracts.flags import flag_words
from law.clock import ASKED_NAMES, STATE_NAMES, State
from law.codes import APPLICANT_NAMES, ApplicantKind
from law.completeness import REQUIRED
from law.fees import BASIS_NAMES, UNIT_NAMES
from law.outcomes import OUTCOMES
from law.table3 import row_name
from law.table4 import BLOCKS, RESULT_NAMES, Result


def listing(body: Mapping[str, Any], names: Mapping[str, str]) -> RenderableType:
    """Applications by due date, those without one last."""
    applications = sorted(body["applications"], key=lambda row: (row["due_on"] or "9999", row["id"]))
    if not applications:
        return Text("no such applications")
    title = f"依申请公开（数据截至 {body['as_of'] or '—'}）"
    table = plain_table(title, "单位", "申请编号", "状态", "申请人", "收到", "答复期限", "提醒")
    for row in applications:
        kind = row["applicant_kind"]
        add(
            table,
            names.get(row["org"], row["org"]),
            row["subject"],
            stage(State(row["state"]), overdue=row["overdue"]),
            APPLICANT_NAMES[ApplicantKind(kind)] if kind else "",
            row["received_on"] or (f"{row['arrived_on']}到达" if row["arrived_on"] else ""),
            due_day(row["due_on"], provisional=row["provisional"]),
            row["alert"],
        )
    return table


def whole(body: Mapping[str, Any], names: Mapping[str, str]) -> Iterator[RenderableType]:
    """One application: how it stands, why its due date is what it is, what is owed, what came of it, its facts."""
    state, detail = state_of(body), detail_of(body)
    org = str(body["id"]).partition("/")[0]
    yield Text(f"{body['id']}  {names.get(org, org)}（数据截至 {body['as_of'] or '—'}）", style="bold")
    if body["failed"]:
        yield Text(f"已搁置，以下为此前状态：{body['failed']}；修复后：gongkai refold {body['key']}", style="red")
    tables = [_lines(detail), _consultations(detail), obligation_lines(body["obligations"])]
    if state is not None:
        yield _standing(state, body["as_of"], body["repeat_of"], names)
        tables += [_results(state), _cases(state), finding_lines(body["state"]["findings"])]
        tables.append(signal_lines(body["state"]["signals"]))
    for table in (*tables, fact_lines(body["facts"])):
        if table.row_count:
            yield table


def stage(state: State, *, overdue: bool) -> str:
    """A state in Chinese; one that runs and is overdue says so."""
    return STATE_NAMES[state] + ("，已逾期" if overdue else "")


def _standing(state: ApplicationState, as_of: str | None, repeat_of: str | None, names: Mapping[str, str]) -> Table:
    late = state.state is State.RUNNING and state.due_on is not None and bool(as_of)
    overdue = late and str(as_of) > str(state.due_on)
    taken = f"用时{state.working_days}个工作日" if state.working_days is not None else "答复时期限没有计算，不计用时"
    answered = f"{state.answered_on}（{taken}）" if state.answered_on else None
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
        "答复期限": due_day(state.due_on, provisional=state.provisional),
        "不计天数": f"{state.excluded_days}个工作日" if state.excluded_days else None,
        "延长天数": f"{state.extended_days}个工作日（{state.extended_on}告知）" if state.extended_days else None,
        "补正告知期限": state.correction_notice_due_on,
        "补正事项": "；".join(REQUIRED[part] for part in REQUIRED if part in state.missing),
        "补正或者缴费期限": state.lapses_after,
        "审核日期": state.reviewed_on,
        "答复日期": answered,
        "送达方式": state.way,
        "答复计算日": state.served_on if state.served_on != state.answered_on else None,
        "送达日期": state.delivered_on,
        "归档日期": state.archived_on,
        "转来单位": state.transferred_from and names.get(state.transferred_from, state.transferred_from),
        "转送单位": state.transferred_to and names.get(state.transferred_to, state.transferred_to),
        "与此重复": repeat_of,
        "信息处理费": _fee(state.fee) if state.fee else None,
        "计入表三": _place(state, names),
        "投诉": "、".join(map(str, state.complaints)),
        "标记": flag_words(state.flags),
    }
    grid = Table.grid(padding=(0, 2))
    for _ in range(2):
        grid.add_column(overflow="fold")
    for name, value in named.items():
        if value:
            add(grid, name, value)
    return grid


def _place(state: ApplicationState, names: Mapping[str, str]) -> str:
    """Where table 三 counts it, or why nowhere."""
    if state.counted is not None:
        return f"{row_name(state.counted.row)}（{state.counted.on}）"
    if state.transferred:
        other = names.get(state.transferred_to, state.transferred_to) if state.transferred_to else "其他行政机关"
        return f"不计入：已转送{other}，由其计入"
    if state.arrived_on is None:
        return "不计入：没有收到申请的记录"
    if state.received_on is None:
        return "不计入：收到日期尚未确定"
    return "尚未办结，结转"


def _fee(fee: FeeState) -> str:
    asked = f"{BASIS_NAMES[fee.basis]}{fee.count}{UNIT_NAMES[fee.basis]}"
    parts = [f"{asked}，{fee.amount}元，{fee.noticed_on}通知"]
    if fee.paid_on:
        parts.append(f"{fee.paid_on}缴清，共缴{fee.paid}元")
    elif fee.paid:
        parts.append(f"已缴{fee.paid}元")
    if fee.waived_on:
        parts.append(f"{fee.waived_on}免收")
    return "，".join(parts)


def _lines(detail: ApplicationDetail) -> Table:
    rows = [(line.on, line.article, line.text, line.due_on or "停止计算") for line in detail.lines]
    return filled("期限说明", ("日期", "条款", "说明", "此后到期"), rows)


def _consultations(detail: ApplicationDetail) -> Table:
    rows = [
        (
            ASKED_NAMES.get(letter.kind, letter.kind),
            letter.ref,
            letter.asked_on,
            letter.limit_on,
            letter.answered_on,
            letter.article,
            letter.silence,
        )
        for letter in detail.consultations
    ]
    return filled("征求意见", ("对象", "函号", "发函", "期限", "收到意见", "条款", "逾期不答复的"), rows)


def _results(state: ApplicationState) -> Table:
    rows = [
        (result.on, row_name(result.row), OUTCOMES[result.code].says, "、".join(result.articles), result.fact)
        for result in state.results
    ]
    return filled("办理结果", ("日期", "表三行", "处理", "条款", "事实"), rows)


def _cases(state: ApplicationState) -> Table:
    rows = [
        (
            case.case,
            "".join(BLOCKS[case.remedy]),
            case.filed_on,
            case.decided_on,
            RESULT_NAMES[case.result or (Result.OTHER if case.decided_on else Result.PENDING)],
            "复议机关为共同被告，本机关不计" if case.co_defendant else "",
        )
        for case in state.cases
    ]
    return filled("复议诉讼", ("案号", "种类", "提起", "决定", "结果", ""), rows)
