"""The state of a document, as the catalog service keeps it."""

from __future__ import annotations

from datetime import date
from typing import Literal

from contracts.document.explaining import TASK, Prepared
from contracts.document.facts import Outcome
from contracts.evaluation import AttributeHeld
from contracts.fields import DATE, LAW, REPORT, BusModel, described
from contracts.state import SubjectState
from law.codes import Attribute
from law.interpretation import Concern, DocumentKind
from law.review import Standing


class ReviewRecord(BusModel, title="审查记录", meaning="where the review stands from a day on."):
    on: date = described("日期", "first day", unit=DATE)
    standing: Standing = described("审查情况", "an outcome, or that it was referred", source=f"{LAW} 17")


class LimitHeld(BusModel, title="时限沿革", meaning="days on which the item of a document had the same limits."):
    since: date = described("起", "first day", unit=DATE)
    until: date | None = described(
        "止（当日不计）", "first day on which it is another; absent while none is known", unit=DATE
    )
    time_limit: str = described("公开时限", "the row's own words; may be empty")
    local_time_limit: str | None = described("本地时限", "the county's own beside it; the earlier holds", default=None)


class DocumentState(
    SubjectState, title="公文", meaning="a document with its attribute, as the catalog service keeps it."
):
    stage: Literal["drafted", "returned", "approved", "expired", "unknown"] = described(
        "状态", "unknown: only facts that presuppose a draft have arrived"
    )
    document_number: str | None = described("发文字号", "document number", default=None)
    attribute: Attribute | None = described(
        "公开属性", "as it holds now: drafted, inherited, approved, or opened further by an evaluation", default=None
    )
    decided: Attribute | None = described(
        "认定属性", "as it was drafted, inherited or approved, before any evaluation", default=None
    )
    drafted_on: date | None = described("拟稿日期", "day of drafting", unit=DATE, default=None)
    approved_on: date | None = described("成文日期", "day of signature", unit=DATE, default=None)
    expired_on: date | None = described(
        "失效日期", "first day without effect; absent while it is in force", unit=DATE, default=None
    )
    formed_by: list[str] = described("形成依据", "ids of the approval and the draft that count, in this order")
    attributes: list[AttributeHeld] = described(
        "属性沿革",
        "attributes from the signature on, in order; each but the first comes from an evaluation",
        default_factory=list,
    )
    made_public_on: date | None = described(
        "转为主动公开日期",
        "day on which an evaluation made it 主动公开, which forms the information anew",
        unit=DATE,
        default=None,
    )
    responsible: str | None = described(
        "公开主体",
        "organisation that has to disclose; absent where several made it and no lead is named",
        source=f"{LAW} 10",
        default=None,
    )
    reviews: list[ReviewRecord] = described(
        "审查记录", "each change of where the review stands, in order; empty: no record", default_factory=list
    )
    item: str | None = described("目录事项", "catalog item that it answers to, <issuer>:<number>", default=None)
    time_limit: str | None = described(
        "公开时限", "the item's own words as in force on the day of signature; absent while none is", default=None
    )
    local_time_limit: str | None = described(
        "本地时限", "the county's own beside them; the earlier holds", default=None
    )
    limits: list[LimitHeld] = described(
        "时限沿革",
        "limits of its item by day, for what is changed after the signature; the newest where there are very many",
        default_factory=list,
    )
    cleaned_on: date | None = described("清理日期", "day of the last clean-up", unit=DATE, default=None)
    outcome: Outcome | None = described("清理结果", "of the last clean-up", default=None)
    kind: DocumentKind | None = described("文件性质", "what it is in law", default=None)
    made_on: date | None = described(
        "制发日期",
        "of a regulation or a normative document of this organisation: counted as made then; absent: older than what is kept here",
        unit=DATE,
        source=REPORT,
        default=None,
    )
    repealed_on: date | None = described(
        "废止日期",
        "likewise: counted as repealed then; absent while it is in force",
        unit=DATE,
        source=REPORT,
        default=None,
    )
    concerns: list[Concern] = described("解读情形", "why it has to be interpreted beside", default_factory=list)
    interpreter: str | None = described(
        "解读单位", "unit that has to interpret it; absent where nobody has to", source=TASK, default=None
    )
    policy: str | None = described(
        "应解读文件",
        "what it is among those of that unit: <organisation>:<id>, of a joint document its 发文字号, as each of its makers may report it",
        source=TASK,
        default=None,
    )
    prepared: Prepared | None = described(
        "解读准备", "what came with it for its interpretation; absent where it needs none", source=TASK, default=None
    )
