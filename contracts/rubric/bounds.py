"""What the record refuses of a file's values, in the file's own terms: lengths, bounds, and how numbers are written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import ValidationError

from contracts.faults import Fault
from contracts.fields import BusModel
from contracts.rubric.faults import TOP, Lines
from contracts.rubric.record import BASIS_POINTS, HUNDREDTHS, CountyRubric, EventGroup, Grade, RubricClause, Step
from contracts.rubric.words import CLAUSE_FIELDS, FIELDS, RULE_FIELDS, RULE_NAMES
from law.scoring.points import words

_MODELS: Mapping[str, type[BusModel]] = {
    "": CountyRubric,
    "clauses": RubricClause,
    "grades": Grade,
    "events": EventGroup,
    "steps": Step,
}
_HUNDREDTHS = {
    (listed, name): unit
    for listed, model in _MODELS.items()
    for name, field in model.model_fields.items()
    if isinstance(extra := field.json_schema_extra, dict) and (unit := extra.get("unit")) in (HUNDREDTHS, BASIS_POINTS)
}
"""Numbers that the file writes with decimals: the list in which they stand, and their names there."""
_FORMS = {
    "path": ("no number of a clause", "give one such as 1.2: at most six numbers from 1 to 99, joined by dots"),
    "county": ("no slug of a county", "give small letters, digits and hyphens, such as fengjie"),
}


def out_of_bounds(error: ValidationError, fields: Mapping[str, Any], lines: Lines) -> Iterator[Fault]:
    """The faults; ``fields`` are those that were refused."""
    for fault in error.errors():
        yield _fault(fault, fields, lines)


def _fault(fault: Mapping[str, Any], fields: Mapping[str, Any], lines: Lines) -> Fault:
    place = fault["loc"]
    named = [part for part in place if isinstance(part, str)]
    decimal = _HUNDREDTHS.get((named[-2] if len(named) > 1 else "", named[-1]), "")
    rule, remedy = _words(fault, named[-1], decimal)
    value = _shown(fault["input"], decimal)
    if named[0] != "clauses" or len(named) == 1:
        setting = FIELDS[named[0]]
        return Fault(setting, value, rule, remedy, lines.of(TOP, setting))
    number, clause = place[1], fields["clauses"][place[1]]
    of_rule = RULE_NAMES.get(clause.get("rule", ""), "")
    setting = f"{of_rule}.{RULE_FIELDS[named[1]]}" if named[1] in RULE_FIELDS else CLAUSE_FIELDS[named[1]]
    return Fault(f"指标.{clause['path'][:40]}.{setting}", value, rule, remedy, lines.of(number, setting))


def _words(fault: Mapping[str, Any], name: str, decimal: str) -> tuple[str, str]:
    context = fault.get("ctx", {})
    match fault["type"]:
        case "string_pattern_mismatch" if name in _FORMS:
            return _FORMS[name]
        case "string_too_long":
            return f"more than {context['max_length']} characters", "shorten it"
        case "too_long":
            return f"{context['actual_length']} entries, more than {context['max_length']}", "leave some out"
        case "greater_than_equal":
            least = _shown(context["ge"], decimal)
            return f"below {least}", f"give {least} or more"
        case "less_than_equal":
            most = _shown(context["le"], decimal)
            return f"above {most}", f"give {most} or less"
    return str(fault["msg"]), "correct it"


def _shown(value: object, decimal: str) -> str:
    if isinstance(value, int) and decimal:
        return words(value) + "%" * (decimal == BASIS_POINTS)
    return "[…]" if isinstance(value, list) else str(value)[:40]
