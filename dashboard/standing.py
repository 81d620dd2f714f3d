"""Where units stand in the scores: their sheets and ranks, as the ledger has them."""

from __future__ import annotations

import sqlite3
from datetime import date

from contracts import topics
from dashboard.ledger import leaves
from dashboard.ledger.entries import Roster, Sheet
from dashboard.periods import Period
from dashboard.records import decoded
from dashboard.views import Watermark


def sheet_of(connection: sqlite3.Connection, period: Period, org: str) -> Sheet | None:
    """A unit's sheet; None where no rubric asks for one, or none was made yet."""
    body = leaves.document(connection, topics.SCORES, f"{period}|{org}")
    return None if body is None else decoded(Sheet, body)


def ranks(connection: sqlite3.Connection, period: Period) -> dict[str, int]:
    """Organisation → its rank in its roster."""
    return {
        place.org: place.rank
        for _, body in leaves.documents(connection, topics.SCORES, f"{period}|", bars=2)
        for place in decoded(Roster, body).places
    }


def rank_of(connection: sqlite3.Connection, sheet: Sheet | None) -> int | None:
    """The rank of a sheet in its roster; None where it has none."""
    if sheet is None:
        return None
    body = leaves.document(connection, topics.SCORES, f"{sheet.period}|{sheet.county}|{sheet.roster}")
    places = [] if body is None else decoded(Roster, body).places
    return next((place.rank for place in places if place.org == sheet.org), None)


def complete_up_to(connection: sqlite3.Connection) -> date | None:
    """The day up to which scores are complete."""
    body = leaves.document(connection, topics.SCORES, "complete")
    return None if body is None else decoded(Watermark, body).complete_up_to
