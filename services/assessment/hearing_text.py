"""What a report says of how its units were heard: their own reports beside what was counted, and why it is issued all the same. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from contracts.assessment.hearing import Overruled, OwnReport
from contracts.families import FAMILIES
from law.reports import ReportKind
from services.assessment.bulletin import PERIOD_WORDS
from services.assessment.hearing import Heard


def hearing_paragraphs(
    kind: ReportKind, heard: Heard, despite: Sequence[Overruled], names: Mapping[str, str]
) -> list[str]:
    """Behind the other paragraphs; none where nobody was asked and nothing held the report up. ``names``: of units."""
    return [
        *_reported(PERIOD_WORDS[kind], heard, names),
        *_differing(heard.own_reports, names),
        *(f"印发说明：{'；'.join(each.held_up)}。县政务公开办决定仍予印发，理由：{each.reason}。" for each in despite),
    ]


def _reported(this: str, heard: Heard, names: Mapping[str, str]) -> Iterator[str]:
    if not heard.own_reports and not heard.unreported:
        return
    nothing = sum(report.nothing_to_report for report in heard.own_reports)
    text = f"自评：{this}报送自评的单位{len(heard.own_reports)}个，其中零报告{nothing}个"
    if heard.unreported:
        text += f"；没有报送的单位（{len(heard.unreported)}个）：{'、'.join(names[org] for org in heard.unreported)}"
    yield f"{text}。"


def _differing(reports: Sequence[OwnReport], names: Mapping[str, str]) -> Iterator[str]:
    """Units whose own numbers are others than those counted."""
    texts = []
    for report in reports:
        numbers = []
        if report.score is not None and report.total is not None and report.score != report.total:
            numbers.append(f"自评{report.score}分、核定{report.total}分")
        numbers += [
            f"“{_called(figure.name)}”自报{figure.own}、核定{figure.counted}"
            for figure in report.figures
            if figure.counted is not None and figure.counted != figure.own
        ]
        if numbers:
            texts.append(f"{names[report.org]}（{'，'.join(numbers)}）")
    if texts:
        yield f"自评与核定不同的单位：{'、'.join(texts)}。"


def _called(name: str) -> str:
    """A measure in words; the unit's own words as they are."""
    code, _, label = name.partition("@")
    measure = FAMILIES.measures.get(code)
    return name if measure is None else f"{measure.chinese}{label and f'（{label}）'}"
