"""What is told about a document: drafted, reviewed, signed, evaluated, void, cleaned up."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from contracts.document.explaining import TASK, Explained, InterpretationPlan
from contracts.evaluation import SEED, url_field
from contracts.fields import DATE, LAW, REPORT, BusModel, Date, described
from contracts.item import ITEM_REFERENCE, item_reference
from contracts.references import Org
from law.codes import Attribute
from law.interpretation import Concern, DocumentKind
from law.responsible import Origin
from law.review import ReferralOutcome, ReviewOutcome

MOST_PARTS, MOST_MAKERS = 50, 50


class Outcome(StrEnum):
    """清理结果: what the yearly clean-up makes of a document."""

    REPEALED = "废止"
    LAPSED = "失效"
    AMENDED = "修改"
    IN_FORCE = "继续有效"


class ForwardedFrom(BusModel, title="转发来源", meaning="the document that is forwarded; its attribute holds."):
    number: str = described("来文字号", "number of the source", min_length=1, max_length=100)
    attribute: Attribute | None = described(
        "来文属性", "attribute of the source; absent: it has none, and the forwarding unit decides", default=None
    )


class RestrictedPart(BusModel, title="不公开部分", meaning="a part of a document that is not public."):
    part: str = described("部分", "which part, e.g. 附件2", min_length=1, max_length=200)
    attribute: Attribute = described("公开属性", "on request, or withheld", source=f"{LAW} 37")


def _reason() -> Any:
    return described(
        "不公开理由",
        "why it is not public; required for 不予公开, else returned",
        source=f"{LAW} 14–16",
        default=None,
        max_length=1000,
    )


def _legal_basis() -> Any:
    return described(
        "法律依据",
        "article that the reason rests on; required for 不予公开; of 主动公开 the item of arts. 19–21",
        source=f"{LAW} 14–16, 19–21",
        default=None,
        max_length=500,
    )


class DocumentDrafted(
    BusModel, title="公文拟稿", meaning="a document was drafted, with the attribute its drafter chose."
):
    title: str = described("标题", "title of the document", min_length=1, max_length=500)
    drafted_on: Date = described("拟稿日期", "day of drafting", unit=DATE)
    attribute: Attribute | None = described(
        "公开属性",
        "chosen by the drafter; absent → the document is returned, where the county asks for it",
        source=f"{SEED} 二（三）",
        default=None,
    )
    reason: str | None = _reason()
    legal_basis: str | None = _legal_basis()
    document_number: str | None = described("发文字号", "e.g. 奉节府办发〔2020〕101号", default=None, max_length=100)
    index_number: str | None = described(
        "索引号", "index number of the catalog", source=f"{LAW} 12", default=None, max_length=100
    )
    item: str | None = item_reference(
        meaning=f"{ITEM_REFERENCE}; the limit in force on the day of signature holds; absent: 条例第二十六条"
    )
    forwarded_from: ForwardedFrom | None = described(
        "转发来源", "document that it forwards, whose attribute it inherits", source=f"{SEED} 二（三）", default=None
    )
    origin: Origin = described("信息来源", "made here, or obtained", source=f"{LAW} 10", default=Origin.MADE)
    makers: list[Org] = described(
        "制作机关",
        "who made it together, or from whom it came; empty: this organisation",
        source=f"{LAW} 10",
        default_factory=list,
        max_length=MOST_MAKERS,
    )
    lead: Org | None = described(
        "牵头单位", "of a joint document: decides the attribute, and discloses", source=f"{LAW} 10", default=None
    )
    parts_restricted: list[RestrictedPart] = described(
        "不公开部分",
        "parts that are not public; a 主动公开 document must not carry any",
        source=f"{LAW} 37",
        default_factory=list,
        max_length=MOST_PARTS,
    )
    mark: str | None = described(
        "公开标注",
        "mark printed under the date, e.g. 此件公开发布; has to fit the attribute",
        source=f"{SEED} 二（三）",
        default=None,
        min_length=1,
        max_length=50,
    )
    kind: DocumentKind | None = described(
        "文件性质",
        "规章 and 行政规范性文件 that are 主动公开 have to be interpreted; absent: not said",
        source=TASK,
        default=None,
    )
    concerns: list[Concern] = described(
        "解读情形",
        "why it has to be interpreted whatever kind it is; empty: for none of these reasons",
        source=TASK,
        default_factory=list,
        max_length=len(Concern),
    )
    drafter: Org | None = described(
        "起草单位",
        "unit that drafted it, and interprets it; absent: the lead of a joint document, else this organisation",
        source=TASK,
        default=None,
        registered=True,
    )
    interpretation_plan: InterpretationPlan | None = described(
        "解读方案", "plan of its interpretation, handed in with the draft", source=TASK, default=None
    )


class DocumentReviewed(BusModel, title="公开前审查", meaning="it was reviewed whether the document may be public."):
    reviewed_on: Date = described("审查日期", "day of the review", unit=DATE, source=f"{LAW} 17")
    outcome: ReviewOutcome = described("审查结论", "what is unsure is referred", source=f"{LAW} 17")
    reason: str | None = described("理由", "why not, or what is unsure", default=None, max_length=1000)


class DocumentReferred(
    BusModel, title="提请确定", meaning="whether it may be public was referred to who has to decide."
):
    referred_on: Date = described("提请日期", "day of the referral", unit=DATE, source=f"{LAW} 17")
    to: str = described("提请机关", "主管部门 or 保密行政管理部门", source=f"{LAW} 17", min_length=1, max_length=100)


class ReferralAnswered(BusModel, title="确定意见", meaning="it was decided whether the document may be public."):
    answered_on: Date = described("答复日期", "day of the answer", unit=DATE, source=f"{LAW} 17")
    outcome: ReferralOutcome = described("确定结论", "may be public, or must not")


class DocumentApproved(BusModel, title="公文签发", meaning="the document was signed; this forms the information."):
    approved_on: Date = described("成文日期", "day of signature = formation", unit=DATE, source=f"{LAW} 26")
    attribute: Attribute | None = described(
        "签发属性",
        "attribute approved with the document: where drafter and office disagree, the signer decides; absent: as drafted",
        source=f"{SEED} 二（三）",
        default=None,
    )
    reason: str | None = _reason()
    legal_basis: str | None = _legal_basis()
    interpretation: Explained | None = described(
        "解读同步", "whether the plan and the material of its interpretation went with it", source=TASK, default=None
    )


def _kind_of_old() -> Any:
    return described(
        "文件性质",
        "of a document older than what is kept here, whose draft was never told of; else as drafted",
        source=REPORT,
        default=None,
    )


class DocumentExpired(BusModel, title="公文失效", meaning="the document is void or has expired."):
    expired_on: Date = described("失效日期", "first day without effect", unit=DATE, source=f"{SEED} 二（三）")
    kind: DocumentKind | None = _kind_of_old()
    reason: str | None = described("失效原因", "why", default=None, max_length=1000)


class DocumentCleanedUp(
    BusModel, title="清理公文", meaning="the yearly clean-up settled whether the document is in force."
):
    cleaned_on: Date = described("清理日期", "day of the clean-up", unit=DATE, source=f"{SEED} 二（三）")
    outcome: Outcome = described(
        "清理结果", "废止 and 失效: void from that day, unless it was; 修改 and 继续有效: in force from that day"
    )
    kind: DocumentKind | None = _kind_of_old()
    reason: str | None = described("理由", "why", default=None, max_length=1000)


class CleanUpPublished(BusModel, title="公布清理结果", meaning="the result of a clean-up was published."):
    published_on: Date = described("公布日期", "day of publication", unit=DATE, source=f"{SEED} 二（三）")
    url: str | None = url_field()
