"""The example row of a sheet: values of the frozen samples in words, days that follow one another."""

from __future__ import annotations

import json
from datetime import date, timedelta
from functools import cache
from typing import Any

from contracts.fields import is_ahead
from contracts.generator.paths import SAMPLES
from papers.sheets.columns import Column, Kind, Role
from papers.sheets.forms import Layout, Step

NUMBER = "示例（不报送）"
"""In 本单位编号: a row that begins so is never sent."""

_FIRST, _AHEAD = date(2026, 3, 2), date(2026, 6, 30)
_UNIT = "奉节县财政局"
"""A unit of the packaged registry: a clerk writes names, and the samples have slugs."""
_WORDS = {True: "是", False: "否"}


def example(layout: Layout, column: Column) -> str | int | date:
    """What stands in a column of the example row."""
    if column.role is Role.NUMBER:
        return NUMBER
    if column.role is Role.SUBJECT:
        return str(_sample(layout.steps[0])["subject"])
    if column.step is None or column.info is None:
        return ""
    value: Any = _sample(column.step)["data"]
    for name in column.path:
        value = value.get(name) if isinstance(value, dict) else None
        value = value[0] if isinstance(value, list) and column.in_list and isinstance(value[0], dict) else value
    if value in (None, [], ""):
        return ""
    return _written(layout, column, value)


def _written(layout: Layout, column: Column, value: Any) -> str | int | date:
    assert column.info is not None
    if column.kind is Kind.DATE:
        later = timedelta(days=2 * layout.steps.index(column.step)) if column.step else timedelta()
        return _AHEAD if is_ahead(column.info) else _FIRST + later
    if isinstance(value, bool):
        return _WORDS[value]
    if column.kind in {Kind.UNIT, Kind.UNITS}:
        return _UNIT
    words = {sent: word for word, sent in column.choices.items()}
    if isinstance(value, list):
        return "、".join(words.get(part, str(part)) for part in value)
    return value if isinstance(value, int) else words.get(value, str(value))


@cache
def _sample(step: Step) -> dict[str, Any]:
    """The fullest sample of a fact."""
    samples = [json.loads(path.read_bytes()) for path in sorted((SAMPLES / "valid" / step.fact_type).glob("*.json"))]
    return max(samples, key=lambda sample: len(json.dumps(sample["data"])))
