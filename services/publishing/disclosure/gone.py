"""What was published and is soon gone again, though nothing asked for that: a sign, no fault."""

from __future__ import annotations

from collections.abc import Iterator

from chassis.case import Case
from chassis.signals import Sign
from law.signals import GONE_WITHIN, WITHDRAWN_AGAIN
from services.publishing.disclosure.catalog import Catalog, take_down_from
from services.publishing.disclosure.course import Course, Showing, kept_back


def gone(case: Case, catalog: Catalog, went: Course) -> Iterator[Sign]:
    """A sign for each time that it was taken down within so many days of being put up."""
    for showing in went.shown:
        put_up, down = showing.put_up, showing.taken_down
        if down is None or (down.on - put_up.on).days > GONE_WITHIN or _had_to_go(case, catalog, showing):
            continue
        text = f"{put_up.on}公开，{down.on}撤下"
        yield Sign(down.on, WITHDRAWN_AGAIN, text, (*put_up.facts, *down.facts))


def _had_to_go(case: Case, catalog: Catalog, showing: Showing) -> bool:
    """It was annulled, is not for the public, has a last day from the outset, or was shown for as long as the catalog asks."""
    formation, down = showing.formation, showing.taken_down
    if showing.voids or (formation is not None and kept_back(formation.attribute)):
        return True
    if formation is not None and formation.formed is not None and formation.formed.take_down_by is not None:
        return True
    until = take_down_from(case, catalog, showing)
    return until is not None and down is not None and down.on >= until
