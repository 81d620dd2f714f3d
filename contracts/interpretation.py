"""政策解读: what explains documents to the public (奉节府办发〔2020〕101号 二（二）).

An interpretation has an id of its own and names the documents that it explains, of any unit. It flows to the policy
that each of them is (see ``contracts.policy``).
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from functools import partial

from contracts.document import FAMILY as DOCUMENT
from contracts.document.explaining import TASK
from contracts.fields import DATE, PATTERN_URL, BusModel, Date, described
from contracts.kit import Family, Measure, MeasureKind
from contracts.references import Name, Org
from contracts.state import SubjectState
from law.interpretation import Form

MOST_DOCUMENTS = 20
"""Documents that one interpretation explains; of a package of policies there are a handful."""


class Link(StrEnum):
    """关联方式: which page leads to which."""

    BOTH = "互相链接"
    TO_DOCUMENT = "解读页链到公文页"
    FROM_DOCUMENT = "公文页链到解读页"


def _documents() -> list[Name]:
    documents: list[Name] = described(
        "所解读的公文",
        "documents, <organisation>:<id>; without a colon the sender's own",
        source=TASK,
        min_length=1,
        max_length=MOST_DOCUMENTS,
    )
    return documents


class InterpretationPublished(BusModel, title="发布解读", meaning="an interpretation of documents was published."):
    published_on: Date = described("发布日期", "day of publication", unit=DATE, source=TASK)
    documents: list[Name] = _documents()
    forms: list[Form] = described("解读形式", "how it explains", source=TASK, min_length=1, max_length=len(Form))
    title: str | None = described("标题", "its title", default=None, min_length=1, max_length=500)
    made_by: Org | None = described(
        "解读单位", "unit that wrote it; absent: this organisation", source=TASK, default=None
    )
    linked: Link | None = described("关联方式", "how the two pages are linked; absent: not said", default=None)
    url: str | None = described("网址", "address of the page", default=None, max_length=2000, pattern=PATTERN_URL)


class InterpretationLinked(
    BusModel, title="关联解读", meaning="the pages of a document and its interpretation were linked."
):
    linked_on: Date = described("关联日期", "day of linking", unit=DATE)
    linked: Link = described("关联方式", "which page leads to which")


class InterpretationWithdrawn(BusModel, title="撤下解读", meaning="the interpretation was taken down."):
    withdrawn_on: Date = described("撤下日期", "day of taking down", unit=DATE)
    reason: str = described("撤下原因", "why", min_length=1, max_length=1000)


class Readable(BusModel, title="可读期间", meaning="days on which the interpretation could be read."):
    since: date = described("起", "day of publication", unit=DATE)
    until: date | None = described("止", "day of taking down; absent while it can be read", unit=DATE)


class InterpretationState(
    SubjectState, title="政策解读", meaning="an interpretation and the documents that it explains."
):
    published_on: date | None = described("发布日期", "first day", unit=DATE, default=None)
    withdrawn_on: date | None = described("撤下日期", "day of taking down", unit=DATE, default=None)
    readable: list[Readable] = described("可读期间", "by day", default_factory=list)
    made_by: str | None = described("解读单位", "unit that wrote it", default=None)
    forms: list[Form] = described("解读形式", "all of them", default_factory=list)
    ahead: bool = described(
        "可以先于公文", "all its forms at first are such as may come before the document", default=False
    )
    documents: list[str] = described("所解读的公文", "<organisation>:<id>", default_factory=list)
    unknown: list[str] = described("未到的公文", "those of which nothing has arrived", default_factory=list)
    linked_from: bool = described("公文页链到解读页", "the document's page leads here", default=False)
    linked_to: bool = described("解读页链到公文页", "its page leads to the document's", default=False)


_FORMS = {
    Form.CHART: "Charts",
    Form.AUDIO_VIDEO: "Audio and video",
    Form.DIGITAL: "Digital",
    Form.PRESS: "Press conferences",
    Form.BRIEFING: "Policy briefings",
    Form.INTERVIEW: "Interviews",
    Form.QUESTIONS: "Questions and answers",
    Form.TEXT: "Texts",
    Form.OTHER: "Other",
}

_measure = partial(Measure, unit="件", group="政策解读", group_english="Interpretation")

INTERPRETATION = Family(
    name="interpretation",
    service="publishing",
    chinese="政策解读",
    english="interpretation",
    facts={
        "published": InterpretationPublished,
        "linked": InterpretationLinked,
        "withdrawn": InterpretationWithdrawn,
    },
    state=InterpretationState,
    findings={
        "interpretation.document_not_public": "解读的公文不公开",
        "interpretation.document_unknown": "解读找不到公文",
        "interpretation.linked_unpublished": "链接未发布的解读",
        "interpretation.withdrawn_unpublished": "撤下未发布的解读",
    },
    measures=(
        _measure("interpretations_published", "发布解读", "Interpretations"),
        _measure("interpretations_unmatched", "解读找不到公文", "Without their document", alarm="warn"),
        _measure(
            "interpretations_by_form",
            "政策解读件数，按形式",
            "Interpretations, by form",
            kind=MeasureKind.LABELLED,
            labels={form.value: (form.value, english) for form, english in _FORMS.items()},
        ),
    ),
    takes=(DOCUMENT.kind,),
    # Each form, change and repetition is a fact; a document of years has a handful.
    most_facts=200,
)

FAMILIES = (INTERPRETATION,)
