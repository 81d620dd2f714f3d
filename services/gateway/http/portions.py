"""A request's facts in portions: as many as are judged and written together, by number and by bytes."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Sequence

from chassis.access.refused import RefusedError
from services.gateway.http.submission import Submission

AT_ONCE = 1_000
"""Facts of a portion: most of a request's time is waiting for acks and for the database, once for each."""

MOST_BYTES = 1_048_576
"""A portion ends with the fact that brings it over so many bytes."""

Numbered = tuple[int, Submission]


def of_batch(facts: Sequence[Submission]) -> Iterator[Sequence[Submission]]:
    """The facts of a batch."""
    begin = size = 0
    for end, fact in enumerate(facts, start=1):
        size += len(fact.value)
        if end - begin == AT_ONCE or size > MOST_BYTES:
            yield facts[begin:end]
            begin, size = end, 0
    if begin < len(facts):
        yield facts[begin:]


async def of_lines(lines: AsyncIterator[Numbered]) -> AsyncIterator[Sequence[Numbered]]:
    """Lines with their numbers, as they come; those before one that is refused are handed on before RefusedError is raised."""
    waiting: list[Numbered] = []
    size = 0
    try:
        async for number, fact in lines:
            waiting.append((number, fact))
            size += len(fact.value)
            if len(waiting) == AT_ONCE or size > MOST_BYTES:
                yield waiting
                waiting, size = [], 0
    except RefusedError:
        if waiting:
            yield waiting
        raise
    if waiting:
        yield waiting
