"""Of a new-media account: consent and filing of what is opened, changed and closed (国办发〔2018〕123号); incidents of its safety."""

from __future__ import annotations

from collections.abc import Iterator

from demo.oracle.account import CLOSED, OPENED
from demo.oracle.case import Departure, Judgement

PLACE, CODE = "by.account_vetoes.safety", "account.veto_safety"

_STEPS = (
    (OPENED, "opened_on", "consented_on", "account.opened_without_consent"),
    (OPENED, "opened_on", "filed_on", "account.opened_without_filing"),
    ("account.changed.v1", "changed_on", "filed_on", "account.change_unfiled"),
    ("account.renamed.v1", "renamed_on", "filed_on", "account.rename_unfiled"),
    (CLOSED, "closed_on", "filed_on", "account.closed_without_filing"),
)
"""Fact, its day, what it must name, and what it is where it does not."""


def departures(judgement: Judgement) -> Iterator[Departure]:
    """Each step by itself."""
    for kind, day, needs, code in _STEPS:
        for fact in judgement.case.subject.facts.get(kind, ()):
            if fact.text(needs) is None:
                yield Departure(fact.day(day), code)
    for on, place, amount in judgement.judged.counts:
        if place == PLACE:
            yield from [Departure(on, CODE)] * amount
