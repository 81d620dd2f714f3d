"""Rubrics as tests of their file write them."""

from __future__ import annotations

import pytest

from contracts.faults import Fault
from contracts.rubric.faults import RubricError
from contracts.rubric.file import read

HEAD = """县: fengjie
版本: 1
名称: 细则
自: 2026-01-01
满分: 10
名册:
  部门: {类别: [部门]}
  乡镇: {类别: [乡, 镇, 街道]}
指标:
"""
"""Nine lines, so that the clauses begin in the tenth."""

EVENT = "按件扣分: {事项: [{义务: answer, 每件: 2}], 最多: 3}"


def clause(path: str = "1", rule: str = EVENT, *, weight: str = "10", more: str = "") -> str:
    """A clause in one line."""
    parts = [f"编号: {path}", f"名称: 指标{path}", f"分值: {weight}" if weight else "", more, rule]
    return "  - {" + ", ".join(filter(None, parts)) + "}\n"


def faults(text: str) -> list[Fault]:
    """What is wrong with a file."""
    with pytest.raises(RubricError) as refused:
        read(text)
    return list(refused.value.faults)


def fault(text: str) -> Fault:
    """The only thing that is wrong with it."""
    (only,) = faults(text)
    return only
