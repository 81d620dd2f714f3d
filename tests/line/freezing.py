"""Instances that stand still at a named point while others take over, and what comes of it."""

from __future__ import annotations

import itertools
import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from deploy.process import Child
from deploy.programs import METRICS
from tests.line.facts import Line as Sent
from tests.line.facts import lives
from tests.line.line import Line

_seeds = itertools.count(1)


def more(line: Line, subjects: int = 120) -> list[Sent]:
    """Facts that were never sent before."""
    return lives(next(_seeds), subjects, list(line.orgs))


def freeze(line: Line, name: str, point: str, facts: Sequence[Sent] = (), **settings: str) -> Child:
    """Start ``name`` with work before it (``facts``, or some), and return it frozen at ``point``."""
    if name in line.children:
        line.children[name].kill()
    line.start_all(but=[name])
    line.send(facts or more(line))
    if name == METRICS:
        # All its work lies ready: what it fetched only in part it would keep back for more, and drop when it is woken.
        line.sent_on()
    first = line.start(name, drill=f"{point}:stop", **settings)
    line.wait(lambda: stands_still(first), f"{name} is frozen at {point}")
    return first


def take_over(line: Line, name: str, **settings: str) -> Child:
    """A second instance, once the broker has given it the frozen one's partitions."""
    second = line.start(name, instance="2", **settings)
    line.wait(lambda: bool((line.status(f"{name}-2") or {}).get("assigned")), "the second instance has taken over")
    return second


def wake(child: Child) -> None:
    """Let a frozen instance go on where it stood."""
    child.send(signal.SIGCONT)


def alone_again(line: Line, name: str) -> None:
    """End both instances and start ``name`` as it ran before."""
    for label in (name, f"{name}-2"):
        line.children[label].stop(10)
    line.start(name)


@contextmanager
def taken_over(line: Line, name: str, point: str, facts: Sequence[Sent] = (), **settings: str) -> Iterator[Child]:
    """The first instance, frozen at ``point`` with the second in its place; afterwards one runs as before."""
    first = freeze(line, name, point, facts, **settings)
    take_over(line, name)
    try:
        yield first
    finally:
        wake(first)
        alone_again(line, name)


def stands_still(child: Child) -> bool:
    """Whether the process is stopped."""
    stat = Path(f"/proc/{child.pid}/stat").read_text(encoding="utf-8")
    return stat.rsplit(")", 1)[1].split()[0] == "T"


def late(line: Line, header: str, *topics: str) -> list[Any]:
    """Records that lie behind a newer one of their key, by what ``header`` says of their order."""
    newest: dict[tuple[str, bytes], int] = {}
    behind = []
    for record in line.records(*topics):
        order = int(dict(record.headers).get(header, b"0"))
        place = record.topic, record.key
        if record.key is not None and order < newest.get(place, 0):
            behind.append(record)
        newest[place] = max(order, newest.get(place, 0))
    return behind
