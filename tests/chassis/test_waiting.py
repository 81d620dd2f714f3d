"""What waits for the worker: it grows while more comes, in the order in which it came, and never for ever."""

from __future__ import annotations

import asyncio
from typing import Any

from chassis import waiting
from chassis.lots import Lot
from chassis.waiting import ENOUGH, Portion, Waiting


def joined(before: list[str], after: list[str]) -> list[str] | None:
    return [*before, *after] if len(before) + len(after) <= 3 else None


def portion(name: str, generation: int = 0, records: int = 1, alone: bool = False) -> Portion:
    return Portion(generation, [Lot("t", 0, 0, records, 0)], [name], alone)


async def taken(place: Waiting) -> Any:
    async with asyncio.timeout(5):
        return (await place.take()).batch


async def test_what_comes_while_more_is_about_to_come_is_taken_as_one() -> None:
    place = Waiting(joined)
    await place.put(portion("a"), grows=True)
    await place.put(portion("b"), grows=True)
    await place.put(portion("c"))
    assert await taken(place) == ["a", "b", "c"]


async def test_a_portion_that_is_large_enough_is_taken_though_more_comes() -> None:
    place = Waiting(joined)
    await place.put(portion("a", records=ENOUGH - 1), grows=True)
    worker = asyncio.create_task(taken(place))
    await asyncio.sleep(0)
    assert not worker.done()
    await place.put(portion("b"), grows=True)
    assert await worker == ["a", "b"]


async def test_a_portion_is_taken_after_a_while_though_what_was_about_to_come_never_does() -> None:
    place = Waiting(joined)
    began = asyncio.get_running_loop().time()
    await place.put(portion("a"), grows=True)
    assert await taken(place) == ["a"]
    assert asyncio.get_running_loop().time() - began < waiting.RIPENS * 10


async def test_what_does_not_fit_waits_until_there_is_room() -> None:
    place = Waiting(joined)
    for name in "abc":
        await place.put(portion(name), grows=True)
    late = asyncio.create_task(place.put(portion("d")))
    assert await taken(place) == ["a", "b", "c"]
    await late
    assert await taken(place) == ["d"]


async def test_portions_of_two_generations_and_such_as_may_fail_are_not_joined() -> None:
    for first, second in (
        (portion("a"), portion("b", generation=1)),
        (portion("a", alone=True), portion("b")),
        (portion("a"), portion("b", alone=True)),
    ):
        place = Waiting(joined)
        await place.put(first)
        late = asyncio.create_task(place.put(second))
        assert [await taken(place), await taken(place)] == [["a"], ["b"]]
        await late


async def test_without_a_join_portions_are_taken_one_by_one_and_at_once() -> None:
    place = Waiting(None)
    await place.put(portion("a"), grows=True)
    late = asyncio.create_task(place.put(portion("b"), grows=True))
    assert [await taken(place), await taken(place)] == [["a"], ["b"]]
    await late


async def test_what_is_dropped_is_named_and_makes_room() -> None:
    place = Waiting(None)
    await place.put(portion("a"))
    late = asyncio.create_task(place.put(portion("b")))
    await asyncio.sleep(0)
    assert place.drop() == [Lot("t", 0, 0, 1, 0)]
    await late
    assert await taken(place) == ["b"]
    assert place.drop() == ()
