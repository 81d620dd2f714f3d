"""What one subject's state contributes to the counts: pure, additive, per month.

A measure is a short path (``items``, ``obligation.publish.due``). A subject's newer state
replaces its older contributions by their difference, so that corrections, late facts and
re-openings restate months by themselves. Quarters and years are sums of months.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from contracts.topics import APPLICATIONS, DISCLOSURES, DOCUMENTS

Counts = dict[str, dict[str, int]]
"""month → measure → amount"""

UNSTATED = "未标明"
"""Where no attribute is known. Unstated is not the same as not public."""

RETURNED = frozenset({"no_attribute", "withheld_without_reason"})
"""Flags of a document that its office returns; it stays counted as returned when it expires."""


class Owed(msgspec.Struct):
    """What counting needs of an obligation."""

    kind: str
    due_on: str
    status: str


class Disclosed(msgspec.Struct):
    """What counting needs of one publication."""

    channel: str
    published_on: str


class Disclosure(msgspec.Struct):
    """What counting needs of a DisclosureState; dates stay text, a month is its first seven characters."""

    org: str
    attribute: str | None
    published_on: str | None
    publications: list[Disclosed]
    withdrawn_on: str | None
    working_days: int | None
    title: str | None
    obligations: list[Owed]


class Document(msgspec.Struct):
    """What counting needs of a DocumentState."""

    org: str
    attribute: str | None
    drafted_on: str | None
    expired_on: str | None
    flags: list[str]
    obligations: list[Owed]


class CountedIn(msgspec.Struct):
    """What counting needs of a CountedResult: an application's one place in table 三."""

    on: str
    row: str


class Remedied(msgspec.Struct):
    """What counting needs of a RemedyCase."""

    remedy: str
    filed_on: str
    decided_on: str | None
    result: str | None
    co_defendant: bool


class Charged(msgspec.Struct):
    """What counting needs of a FeeState."""

    paid_on: str | None
    paid: int


class Application(msgspec.Struct):
    """What counting needs of an ApplicationState; states of contracts 0.1.0 end with the obligations."""

    org: str
    applicant_kind: str | None
    received_on: str | None
    answered_on: str | None
    working_days: int | None
    obligations: list[Owed]
    original_due_on: str | None = None
    extended_on: str | None = None
    counted: CountedIn | None = None
    transferred: bool = False
    cases: list[Remedied] = []
    fee: Charged | None = None


class _Tally:
    """Contributions under construction."""

    def __init__(self) -> None:
        self.counts: Counts = {}

    def add(self, day: str | None, measure: str, amount: int = 1) -> None:
        """Count ``amount`` in the month of ``day``; nothing without a day."""
        if day is not None and amount:
            month = self.counts.setdefault(day[:7], {})
            month[measure] = month.get(measure, 0) + amount


def disclosure(state: Disclosure) -> Counts:
    """Items by first disclosure, channels by their own first, take-downs, days to publish, obligations."""
    tally = _Tally()
    tally.add(state.published_on, "items")
    tally.add(state.published_on, f"items.attribute.{state.attribute or UNSTATED}")
    for publication in state.publications:
        tally.add(publication.published_on, f"items.channel.{publication.channel}")
    tally.add(state.withdrawn_on, "withdrawn")
    if state.working_days is not None:
        tally.add(state.published_on, f"days.publish.{state.working_days}")
    _owed(tally, state.obligations)
    return tally.counts


def document(state: Document) -> Counts:
    """Documents by drafting and attribute, those that stand returned, and expiries."""
    tally = _Tally()
    tally.add(state.drafted_on, f"documents.attribute.{state.attribute or UNSTATED}")
    if not RETURNED.isdisjoint(state.flags):
        tally.add(state.drafted_on, "documents.returned")
    tally.add(state.expired_on, "documents.expired")
    _owed(tally, state.obligations)
    return tally.counts


def application(state: Application) -> Counts:
    """Received, finished and answered by their own months; open and overdue stay in the month of receipt.

    Received and finished count as table 三 counts them: an application that another organisation answers is that one's.
    """
    tally = _Tally()
    if not state.transferred:
        _received(tally, state)
    if state.counted is not None:
        tally.add(state.counted.on, f"applications.result.{state.counted.row}")
    _answered(tally, state)
    tally.add(state.extended_on, "applications.extended")
    for case in state.cases:
        _remedied(tally, case)
    if state.fee is not None:
        tally.add(state.fee.paid_on, "fees", state.fee.paid)
    _owed(tally, state.obligations)
    return tally.counts


def _received(tally: _Tally, state: Application) -> None:
    tally.add(state.received_on, "applications.received")
    tally.add(state.received_on, f"applications.kind.{state.applicant_kind}")
    if state.counted is None:
        tally.add(state.received_on, "applications.open")
        if any(owed.kind == "answer" and owed.status == "overdue" for owed in state.obligations):
            tally.add(state.received_on, "applications.overdue")


def _answered(tally: _Tally, state: Application) -> None:
    answered = state.answered_on
    tally.add(answered, "applications.answered")
    if state.working_days is not None:
        tally.add(answered, f"days.answer.{state.working_days}")
    if answered is not None and state.original_due_on is not None and answered <= state.original_due_on:
        tally.add(answered, "answered.within_original")
    first = next((owed for owed in state.obligations if owed.kind == "answer" and owed.status in _MET), None)
    if first is not None and first.status == "met":
        tally.add(answered, "answered.within_due")


def _remedied(tally: _Tally, case: Remedied) -> None:
    """As table 四 counts it: the case of a 复议机关 as co-defendant is the original agency's alone."""
    if case.co_defendant:
        return
    tally.add(case.filed_on, f"remedies.filed.{case.remedy}")
    if case.decided_on is not None:
        result = case.result if case.result not in {None, "pending"} else "other"
        tally.add(max(case.decided_on, case.filed_on), f"remedies.decided.{case.remedy}.{result}")


_MET = frozenset({"met", "met_late"})


def _owed(tally: _Tally, obligations: list[Owed]) -> None:
    for owed in obligations:
        tally.add(owed.due_on, f"obligation.{owed.kind}.due")
        tally.add(owed.due_on, f"obligation.{owed.kind}.{owed.status}")


CONTRIBUTIONS: dict[str, tuple[type[Any], Callable[[Any], Counts]]] = {
    DISCLOSURES: (Disclosure, disclosure),
    DOCUMENTS: (Document, document),
    APPLICATIONS: (Application, application),
}
"""Topic → how to read its states, and what they contribute."""


def difference(old: Counts, new: Counts) -> Counts:
    """What to add to the counts so that ``new`` stands where ``old`` stood; zeros are left out."""
    if not old:
        return new
    changed: Counts = {}
    for month in old.keys() | new.keys():
        before, after = old.get(month, {}), new.get(month, {})
        delta = {m: d for m in before.keys() | after.keys() if (d := after.get(m, 0) - before.get(m, 0))}
        if delta:
            changed[month] = delta
    return changed


def add(total: dict[str, int], delta: Mapping[str, int]) -> None:
    """Add ``delta`` to ``total`` in place; a measure that comes to nothing is left out."""
    for measure, amount in delta.items():
        value = total.get(measure, 0) + amount
        if value:
            total[measure] = value
        else:
            total.pop(measure, None)
