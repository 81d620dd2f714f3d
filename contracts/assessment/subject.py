"""A row a subject: what it is, owes and contributes. Every number of a period can be counted again from these alone."""

from __future__ import annotations

from contracts.fields import BusModel, described
from contracts.obligations import Obligation
from contracts.state import Counts, Met, Signal, StatedFinding

SUBJECT = "metrics.subject.v1"
"""Type of the record on metrics.subjects.v1; its key is the subject's, <kind>/<organisation>/<subject>."""


class StatePlace(BusModel, title="位置", meaning="where a record lies in the log."):
    topic: str = described("主题", "topic of the states")
    partition: int = described("分区", "its partition")
    offset: int = described("偏移", "its offset there")


class SubjectRow(BusModel, title="事项账", meaning="what a subject is, owes and contributes, by its newest state."):
    kind: str = described("事项种类", "kind of the subject, e.g. requests.application")
    org: str = described("单位", "organisation")
    subject: str = described("事项编号", "the department's own id")
    title: str | None = described("标题", "what it is about, where that is public")
    number: str | None = described("发文字号", "document number, where the state has one", default=None)
    version: int = described("版本", "of the state")
    counts: Counts = described("计数", "what it contributes, by month and measure")
    obligations: list[Obligation] = described("义务", "what is open, overdue or was met late")
    met: list[Met] = described("已履行", "the newest twenty duties that were met in time", default_factory=list)
    findings: list[StatedFinding] = described("问题", "departures from the law, by day")
    signals: list[Signal] = described("迹象", "what is no fault by itself, by day", default_factory=list)
    told_in: list[str] = described(
        "事实月份", "months of the latest day that each of its facts names", default_factory=list
    )
    causes: list[str] = described("起因", "ids of the facts, or the day, that made this version; newest last")
    place: StatePlace = described("位置", "where the state lies")
