"""A report as it is read for a paper: what was issued, and what the one before it said. Nothing else enters its papers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from contracts.assessment.report import ReportHead, ReportPart
from contracts.assessment.restatement import Restatement
from law.reports import REPORT_NAMES, in_words
from papers import SIMULATED

DRAFT = "草稿，未印发"


@dataclass(frozen=True)
class Report:
    """A head with its parts; ``previous``: the issued report of the period before, where there is one."""

    head: ReportHead
    parts: Sequence[ReportPart]
    issued: bool
    previous: Report | None = None
    restated: Sequence[Restatement] = ()
    """What it would say otherwise now: of the paper about that, and of no other."""
    simulated: bool = False

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Organisation → as it was called when the report was made."""
        return {part.org: part.name for part in self.parts}

    @property
    def county(self) -> str:
        """The county as the title calls it."""
        return self.head.title.partition(f"{self.head.period[:4]}年")[0]

    @property
    def organ(self) -> str:
        """Who issues it: the county government's office (奉节府办发〔2020〕101号 三（三）)."""
        return f"{self.county}人民政府办公室"

    @property
    def reference(self) -> str:
        """发文字号: numbers count up by county, kind and year."""
        number = str(self.head.number) if self.issued else "　"
        return f"{REPORT_NAMES[self.head.kind]}〔{self.head.year}〕{number}号"

    @property
    def marks(self) -> tuple[str, ...]:
        """What every page says."""
        return (SIMULATED,) * self.simulated + (DRAFT,) * (not self.issued)

    @property
    def facts(self) -> tuple[str, ...]:
        """Of which period, by what, up to when: on every table."""
        rubric = f"第{self.head.rubric}版" if self.head.rubric else "无"
        return (
            f"期间：{in_words(self.head.period)}",
            f"数据截至：{self.head.as_of}",
            f"评分细则：{rubric}",
            self.reference,
        )


def report(body: Mapping[str, Any], previous: Mapping[str, Any] | None = None, *, simulated: bool = False) -> Report:
    """From the service's answers about it and about the one before it.

    One that was not issued, or not before this one, says nothing of the time before: what a paper says shall not change
    once another is issued.
    """
    made = _report(body, simulated=simulated)
    earlier = _report(previous, simulated=simulated) if previous else None
    if earlier is None or not earlier.issued or _order(earlier) >= _order(made):
        return made
    return Report(made.head, made.parts, made.issued, earlier, made.restated, simulated)


def _report(body: Mapping[str, Any], *, simulated: bool) -> Report:
    return Report(
        ReportHead.model_validate(body["report"], strict=False),
        [ReportPart.model_validate(part, strict=False) for part in body["parts"]],
        body["stage"] == "issued",
        restated=[Restatement.model_validate(restatement, strict=False) for restatement in body["restatements"]],
        simulated=simulated,
    )


def _order(made: Report) -> tuple[int, int]:
    return made.head.year, made.head.number
