"""States: what a service makes of a subject's facts, whole after every change.

Each service event carries one of these; its ``version`` header rises by one with
every event of the subject, so that a consumer can join, skip or rebuild from it alone.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from contracts.application_state import ApplicationState
from contracts.applications import APPLICATION_FACTS
from contracts.fields import DATE, Said, said
from contracts.obligations import Obligation
from law.codes import Attribute, Channel


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
    "requests.application": (*(name.split(".")[1] for name in APPLICATION_FACTS), "restated", "reassessed"),
}
"""Past-tense events per subject kind: one for each family of facts; ``restated`` after a
correction or withdrawal, ``reassessed`` by a day or a calendar, ``referenced`` by another
service's newer state."""


class DayClosed(Said):
    """日结: the service has folded all that this day touches."""

    day: date = said("日期", "the day closed", unit=DATE)


DAY_CLOSED = "day.closed.v1"
