"""A disk that is full, and a process that is killed while it writes: what is read then, and what is said."""

from __future__ import annotations

import asyncio
import resource
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from contracts import topics
from dashboard.ledger import leaves, owed
from dashboard.ledger.book import Ledger, LostError
from dashboard.ledger.cabinet import Mark
from tests.dashboard import ground
from tests.dashboard.boards import as_read
from tests.dashboard.inside import client_of, read_in
from tests.dashboard.sample import DAY, owed_record
from tests.dashboard.sample import owed as owing

PARTITION = (topics.SUBJECTS, 0)


@contextmanager
def no_file_larger_than(size: int) -> Iterator[None]:
    """What a full disk is like: SQLite is told that there is no more room."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


async def test_a_full_disk_is_told_from_a_damaged_file_and_reading_goes_on_when_there_is_room(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path)
    await ledger.marks("one")
    many = [as_read(ground.subject("a", str(number), title="长" * 400), number) for number in range(800)]
    with no_file_larger_than(200_000):
        with pytest.raises(LostError, match=str(tmp_path)) as full:
            await ledger.take(many, {PARTITION: Mark(800, 799, 1)})
        assert not full.value.damaged
        with pytest.raises(LostError):
            await ledger.ask(leaves.size)
    with no_file_larger_than(0), pytest.raises(LostError, match=str(tmp_path)):
        await ledger.forget()
    assert await ledger.marks("one") == {}
    await ledger.take(many, {PARTITION: Mark(800, 799, 1)})
    assert (await ledger.ask(leaves.size))["subjects"] == 800
    ledger.close()


async def test_the_pages_say_that_the_disk_is_full_and_what_to_do() -> None:
    desk = read_in([])
    desk.reader.progress.caught_up, desk.reader.progress.stuck = False, "/data/cache: database or disk is full"
    async with client_of(desk) as client:
        page = await client.get("/due")
        health = await client.get("/health/ready")
    assert page.status_code == 503
    assert "/data/cache: database or disk is full" in page.text
    assert "GONGKAI_CACHE" in page.text
    assert "disk is full" in health.json()["missing"][0]["missing"]


ENDLESS = """
import sys
from pathlib import Path
from dashboard.ledger.book import Ledger
from dashboard.ledger.cabinet import Mark
from tests.dashboard.sample import DAY, owed, owed_record
from tests.dashboard.boards import as_read
from tests.dashboard.ground import subject

ledger, number = Ledger(Path(sys.argv[1])), 0
ledger._cabinet.cluster = "one"
while True:
    batch = []
    for _ in range(40):
        batch += [as_read(subject("a", str(number))), as_read(owed_record(owed("a", str(number), DAY)))]
        number += 1
    ledger.put(batch, {("metrics.subjects.v1", 0): Mark(number, number - 1, 1)})
    print(number, flush=True)
"""


def test_a_process_that_is_killed_while_it_writes_leaves_what_it_had_read_and_no_more(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", ENDLESS, str(tmp_path)], stdout=subprocess.PIPE, text=True) as writing:
        assert writing.stdout is not None
        written = [int(next(writing.stdout)) for _ in range(5)][-1]
        writing.send_signal(signal.SIGKILL)
    ledger = Ledger(tmp_path)
    mark = asyncio.run(ledger.marks("one"))[PARTITION]
    sizes = ledger.answer(leaves.size)
    assert mark.next >= written
    assert sizes["subjects"] == sizes["obligations"] == mark.next
    ends = owed.Limits(DAY.toordinal())
    assert sum(ledger.answer(lambda connection: owed.counts(connection, ends, ["a"]))["a"]) == mark.next
    ledger.put([as_read(owed_record(owing("a", "0", DAY))._replace(value=None))], {})
    assert sum(ledger.answer(lambda connection: owed.counts(connection, ends, ["a"]))["a"]) == mark.next - 1
    ledger.close()
