"""Rubrics as tables: clauses, what two versions make of a period, and the codes that a rubric can name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from rich.table import Table

from cli.rubrics import Moved
from cli.tables import add, plain_table
from contracts.families import FAMILIES, Families
from contracts.kit import Measure, MeasureKind
from contracts.rubric.changes import held
from contracts.rubric.record import CountyRubric
from contracts.rubric.words import CLAUSE
from contracts.rubric.writing import of_clause
from law.scoring.points import words
from law.scoring.sheet import Sheet


def clause_table(rubric: CountyRubric) -> Table:
    """Every clause, with its rule as the file has it."""
    table = plain_table("", "编号", "名称", "分值", "名册", "周期", "规则", "依据")
    for clause in rubric.clauses:
        settings = of_clause(clause)
        rule = "；".join(f"{name} {_shown(value)}" for name, value in settings.items() if name not in CLAUSE)
        rosters, periods = ("、".join(settings.get(name, ())) for name in ("名册", "周期"))
        add(table, clause.path, clause.title, settings.get("分值", "—"), rosters, periods, rule, clause.source)
    return table


def days_of(known: Sequence[CountyRubric]) -> Iterator[str]:
    """Which version holds on which days."""
    for span in held(known):
        if span.rubric is not None:
            until = f"至{span.until}" if span.until else "起"
            yield f"{span.since}{until}：第{span.rubric.version}版《{span.rubric.title}》"


def moved_table(title: str, moved: Iterable[Moved], names: Mapping[str, str]) -> Table:
    """A row for each unit, roster by roster: totals and ranks before and after, and the clauses that differ."""
    table = plain_table(title, "名册", "单位", "原得分", "新得分", "差", "原名次", "新名次", "变化的指标")
    for unit in sorted(moved, key=lambda unit: unit.roster):
        differing = "\n".join(f"{clause}：{was} → {becomes}" for clause, was, becomes in unit.clauses) or "没有变化"
        gap = unit.becomes.total - unit.was.total if unit.was and unit.becomes else None
        add(
            table,
            unit.roster,
            names.get(unit.org, unit.org),
            _total(unit.was),
            _total(unit.becomes),
            "" if gap is None else f"{'+' if gap > 0 else ''}{words(gap)}",
            *("—" if rank is None else rank for rank in unit.ranks),
            differing,
        )
    return table


def code_rows(word: str, families: Families = FAMILIES) -> list[dict[str, Any]]:
    """Duties, measures and findings whose code or name has ``word`` in it."""
    rows = [
        *(_row("义务", duty.code, duty.chinese, family.chinese) for family in families.all for duty in family.duties),
        *(
            _row("统计项", name, chinese, family.chinese)
            for family in families.all
            for measure in family.measures
            for name, chinese in _measures(measure)
        ),
        *(
            _row("问题", code, name, family.chinese)
            for family in families.all
            for code, name in family.findings.items()
        ),
    ]
    return [
        row for row in rows if word.lower() in row["code"].lower() or word in row["chinese"] or word in row["subject"]
    ]


def code_table(rows: Iterable[Mapping[str, Any]]) -> Table:
    """The same as a table."""
    table = plain_table("", "种类", "代码", "名称", "事项")
    for row in rows:
        add(table, row["what"], row["code"], row["chinese"], row["subject"])
    return table


def _measures(measure: Measure) -> Iterator[tuple[str, str]]:
    """A measure, and with each of the labels that it is known by; a length of time does not add up, and is left out."""
    if measure.kind is not MeasureKind.DAYS:
        yield measure.code, measure.chinese
        yield from (
            (f"{measure.code}@{label}", f"{measure.chinese}·{names[0]}") for label, names in measure.labels.items()
        )


def _row(what: str, code: str, chinese: str, subject: str) -> dict[str, Any]:
    return {"what": what, "code": code, "chinese": chinese, "subject": subject}


def _total(sheet: Sheet | None) -> str:
    if sheet is None:
        return "—"
    return words(sheet.total) + ("（未报）" if sheet.silent else "") + (f"（{sheet.grade}）" if sheet.vetoes else "")


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return "，".join(f"{name} {_shown(each)}" for name, each in value.items())
    return "、".join(map(_shown, value)) if isinstance(value, list) else str(value)
