"""The yearly evaluation of rows that are disclosed on request only (奉节府办发〔2020〕101号 二（三）)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from chassis.case import Case
from contracts.item import EVALUATE, PUBLISH_EVALUATION, Method
from law.codes import Attribute
from law.evaluation import Held, Void, evaluated
from services.catalog.evaluating import looks_of, owe_evaluations, owe_results
from services.catalog.item.course import Version


def evaluate(case: Case, versions: Sequence[Version]) -> bool:
    """What is owed for it; whether an evaluation found that it can be disclosed by the office itself.

    It is looked at as long as it stands in the catalog as 依申请; a version that says 主动 ends that.
    """
    held = [version for version in versions if version.element("method") is Method.ON_REQUEST]
    formed = Held(held[0].since, Attribute.ON_REQUEST, (held[0].fact,)) if held else None
    course = evaluated(formed, looks_of(case.facts), _otherwise(held))
    for finding in course.findings:
        case.find(finding)
    if formed is not None:
        owe_evaluations(case, EVALUATE, course, _otherwise(held))
    owe_results(case, PUBLISH_EVALUATION, course)
    return formed is not None and course.public_since is not None


def _otherwise(held: Sequence[Version]) -> list[Void]:
    """Days after the first of ``held`` that lie in none of them."""
    gaps: list[Void] = []
    for number, version in enumerate(held):
        following: date | None = held[number + 1].since if number + 1 < len(held) else None
        if version.until is not None and version.until != following:
            gaps.append(Void(version.until, following))
    return gaps
