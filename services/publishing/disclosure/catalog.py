"""What the catalog says about a piece of information: the limits of the item that it answers to, by the version of the day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from chassis.case import ONE_DAY, Case
from chassis.unknown import tell_unknown
from contracts.disclosure import DisclosureFormed
from contracts.item import ITEM, ITEM_WORDS, ItemLimits, VersionLimits, item_key, item_name
from contracts.kit import Key
from law.limit import last_day
from law.time_limits import Clause, read
from services.publishing.disclosure.course import Showing, Step
from services.publishing.disclosure.limits import fits
from services.publishing.disclosure.signature import Document

ITEM_UNKNOWN = "item_unknown"
"""It names an item of which nothing has arrived: 条例第二十六条 holds until then."""
ITEM_NOT_IN_FORCE = "item_not_in_force"
"""On the day of the formation no version of the item that it names was in force."""


class Catalog:
    """The items that a disclosure names, and the one that its document brings along."""

    def __init__(self, case: Case, document: Document | None) -> None:
        self._versions = {f"{item.org}:{item.subject}": item.versions for item in case.linked(ITEM.kind, ItemLimits)}
        self.of_document = _name(document, case.key.org)
        if document and self.of_document and not self._versions.get(self.of_document):
            self._versions[self.of_document] = document.limits

    def clauses(self, item: str | None, day: date) -> tuple[Clause, ...]:
        """The clauses of an item's limits in force on ``day``, the county's beside the row's own; none for no item."""
        if item is None:
            return ()
        texts = [text for version in self._on(item, day) for text in (version.time_limit, version.local_time_limit)]
        return tuple(dict.fromkeys(clause for text in texts if text for clause in read(text).clauses))

    def channels(self, item: str | None, day: date) -> list[str]:
        """Channels on which an item has to be shown (■), by the version in force on ``day``; none for no item."""
        return sorted({channel for version in self._on(item or "", day) for channel in version.channels})

    def doubts(self, steps: Iterable[Step]) -> set[str]:
        """Why the limits of these formations are not the catalog's."""
        named = {(step.item, step.on) for step in steps if step.item is not None}
        doubts = set()
        for item, day in named:
            if not self._versions.get(item):
                doubts.add(ITEM_UNKNOWN)
            elif not self._on(item, day):
                doubts.add(ITEM_NOT_IN_FORCE)
        return doubts

    def _on(self, item: str, day: date) -> list[VersionLimits]:
        return [version for version in self._versions.get(item, []) if version.holds_on(day)]

    def tell_unknown(self, case: Case) -> None:
        """Tell the sender of items that its formations name and of which nothing has arrived; those of documents the catalog tells."""
        recorded_on: dict[Key, date] = {}
        for fact in case.facts:
            if isinstance(fact.data, DisclosureFormed) and fact.data.item:
                recorded_on.setdefault(item_key(fact.data.item, case.key.org), fact.recorded_on)
        for key, day in recorded_on.items():
            if not self._versions.get(item_name(key)):
                tell_unknown(case, key, day, *ITEM_WORDS)


def _name(document: Document | None, org: str) -> str | None:
    return item_name(item_key(document.item, org)) if document and document.item else None


def take_down_from(case: Case, catalog: Catalog, showing: Showing) -> date | None:
    """The first day on which it may be taken down; None where nothing sets how long it is shown.

    It is shown through the last day of the longest display period. A period is announced with what it shows, so it
    follows the calendar as it was known then.
    """
    put_up_on = showing.put_up.on
    view = case.calendar.known_on(put_up_on)
    periods = [
        last_day(clause.display, put_up_on, view).due_on
        for clause in catalog.clauses(showing.put_up.item, put_up_on)
        if clause.display is not None and fits(clause, showing.scope)
    ]
    return max(periods) + ONE_DAY if periods else None
