"""Fairness behind the door: what waits before a service is kept short, so that no unit's facts stand before all others'.

Everybody's facts for a service lie in one intake, in the order in which the door passed them on. A unit that sends
two hundred thousand at once would fill it, and a neighbour's single fact would wait behind them all. So the door passes on no more of them
than the service works off in a few seconds: units of which much lies there wait in their own inboxes, and others pass.
What the door has to answer is kept short likewise: two hundred thousand refusals would wait in its outbox before all others' notices.

Only a pace follows from what the broker says here, never what is done with a fact.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Mapping

from aiokafka import TopicPartition

from contracts.topics import intake

LEAST = 2_000
"""Facts that may lie in an intake however slow its service is: what is known of its progress is up to a second old, and it should
not run dry."""

TOGETHER = 1_000
"""Facts of a batch of the door; when it is known that a unit shall rest, one more batch of it has been fetched."""

LOOK_BACK = 5.0
"""Seconds over which a service's speed is reckoned."""

STANDS_STILL = 10.0
"""Seconds without a step after which a service sets nobody's pace: who waits for it would wait with all that is for the others."""

REST_LEAST, REST_MOST = 0.1, 0.5
"""Seconds for which an inbox rests before it is looked at again."""


class Queue:
    """What lies before one service. Times are monotonic seconds."""

    def __init__(self) -> None:
        self._ends: dict[int, int] = {}
        self._reached: Mapping[int, int] = {}
        self._batches: deque[Counter[str]] = deque()
        self._mine: Counter[str] = Counter()
        self._looks: deque[tuple[float, int]] = deque()
        self._moved = 0.0

    @property
    def is_empty(self) -> bool:
        """Whether all is done of what this door is known to have sent."""
        return not self._batches

    @property
    def waiting(self) -> int:
        """Facts between what the service has done and what it was sent, as far as both are known."""
        return sum(max(0, end - self._reached.get(partition, end)) for partition, end in self._ends.items())

    @property
    def speed(self) -> float:
        """Facts a second, of late."""
        if len(self._looks) < 2:
            return 0.0
        (first, done), (last, done_since) = self._looks[0], self._looks[-1]
        return (done_since - done) / (last - first)

    def sent(self, orgs: Counter[str], ends: Mapping[int, int], now: float) -> None:
        """So many facts of each of these organisations were passed on; behind them the partitions end so."""
        if self.is_empty:
            self._moved = now
        self._ends |= ends
        self._batches.append(orgs)
        self._mine += orgs

    def reached(self, positions: Mapping[int, int], now: float) -> None:
        """So far the service has come in each partition."""
        done = sum(positions.values())
        if not self._looks or done != self._looks[-1][1]:
            self._moved = now
        self._reached = dict(positions)
        self._looks.append((now, done))
        while self._looks[0][0] < now - LOOK_BACK:
            self._looks.popleft()
        self._forget()

    def rest(self, org: str, seconds: float, now: float) -> float:
        """Seconds that an inbox of ``org`` should rest; 0 while there is room, and for one of which little lies here.

        ``seconds``: how much of the service's work may lie here.
        """
        waiting, room = self.waiting, max(LEAST, seconds * self.speed)
        has_room = waiting <= room or self._mine[org] * len(self._mine) <= room
        if has_room or now - self._moved > STANDS_STILL:
            return 0.0
        return min(REST_MOST, max(REST_LEAST, (waiting - room) / max(self.speed, 1.0)))

    def _forget(self) -> None:
        """Whose the facts were that the service has done: the oldest, but for those that wait."""
        waiting, known = self.waiting, self._mine.total()
        while self._batches and known - self._batches[0].total() >= waiting:
            gone = self._batches.popleft()
            known -= gone.total()
            self._mine -= gone


class Pace:
    """The queues before all services. ``seconds``: how much of its work may lie before each; 0: there is no limit."""

    def __init__(self, services: Iterable[str], seconds: float) -> None:
        self._seconds = seconds
        self.queues = {service: Queue() for service in services}
        self.answers = Queue()
        """What waits in the door's own outbox: refusals, and verdicts on test inboxes."""
        self._answered = 0

    def sent(self, facts: Mapping[str, Counter[str]], ends: Mapping[TopicPartition, int], now: float) -> None:
        """Service → how many facts of each organisation were passed on to it; the ends of all intakes since."""
        for service, orgs in facts.items():
            topic = intake(service)
            own = {place.partition: end for place, end in ends.items() if place.topic == topic}
            self.queues[service].sent(orgs, own, now)

    def answered(self, orgs: Counter[str], now: float) -> None:
        """So many messages about what each of these organisations sent were put into the outbox."""
        if orgs:
            self._answered += orgs.total()
            self.answers.sent(orgs, {0: self._answered}, now)

    def unsent(self, messages: int, now: float) -> None:
        """So many messages wait in the outbox."""
        self.answers.reached({0: self._answered - messages}, now)

    def rest(self, org: str, now: float) -> float:
        """Seconds that an inbox of ``org`` should rest."""
        if not self._seconds:
            return 0.0
        return max(queue.rest(org, self._seconds, now) for queue in (*self.queues.values(), self.answers))
