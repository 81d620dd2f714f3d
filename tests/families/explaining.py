"""Documents that have to be interpreted, and their interpretations, by hand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from chassis.case import Folded, encode
from contracts.disclosure import FAMILY as DISCLOSURE
from contracts.document import FAMILY as DOCUMENT
from contracts.envelope import Fact
from contracts.interpretation import INTERPRETATION
from contracts.policy import INTERPRET, LINKED, PLAN, POLICY
from contracts.profile import BY_DEFAULT, County
from tests.families.making import ORG, county, fact, folded

TODAY = date(2026, 6, 30)
NAME = f"{ORG}:s-1"
SINCE = [{"since": "2021-01-01"}]
COUNTY = county(
    duties=[{"duty": INTERPRET.code, "spans": SINCE}],
    checks=[{"check": check.code, "spans": SINCE} for check in (PLAN, LINKED)],
)
WHOLE: dict[str, Any] = {
    "outline": "背景和办法",
    "forms": ["图解"],
    "channels": ["政府网站"],
    "planned_for": "2026-03-12",
    "material": True,
}
TOGETHER = {"interpretation": {"approved": True, "deployed": True}}


def document(signed: bool = True, approval: dict[str, Any] | None = None, **data: Any) -> list[Fact]:
    """A 行政规范性文件 that is 主动公开, drafted on 2 March and signed on the 9th, with all that its interpretation needs."""
    content = {"title": "办法", "attribute": "主动公开", "kind": "行政规范性文件", "interpretation_plan": WHOLE}
    facts = [fact("d", "document.drafted.v1", "2026-03-02", **(content | data))]
    return [*facts, fact("a", "document.approved.v1", "2026-03-09", **(approval or TOGETHER))] if signed else facts


def public(on: str = "2026-03-10", down: str = "") -> list[Fact]:
    """The disclosure of the document."""
    facts = [fact("p", "disclosure.published.v1", on, channel="政府网站")]
    return [*facts, fact("w", "disclosure.withdrawn.v1", down, reason="有误")] if down else facts


def interpreted(on: str, number: str = "i", subject: str = "jd-1", **data: Any) -> Fact:
    """An interpretation of the document, linked both ways."""
    content = {"documents": [NAME], "forms": ["图解"], "linked": "互相链接"}
    return fact(number, "interpretation.published.v1", on, subject, **(content | data))


def interpretation(facts: Sequence[Fact], documents: Sequence[Folded], today: date = TODAY) -> Folded:
    """What these facts come to beside these documents."""
    linked = {DOCUMENT.kind: [encode(each) for each in documents]}
    return folded(INTERPRETATION, facts, today, linked=linked, county=COUNTY)


def policy(
    written: Sequence[Fact],
    shown: Sequence[Fact] = (),
    *interpretations: Sequence[Fact],
    today: date = TODAY,
    county: County = COUNTY,
) -> Folded:
    """What a document comes to as a policy of this unit, with its disclosure and each of the interpretations."""
    signed = folded(DOCUMENT, written, today, county=county)
    linked = {DOCUMENT.kind: [encode(signed)]}
    if shown:
        linked[DISCLOSURE.kind] = [encode(folded(DISCLOSURE, shown, today, linked=linked))]
    states = [encode(interpretation(facts, [signed], today)) for facts in interpretations]
    if states:
        linked[INTERPRETATION.kind] = states
    return folded(POLICY, [], today, linked=linked, subject=NAME, county=county)


def codes(result: Folded) -> list[str]:
    """Codes of the findings, by day."""
    return [finding.code for finding in result.state.findings]


__all__ = [
    "BY_DEFAULT",
    "COUNTY",
    "NAME",
    "TODAY",
    "WHOLE",
    "codes",
    "document",
    "interpretation",
    "interpreted",
    "policy",
    "public",
]
