"""Duties that were met in time, as far as a state names them: the newest, in short. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from contracts.obligations import Obligation
from contracts.state import Met
from law.codes import ObligationStatus

MOST_MET = 20
"""Duties that a state names; older ones only count, so that a subject of many years fits a record."""

MOST_FACTS = 5
"""Facts that it names of each."""


def met_in_time(obligations: Iterable[Obligation]) -> list[Met]:
    """By the day on which they were met, and their ids."""
    met = [(owed.met_on, owed.id, owed) for owed in obligations if owed.status is ObligationStatus.MET and owed.met_on]
    return [
        Met.of(
            id=owed.id,
            duty=owed.duty,
            opened_on=owed.opened_on,
            due_on=owed.due_on,
            met_on=met_on,
            facts=owed.facts[:MOST_FACTS],
        )
        for met_on, _, owed in sorted(met)[-MOST_MET:]
    ]
