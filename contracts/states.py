"""States: what a service makes of a subject's facts, whole after every change.

Each service event carries one of these; its ``version`` header rises by one with
every event of the subject, so that a consumer can join, skip or rebuild from it alone.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from contracts.fields import DATE, Said, said
from law.codes import ApplicantKind, Attribute, Channel, ObligationKind, ObligationStatus, ReceiptChannel


class Explanation(Said):
    """期限说明: why a due date is what it is; the formula beside the number."""

    article: str = said("条款", "clause that sets the limit")
    start: date = said("起算日", "day whose next day is the first counted", unit=DATE)
    working_days: int = said("期限", "limit", unit="working days")
    calendars: dict[str, int] = said("日历版本", "version of each year's working-day calendar that was used")


class Obligation(Said):
    """义务: what is owed by a date."""

    kind: ObligationKind = said("义务种类", "clause code")
    org: str = said("单位", "organisation that owes it")
    subject: str = said("事项编号", "document, information or application")
    opened_on: date = said("起始日期", "day the obligation arose", unit=DATE)
    due_on: date = said("到期日", "last lawful day, by the calendar known now", unit=DATE)
    original_due_on: date = said("原到期日", "last lawful day as first computed", unit=DATE)
    provisional: bool = said("暂定", "true when a year without a holiday notice was counted")
    met_on: date | None = said("履行日期", "day it was met", unit=DATE, default=None)
    status: ObligationStatus = said("状态", "open, met, met_late, overdue or excused")
    facts: list[str] = said("依据事实", "ids of the facts behind it")
    explanation: Explanation = said("期限说明", "how the due date was computed")


class DocumentState(Said):
    """公文: a document with its attribute, as the catalog service keeps it."""

    org: str = said("单位", "organisation")
    subject: str = said("公文编号", "the department's own id")
    stage: Literal["drafted", "returned", "approved", "expired", "unknown"] = said(
        "状态", "unknown: only facts that presuppose a draft have arrived"
    )
    title: str | None = said("标题", "title", default=None)
    document_number: str | None = said("发文字号", "document number", default=None)
    attribute: Attribute | None = said("公开属性", "as drafted", default=None)
    drafted_on: date | None = said("拟稿日期", "day of drafting", unit=DATE, default=None)
    approved_on: date | None = said("成文日期", "day of signature", unit=DATE, default=None)
    expired_on: date | None = said("失效日期", "first day without effect", unit=DATE, default=None)
    formed_by: list[str] = said("形成依据", "ids of the approval and the draft that count, in this order")
    flags: list[str] = said("标记", "what is wrong in practice, as codes")
    obligations: list[Obligation] = said("义务", "obligations of this subject")


class Publication(Said):
    """发布记录: one disclosure through one channel."""

    channel: Channel = said("公开渠道", "where")
    published_on: date = said("发布日期", "first day on this channel", unit=DATE)
    url: str | None = said("网址", "address", default=None)


class DisclosureState(Said):
    """公开事项: a piece of information and its disclosure, as the publishing service keeps it."""

    org: str = said("单位", "organisation")
    subject: str = said("信息编号", "the department's own id")
    title: str | None = said("标题", "title", default=None)
    attribute: Attribute | None = said("公开属性", "from the formation, else from the document", default=None)
    formed_on: date | None = said("形成日期", "formation or latest change", unit=DATE, default=None)
    published_on: date | None = said("首次发布日期", "first disclosure", unit=DATE, default=None)
    publications: list[Publication] = said(
        "发布记录", "first disclosure per channel, ordered by day and channel"
    )
    withdrawn_on: date | None = said("撤下日期", "day of taking down", unit=DATE, default=None)
    working_days: int | None = said(
        "公开用时",
        "working days from formation to first disclosure; 0 when early",
        unit="working days",
        default=None,
    )
    flags: list[str] = said("标记", "what is wrong in practice, as codes")
    obligations: list[Obligation] = said("义务", "obligations of this subject")


class ApplicationState(Said):
    """依申请公开: an application, as the requests service keeps it."""

    org: str = said("单位", "organisation")
    subject: str = said("申请编号", "the department's own id")
    applicant_kind: ApplicantKind | None = said("申请人类别", "column of table 三", default=None)
    channel: ReceiptChannel | None = said("收到方式", "how it arrived", default=None)
    received_on: date | None = said("收到日期", "day of receipt", unit=DATE, default=None)
    answered_on: date | None = said("答复日期", "day of the first answer", unit=DATE, default=None)
    working_days: int | None = said(
        "答复用时", "working days from receipt to answer", unit="working days", default=None
    )
    flags: list[str] = said("标记", "what is wrong in practice, as codes")
    obligations: list[Obligation] = said("义务", "obligations of this subject")


State = DocumentState | DisclosureState | ApplicationState

STATES: dict[str, type[DocumentState | DisclosureState | ApplicationState]] = {
    "catalog.document": DocumentState,
    "publishing.disclosure": DisclosureState,
    "requests.application": ApplicationState,
}
"""Subject kind (the first two words of an event's type) → the state it carries."""

EVENTS: dict[str, tuple[str, ...]] = {
    "catalog.document": ("drafted", "approved", "expired", "restated", "reassessed"),
    "publishing.disclosure": ("formed", "published", "withdrawn", "restated", "reassessed", "referenced"),
    "requests.application": ("received", "answered", "restated", "reassessed"),
}
"""Past-tense events per subject kind: one for each family of facts; ``restated`` after a
correction or withdrawal, ``reassessed`` by a day or a calendar, ``referenced`` by another
service's newer state."""


class DayClosed(Said):
    """日结: the service has folded all that this day touches."""

    day: date = said("日期", "the day closed", unit=DATE)


DAY_CLOSED = "day.closed.v1"
