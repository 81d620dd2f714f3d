"""Records of the ground under the numbers: subjects, the places of their facts, and what was taken away because of them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

from contracts import topics
from tests.dashboard.sample import Record, owed

Counts = Mapping[str, Mapping[str, int]]


def record(topic: str, key: str, value: Mapping[str, Any] | None, sequence: int | None = None) -> Record:
    """A record of JSON; None is a tombstone."""
    return Record(topic, key, None if value is None else json.dumps(value, ensure_ascii=False).encode(), sequence)


def subject(
    org: str,
    name: str,
    counts: Counts | None = None,
    *,
    kind: str = "publishing.document",
    title: str | None = None,
    sequence: int | None = None,
    **more: Any,
) -> Record:
    """A subject of a unit; ``more`` are further fields of its row."""
    row = {
        "kind": kind,
        "org": org,
        "subject": name,
        "title": title,
        "version": 1,
        "counts": counts or {},
        "obligations": [],
        "met": [],
        "findings": [],
        "signals": [],
        "causes": [f"{name}-1"],
        "place": {"topic": "publishing.states.v1", "partition": 2, "offset": 7},
    }
    return record(topics.SUBJECTS, f"{kind}/{org}/{name}", row | more, sequence)


def duty(org: str, name: str, due: date, status: str, code: str = "publish") -> dict[str, Any]:
    """An obligation as a row of a subject has it."""
    made: dict[str, Any] = json.loads(owed(org, name, due, status=status, duty=code).obligation.model_dump_json())
    return made


def met(due: date, code: str = "publish") -> dict[str, Any]:
    """A duty met five days before its day."""
    opened = due - timedelta(days=28)
    return {
        "id": f"{code}:{opened}",
        "duty": code,
        "opened_on": opened.isoformat(),
        "due_on": due.isoformat(),
        "met_on": (due - timedelta(days=5)).isoformat(),
        "facts": ["m-1"],
    }


def fact(org: str, name: str, ident: str, on: date, offset: int = 0, kind: str = "publishing.document") -> Record:
    """The place of a fact of a subject."""
    row = {
        "kind": kind,
        "org": org,
        "subject": name,
        "id": ident,
        "type": "document.drafted.v1",
        "on": on.isoformat(),
        "recorded_on": (on + timedelta(days=1)).isoformat(),
        "topic": "intake.publishing.v1",
        "partition": 3,
        "offset": offset,
    }
    return record(topics.FACTS, f"{kind}/{org}/{name}|{ident}", row)


def deduction(org: str, period: str, path: str, points: str, key: str, **more: Any) -> Record:
    """Points taken away because of a subject."""
    ident = f"{period}/{org}/{path}/{key}"
    row = {
        "id": ident,
        "county": "fengjie",
        "org": org,
        "period": period,
        "version": 1,
        "path": path,
        "clause": "按期答复",
        "points": points,
        "formula": f"1 × {points} = {points}",
        "text": "逾期未履行",
        "article": "条例第三十三条",
        "key": key,
        "duty": "publish",
        "obligation": "publish:2026-03-02",
        "finding": "",
        "facts": ["a-1"],
        "keys": [],
        "because": [],
    }
    return record(topics.FINDINGS, ident, row | more)


def sheet(org: str, period: str, clauses: list[tuple[str, str, str, str]], **more: Any) -> Record:
    """A score sheet from (path, title, weight, score); the full score is what the outermost clauses weigh."""
    outer = [(float(weight), float(score)) for path, _, weight, score in clauses if "." not in path]
    total = f"{sum(score for _, score in outer):g}"
    row = {
        "county": "fengjie",
        "org": org,
        "roster": "乡镇街道",
        "period": period,
        "version": 1,
        "full": f"{sum(weight for weight, _ in outer):g}",
        "base": total,
        "bonus": "0",
        "total": total,
        "grade": "优秀",
        "silent": False,
        "vetoes": [],
        "clauses": [
            {
                "path": path,
                "title": title,
                "weight": weight,
                "score": score,
                "standing": "scored",
                "formula": f"{weight} − {float(weight) - float(score):g}",
            }
            for path, title, weight, score in clauses
        ],
    }
    return record(topics.SCORES, f"{period}|{org}", row | more)


def ranking(period: str, *places: tuple[str, str, int]) -> Record:
    """A roster's ranking from (unit, total, rank)."""
    row = {
        "county": "fengjie",
        "roster": "乡镇街道",
        "period": period,
        "places": [{"org": org, "total": total, "rank": rank} for org, total, rank in places],
    }
    return record(topics.SCORES, f"{period}|fengjie|乡镇街道", row)


def report(
    period: str,
    number: int,
    *,
    kind: str = "monthly",
    parts: tuple[str, ...] = (),
    told: Mapping[str, Mapping[str, Any]] = MappingProxyType({}),
) -> list[Record]:
    """An issued report: its parts, then its head; ``told``: organisation → what its part holds beside its row."""
    ident = f"fengjie|{kind}|{period}"
    head = {
        "id": ident,
        "county": "fengjie",
        "kind": kind,
        "period": period,
        "year": int(period[:4]),
        "number": number,
        "title": f"政务公开月报告 {period}",
        "issued_on": f"{_last_month(period)}-28",
        "as_of": f"{_last_month(period)}-27",
        "positions": {},
        "text": ["全县公开情况良好。"],
        "rankings": [{"county": "fengjie", "roster": "乡镇街道", "period": period, "places": []}],
        "restated": [],
        "parts": dict.fromkeys(parts, "0"),
        "sha256": "0",
    }
    rows = {org: {"report": ident, "org": org, "name": org, "row": _nothing(org, period)} for org in parts}
    made = [record(topics.REPORTS, f"{ident}|{org}", row | dict(told.get(org, {}))) for org, row in rows.items()]
    return [*made, record(topics.REPORTS, ident, head)]


def _nothing(org: str, period: str) -> dict[str, str]:
    """A row of no numbers."""
    return {"org": org, "period": period, "county": "fengjie"}


def _last_month(period: str) -> str:
    """The month of a period in which it ends."""
    return (
        f"{period[:4]}-{int(period[6]) * 3:02}" if "Q" in period else f"{period[:4]}-12" if len(period) == 4 else period
    )


def restatement(report_id: str, org: str, path: str, before: str, after: str, key: str) -> Record:
    """A cell of an issued report that would be another one now."""
    row = {
        "report": report_id,
        "numbered": "〔2026〕3",
        "org": org,
        "cells": [{"path": path, "before": before, "after": after}],
        "because": [{"key": key, "title": "防汛预案", "causes": ["late-1"]}],
    }
    return record(topics.RESTATEMENTS, f"{report_id}|{org}", row)
