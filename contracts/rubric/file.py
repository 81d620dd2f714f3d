"""The file in which a county's office keeps its rubric: YAML in Chinese terms, as docs/assessment.md shows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from contracts.families import FAMILIES, Families
from contracts.faults import Fault
from contracts.rubric import words
from contracts.rubric.checking import faults_of
from contracts.rubric.clauses import clause_of
from contracts.rubric.faults import TOP, Lines, RubricError
from contracts.rubric.located import LocatedError, Table, line_of, located
from contracts.rubric.record import CountyRubric
from contracts.rubric.settings import Settings, Wrong


def read(text: str, families: Families = FAMILIES) -> CountyRubric:
    """The rubric of a file; RubricError with every fault of its writing and of what it says."""
    rubric, faults, lines = _read(text)
    if rubric is not None and not faults:
        faults = faults_of(rubric, families, lines=lines)
    if faults or rubric is None:
        raise RubricError(sorted(faults, key=lambda fault: fault.line))
    return rubric


def _read(text: str) -> tuple[CountyRubric | None, list[Fault], Lines]:
    try:
        table = located(text)
    except LocatedError as error:
        return None, [Fault("文件", error.value, error.rule, error.remedy, error.line)], Lines()
    if not isinstance(table, Table):
        return None, [Fault("文件", text[:20], "no table of settings", "begin with 县: and 版本:", 1)], Lines()
    wrong = Wrong()
    settings = Settings(table, "", words.SETTINGS, wrong, TOP)
    fields = {
        "county": settings.text("县"),
        "version": settings.number("版本", 1),
        "title": settings.text("名称"),
        "note": settings.optional_text("说明"),
        "is_default": settings.choice("默认", words.YES, default=False),
        "since": settings.day("自"),
        "until": settings.optional_day("止"),
        "full": settings.points("满分"),
        "rosters": _rosters(settings, wrong),
        "grades": _grades(settings),
        "clauses": [clause_of(entry, number, wrong) for number, entry in enumerate(_listed(settings))],
    }
    return _made(fields, wrong), wrong.faults, Lines(wrong.lines)


def _listed(settings: Settings) -> list[Any]:
    return settings.items("指标", "a list of clauses, each with - 编号:")


def _rosters(settings: Settings, wrong: Wrong) -> list[dict[str, Any]]:
    rosters = []
    for code, value in settings.table("名册", "a line for each, such as 部门: {类别: [部门]}").items():
        field = f"名册.{code}"
        wrong.lines[TOP, field] = line_of(code)
        if not isinstance(value, Table):
            wrong.say(field, value, "no table of settings", "write {类别: [部门]} or {单位: […]}", line_of(code))
            continue
        roster = Settings(value, f"{field}.", words.ROSTER, wrong, TOP)
        kinds = roster.choices("类别", {kind: kind for kind in words.KINDS})
        rosters.append({"code": str(code), "kinds": kinds, "units": roster.texts("单位")})
    return rosters


def _grades(settings: Settings) -> list[dict[str, Any]]:
    if "等次" not in settings.values:
        return []
    grades = settings.table("等次", "a line for each, such as 优秀: 90")
    each = [{"name": str(name), "least": settings.points_of(f"等次.{name}", value)} for name, value in grades.items()]
    return sorted(each, key=lambda grade: -int(grade["least"]))


def _made(fields: Mapping[str, Any], wrong: Wrong) -> CountyRubric | None:
    try:
        return CountyRubric.model_validate(fields)
    except ValueError as error:
        # What was said already leaves a hole, of which the model says the same again.
        for fault in getattr(error, "errors", list)() if not wrong.faults else ():
            place = ".".join(map(str, fault["loc"]))
            clause = fault["loc"][1] if len(fault["loc"]) > 1 and fault["loc"][0] == "clauses" else TOP
            line = Lines(wrong.lines).of(clause, "")
            wrong.say(place, fault["input"], str(fault["msg"]), "correct it", line)
        return None
