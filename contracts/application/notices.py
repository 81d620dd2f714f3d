"""What a department is told about applications, beside dates and refusals."""

from __future__ import annotations

from datetime import date

from contracts.fields import DATE, BusModel, described


class UnconfirmedNotice(
    BusModel,
    title="未起算提醒",
    meaning="an application lies there whose clock has not started, and what to do.",
):
    subject: str = described("申请编号", "the department's own id")
    arrived_on: date | None = described("到达日期", "day it arrived", unit=DATE, default=None)
    alert: str = described("办法", "what to do")


class RepeatNotice(
    BusModel,
    title="疑似重复申请",
    meaning="the same applicant asked for the same information, and had an answer.",
):
    subject: str = described("申请编号", "the later application")
    earlier: str = described("先前申请", "the one that was answered")
    article: str = described("条款", "clause that allows 不予重复处理; a person decides")


class SuggestionNotice(
    BusModel,
    title="建议主动公开",
    meaning="several applicants asked for the same information, and it can be disclosed.",
):
    subject_hash: str = described("内容代号", "keyed hash of the information")
    applications: list[str] = described("申请编号", "who asked, in order of receipt")
    article: str = described("条款", "clause that suggests active disclosure")


UNCONFIRMED = "application.unconfirmed.v1"
REPEAT = "application.repeat_suspected.v1"
SUGGESTED = "application.disclosure_suggested.v1"
