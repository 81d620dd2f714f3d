"""After the fold, in its transaction: the read side's rows, the notices, the comparison of applications."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from chassis.database import Connection
from chassis.folding import Folded
from chassis.outbox import Message
from contracts.application.state import ApplicationState
from contracts.time import CalendarYear
from law.calendar import WorkingCalendar
from services.requests import asked, store
from services.requests.notices import Told, due

_EARLIEST = date(2008, 1, 1)
"""Stands for today while no day has been seen: nothing is near its last day then."""


async def after(
    connection: Connection,
    folds: Sequence[tuple[str, Folded]],
    calendar: WorkingCalendar,
    today: date,
    notices: Sequence[CalendarYear],
) -> list[Message]:
    """See chassis.folding.Aftermath."""
    today = max(today, _EARLIEST)
    states = [(key, folded.state) for key, folded in folds if isinstance(folded.state, ApplicationState)]
    keys = [key for key, _ in states]
    left = await store.hashes(connection, keys)
    await store.save(connection, states, today)
    messages = await _remind(connection, states, calendar, today, notices)
    joined = {(state.org, state.subject_hash) for _, state in states if state.subject_hash is not None}
    return messages + await asked.compare(connection, left | joined, today)


async def _remind(
    connection: Connection,
    states: Sequence[tuple[str, ApplicationState]],
    calendar: WorkingCalendar,
    today: date,
    notices: Sequence[CalendarYear],
) -> list[Message]:
    before: dict[str, dict[str, Told]] = defaultdict(dict)
    for key, *rest in await store.told(connection, [key for key, _ in states]):
        told = Told(*rest)
        before[key][told.kind] = told
    view = calendar.known_on(today)
    messages: list[Message] = []
    rows: list[tuple[object, ...]] = []
    gone: list[tuple[str, str]] = []
    for key, state in states:
        said, now = due(state, before[key], view, today, notices)
        messages += said
        rows += [(key, *told) for kind, told in now.items() if before[key].get(kind) != told]
        gone += [(key, kind) for kind in before[key].keys() - now.keys()]
    await store.tell(connection, rows, gone)
    return messages
