"""A file made ready to be sent: read, compared with what was told before, and judged by the door's own rules.

Whoever takes files in, a command or a page, gives what it knows and how the door judges; nothing here reaches out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any, NamedTuple

from papers.files.spelling import plain
from papers.sheets.changes import Known, Plan, plan
from papers.sheets.events import lines
from papers.sheets.reading import Filled, read_filled
from papers.sheets.refused import hold_parts, note
from papers.sheets.telling import tellings


class Stage(Enum):
    """How far a file is; the number beside it counts rows, or the facts that they come to."""

    READING = "rows read"
    COMPARING = "rows read; comparing them with what was told before"
    JUDGING = "facts; judging them as the door does"


Judge = Callable[[Sequence[bytes]], Iterable[Mapping[str, Any]]]
"""The door's refusals of lines: each with ``line`` (from 1), ``code``, ``field``, ``rule`` and ``remedy``."""


@dataclass(frozen=True)
class Ground:
    """What a file is taken in by."""

    org: str
    units: Mapping[str, str]
    """Names of organisations → slugs, in plain spelling."""
    known: Known
    """What sheets of the organisation told before."""
    moment_at: Callable[[int], datetime]
    """The moment of the fact at a place of the file."""
    judge: Judge
    progress: Callable[[Stage, int], None] = lambda *_: None
    """Told how far it is."""


@dataclass
class Prepared:
    """The file's rows, what is to be sent of those that are not refused, and the lines, one a message."""

    filled: Filled
    plan: Plan
    lines: list[bytes]


def prepare(data: bytes, name: str, by: Ground) -> Prepared:
    """Makes a file ready; what is wrong stands in its rows. Raises ``NotTaken`` for a file that is not read at all."""
    filled = read_filled(data, name, by.units, lambda rows: by.progress(Stage.READING, rows))
    by.progress(Stage.COMPARING, len(filled.rows))
    made = plan(filled.rows, tellings(filled.rows), by.known)
    by.progress(Stage.JUDGING, len(made.messages))
    written = lines(made.messages, by.org, by.moment_at)
    note(made.messages, by.judge(written))
    hold_parts(made.messages)
    prepared = Prepared(filled, Plan(unchanged=made.unchanged), [])
    for message, line in zip(made.messages, written, strict=True):
        if not any(row.refused for row in message.rows):
            prepared.plan.messages.append(message)
            prepared.lines.append(line)
    return prepared


class NamedUnit(NamedTuple):
    """A unit with the names that it bears, or bore."""

    org: str
    names: Iterable[str | None]
    is_former: bool


def names(units: Iterable[NamedUnit]) -> dict[str, str]:
    """Names in plain spelling → slugs; a name that two bear names neither, and that of a former unit counts where no other has it."""
    bearers: dict[bool, dict[str, set[str]]] = {True: {}, False: {}}
    for unit in units:
        for name in filter(None, unit.names):
            bearers[unit.is_former].setdefault(plain(name), set()).add(unit.org)
    return {name: slugs.pop() for name, slugs in (bearers[True] | bearers[False]).items() if len(slugs) == 1}
