"""The cells of a report's part: every number and score of it by its path, as restatements name them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from contracts.assessment.report import ReportPart


def cells_of(part: ReportPart) -> dict[str, str]:
    """Numbers of the row, stocks, indicators, and of the sheet scores, vetoes and total: ``counts.items_published`` and so on."""
    paths = cells({"counts": part.row.counts, "by": part.row.by, "stocks": part.stocks})
    paths |= cells({"days": _plain(part.row.days), "obligations": _plain(part.row.obligations)})
    paths |= {f"indicators.{indicator.code}": str(indicator.amount) for indicator in part.indicators}
    if part.sheet is not None:
        paths["sheet.total"] = part.sheet.total
        paths["sheet.grade"] = part.sheet.grade
        paths |= {f"sheet.{clause.path}.score": clause.score for clause in part.sheet.clauses}
        paths |= {f"sheet.{veto.path}.veto": veto.effect for veto in part.sheet.vetoes}
    return paths


def cells(content: Mapping[str, Any], before: str = "") -> dict[str, str]:
    """Every number and text of nested tables by its path, words joined by dots."""
    paths: dict[str, str] = {}
    for name, value in content.items():
        path = f"{before}{name}"
        if isinstance(value, Mapping):
            paths |= cells(value, f"{path}.")
        elif value is not None and value != []:
            paths[path] = str(value)
    return paths


def _plain(models: Mapping[str, Any]) -> dict[str, Any]:
    return {name: model.model_dump(mode="json") for name, model in models.items()}
