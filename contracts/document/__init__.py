"""公文: documents with their attribute, decided at drafting (奉节府办发〔2020〕101号 二（三）)."""

from __future__ import annotations

from functools import partial

from contracts.document.facts import (
    CleanUpPublished,
    DocumentApproved,
    DocumentCleanedUp,
    DocumentDrafted,
    DocumentExpired,
    DocumentReferred,
    DocumentReviewed,
    Outcome,
    ReferralAnswered,
)
from contracts.document.state import DocumentState
from contracts.evaluation import SEED, Evaluated, EvaluationPublished, evaluation_duties
from contracts.item import ITEM
from contracts.kit import Check, Duty, Family, Measure, MeasureKind
from contracts.opening_balance import OPENING_BALANCE
from law.codes import PUBLISH_WITHIN_WORKING_DAYS, UNSTATED, Attribute
from law.interpretation import DocumentKind
from law.limit import working_days, years
from law.review import ReviewOutcome

ATTRIBUTE_LABELS = {
    Attribute.PROACTIVE.value: ("主动公开", "Public"),
    Attribute.ON_REQUEST.value: ("依申请公开", "On request"),
    Attribute.WITHHELD.value: ("不予公开", "Withheld"),
    UNSTATED: (UNSTATED, "Not stated"),
}
"""Words of the labels of measures by attribute."""

_REVIEW_LABELS = {
    ReviewOutcome.CLEARED.value: ("可以公开", "May be public"),
    ReviewOutcome.REFUSED.value: ("不得公开", "Must not be public"),
    ReviewOutcome.UNSURE.value: ("不能确定", "Unsure"),
}
_OUTCOME_LABELS = {
    Outcome.REPEALED.value: ("废止", "Repealed"),
    Outcome.LAPSED.value: ("失效", "Lapsed"),
    Outcome.AMENDED.value: ("修改", "To be amended"),
    Outcome.IN_FORCE.value: ("继续有效", "Still in force"),
}

KIND_LABELS = {
    DocumentKind.REGULATION.value: ("规章", "Regulations"),
    DocumentKind.NORMATIVE.value: ("行政规范性文件", "Normative documents"),
}
"""Words of the labels of measures by kind: those of table 二."""

EVALUATE, PUBLISH_EVALUATION = evaluation_duties("evaluate", "publish_evaluation", "未主动公开公文", "document")

STATED = Check(
    "attribute_at_drafting",
    "公文拟稿标明公开属性，不予公开的说明理由和依据",
    "Attribute stated at drafting, with reason and basis where withheld",
    f"{SEED}二（三）",
)
"""Where a county asks for it, what lacks it is returned."""

CLEAN_UP = Duty(
    "clean_up",
    "清理失效公文",
    "Clean up void documents",
    f"{SEED}二（三）",
    years(1),
    statutory=False,
    by_default=False,
)
"""Every year: nothing that is void waits for longer than from one clean-up to the next."""
PUBLISH_CLEAN_UP = Duty(
    "publish_clean_up",
    "公布公文清理结果",
    "Publish the clean-up",
    f"{SEED}二（三）",
    working_days(PUBLISH_WITHIN_WORKING_DAYS),
    by_default=False,
)

_measure = partial(Measure, unit="件", group="公文", group_english="Documents")
_labelled = partial(_measure, kind=MeasureKind.LABELLED)

FAMILY = Family(
    name="document",
    service="catalog",
    chinese="公文",
    english="document",
    facts={
        "drafted": DocumentDrafted,
        "reviewed": DocumentReviewed,
        "referred": DocumentReferred,
        "referral_answered": ReferralAnswered,
        "approved": DocumentApproved,
        "evaluated": Evaluated,
        "evaluation_published": EvaluationPublished,
        "expired": DocumentExpired,
        "cleaned_up": DocumentCleanedUp,
        "clean_up_published": CleanUpPublished,
    },
    state=DocumentState,
    findings={
        "clean_up.published_before": "清理前公布清理结果",
        "document.basis_contradicts": "依据与属性相反",
        "document.forwarded_differs": "转发公文属性与来文不一",
        "document.lead_no_maker": "牵头单位不在制作机关之中",
        "document.mark_unknown": "标注无法识别",
        "document.mark_differs": "标注与属性不一",
        "document.nobody_responsible": "没有公开责任单位",
        "document.restricted_parts": "含有不公开的内容",
        "document.twice": "一文两报",
        "evaluation.before_formation": "形成前评估",
        "evaluation.before_year": "年度开始前评估",
        "evaluation.downward": "评估缩小公开",
        "evaluation.published_before": "评估前公布评估结果",
        "evaluation.void": "失效后评估",
        "review.answer_without_referral": "没有提请即有答复",
        "review.contradicts_attribute": "审查结论与属性相反",
    },
    checks=(STATED,),
    duties=(EVALUATE, PUBLISH_EVALUATION, CLEAN_UP, PUBLISH_CLEAN_UP),
    measures=(
        _measure("documents_drafted", "拟制", "Drafted"),
        _measure("documents_returned", "退回", "Returned", alarm="warn"),
        _measure("documents_expired", "失效", "Expired"),
        _measure("documents_evaluated", "评估", "Evaluated"),
        _labelled("documents_by_attribute", "公文件数，按公开属性", "Documents, by attribute", labels=ATTRIBUTE_LABELS),
        _labelled(
            "documents_opened",
            "评估后扩大公开，按新属性",
            "Opened by evaluation, by new attribute",
            labels=ATTRIBUTE_LABELS,
        ),
        _labelled("documents_reviewed", "公开前审查，按结论", "Reviews, by outcome", labels=_REVIEW_LABELS),
        _labelled(
            "documents_made", "规章和规范性文件制发", "Regulations and normative documents made", labels=KIND_LABELS
        ),
        _labelled(
            "documents_repealed",
            "规章和规范性文件废止",
            "Regulations and normative documents repealed",
            labels=KIND_LABELS,
        ),
        _measure(
            "documents_in_force",
            "规章和规范性文件现行有效",
            "Regulations and normative documents in force",
            kind=MeasureKind.STOCK,
            labels=KIND_LABELS,
        ),
        _labelled("documents_cleaned_up", "清理，按结果", "Clean-ups, by outcome", labels=_OUTCOME_LABELS),
    ),
    takes=(OPENING_BALANCE.kind, ITEM.kind),
    # A life of decades has a few evaluations and clean-ups a year; each may leave a late duty, which stays whole.
    most_facts=200,
)

FAMILIES = (FAMILY,)

__all__ = [
    "ATTRIBUTE_LABELS",
    "CLEAN_UP",
    "EVALUATE",
    "FAMILIES",
    "FAMILY",
    "KIND_LABELS",
    "PUBLISH_CLEAN_UP",
    "PUBLISH_EVALUATION",
    "STATED",
    "CleanUpPublished",
    "DocumentApproved",
    "DocumentCleanedUp",
    "DocumentDrafted",
    "DocumentExpired",
    "DocumentReferred",
    "DocumentReviewed",
    "DocumentState",
    "Evaluated",
    "EvaluationPublished",
    "Outcome",
    "ReferralAnswered",
]
