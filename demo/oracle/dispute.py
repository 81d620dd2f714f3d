"""What the law makes of one review or lawsuit: one case in table 四, however much it is about (law.md §1.1, §2.3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from demo.oracle.case import Case, Duty, Judged, Owing
from demo.oracle.facts import Sent, Subject

STEPS = {
    "review_filed": "filed_on",
    "review_accepted": "accepted_on",
    "review_decided": "decided_on",
    "lawsuit_filed": "filed_on",
    "lawsuit_decided": "decided_on",
}
FAMILY = "dispute"

AN_ANSWERS_PERIOD = 20
"""Working days that an order leaves which sets none (法释〔2025〕8号)."""


@dataclass(frozen=True)
class Order:
    """A decision that something be disclosed or answered again."""

    dispute: str
    made_on: date
    made_at: datetime
    opened_on: date
    until: date | None
    within: int

    def owed(self, code: str, owing: Owing, **settled: Any) -> Duty:
        """What is owed to obey it; the day it sets, else its working days after it was served."""
        if self.until is not None and self.until >= self.opened_on:
            return owing.until(code, self.opened_on, self.until, name=self.dispute, **settled)
        return owing.within(code, self.opened_on, self.within, name=self.dispute, **settled)


def judge(case: Case) -> Judged:
    """Everything there is to count about the case."""
    judged = Judged()
    steps = _earliest(case.subject)
    filing = steps.get("lawsuit_filed") or steps.get("review_filed")
    if not steps or (filing is not None and filing.data.get("co_defendant")):
        return judged
    filed_on = filing.day("filed_on") if filing else min(fact.day(STEPS[verb]) for verb, fact in steps.items())
    block = _block(steps)
    judged.count(filed_on, "remedies_filed", block)
    decision = steps.get("lawsuit_decided") or steps.get("review_decided")
    if decision is not None:
        result = {"pending": "other"}.get(str(decision.data["result"]), str(decision.data["result"]))
        judged.count(max(decision.day("decided_on"), filed_on), "remedies_decided", f"{block}.{result}")
    return judged


def orders(case: Case, about: str) -> list[Order]:
    """The orders about the subject of ``case``, by the day they were made; ``about``: applications or disclosures."""
    name = case.subject.id
    named = [subject for subject in case.neighbours(FAMILY) if subject.names(about, name)]
    made = [order for subject in named for order in _order(subject, about, name)]
    return sorted(made, key=lambda order: (order.made_on, order.made_at, order.dispute))


def _order(subject: Subject, about: str, name: str) -> list[Order]:
    steps = _earliest(subject)
    decision = steps.get("lawsuit_decided") or steps.get("review_decided")
    if decision is None or not decision.data.get("disclose"):
        return []
    kinds = ("applications", "disclosures")
    own = any(decision.data.get(kind) for kind in kinds)
    named = {text for fact in ([decision] if own else steps.values()) for text in _named(fact, about)}
    if name not in named:
        return []
    made_on = decision.day("decided_on")
    served_on = decision.day("served_on") if decision.text("served_on") else made_on
    until = decision.day("until") if decision.text("until") else None
    within = int(str(decision.data.get("within") or AN_ANSWERS_PERIOD))
    return [Order(subject.id, made_on, decision.time, max(served_on, made_on), until, within)]


def _named(fact: Sent, about: str) -> list[str]:
    named = fact.data.get(about) or []
    assert isinstance(named, list)
    return named


def _earliest(subject: Subject) -> dict[str, Sent]:
    """Of several facts of one kind the earliest counts."""
    steps: dict[str, Sent] = {}
    for verb, field in STEPS.items():
        facts = subject.facts.get(f"{FAMILY}.{verb}.v1", [])
        if facts:
            steps[verb] = min(facts, key=lambda fact: (fact.day(field), fact.time, fact.id))
    return steps


def _block(steps: dict[str, Sent]) -> str:
    """The block of table 四."""
    filed = steps.get("lawsuit_filed")
    if filed is not None:
        return "litigation_after_review" if filed.data.get("after_review") else "litigation_direct"
    return "litigation_direct" if "lawsuit_decided" in steps else "review"
