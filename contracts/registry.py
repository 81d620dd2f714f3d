"""The registry of measures: the words of every code in a row, and what has to be counted for a day to be complete."""

from __future__ import annotations

from collections.abc import Iterator

from contracts.families import FAMILIES, Families
from contracts.fields import BusModel, described
from contracts.kit import MeasureKind
from contracts.topics import PARTITIONS, states


class MeasureEntry(BusModel, title="统计项", meaning="a measure: what its code means, and how it is shown."):
    code: str = described("代码", "as rows carry it")
    chinese: str = described("名称", "in Chinese")
    english: str = described("英文名称", "in English")
    unit: str = described("单位", "of the amount")
    kind: MeasureKind = described("种类", "count, labelled, days or money")
    group: str = described("栏目", "heading under which it stands")
    group_english: str = described("英文栏目", "the same in English")
    shown: bool = described("列出", "whether tables of periods have a column of it")
    prominent: bool = described("总览列出", "whether the overview has a column of it", default=False)
    in_total: bool = described("合计列出", "whether the overview's sums name it", default=True)
    alarm: str = described("警示", "warn, bad or empty")
    labels: dict[str, list[str]] = described("分类名称", "label → Chinese, English", default_factory=dict)
    share_of: str = described("占比基数", "code of the count that it is a part of; empty: of none", default="")
    share: list[str] = described("占比名称", "Chinese, English name of its share; empty: none", default_factory=list)
    subject: str = described("事项种类", "kind of subject that counts it")
    order: int = described("次序", "place among all measures")


class DutyEntry(BusModel, title="义务种类", meaning="a duty: what its code means, and the clause behind it."):
    code: str = described("代码", "as obligations carry it")
    chinese: str = described("名称", "in Chinese")
    english: str = described("英文名称", "in English")
    article: str = described("条款", "clause")
    limit: str = described("期限", "in words")
    grave: bool = described("考核", "false: a step of order, shown after the others")
    by_default: bool = described(
        "默认要求", "false: owed only from the day that the county's profile says", default=True
    )
    subject: str = described("事项种类", "kind of subject that owes it")
    order: int = described("次序", "place among all duties")


class KindEntry(BusModel, title="事项种类", meaning="a kind of subject."):
    kind: str = described("种类", "<service>.<family>")
    chinese: str = described("名称", "in Chinese")
    english: str = described("英文名称", "in English")
    order: int = described("次序", "place among all kinds")


class Sources(BusModel, title="完整口径", meaning="states that must have closed a day before it is complete."):
    topics: dict[str, int] = described("主题", "topic → partitions")


MEASURE, DUTY, KIND, SOURCES = (
    "registry.measure.v1",
    "registry.duty.v1",
    "registry.kind.v1",
    "registry.sources.v1",
)

Entry = MeasureEntry | DutyEntry | KindEntry | Sources

ENTRIES: dict[str, type[Entry]] = {
    MEASURE: MeasureEntry,
    DUTY: DutyEntry,
    KIND: KindEntry,
    SOURCES: Sources,
}
"""Type of a record of registry.measures.v1 → its model."""


def entries(families: Families = FAMILIES) -> Iterator[tuple[str, str, Entry]]:
    """Every record of the topic: key, type, entry."""
    for order, (code, duty) in enumerate(families.duties.items()):
        subject = next(family.kind for family in families.all if duty in family.duties)
        entry = DutyEntry(
            code=code,
            chinese=duty.chinese,
            english=duty.english,
            article=duty.article,
            limit=duty.limit.words,
            grave=duty.grave,
            by_default=duty.by_default,
            subject=subject,
            order=order,
        )
        yield f"duty|{code}", DUTY, entry
    for order, (code, measure) in enumerate(families.measures.items()):
        subject = next(family.kind for family in families.all if measure in family.measures)
        yield (
            f"measure|{code}",
            MEASURE,
            MeasureEntry(
                code=code,
                chinese=measure.chinese,
                english=measure.english,
                unit=measure.unit,
                kind=measure.kind,
                group=measure.group,
                group_english=measure.group_english,
                shown=measure.shown,
                prominent=measure.prominent,
                in_total=measure.in_total,
                alarm=measure.alarm,
                labels={label: list(names) for label, names in measure.labels.items()},
                share_of=measure.share_of,
                share=list(measure.share) if measure.share_of else [],
                subject=subject,
                order=order,
            ),
        )
    for order, family in enumerate(families.all):
        yield (
            f"kind|{family.kind}",
            KIND,
            KindEntry(kind=family.kind, chinese=family.chinese, english=family.english, order=order),
        )
    yield "sources", SOURCES, Sources(topics={states(name): PARTITIONS for name in families.services})
