"""Facts: dated things that a department says have happened.

A fact is accepted when it is well formed and the sender's to say. Whether it is
lawful is decided by the folds, which flag and never refuse.
"""

from __future__ import annotations

from contracts.applications import APPLICATION_FACTS
from contracts.fields import DATE, LAW, PATTERN_ID, Date, Said, said
from law.codes import Attribute, Channel

SEED = "奉节府办发〔2020〕101号"


class DocumentDrafted(Said):
    """公文拟稿: a document was drafted, with the attribute its drafter chose."""

    title: str = said("标题", "title of the document", min_length=1, max_length=500)
    drafted_on: Date = said("拟稿日期", "day of drafting", unit=DATE)
    attribute: Attribute | None = said(
        "公开属性",
        "chosen by the drafter; absent → the document is returned",
        source=f"{SEED} 二（三）",
        default=None,
    )
    reason: str | None = said(
        "不公开理由",
        "why it is not public; required for 不予公开, else returned",
        source=f"{LAW} 14–16",
        default=None,
        max_length=1000,
    )
    legal_basis: str | None = said(
        "法律依据",
        "article that the reason rests on; required for 不予公开",
        source=f"{LAW} 14–16",
        default=None,
        max_length=500,
    )
    document_number: str | None = said(
        "发文字号", "e.g. 奉节府办发〔2020〕101号", default=None, max_length=100
    )
    index_number: str | None = said(
        "索引号", "index number of the catalog", source=f"{LAW} 12", default=None, max_length=100
    )


class DocumentApproved(Said):
    """公文签发: the document was signed; this forms the information."""

    approved_on: Date = said("成文日期", "day of signature = formation", unit=DATE, source=f"{LAW} 26")


class DocumentExpired(Said):
    """公文失效: the document is void or has expired."""

    expired_on: Date = said("失效日期", "first day without effect", unit=DATE, source=f"{SEED} 二（三）")
    reason: str | None = said("失效原因", "why", default=None, max_length=1000)


class InformationFormed(Said):
    """信息形成或变更: information that is not a document came to be, or changed."""

    formed_on: Date = said("形成日期", "day of formation or change", unit=DATE, source=f"{LAW} 26")
    attribute: Attribute = said("公开属性", "public, on request, or withheld", source=f"{LAW} 13")
    title: str | None = said("标题", "what the information is", default=None, min_length=1, max_length=500)


class InformationPublished(Said):
    """主动公开: the information was disclosed through one channel."""

    published_on: Date = said("发布日期", "day of disclosure", unit=DATE, source=f"{LAW} 26")
    channel: Channel = said("公开渠道", "where", source=f"{LAW} 23–25")
    url: str | None = said(
        "网址",
        "address of the page, when on line",
        default=None,
        max_length=2000,
        pattern=r"^https?://[^\s]+$",
    )


class InformationWithdrawn(Said):
    """撤下: the disclosure was taken down."""

    withdrawn_on: Date = said("撤下日期", "day of taking down", unit=DATE)
    reason: str = said("撤下原因", "why", min_length=1, max_length=1000)


class FactCorrected(Said):
    """更正: replaces the data of a fact that was sent before."""

    fact: str = said(
        "原事实编号", "id of the fact it replaces", min_length=1, max_length=200, pattern=PATTERN_ID
    )
    fact_type: str = said("原事实类型", "its type, e.g. application.received.v1", max_length=100)
    data: dict[str, object] = said("更正后的数据", "the whole data, as fact_type defines it")
    reason: str = said("更正原因", "why", min_length=1, max_length=1000)


class FactWithdrawn(Said):
    """撤回: the fact named was never so."""

    fact: str = said(
        "原事实编号", "id of the fact withdrawn", min_length=1, max_length=200, pattern=PATTERN_ID
    )
    fact_type: str = said("原事实类型", "its type; fact.corrected.v1 withdraws a correction", max_length=100)
    of_type: str | None = said(
        "更正所指类型",
        "fact_type of the correction withdrawn; required when fact_type is fact.corrected.v1, else absent",
        default=None,
        max_length=100,
    )
    reason: str = said("撤回原因", "why", min_length=1, max_length=1000)


FACTS: dict[str, type[Said]] = {
    "document.drafted.v1": DocumentDrafted,
    "document.approved.v1": DocumentApproved,
    "document.expired.v1": DocumentExpired,
    "information.formed.v1": InformationFormed,
    "information.published.v1": InformationPublished,
    "information.withdrawn.v1": InformationWithdrawn,
    **APPLICATION_FACTS,
}
"""Facts about a subject, by type. A correction must carry data of one of these."""

CORRECTED = "fact.corrected.v1"
WITHDRAWN = "fact.withdrawn.v1"

AMENDMENTS: dict[str, type[Said]] = {CORRECTED: FactCorrected, WITHDRAWN: FactWithdrawn}
"""Facts about facts."""

SERVICE_OF: dict[str, str] = {"document": "catalog", "information": "publishing", "application": "requests"}
"""Which service keeps a family of facts; the family is the type's first word."""


def service_for(fact_type: str) -> str:
    """The service that keeps facts of ``fact_type`` (KeyError for an unknown family)."""
    return SERVICE_OF[fact_type.split(".", 1)[0]]
