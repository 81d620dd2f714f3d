"""Reading a clause of the file, with the rule that it has."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from contracts.rubric import words
from contracts.rubric.located import Items, Table, line_of
from contracts.rubric.settings import Settings, Wrong
from law.scoring.points import WHOLE

KNOWN = (*words.CLAUSE, *words.RULES)


def clause_of(entry: object, number: int, wrong: Wrong) -> dict[str, Any]:
    """The fields of the clause; what is wrong is said and left out."""
    wrong.lines[number, ""] = line_of(entry)
    if not isinstance(entry, Table):
        wrong.say(f"指标.{number + 1}", entry, "no table of settings", "write - 编号: and what follows")
        return {}
    called = f"指标.{entry.get('编号', number + 1)}."  # type: ignore[call-overload]  # a Text is equal to its text
    settings = Settings(entry, called, KNOWN, wrong, number)
    rules = [name for name in words.RULES if name in settings.values]
    for name in rules[1:]:
        settings.say(name, name, f"a second rule beside {rules[0]}", "give each a clause of its own")
    unweighed = bool(rules) and rules[0] in (words.VETO, words.BONUS)
    fields: dict[str, Any] = {
        "path": settings.text("编号"),
        "title": settings.text("名称"),
        "weight": 0 if unweighed and "分值" not in settings.values else settings.points("分值"),
        "source": settings.optional_text("依据"),
        "rosters": settings.texts("名册"),
        "periods": settings.choices("周期", words.PERIODS),
        "since": settings.optional_day("自"),
        "until": settings.optional_day("止"),
    }
    if "最少证据" in settings.values:
        fields["least_evidence"] = settings.number("最少证据", 1)
    if rules:
        fields |= _rule(settings, rules[0], _Under(called, number, fields["weight"], wrong))
    return fields


class _Under(NamedTuple):
    """The clause that a rule is read for: how it is called, its number, its weight, and where faults go."""

    called: str
    number: int
    weight: int
    wrong: Wrong


def _rule(settings: Settings, name: str, under: _Under) -> dict[str, Any]:
    rule, known = words.RULES[name]
    table = settings.values[name]
    if not isinstance(table, Table):
        settings.say(name, table, "no table of settings", f"write {name}: with {'、'.join(known)}")
        return {"rule": rule}
    own = Settings(table, f"{under.called}{name}.", known, under.wrong, under.number, f"{name}.")
    return {"rule": rule, **_READERS[rule](own, under)}


def _per_event(own: Settings, under: _Under) -> dict[str, Any]:
    fields: dict[str, Any] = {"events": _groups(own, words.PER_EVENT, under)}
    return fields | _without_none(cap=own.optional_points("最多"))


def _threshold(own: Settings, under: _Under) -> dict[str, Any]:
    fields = _without_none(least=own.optional_number("不少于"), most=own.optional_number("不多于"))
    if str(own.values.get("扣分", "")).strip() != words.IN_PROPORTION:
        lost = own.optional_points("扣分")
        fields["points"] = under.weight if lost is None else lost
    return fields | {"formula": own.text("计算"), "silence_counts": own.choice("静默", words.SILENCE, default=False)}


def _presence(own: Settings, _: _Under) -> dict[str, Any]:
    silence = own.choice("静默", words.SILENCE, default=False)
    return {"formula": own.text("计算"), "silence_counts": silence, **_without_none(points=own.optional_points("扣分"))}


def _ratio(own: Settings, _: _Under) -> dict[str, Any]:
    return {"numerator": own.text("分子"), "denominator": own.text("分母"), **_scale(own)}


def _timeliness(own: Settings, _: _Under) -> dict[str, Any]:
    return {"duties": own.texts("义务"), **_scale(own)}


def _score_of(own: Settings, _: _Under) -> dict[str, Any]:
    return {"of_period": own.choice("周期", words.PERIODS, default="month"), "of_path": own.optional_text("编号")}


def _veto(own: Settings, under: _Under) -> dict[str, Any]:
    effect = own.choice("结果", words.EFFECTS, default="zero")
    return {"events": _groups(own, words.VETO, under, points=False), "effect": effect}


def _bonus(own: Settings, _: _Under) -> dict[str, Any]:
    return {"formula": own.text("计算"), "points": own.points("每件"), "cap": own.points("最多")}


def _groups(own: Settings, rule: str, under: _Under, *, points: bool = True) -> list[dict[str, Any]]:
    value = own.values.get("事项")
    entries = value if isinstance(value, Items) else [value]
    groups = []
    for place, entry in enumerate(entries):
        if not isinstance(entry, Table):
            own.say(
                "事项", entry or "", "no table of settings", "write {义务: answer, 每件: 2} or {问题: […], 每件: 1}"
            )
            continue
        at = f"{rule}.事项.{place}"
        under.wrong.lines[under.number, at] = entry.line
        known = words.EVENTS if points else words.EVENTS[:-1]
        group = Settings(entry, f"{under.called}{rule}.事项.", known, under.wrong, under.number, f"{at}.")
        duties = group.texts("义务")
        statuses = group.choices("状态", words.STATUSES) or (list(words.STATUSES.values()) if duties else [])
        each = group.points("每件") if points else 0
        groups.append({"duties": duties, "statuses": statuses, "findings": group.texts("问题"), "points": each})
    return groups


def _scale(own: Settings) -> dict[str, Any]:
    target = own.share_of("目标", own.values["目标"]) if "目标" in own.values else WHOLE
    fields: dict[str, Any] = {"target": target, **_without_none(per_point=own.optional_points(words.PER_POINT))}
    if "档次" in own.values:
        steps = own.table("档次", "a line for each, such as 95%: 5")
        each = [
            {"share": own.share_of(f"档次.{share}", share), "score": own.points_of(f"档次.{share}", score)}
            for share, score in steps.items()
        ]
        fields["steps"] = sorted(each, key=lambda step: -step["share"])
    return fields


def _without_none(**fields: int | None) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None}


_READERS: Mapping[str, Callable[[Settings, _Under], dict[str, Any]]] = {
    "per_event": _per_event,
    "threshold": _threshold,
    "presence": _presence,
    "ratio": _ratio,
    "timeliness": _timeliness,
    "score_of": _score_of,
    "veto": _veto,
    "bonus": _bonus,
}
