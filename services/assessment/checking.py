"""What stands against a report's being issued, and what whoever issues it should know. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from contracts.assessment.hearing import Despite
from contracts.assessment.report import ReportHead, ReportPart
from services.assessment.hearing import Heard
from services.assessment.holding import Holds
from services.assessment.scores import named


class Problem(NamedTuple):
    """One of them; a grave one stands against it."""

    grave: bool
    code: str
    text: str


@dataclass(frozen=True)
class Case:
    """A report as it would be now, and what there is beside it."""

    head: ReportHead
    parts: Sequence[ReportPart]
    stored: ReportHead | None
    """The draft that was kept."""
    missing: Sequence[str]
    """Earlier periods of which no report of its kind was issued."""
    heard: Heard
    held: Holds
    """What holds it up; it is issued in spite of what the head says so of."""
    settled: bool
    """Whether everything that was read has been scored."""


_BEFORE = {
    Despite.APPEALS: "先裁决申诉（appeal_ruling.decided），等申诉期满，再重新起草",
    Despite.ORDER: "报告按期间先后印发",
}


def problems(case: Case) -> list[Problem]:
    """All of them, the weightiest kinds first."""
    return [*_incomplete(case), *_held_up(case), *_order(case), *_outdated(case), *_scores(case), *_hearing(case)]


def _incomplete(case: Case) -> Iterator[Problem]:
    last = named(case.head.period)[0].last
    if case.head.as_of < last:
        text = f"期间到{last}才结束，数据只完整到{case.head.as_of}；等{last}的数据完整以后再印发"
        yield Problem(True, "period.running", text)
    if not case.settled:
        yield Problem(True, "scores.behind", "还有收到的数据没有评分；稍候再试：gongkai wait")


def _held_up(case: Case) -> Iterator[Problem]:
    overruled = {each.what for each in case.head.despite}
    for what, holds in case.held.items():
        for code, text in holds:
            if what in overruled:
                yield Problem(False, code, f"{text}；决定仍予印发，理由印在报告里")
            else:
                remedy = f"如决定仍予印发，核对时写明理由：gongkai report check … --despite-{what} 理由"
                yield Problem(True, code, f"{text}。{_BEFORE[what]}；{remedy}")


def _order(case: Case) -> Iterator[Problem]:
    if case.missing:
        text = (
            f"{'、'.join(case.missing)}的同类报告没有印发；报告按期间先后印发，请先印发它们，"
            "否则以后只能补发，编号在本期之后"
        )
        yield Problem(False, "order.earlier_missing", text)


def _outdated(case: Case) -> Iterator[Problem]:
    if case.stored is not None and _content(case.stored) != _content(case.head):
        text = "草稿以后数据有变化，草稿与现在的数据不同；请重新起草：gongkai report draft"
        yield Problem(True, "draft.outdated", text)


def _scores(case: Case) -> Iterator[Problem]:
    if case.head.rubric is None:
        text = "期间内没有施行的考核细则，报告没有得分；如需要，先装入：gongkai rubric load"
        yield Problem(False, "rubric.none", text)
    silent = [part.name for part in case.parts if part.sheet is not None and part.sheet.silent]
    if silent:
        yield Problem(False, "units.silent", f"没有任何事实的单位{len(silent)}个：{'、'.join(silent)}")


def _hearing(case: Case) -> Iterator[Problem]:
    names = {part.org: part.name for part in case.parts}
    unreported, unheard = case.heard.unreported, case.heard.unheard
    if unreported:
        text = f"没有报送自评的单位{len(unreported)}个：{'、'.join(names[org] for org in unreported)}"
        yield Problem(False, "own_reports.missing", text)
    if unheard:
        none = len(unheard) == sum(part.sheet is not None for part in case.parts)
        whom = "任何单位" if none else "、".join(names[org] for org in unheard)
        text = f"没有向{whom}告知结果、听取意见（考核告知 assessment_notice.put）；印发以后的申诉只能以更正处理"
        yield Problem(False, "result.not_put", text)


def _content(head: ReportHead) -> tuple[object, ...]:
    """What a reader sees of it: not the positions, which go on while nothing changes, nor the days on which it was made."""
    own = (head.own_reports, head.unreported, head.appeals)
    return head.parts, head.rubric, head.rankings, head.restated, own
