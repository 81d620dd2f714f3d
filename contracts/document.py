"""公文: documents with their attribute, decided at drafting (奉节府办发〔2020〕101号 二（三）)."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Literal

from contracts.fields import DATE, LAW, BusModel, Date, described
from contracts.kit import Family, Measure, MeasureKind
from contracts.state import SubjectState
from law.codes import UNSTATED, Attribute

SEED = "奉节府办发〔2020〕101号"

ATTRIBUTE_LABELS = {
    Attribute.PROACTIVE.value: ("主动公开", "Public"),
    Attribute.ON_REQUEST.value: ("依申请公开", "On request"),
    Attribute.WITHHELD.value: ("不予公开", "Withheld"),
    UNSTATED: (UNSTATED, "Not stated"),
}
"""Words of the labels of measures by attribute."""


class DocumentDrafted(
    BusModel, title="公文拟稿", meaning="a document was drafted, with the attribute its drafter chose."
):
    title: str = described("标题", "title of the document", min_length=1, max_length=500)
    drafted_on: Date = described("拟稿日期", "day of drafting", unit=DATE)
    attribute: Attribute | None = described(
        "公开属性",
        "chosen by the drafter; absent → the document is returned",
        source=f"{SEED} 二（三）",
        default=None,
    )
    reason: str | None = described(
        "不公开理由",
        "why it is not public; required for 不予公开, else returned",
        source=f"{LAW} 14–16",
        default=None,
        max_length=1000,
    )
    legal_basis: str | None = described(
        "法律依据",
        "article that the reason rests on; required for 不予公开",
        source=f"{LAW} 14–16",
        default=None,
        max_length=500,
    )
    document_number: str | None = described("发文字号", "e.g. 奉节府办发〔2020〕101号", default=None, max_length=100)
    index_number: str | None = described(
        "索引号", "index number of the catalog", source=f"{LAW} 12", default=None, max_length=100
    )


class DocumentApproved(BusModel, title="公文签发", meaning="the document was signed; this forms the information."):
    approved_on: Date = described("成文日期", "day of signature = formation", unit=DATE, source=f"{LAW} 26")


class DocumentExpired(BusModel, title="公文失效", meaning="the document is void or has expired."):
    expired_on: Date = described("失效日期", "first day without effect", unit=DATE, source=f"{SEED} 二（三）")
    reason: str | None = described("失效原因", "why", default=None, max_length=1000)


class DocumentState(
    SubjectState, title="公文", meaning="a document with its attribute, as the catalog service keeps it."
):
    stage: Literal["drafted", "returned", "approved", "expired", "unknown"] = described(
        "状态", "unknown: only facts that presuppose a draft have arrived"
    )
    document_number: str | None = described("发文字号", "document number", default=None)
    attribute: Attribute | None = described("公开属性", "as drafted", default=None)
    drafted_on: date | None = described("拟稿日期", "day of drafting", unit=DATE, default=None)
    approved_on: date | None = described("成文日期", "day of signature", unit=DATE, default=None)
    expired_on: date | None = described("失效日期", "first day without effect", unit=DATE, default=None)
    formed_by: list[str] = described("形成依据", "ids of the approval and the draft that count, in this order")


_measure = partial(Measure, unit="件", group="公文", group_english="Documents")

FAMILY = Family(
    name="document",
    service="catalog",
    chinese="公文",
    english="document",
    facts={"drafted": DocumentDrafted, "approved": DocumentApproved, "expired": DocumentExpired},
    state=DocumentState,
    measures=(
        _measure("documents_drafted", "拟制", "Drafted"),
        _measure("documents_returned", "退回", "Returned", alarm="warn"),
        _measure("documents_expired", "失效", "Expired"),
        _measure(
            "documents_by_attribute",
            "公文件数，按公开属性",
            "Documents, by attribute",
            kind=MeasureKind.LABELLED,
            labels=ATTRIBUTE_LABELS,
        ),
    ),
)

FAMILIES = (FAMILY,)
