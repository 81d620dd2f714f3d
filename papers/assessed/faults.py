"""What a 通报 names: who lost points for what, and what was named last time and is still not done."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from contracts.rubric.lawful import names
from law.scoring.points import hundredths, words
from papers.assessed.issued import Report

NAMES = names()
"""Code of a duty, a measure or a finding → what it is called."""


def by_clause(report: Report) -> Iterator[str]:
    """A sentence a clause: the units that lost points in it, the most first."""
    clauses: dict[str, dict[str, int]] = {}
    titles: dict[str, str] = {}
    for part in report.parts:
        for deduction in part.deductions:
            titles[deduction.path] = deduction.clause
            lost = clauses.setdefault(deduction.path, {})
            lost[part.name] = lost.get(part.name, 0) + hundredths(deduction.points)
    for path in sorted(clauses, key=_numbers):
        units = sorted(clauses[path].items(), key=lambda unit: (-unit[1], unit[0]))
        listed = "、".join(f"{name}扣{words(points)}分" if points else name for name, points in units)
        yield f"{path} {titles[path]}（{len(units)}个单位）：{listed}。"


def vetoes(report: Report) -> Iterator[str]:
    """A sentence a unit on which a veto fell."""
    for part in report.parts:
        if part.sheet is not None and part.sheet.vetoes:
            yield f"{part.name}：{'、'.join(f'{veto.path} {veto.title}' for veto in part.sheet.vetoes)}。"


def overdue(report: Report) -> Iterator[str]:
    """A sentence a duty: the units that have not done it in time, nor since; the most first."""
    units: dict[str, list[tuple[int, str]]] = {}
    for part in report.parts:
        for duty, counts in part.row.obligations.items():
            if counts.overdue:
                units.setdefault(duty, []).append((-counts.overdue, part.name))
    for duty, behind in sorted(units.items(), key=lambda entry: (sum(number for number, _ in entry[1]), entry[0])):
        listed = "、".join(f"{name}{-number}项" for number, name in sorted(behind))
        yield f"逾期未履行{NAMES.get(duty, duty)}（{len(behind)}个单位）：{listed}。"


class Unmended(NamedTuple):
    """A duty of a unit that the report before named: how many were overdue then, and how many of these still are."""

    unit: str
    duty: str
    then: int
    now: int


def unmended(report: Report) -> Iterator[Unmended]:
    """What the report before named as overdue, and nothing has changed since, up to this one's data.

    An obligation that is met late, corrected or excused restates the report in which it stood as overdue, and this report
    carries that; so what it does not carry stands as it stood.
    """
    before = report.previous
    if before is None:
        return
    now = _overdue_now(report, before.head.id)
    for part in before.parts:
        for duty, counts in part.row.obligations.items():
            left = now.get((part.org, duty), counts.overdue)
            if counts.overdue and left:
                yield Unmended(part.name, NAMES.get(duty, duty), counts.overdue, left)


def _overdue_now(report: Report, before: str) -> Mapping[tuple[str, str], int]:
    """(unit, duty) → how many of the duty are overdue now in the report before, where it would say that otherwise."""
    return {
        (restatement.org, cell.path.split(".")[1]): int(cell.after or 0)
        for restatement in report.head.restated
        if restatement.report == before
        for cell in restatement.cells
        if cell.path.startswith("obligations.") and cell.path.endswith(".overdue")
    }


def _numbers(path: str) -> list[tuple[int, str]]:
    return [(int(step) if step.isdecimal() else 0, step) for step in path.split(".")]
