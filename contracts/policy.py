"""应解读的政策文件: a document that has to be interpreted, and what became of that (奉节府办发〔2020〕101号 二（二）).

A policy is ``publishing.policy/<unit that interprets>/<organisation>:<id of the document>``, of a joint document
``publishing.policy/<unit that interprets>/<发文字号>``: each of its makers may report it, and it is one. It has no facts: the document says
that it has to be interpreted and by whom, its disclosure when it was public, and the interpretations what explains it.
"""

from __future__ import annotations

from datetime import date
from functools import partial

from contracts.disclosure import FAMILY as DISCLOSURE
from contracts.document import FAMILY as DOCUMENT
from contracts.document.explaining import TASK
from contracts.fields import DATE, BusModel, described
from contracts.interpretation import INTERPRETATION
from contracts.kit import Check, Duty, Family, Measure, MeasureKind
from contracts.state import SubjectState
from law.interpretation import Concern, DocumentKind, Form
from law.limit import working_days

LINKING = "渝府办发〔2020〕38号"
INTERPRET_DAYS = 3


class Explanation(BusModel, title="对应解读", meaning="an interpretation of the policy."):
    interpretation: str = described("解读", "<organisation>:<id>")
    published_on: date = described("发布日期", "first day", unit=DATE)
    forms: list[Form] = described("解读形式", "all of them")
    withdrawn_on: date | None = described("撤下日期", "day of taking down", unit=DATE, default=None)


class PolicyState(
    SubjectState, title="应解读文件", meaning="a document that has to be interpreted; its title is the document's."
):
    document: str = described(
        "公文", "<organisation>:<id>; of a joint one that several report the lead's own, else the first by name"
    )
    reported_as: list[str] = described(
        "报送编号", "all reports of it, <organisation>:<id>, where there are several", default_factory=list
    )
    document_number: str | None = described("发文字号", "document number", default=None)
    kind: DocumentKind | None = described("文件性质", "what it is in law", default=None)
    concerns: list[Concern] = described("解读情形", "why it has to be interpreted beside", default_factory=list)
    needed: bool = described("应解读", "the document has to be interpreted by this unit", default=False)
    published_on: date | None = described("公文发布日期", "first disclosure of the document", unit=DATE, default=None)
    interpreted_on: date | None = described("解读日期", "the first interpretation", unit=DATE, default=None)
    planned: bool = described("有解读方案", "a plan came with the draft", default=False)
    linked: bool = described("已互相链接", "an interpretation and the document lead to each other", default=False)
    interpretations: list[Explanation] = described(
        "对应解读", "by day; the first where there are very many", default_factory=list
    )


INTERPRET = Duty(
    "interpret",
    "发布政策解读",
    "Interpret the policy",
    TASK,
    working_days(INTERPRET_DAYS),
    statutory=False,
    by_default=False,
)
"""After the document is public. No law sets the days: three where a county has none of its own."""

PLAN = Check(
    "interpretation_plan",
    "解读方案、解读材料与政策文件同步组织、同步审签、同步部署",
    "Plan and material of the interpretation organised, approved and deployed with the document",
    TASK,
)
LINKED = Check(
    "interpretation_links",
    "政策文件与解读互相链接",
    "Document and interpretation lead to each other",
    LINKING,
)

_measure = partial(Measure, unit="件", group="政策解读", group_english="Interpretation")

POLICY = Family(
    name="policy",
    service="publishing",
    chinese="应解读文件",
    english="policy to interpret",
    facts={},
    state=PolicyState,
    findings={
        "policy.interpreted_by_other": "由别的单位解读",
        "policy.interpreted_early": "公开之前解读",
        "policy.material_missing": "没有解读材料",
        "policy.not_approved_together": "解读没有同步审签",
        "policy.not_deployed_together": "解读没有同步部署",
        "policy.not_linked": "公文与解读没有互相链接",
        "policy.plan_incomplete": "解读方案不全",
        "policy.plan_missing": "没有解读方案",
    },
    duties=(INTERPRET,),
    checks=(PLAN, LINKED),
    measures=(
        _measure("policies_published", "应解读文件", "To interpret"),
        _measure(
            "policies_interpreted",
            "已解读",
            "Interpreted",
            share_of="policies_published",
            share=("解读率", "Share interpreted"),
        ),
        _measure("policies_unplanned", "没有解读方案", "Without a plan", alarm="warn", in_total=False),
        Measure(
            "days_to_interpret",
            "解读",
            "Interpret",
            "工作日",
            MeasureKind.DAYS,
            "平均用时（工作日）",
            "Mean working days",
        ),
    ),
    takes=(DOCUMENT.kind, DISCLOSURE.kind, INTERPRETATION.kind),
    # A package of measures may be explained again and again.
    most_linked=200,
)
"""Counted in the month in which the document became public, so that interpreted ÷ to interpret is the share of that month's
documents whenever the interpretation came."""

FAMILIES = (POLICY,)
