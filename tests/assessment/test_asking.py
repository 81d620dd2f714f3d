"""What a step of a report is asked with: read whole, or refused with field, value, rule and remedy."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from contracts.assessment.hearing import Despite
from law.reports import ReportKind
from services.assessment.asking import Asked, read_asked
from services.assessment.periods import earlier

REPORT = {"county": "c", "kind": "monthly", "period": "2026-03"}


def read(**more: Any) -> Asked:
    return read_asked(msgspec.json.encode({**REPORT, **more}))


def test_a_step_names_a_report_its_number_and_in_spite_of_what_it_is_issued() -> None:
    assert read() == Asked("c", ReportKind.MONTHLY, "2026-03", None, {})
    asked = read(number=3, despite={"appeals": " 裁决另行通知 "})
    assert (asked.number, asked.despite) == (3, {Despite.APPEALS: "裁决另行通知"})


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"county": 1}, "county: is lacking or no text"),
        ({"kind": "weekly"}, "there are monthly, quarterly, annual"),
        ({"period": "2026-13"}, "a period is a month"),
        ({"number": 0}, "whole number from 1"),
        ({"number": True}, "whole number from 1"),
        ({"despite": {"rain": "wet"}}, "there are appeals, order"),
        ({"despite": {"appeals": "  "}}, "say why in one line"),
        ({"despite": {"appeals": "一\n二"}}, "say why in one line"),
        ({"despite": {"order": "长" * 1_001}}, "at most 1000 characters"),
        ({"despite": {"appeals": "已电话13800138000告知"}}, "holds a person's number"),
        ({"despite": ["appeals"]}, "Expected `object`"),
    ],
)
def test_what_is_no_step_is_refused_with_words(more: dict[str, Any], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        read(**more)


@pytest.mark.parametrize("content", [b"[]", b"not json", b""])
def test_a_body_that_is_no_object_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match=r"object|malformed|county"):
        read_asked(content)


@pytest.mark.parametrize(
    ("period", "begun", "issued", "missing"),
    [
        ("2026-03", "2026-01", [], ["2026-01", "2026-02"]),
        ("2026-03", "2026-01", ["2026-01"], ["2026-02"]),
        ("2026-03", "2026-03", [], []),
        ("2026-03", None, [], []),
        ("2026-Q3", "2026-01", ["2026-Q2"], ["2026-Q1"]),
        ("2026-Q3", "2026-02", [], ["2026-Q2"]),
        ("2027", "2026-01", [], ["2026"]),
        ("2027", "2026-02", [], []),
    ],
)
def test_earlier_periods_are_those_that_are_scored_whole_and_were_not_issued(
    period: str, begun: str | None, issued: list[str], missing: list[str]
) -> None:
    assert earlier(period, begun, issued) == missing
