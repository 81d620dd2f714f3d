"""A request's facts on their way through the intake, some at a time, and what came of them all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Awaitable, Callable, Sequence

from chassis.relay import FAILURES
from services.gateway.http.answers import AGAIN, REFUSED, Answer
from services.gateway.http.ground import DoorShutError
from services.gateway.http.submission import Submission

Act = Callable[[Sequence[Submission]], Awaitable[list[Answer]]]


class Course:
    """What ``act`` makes of a request's facts. Once it cannot go on, the others are to be sent again, and none is tried."""

    def __init__(self, act: Act) -> None:
        self._act = act
        self._stands = False
        self.counts: Counter[int] = Counter()
        """Status → how many facts were answered with it."""

    async def take(self, facts: Sequence[Submission]) -> list[Answer]:
        """Their answers. Raises what ``act`` does where nothing has been answered yet."""
        if self._stands:
            answers = [Answer(AGAIN)] * len(facts)
        else:
            answers = await self._tried(facts)
        self.counts.update(answer.status for answer in answers)
        self._stands = self.counts[AGAIN] > 0
        return answers

    @property
    def status(self) -> int:
        """That of the whole: 200 all are accepted, 207 some, 422 none, 503 some are to be sent again."""
        if self.counts[AGAIN]:
            return 503
        if not self.counts[REFUSED]:
            return 200
        return REFUSED if self.counts.keys() == {REFUSED} else 207

    async def _tried(self, facts: Sequence[Submission]) -> list[Answer]:
        try:
            return await self._act(facts)
        except (DoorShutError, *FAILURES):
            if not self.counts:
                raise
            return [Answer(AGAIN)] * len(facts)
