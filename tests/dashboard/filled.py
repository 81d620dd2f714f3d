"""A small county of which every page has something to show: each measure and duty, sheets, reports, and titles of odd signs.

Its rows are the sums of its subjects, so that any number on a page can be told from the topics alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from contracts import topics
from contracts.families import FAMILIES
from contracts.kit import Family, Measure, MeasureKind
from tests.dashboard import ground, unit_county
from tests.dashboard.boards import unit
from tests.dashboard.sample import COUNTY, Record, complete, registered, words
from tests.dashboard.sums import rows
from tests.dashboard.unit_county import refusal, set_aside

DAY = date(2026, 4, 20)
BURST = "长" * 5_000
STRANGE = (
    '<script>alert("题")</script><b>&amp;\'"',
    BURST,
    "W" * 300,
    "关于\u202e反写\u202c与\u200f标记\u2066的通知",
    "从右到左\u202e不再回来",
    "防汛🌊预案👩‍👩‍👧‍👦与🇨🇳",
    "第一行\n第二行\r\n\t第三行",
    '=HYPERLINK("http://example.org")',
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "{{ 7 * 7 }}{% raw %}",
)
"""Titles that a page must hold, and a file must not take for anything else."""

UNITS = (
    ("alpha", "财政局", "部门"),
    ("beta", '=<i>白帝镇</i>&"城"🏯' + "很长的名称" * 8, "镇"),
    ("gamma", "永安街道", "街道"),
    ("delta", "沉默乡", "乡"),
)
"""The last is silent."""

MONTHS = ("2026-02", "2026-03", "2026-04")
STATUSES = ("overdue", "met_late", "open", "met", "excused", "open")
CELL = "items_published"
"""What was restated after its report."""


def county() -> list[Record]:
    """Everything, the watermark last."""
    subjects = [record for place, family in enumerate(FAMILIES.all) for record in _subjects(place, family)]
    subjects += [record for place, title in enumerate(STRANGE) for record in _odd(place, title)]
    counted = list(rows(subjects, COUNTY))
    return [
        *words(),
        *(registered(unit(org, name, kind=kind)) for org, name, kind in UNITS),
        *subjects,
        refusal("alpha", "2026-04-03", 1),
        set_aside("beta", "aside-1", "2026-04-02"),
        *counted,
        *_assessed(
            next(str(json.loads(row.value or b"")["counts"][CELL]) for row in counted if row.key == "2026-Q1|beta")
        ),
        *unit_county.rules(),
        *unit_county.quality(),
        complete(DAY),
    ]


def _subjects(place: int, family: Family) -> Iterator[Record]:
    """Two subjects of a family; each counts all that the family counts, and they owe its duties in turn."""
    for turn in range(2):
        org, month = UNITS[(place + turn) % 3][0], MONTHS[(place + turn) % 3]
        # What a unit brought along is one subject, of one name.
        name = "opening" if family.name == "opening_balance" else f"{family.name}-{turn}"
        counted = {
            _name(measure, turn + number): 1 + (turn + number) % 3
            for number, measure in enumerate(FAMILIES.counted_by(family))
        }
        owes, done = [], []
        counts = {month: counted}
        for number, duty in enumerate(family.duties):
            status = STATUSES[(place + turn + number) % len(STATUSES)]
            due = _due(month, status, number)
            when = counts.setdefault(due.isoformat()[:7], {})
            when |= {f"{duty.code}!due": 1, f"{duty.code}!{status}": 1}
            if status == "met":
                done.append(ground.met(due, duty.code))
            elif status != "excused":
                owes.append(ground.duty(org, name, due, status, duty.code))
        titled = f"关于{family.chinese}事项{turn}的通知" if turn else None
        yield from _told(family.kind, org, name, month, counts, title=titled, obligations=owes, met=done)


def _odd(place: int, title: str) -> Iterator[Record]:
    """An overdue document under a strange title, which three units have in turn."""
    org, name, month = UNITS[(place + 1) % 3][0], f"odd-{place}", MONTHS[place % 3]
    due = _due(month, "overdue", place)
    counts = {month: {"documents_drafted": 1, "evaluate!due": 1, "evaluate!overdue": 1}}
    owes = [ground.duty(org, name, due, "overdue", "evaluate")]
    number = f"奉财发〔2026〕{12 + place * 10}号"
    faults = [{"on": f"{month}-03", "code": "attribute.none", "article": "条例第十八条", "text": title, "fact": "f"}]
    more: dict[str, Any] = {"number": number, "findings": faults, "obligations": owes}
    yield from _told("catalog.document", org, name, month, counts, title=title, **more)


def _told(kind: str, org: str, name: str, month: str, counts: ground.Counts, **more: Any) -> Iterator[Record]:
    yield ground.subject(org, name, counts, kind=kind, **more)
    yield ground.fact(org, name, f"{name}-1", date.fromisoformat(f"{month}-01"), kind=kind)
    for owed in more.get("obligations", ()):
        if owed["status"] in ("overdue", "open"):
            row = {"county": COUNTY, "kind": kind, "title": more.get("title"), "obligation": owed}
            yield ground.record(topics.OBLIGATIONS, f"{kind}/{org}/{name}/{owed['id']}", row)


def _due(month: str, status: str, number: int) -> date:
    """A day of the month; what is open falls due one, six, eleven … days from now."""
    return DAY + timedelta(days=1 + number * 5) if status == "open" else date.fromisoformat(f"{month}-{2 + number:02}")


def _name(measure: Measure, turn: int) -> str:
    """Under what an amount of a measure is counted; labels in turn."""
    if measure.kind is MeasureKind.DAYS:
        return f"{measure.code}#{3 + turn}"
    if measure.kind is MeasureKind.LABELLED or (measure.kind is MeasureKind.STOCK and measure.labels):
        labels = list(measure.labels) or ["政府网站", '<b>别的</b>"']
        return f"{measure.code}@{labels[turn % len(labels)]}"
    return measure.code


def _assessed(now: str) -> Iterator[Record]:
    """Sheets of a season and its longer periods, rankings, what was taken away and why, reports and a restatement."""
    key = "catalog.document/beta/odd-0"
    whole = [("1", "日常工作", "60", "60"), ("1.1", "按期公开", "60", "60"), ("2", "目录", "40", "40")]
    short = [("1", "日常工作", "60", "58"), ("1.1", "按期公开", "60", "58"), ("2", "目录", "40", "40")]
    for period in (*MONTHS, "2026-Q1", "2026-Q2", "2026"):
        yield ground.sheet("alpha", period, whole)
        yield ground.sheet("beta", period, short, vetoes=[{"path": "3", "title": STRANGE[0], "effect": "fail"}])
        yield ground.sheet("gamma", period, [("1", "日常工作", "100", "99")], roster="街道")
        yield ground.sheet("delta", period, whole, silent=True, grade="")
        yield ground.ranking(period, ("alpha", "100", 1), ("beta", "98", 2))
        yield ground.deduction("beta", period, "1.1", "2", key, text=STRANGE[0], facts=["odd-0-1"])
    odd = {"code": "bulk", "name": "集中补录", "amount": 3, "text": STRANGE[3], "days": [], "keys": [key], "facts": []}
    place = {"id": "2026-03/beta/!bulk", "county": COUNTY, "org": "beta", "period": "2026-03"}
    yield ground.record(topics.FINDINGS, place["id"], place | odd)
    for number, (period, kind) in enumerate((("2026-03", "monthly"), ("2026-Q1", "quarterly")), start=3):
        sheets = {"alpha": ground.sheet("alpha", period, whole), "beta": ground.sheet("beta", period, short)}
        scores = {org: {"sheet": json.loads(made.value or b"")} for org, made in sheets.items()}
        yield from ground.report(period, number, kind=kind, parts=("alpha", "beta"), told=scores)
    yield ground.restatement(f"{COUNTY}|quarterly|2026-Q1", "beta", f"counts.{CELL}", "40", now, key)
