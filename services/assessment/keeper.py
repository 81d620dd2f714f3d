"""Keeping a batch: the ground as the newest states make it, what of it readers do not have, and what touches issued reports."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from chassis import refusals, telemetry
from chassis.database import Connection
from chassis.drill import Drill
from chassis.fence import Claim
from contracts.kit import key_of
from services.assessment import facts, ground, proceedings, reading, registries
from services.assessment.ground import Known
from services.assessment.issued import Issued, Touched
from services.assessment.months import NOTHING, Months
from services.assessment.reading import Change, Prepared
from services.assessment.stocks import months_touched


class Keeper:
    """Handler of the assessment service's batches. Versions guard each subject, so a batch applied twice adds nothing."""

    def __init__(self, drill: Drill, wake: Callable[[], None]) -> None:
        """``wake``: called when there is something to score or to tell."""
        self._drill, self._wake = drill, wake
        self.counts = {"events": 0, "superseded": 0, "refused": 0}

    def committed(self) -> None:
        """Tell the scorer."""
        self._wake()

    def forget(self) -> None:
        """Nothing is remembered between batches."""

    def prepare(self, records: Sequence[Any]) -> Prepared:
        """Read the records; no input or output."""
        return reading.read(records)

    async def apply(self, connection: Connection, prepared: Prepared, claim: Claim) -> int:
        """Write a batch, within its transaction; PassedError when some of its records had been processed before."""
        await claim.take(connection)
        claim.only_fresh()
        self._drill.reach("batch.before_write")
        if prepared.changes:
            await self._keep(connection, prepared.changes)
        if prepared.facts:
            await facts.keep(connection, prepared.facts)
        unread = [*prepared.refusals, *await registries.take(connection, prepared.aside)]
        if unread:
            await refusals.put(connection, unread)
            telemetry.REFUSALS.labels("record.unreadable").inc(len(unread))
        await claim.store(connection)
        self.counts["events"] += len(prepared.changes)
        self.counts["refused"] += len(unread)
        return 0

    async def _keep(self, connection: Connection, changes: Sequence[Change]) -> None:
        known = await ground.known(connection, sorted({change.key for change in changes}))
        course = followed(changes, known, await Issued.read(connection))
        self.counts["superseded"] += course.superseded
        await ground.keep(connection, course.newest, sorted(course.months))
        await proceedings.keep(connection, _proceedings(course.newest))
        await Issued.touch(connection, course.touched)


def _proceedings(newest: Mapping[str, Change]) -> Iterator[tuple[str, str, str, str]]:
    for key, change in newest.items():
        if change.proceeding is not None:
            yield key, key_of(key).kind, change.org, change.proceeding


class _Now(NamedTuple):
    version: int
    months: Months


@dataclass
class Course:
    """What a batch's changes come to."""

    newest: dict[str, Change] = field(default_factory=dict)
    months: set[tuple[str, str]] = field(default_factory=set)
    """Organisation and month that are not what they were; with ``ONWARD`` behind it, that month and all after it."""
    touched: dict[tuple[str, str], Touched] = field(default_factory=dict)
    """Report and key → what of an issued period was changed."""
    superseded: int = 0


def followed(changes: Sequence[Change], known: Mapping[str, Known], issued: Issued) -> Course:
    """The changes one after the other: each version is looked at by itself, however many of a subject came at once.

    So what a report is said to have been restated by does not depend on how the log was cut into batches. Pure.
    """
    course = Course()
    now = {key: _Now(subject.version, subject.months) for key, subject in known.items()}
    for change in changes:
        before = now.get(change.key)
        if before is not None and change.version <= before.version:
            course.superseded += 1
            continue
        was = NOTHING if before is None else before.months
        if moved := months_touched(was, change.months):
            course.months.update((change.org, month) for month in moved)
            for report in issued.beyond(change, was):
                touched = course.touched.setdefault(
                    (report.id, change.key), Touched(change.org, None if before is None else report.part(was))
                )
                touched.causes += change.causes
        now[change.key] = _Now(change.version, change.months)
        course.newest[change.key] = change
    return course
