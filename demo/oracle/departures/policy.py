"""Of a document that has to be interpreted: 同步组织、同步审签、同步部署, 谁起草谁解读, and links (奉节府办发〔2020〕101号 二（二）)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from demo.oracle.attribute import Written
from demo.oracle.case import Case, Departure, Judgement
from demo.oracle.facts import Subject
from demo.oracle.interpretation import names, publications, readable_days
from demo.oracle.policy import Policy

PARTS = ("outline", "forms", "channels", "planned_for")
"""Of a plan: 提纲, 形式, 途径, 时间."""

LEADING_TO, LEADING_FROM = {"互相链接", "解读页链到公文页"}, {"互相链接", "公文页链到解读页"}


def departures(judgement: Judgement) -> Iterator[Departure]:
    """With the draft, at the signature, and by the first interpretation."""
    case = judgement.case
    policy = case.subject
    assert isinstance(policy, Policy), "a policy is called into being by its document"
    written = Written(policy.document)
    assert written.draft is not None
    yield from _prepared(case, written, written.draft.day("drafted_on"), written.draft.data.get("interpretation_plan"))
    interpretations = case.elsewhere.get("interpretation", {}).values()
    explained = [other for other in interpretations if any(_explains(other, name) for name in policy.reported_as)]
    if explained:
        yield from _interpreted(case, explained)


def _prepared(case: Case, written: Written, on: date, plan: Any) -> Iterator[Departure]:
    """What was said to be missing always is; what was not said, where the county asks for it and there is a plan."""
    asked = case.asks("interpretation_plan", on)
    if plan is None:
        if asked:
            yield Departure(on, "policy.plan_missing")
    else:
        if asked and not all(plan.get(part) and str(plan[part]).strip() for part in PARTS):
            yield Departure(on, "policy.plan_incomplete")
        if _missed(plan, "material", asked):
            yield Departure(on, "policy.material_missing")
    if written.signature is not None:
        together: Any = written.signature.data.get("interpretation") or {}
        signed_on = written.signature.day("approved_on")
        for name in ("approved", "deployed"):
            if _missed(together, name, asked and plan is not None):
                yield Departure(signed_on, f"policy.not_{name}_together")


def _missed(fields: Mapping[str, Any], name: str, asked: bool) -> bool:
    return fields.get(name) is False or (fields.get(name) is None and asked)


def _explains(interpretation: Subject, name: str) -> bool:
    return any(name in names(fact) for fact in publications(interpretation))


def _interpreted(case: Case, explained: list[Subject]) -> Iterator[Departure]:
    first_on = min(publications(other)[0].day("published_on") for other in explained)
    if all((publications(other)[0].text("made_by") or other.org) != case.subject.org for other in explained):
        yield Departure(first_on, "policy.interpreted_by_other")
    up = [other for other in explained if readable_days(other)[-1][1] is None]
    if case.asks("interpretation_links", first_on) and not any(map(_linked, up or explained)):
        yield Departure(first_on, "policy.not_linked")


def _linked(interpretation: Subject) -> bool:
    """Whether its page leads to the document and the document's to it."""
    facts = [*publications(interpretation), *interpretation.facts.get("interpretation.linked.v1", ())]
    links = {fact.text("linked") for fact in facts}
    return bool(links & LEADING_TO) and bool(links & LEADING_FROM)
