"""The scorer: tells the rows of subjects that changed, scores again what they touch, and says what issued reports would say now.

One works at a time, under a lock that ends with its transaction; it takes what is to be done by ids of its own, so that whatever
comes meanwhile is done in a later turn.
"""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

import structlog

from chassis import outbox
from chassis.database import Connection, Pool
from chassis.logs import error_name
from chassis.outbox import Message
from chassis.relay import FAILURES
from chassis.waking import woken
from contracts.assessment.indicator import IndicatorRow
from contracts.assessment.sheet import deduction_rows, sheet_row
from law.scoring.sheet import Sheet
from services.assessment import ground, registries, telling
from services.assessment.evidence import ground_of
from services.assessment.months import Months
from services.assessment.periods import months_between, periods_of
from services.assessment.ranking import rankings
from services.assessment.registries import EVERY
from services.assessment.restating import restated
from services.assessment.scores import Scores, named
from services.assessment.signals import indicators_of
from services.assessment.stocks import ONWARD

log = structlog.get_logger()

ROWS = 2_000
"""Rows of subjects that are told in one transaction."""
UNITS = 20
"""Units that are scored in one transaction at most."""
WITHIN = 3.0
"""Seconds after which no further unit is begun in a transaction: one that lasts too long is ended by the database, again and again."""
POLL = 0.5
"""Seconds between looks when nobody woke the scorer: the work may be another instance's leaving."""
REST = 1.0
"""A turn is followed by a rest of as many times its own length: what changes ten times meanwhile is scored once."""
REST_MOST = 2.0
"""Seconds; the longest rest."""

_LOCK = "SELECT pg_try_advisory_xact_lock(hashtext(current_schema() || ' scorer'))"
_UNTOLD = "SELECT id, key FROM untold ORDER BY id LIMIT $1"
_TOLD = "DELETE FROM untold WHERE id = ANY($1::bigint[])"
_ROWS = "SELECT key, body FROM ground WHERE key = ANY($1::text[])"
_UNITS = "SELECT org FROM touched GROUP BY org ORDER BY min(id) LIMIT $1"
_TOUCHED = "SELECT id, org, month FROM touched WHERE org = ANY($1::text[]) ORDER BY id"
_STANDING = "SELECT period FROM sheet WHERE org = $1 UNION SELECT period FROM finding WHERE org = $1"
_COUNTIES = "SELECT DISTINCT county FROM sheet WHERE org = ANY($1::text[])"
_DONE = "DELETE FROM touched WHERE id = ANY($1::bigint[])"


class Scorer:
    """Scores for one instance of the service."""

    def __init__(self, pool: Pool[Any], wake_relay: Callable[[], None]) -> None:
        self._pool, self._wake_relay = pool, wake_relay
        self._wake = asyncio.Event()

    def wake(self) -> None:
        """Something was committed that is to be told or scored."""
        self._wake.set()

    async def run(self) -> None:
        """Score until cancelled; a failure is tried again."""
        pause = 0.2
        while True:
            self._wake.clear()
            begun = time.monotonic()
            try:
                busy = await self.turn()
            except FAILURES as error:
                log.error("a turn of scoring failed and will be tried again", error=error_name(error), seconds=pause)
                await asyncio.sleep(pause)
                pause = min(10.0, pause * 2)
                continue
            pause = 0.2
            if busy:
                self._wake_relay()
                await asyncio.sleep(min(REST_MOST, REST * (time.monotonic() - begun)))
            else:
                await woken(self._wake, POLL)

    async def turn(self) -> bool:
        """Some rows told and some units scored; False when there was nothing to do, or another instance does it."""
        async with self._pool.acquire() as connection, connection.transaction():
            if not await connection.fetchval(_LOCK):
                return False
            messages = await _tell_rows(connection)
            scored = await _score_units(connection)
            messages += scored.messages
            if not messages and not scored.any:
                messages = await registries.caught_up(connection)
            await outbox.put(connection, messages)
        return bool(messages) or scored.any


class _Scored(NamedTuple):
    messages: list[Message]
    any: bool
    """Whether there was anything to score, though it may have come to nothing new."""


async def _tell_rows(connection: Connection) -> list[Message]:
    untold = await connection.fetch(_UNTOLD, ROWS)
    if not untold:
        return []
    rows = {row[0]: row[1] for row in await connection.fetch(_ROWS, sorted({row[1] for row in untold}))}
    await connection.execute(_TOLD, [row[0] for row in untold])
    return telling.subjects(rows)


async def _score_units(connection: Connection) -> _Scored:
    orgs = [row[0] for row in await connection.fetch(_UNITS, UNITS)]
    if not orgs:
        return _Scored([], any=False)
    begun = time.monotonic()
    # Read before what is known: a change that comes between the two is scored twice, and none by what was known before it.
    touched: defaultdict[str, dict[int, str]] = defaultdict(dict)
    for number, org, month in await connection.fetch(_TOUCHED, orgs):
        touched[org][number] = month
    known = await registries.read(connection)
    messages: list[Message] = []
    periods: set[str] = set()
    # A unit that the registry has dropped leaves the ranking of the county in which it was scored.
    counties = {row[0] for row in await connection.fetch(_COUNTIES, orgs)}
    counties |= {known.units[org].county for org in orgs if org in known.units}
    for org in orgs:
        unit = await _score_unit(connection, org, known, touched[org])
        messages += unit.messages
        periods |= unit.periods
        if time.monotonic() - begun > WITHIN:
            break
    messages += await rankings(connection, periods, counties)
    return _Scored(messages, any=True)


class _Unit(NamedTuple):
    messages: list[Message]
    periods: set[str]
    """Those that were scored again."""


async def _score_unit(connection: Connection, org: str, known: registries.Known, touched: Mapping[int, str]) -> _Unit:
    """``touched``: the months that are to be scored again, by the ids of their rows."""
    months = set(touched.values())
    subjects = (await ground.months_by_unit(connection, [org]))[org]
    # Of a unit that is scored altogether anew, sheets that there are none of any more are taken back.
    standing = await connection.fetch(_STANDING, org) if EVERY in months else []
    anew = {**dict.fromkeys(row[0] for row in standing), **scored_anew(org, known, subjects, months)}
    sheets = {(period, org): sheet_row(sheet) if sheet else None for period, sheet in anew.items()}
    held: dict[telling.Named, list[telling.Found]] = {
        (period, org): [*(deduction_rows(sheet) if sheet else ()), *looks_odd(org, known, period, subjects)]
        for period, sheet in anew.items()
    }
    messages = await telling.sheets(connection, sheets)
    messages += await telling.findings(connection, held)
    messages += await restated(connection, [org], known, {org: subjects})
    await connection.execute(_DONE, list(touched))
    return _Unit(messages, set(anew))


def looks_odd(org: str, known: registries.Known, period: str, subjects: Mapping[str, Months]) -> list[IndicatorRow]:
    """What looks odd in a unit's period, whether or not a rubric scores it; nothing before anything was counted whole. Pure."""
    unit = known.units.get(org)
    if unit is None or known.as_of is None or not unit.existed_in(named(period)[0]):
        return []
    return indicators_of(unit.county, org, named(period)[0], subjects, known.first)


def scored_anew(
    org: str, known: registries.Known, subjects: Mapping[str, Months], touched: Collection[str]
) -> dict[str, Sheet | None]:
    """A unit's sheets of all periods in which these months lie; None where there is none, as where no rubric is in force. Pure."""
    unit = known.units.get(org)
    if unit is None or known.as_of is None:
        months = (month.removesuffix(ONWARD) for month in touched if month != EVERY)
        return {period: None for month in months for period in periods_of(month)}
    scores = Scores(known.rubrics.get(unit.county, ()), known.as_of)
    periods = _periods(touched, known.first, f"{known.as_of:%Y-%m}")
    standing = ground_of(org, subjects)
    return {
        period: scores.sheet(standing, org, unit.kind, *named(period)) if unit.existed_in(named(period)[0]) else None
        for period in periods
    }


def _periods(touched: Collection[str], begun: date | None, this: str) -> list[str]:
    """Those that reach into the months from that on in which days begin to pass here; no later one than this.

    A quarter that reaches so far is of all its months, the earlier ones too.
    """
    if begun is None:
        return []
    first = f"{begun:%Y-%m}"
    periods = {period for month in _months(touched, first, this) for period in periods_of(month)}
    return sorted(period for period in periods if f"{named(period)[0].last:%Y-%m}" >= first)


def _months(touched: Collection[str], first: str, this: str) -> Iterator[str]:
    """The months that are meant, one by one, and none after ``this``; of all, and of all from one on, none before ``first``."""
    for month in touched:
        if month == EVERY:
            yield from months_between(first, this)
        elif month.endswith(ONWARD):
            yield from months_between(max(month.removesuffix(ONWARD), first), this)
        elif month <= this:
            yield month
