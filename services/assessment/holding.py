"""What holds a report up unless the county's office says that it is issued all the same: appeals, and the order of periods. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from contracts.assessment.hearing import Despite, Overruled
from contracts.assessment.report import ReportHead
from law.reports import REPORT_NAMES
from services.assessment.hearing import Heard

Holds = Mapping[Despite, Sequence[tuple[str, str]]]
"""Code and text of what there is, by what the office may overrule."""


def holds(heard: Heard, names: Mapping[str, str], period: str, previous: Sequence[ReportHead]) -> Holds:
    """Of a report of this period; ``previous``: those of its kind that were issued."""
    listed: dict[Despite, list[tuple[str, str]]] = {Despite.APPEALS: [], Despite.ORDER: []}
    if heard.appeals:
        each = "；".join(
            f"{names.get(appeal.org, appeal.org)}对“{appeal.against}”的申诉{appeal.appeal}，{appeal.filed_on}提出"
            for appeal in heard.appeals
        )
        listed[Despite.APPEALS].append(("appeals.open", f"有{len(heard.appeals)}件申诉没有裁决：{each}"))
    if heard.windows:
        each = "、".join(f"{names.get(org, org)}（至{until}）" for org, until in heard.windows.items())
        listed[Despite.APPEALS].append(("appeals.period", f"有{len(heard.windows)}个单位的申诉期没有满：{each}"))
    later = [other for other in previous if other.period > period]
    if later:
        each = "、".join(f"{other.period}{REPORT_NAMES[other.kind]}{other.numbered}" for other in later)
        listed[Despite.ORDER].append(
            ("order.later_issued", f"以后期间的同类报告已经印发（{each}），本期只能补发，编号在其后")
        )
    return listed


def overruled(held: Holds, despite: Mapping[Despite, str]) -> list[Overruled]:
    """What there is and the office issues the report in spite of."""
    return [
        Overruled(what=what, held_up=[text for _, text in grounds], reason=despite[what])
        for what, grounds in held.items()
        if grounds and what in despite
    ]
