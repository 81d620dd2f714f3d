"""A county's rubric written as its office keeps it: what ``file`` reads."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

import yaml

from contracts.rubric import words
from contracts.rubric.record import CountyRubric, EventGroup, RubricClause
from law.scoring.points import percent
from law.scoring.points import words as points

_EFFECTS = {value: name for name, value in words.EFFECTS.items()}
_STATUSES = {value: name for name, value in words.STATUSES.items()}


class _Dumper(yaml.SafeDumper):
    """Everything is text: 1.10 stays 1.10, and 2026-01-01 needs no quotes."""

    yaml_implicit_resolvers = {}  # noqa: RUF012  # as the base has it


def written(rubric: CountyRubric) -> str:
    """The file."""
    return yaml.dump(
        {**settings(rubric), "指标": list(map(of_clause, rubric.clauses))},
        Dumper=_Dumper,
        allow_unicode=True,
        sort_keys=False,
        width=10**6,
        default_flow_style=None,
    )


def settings(rubric: CountyRubric) -> dict[str, Any]:
    """The settings of the whole, as the file has them."""
    return {
        "县": rubric.county,
        "版本": str(rubric.version),
        "名称": rubric.title,
        **_without_empty({"说明": rubric.note, "默认": "是" if rubric.is_default else ""}),
        "自": str(rubric.since),
        **_without_empty({"止": _day(rubric.until)}),
        "满分": points(rubric.full),
        "名册": {
            roster.code: _without_empty({"类别": list(roster.kinds), "单位": list(roster.units)})
            for roster in rubric.rosters
        },
        **_without_empty({"等次": {grade.name: points(grade.least) for grade in rubric.grades}}),
    }


def of_clause(clause: RubricClause) -> dict[str, Any]:
    """The settings of a clause, as the file has them."""
    weighs = clause.rule not in ("veto", "bonus")
    return {
        "编号": clause.path,
        "名称": clause.title,
        **({"分值": points(clause.weight)} if weighs else {}),
        **_without_empty(
            {
                "名册": list(clause.rosters),
                "周期": [words.PERIOD_NAMES[period] for period in clause.periods],
                "自": _day(clause.since),
                "止": _day(clause.until),
                "最少证据": str(clause.least_evidence) if clause.least_evidence > 1 else "",
            }
        ),
        **({words.RULE_NAMES[clause.rule]: _rule(clause)} if clause.rule else {}),
        **_without_empty({"依据": clause.source}),
    }


def _rule(clause: RubricClause) -> dict[str, Any]:
    return _RULES[clause.rule](clause)


def _per_event(clause: RubricClause) -> dict[str, Any]:
    return {"事项": _events(clause.events), **_points("最多", clause.cap)}


def _threshold(clause: RubricClause) -> dict[str, Any]:
    asked = {"不少于": _number(clause.least), "不多于": _number(clause.most)}
    lost = {"扣分": words.IN_PROPORTION if clause.points is None else points(clause.points)}
    return {"计算": clause.formula, **_without_empty(asked), **lost, **_silence(clause)}


def _presence(clause: RubricClause) -> dict[str, Any]:
    return {"计算": clause.formula, **_points("扣分", clause.points), **_silence(clause)}


def _ratio(clause: RubricClause) -> dict[str, Any]:
    return {"分子": clause.numerator, "分母": clause.denominator, **_scale(clause)}


def _timeliness(clause: RubricClause) -> dict[str, Any]:
    return {"义务": list(clause.duties), **_scale(clause)}


def _score_of(clause: RubricClause) -> dict[str, Any]:
    return {"周期": words.PERIOD_NAMES[clause.of_period or "month"], **_without_empty({"编号": clause.of_path})}


def _veto(clause: RubricClause) -> dict[str, Any]:
    return {"事项": _events(clause.events, each=False), "结果": _EFFECTS[clause.effect]}


def _bonus(clause: RubricClause) -> dict[str, Any]:
    return {"计算": clause.formula, **_points("每件", clause.points), **_points("最多", clause.cap)}


def _silence(clause: RubricClause) -> dict[str, str]:
    return {"静默": "扣分"} if clause.silence_counts else {}


def _events(groups: Iterable[EventGroup], *, each: bool = True) -> list[dict[str, Any]]:
    return [
        {
            **_without_empty(
                {
                    "义务": list(group.duties),
                    "状态": [_STATUSES[status] for status in group.statuses] if group.duties else [],
                    "问题": list(group.findings),
                }
            ),
            **({"每件": points(group.points)} if each else {}),
        }
        for group in groups
    ]


def _scale(clause: RubricClause) -> dict[str, Any]:
    steps = {percent(step.share): points(step.score) for step in clause.steps}
    target = {} if steps else {"目标": percent(clause.target)}
    return {**target, **_points(words.PER_POINT, clause.per_point), **_without_empty({"档次": steps})}


def _points(setting: str, amount: int | None) -> dict[str, str]:
    return {} if amount is None else {setting: points(amount)}


def _number(amount: int | None) -> str:
    return "" if amount is None else str(amount)


def _day(day: date | None) -> str:
    return str(day) if day else ""


def _without_empty(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value}


_RULES: Mapping[str, Callable[[RubricClause], dict[str, Any]]] = {
    "per_event": _per_event,
    "threshold": _threshold,
    "presence": _presence,
    "ratio": _ratio,
    "timeliness": _timeliness,
    "score_of": _score_of,
    "veto": _veto,
    "bonus": _bonus,
}
