"""What stands against a report's being issued, and what whoever issues it should know. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from contracts.assessment.report import ReportHead, ReportPart
from services.assessment.scores import named


class Problem(NamedTuple):
    """One of them; a grave one stands against it."""

    grave: bool
    code: str
    text: str


def problems(
    head: ReportHead,
    parts: Sequence[ReportPart],
    stored: ReportHead | None,
    previous: Sequence[ReportHead],
    *,
    settled: bool,
) -> list[Problem]:
    """Of a report as it would be now; ``stored`` is the draft that was kept, ``previous`` those of its kind that were issued.

    ``settled``: whether everything that was read has been scored.
    """
    listed: list[Problem] = []
    last = named(head.period)[0].last
    if head.as_of < last:
        text = f"期间到{last}才结束，数据只完整到{head.as_of}；等{last}的数据完整以后再印发"
        listed.append(Problem(True, "period.running", text))
    if not settled:
        listed.append(Problem(True, "scores.behind", "还有收到的数据没有评分；稍候再试：gongkai wait"))
    later = [other for other in previous if other.period > head.period]
    if later:
        text = f"{later[-1].period}的同类报告{later[-1].numbered}已经印发；报告按期间先后印发，不能补在其前"
        listed.append(Problem(True, "order.later_issued", text))
    if stored is not None and _content(stored) != _content(head):
        text = "草稿以后数据有变化，草稿与现在的数据不同；请重新起草：gongkai report draft"
        listed.append(Problem(True, "draft.outdated", text))
    if head.rubric is None:
        listed.append(
            Problem(False, "rubric.none", "期间内没有施行的考核细则，报告没有得分；如需要，先装入：gongkai rubric load")
        )
    silent = [part.name for part in parts if part.sheet is not None and part.sheet.unheard]
    if silent:
        listed.append(Problem(False, "units.silent", f"没有报送任何事实的单位{len(silent)}个：{'、'.join(silent)}"))
    return listed


def _content(head: ReportHead) -> tuple[object, ...]:
    """What a reader sees of it: not the positions, which go on while nothing changes, nor the days on which it was made."""
    return head.parts, head.rubric, head.rankings, head.restated
