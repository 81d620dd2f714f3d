"""One batch of a ledger: two round trips with the folds between them, and one more for each level of links."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from chassis import clock, profiles, refusals, telemetry
from chassis.database import Connection
from chassis.drill import Drill
from chassis.fence import Claim, Record
from chassis.handler import HoldError
from chassis.ledger import near, store
from chassis.ledger.events import Cause, by_day
from chassis.ledger.flowing import Flows
from chassis.ledger.folding import Folder, Subject, Today, Touch
from chassis.ledger.reading import Batch, read
from chassis.ledger.sorting import Sorted, sort
from chassis.outbox import Message
from chassis.refusals import refused
from chassis.rules import levels, rules_of
from contracts.families import FAMILIES, Families
from contracts.notices import Refusal
from contracts.profile import Counties
from contracts.topics import CALENDARS, DAYS, PROFILES
from law.calendar import WorkingCalendar

FIRST = frozenset({DAYS, CALENDARS, PROFILES})
"""Read before anything is folded: a due date without a day and a calendar would be a guess."""

Register = Callable[[Connection, Mapping[str, str | None]], Any]
"""Keeps organisation → county, for a service whose pages need it."""


class Ledger:
    """Handler of one service's batches (see chassis.handler.Handler)."""

    def __init__(
        self, service: str, drill: Drill, *, families: Families = FAMILIES, register: Register | None = None
    ) -> None:
        self.service, self._drill, self._families, self._register = service, drill, families, register
        self.rules = rules_of(service, families)
        self._levels = levels(self.rules)
        self._level = {kind: depth for depth, kinds in enumerate(self._levels) for kind in kinds}
        self.most_linked = max((rule.family.most_linked for rule in self.rules.values()), default=0)
        """States that any subject of the service takes."""
        self._folder = Folder(self.rules, families)
        self._flows = Flows(self.rules)
        self._calendar: tuple[int, WorkingCalendar] | None = None
        self._counties: tuple[int, Counties] | None = None
        self._on_commit: list[Callable[[], None]] = []
        self._on_work: list[Callable[[], None]] = []
        self._left_work = False
        self.fold_number = 0
        """Number of the code that folds here; see chassis.ledger.code."""
        self.counts = {"facts": 0, "duplicates": 0, "refused": 0}

    @property
    def kinds_by_level(self) -> Sequence[Sequence[str]]:
        """Kinds, those that send before those that take."""
        return self._levels

    def on_commit(self, call: Callable[[], None]) -> None:
        """Call this after every commit."""
        self._on_commit.append(call)

    def on_work(self, call: Callable[[], None]) -> None:
        """Call this after a commit that leaves work for the sweeper."""
        self._on_work.append(call)

    def leave_work(self) -> None:
        """What is committed next leaves work: a day, a notice, what others have closed, a wish to refold."""
        self._left_work = True

    def swept(self) -> None:
        """Tell the relay. A batch that leaves work may be under way: the sweeper hears of that when it is committed."""
        for call in self._on_commit:
            call()

    def committed(self) -> None:
        """Tell the relay, and the sweeper where there is work: facts alone leave none."""
        self.swept()
        if self._left_work:
            self._left_work = False
            for call in self._on_work:
                call()

    def forget(self) -> None:
        """Forget calendar and profiles; the next batch loads them."""
        self._calendar = self._counties = None

    def prepare(self, records: Sequence[Record]) -> Batch:
        """Sort and read the records; no look at the database."""
        batch = read(records, self.service, self._families)
        for key, linked in batch.linked.items():
            batch.linked[key] = linked._replace(parts=self._flows.parts(key.partition("/")[0], linked.state))
        return batch

    async def apply(self, connection: Connection, batch: Batch, claim: Claim) -> int:
        """One batch; how many of its records were processed before."""
        if batch.days or batch.calendars or batch.profiles or batch.closed:
            self.leave_work()
        if batch.days or batch.calendars or batch.profiles:
            await self._references(connection, batch, claim)
        taken = await store.take(
            connection,
            claim,
            [fact for fact, _ in batch.facts],
            batch.linked,
            self._level,
            self.most_linked,
            self.fold_number,
        )
        claim.check(taken.offsets)
        self._drill.reach("batch.before_write")
        fresh = claim.fresh(batch.records)
        if (batch.facts or batch.linked) and (taken.day is None or not taken.calendars):
            partitions = {(r.topic, r.partition) for r in batch.records if r.topic not in FIRST}
            raise HoldError(
                partitions,
                1.0,
                "no day has begun, or no calendar has come; start the gateway, or see its log",
            )
        facts, answers = await self._sorted(connection, batch, taken, claim)
        notices = [message for _, messages in answers for message in messages]
        if batch.orgs and self._register is not None:
            await self._register(connection, batch.orgs)
        if batch.closed:
            await store.close(connection, batch.closed)
        # Where nothing flows, a subject whose facts were all refused is as it was: one that is full is not folded for each.
        keys = [key for key in (*taken.subjects, *taken.later) if batch.linked or facts.added.get(key)]
        if keys:
            assert taken.day is not None
            now = clock.Clock(taken.day, taken.calendars, taken.profiles)
            today = await self.today(connection, now, taken.subjects.values())
            touch = partial(self._touch, facts, batch, taken.day)
            await self.fold(connection, keys, taken.subjects, touch, today, claim, notices)
        else:
            await store.put(connection, claim, [], notices, service=self.service)
        wrong = [*batch.refusals, *(refusal for refusal, _ in answers)]
        await refusals.put(connection, wrong)
        self.counts["refused"] += len(wrong)
        return len(batch.records) - len(fresh)

    async def _references(self, connection: Connection, batch: Batch, claim: Claim) -> None:
        """Days, notices and profiles are only written down here; the sweeper works off what they change."""
        # The offsets first, as in every batch: an old owner of a partition that comes to the clock would wait in a ring.
        await claim.take(connection)
        await clock.read(connection, exclusive=True)
        if batch.calendars:
            await clock.add_calendars(connection, batch.calendars)
        if batch.days:
            await clock.set_day(connection, batch.days[-1])
        if batch.profiles:
            await profiles.take(connection, batch.profiles)

    async def _sorted(
        self, connection: Connection, batch: Batch, taken: store.Taken, claim: Claim
    ) -> tuple[Sorted, list[tuple[Refusal, list[Message]]]]:
        """The batch's facts, sorted; what cannot stand is taken back, with its refusal and what is said of it."""
        sorted_facts = sort(
            batch.facts,
            new=taken.new,
            digests=taken.digests,
            types=taken.types,
            held=taken.held,
            is_fresh=claim.is_fresh,
            families=self._families,
        )
        if back := set(sorted_facts.taken_back()):
            await store.remove(connection, sorted(back))
            for key in {key for key, _ in back} & taken.subjects.keys():
                subject = taken.subjects[key]
                subject.rows = [row for row in subject.rows if (key, row["id"]) not in back]
        new = sum(map(len, sorted_facts.added.values()))
        self.counts["facts"] += new
        self.counts["duplicates"] += sorted_facts.duplicates
        telemetry.FACTS.inc(new)
        telemetry.DUPLICATES.inc(sorted_facts.duplicates)
        answers = [refused(self.service, wrong.record, wrong.code, **wrong.words) for wrong in sorted_facts.wrong]
        return sorted_facts, answers

    def _touch(self, facts: Sorted, batch: Batch, day: date, subject: Subject) -> Touch:
        """By facts, or by another service's state that flows to it, or flowed until now."""
        senders = sorted(f"{key}:{batch.linked[key].version}" for key in subject.senders if key in batch.linked)
        return Touch(facts.causes(subject.key), by_day("linked", day, *senders))

    async def today(self, connection: Connection, now: clock.Clock, subjects: Iterable[Subject]) -> Today:
        """Day, calendar and profiles of a batch, and which holiday notices its subjects have not seen."""
        assert now.day is not None, "nothing is folded before a day has begun"
        # Kept in names of its own: what is remembered may be forgotten while the database is asked.
        calendar, counties = self._calendar, self._counties
        if calendar is None or calendar[0] != now.calendars:
            calendar = (now.calendars, clock.working_calendar(await clock.calendars(connection)))
        if counties is None or counties[0] != now.profiles:
            counties = (now.profiles, await profiles.counties(connection))
        self._calendar, self._counties = calendar, counties
        today = Today(now.day, calendar[1], now.calendars, {}, counties[1], now.profiles)
        return await _with_news(connection, today, subjects)

    async def fold(
        self,
        connection: Connection,
        keys: Iterable[str],
        subjects: Mapping[str, Subject],
        touch: Callable[[Subject], Touch],
        today: Today,
        claim: Claim,
        messages: Sequence[Message] = (),
    ) -> None:
        """Fold ``keys`` level by level: what one level sends is taken by the levels behind it, in the same transaction.

        ``subjects`` are those that were locked and read. Each level is locked when its turn comes, so that batches that
        touch the same subjects come to them in one order.
        """
        waiting: dict[str, Cause | None] = dict.fromkeys(keys)
        known = dict(subjects)
        # The first level that has anything to fold writes the offsets: an empty one would cost a round trip.
        first = min((self._level.get(key.partition("/")[0], 0) for key in waiting), default=0)
        for depth in range(first, len(self._levels)):
            # A kind that only a newer version keeps has no level here: its subjects wait for that version.
            level = sorted(key for key in waiting if self._level.get(key.partition("/")[0]) == depth)
            if not level and depth > first:
                continue
            if missing := [key for key in level if key not in known]:
                loaded = await store.subjects(connection, missing, self.most_linked)
                today = await _with_news(connection, today, loaded.values())
                known |= loaded
            await self._ask(connection, {key: known[key] for key in level})
            changes = [
                self._folder.fold(known[key], _touched(touch(known[key]), waiting.pop(key)), today) for key in level
            ]
            await near.tell(connection, changes, today.day)
            receivers = await store.put(
                connection,
                claim if depth == first else Claim.none(),
                changes,
                messages if depth == first else (),
                service=self.service,
                known=today.known,
                fold=self.fold_number,
            )
            causes = [f"{change.key}:{change.version}" for change in changes if change.cause]
            for key in receivers:
                waiting[key] = by_day("linked", today.day, *causes)
                known.pop(key, None)
            telemetry.FOLDS.inc(len(changes))

    async def remind(
        self, connection: Connection, subjects: Sequence[tuple[Subject, date | None]], today: Today
    ) -> None:
        """Tell what falls due on a day before these subjects' next fold (given with each)."""
        changes = [self._folder.remind(subject, fold_on, today) for subject, fold_on in subjects]
        await store.put(
            connection,
            Claim.none(),
            changes,
            (),
            service=self.service,
            known=today.known,
            fold=self.fold_number,
        )

    async def _ask(self, connection: Connection, subjects: Mapping[str, Subject]) -> None:
        """What the subjects' facts ask for flows to them, and what they no longer ask for does not."""
        asked: list[tuple[str, str]] = []
        over: list[tuple[str, str]] = []
        for key, subject in subjects.items():
            wanted = self._folder.asks(subject)
            asked += [(sender, key) for sender in wanted - subject.asked]
            over += [(sender, key) for sender in subject.asked - wanted]
        if asked:
            await store.ask(connection, subjects, sorted(asked))
        if over:
            await store.unask(connection, over)
            for sender, key in over:
                subjects[key].no_longer_asks(sender)


def _touched(touch: Touch, linked: Cause | None) -> Touch:
    """``touch``, or by what flowed within the service meanwhile."""
    return touch if linked is None else touch._replace(cause=linked)


async def _with_news(connection: Connection, today: Today, subjects: Iterable[Subject]) -> Today:
    """The day, with the holiday notices that these subjects have not seen."""
    behind = {subject.calendars for subject in subjects if 0 < subject.calendars < today.calendars}
    new = {
        known: await clock.calendars_since(connection, known) for known in sorted(behind - today.new_calendars.keys())
    }
    return today._replace(new_calendars={**today.new_calendars, **new}) if new else today
