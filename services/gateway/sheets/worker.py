"""The process that reads one workbook: apart from the gateway, with bounds of its own on memory and time.

``python -m services.gateway.sheets.worker`` takes an ``Order`` on its standard input and reports on its standard output.
When the facts are ready it waits for the refusals of those that were sent, notes them in the cells that they are about, writes
what the file came to, and last the workbook that goes back: should memory run out over that, nothing else is lost. It says
nothing anywhere else: what a clerk wrote must be in no log.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import resource
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
from aiokafka.errors import KafkaError

from contracts.topics import inbox
from papers.files.grouped import grouped, places
from papers.files.refusal import NotTaken, too_large
from papers.moments import Moments
from papers.sheets import prepared
from papers.sheets.changes import Known
from papers.sheets.refused import note
from papers.sheets.returned import save_returned
from papers.sheets.summary import changes, numbers
from services.gateway.door import judge
from services.gateway.http.submission import AS_STRUCTURED
from services.gateway.records import Inbound, Refused, Unit, Units
from services.gateway.rules import shown
from services.gateway.sheets.order import (
    Away,
    Change,
    Done,
    Failed,
    Group,
    NotRead,
    Order,
    Progress,
    Ready,
    Report,
    Result,
    Verdict,
    Written,
)
from services.gateway.sheets.scanning import scanner
from services.gateway.sheets.standing import standing

MOST_MEMORY = 1_500_000_000
"""Bytes of addresses; ten thousand rows take a fifth of it."""
MOST_SECONDS = 300
"""Of work; ten thousand rows take some ten."""
_MOST_GROUPS, _MOST_CHANGES = 200, 200
"""That a page shows."""


def main() -> None:
    """One order."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    # Where memory runs out for all, it is this process that ends, and the door that stays.
    with contextlib.suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000", encoding="ascii")
    order = msgspec.json.decode(sys.stdin.buffer.readline(), type=Order)
    try:
        made = _prepared(order)
    except (KafkaError, OSError):
        ended: Report = Away()
    except NotTaken as refusal:
        ended = _not_read(refusal)
    except MemoryError:
        ended = _not_read(too_large("文件的内容太多"))
    except Exception as error:  # noqa: BLE001  # its text may quote a cell: only its class is told
        ended = Failed(type(error).__name__)
    else:
        ended = _concluded(order, made)
    _report(ended)


def _not_read(refusal: NotTaken) -> NotRead:
    return NotRead(refusal.code, refusal.text, refusal.remedy)


def _report(report: Report) -> None:
    sys.stdout.buffer.write(msgspec.json.encode(report) + b"\n")
    sys.stdout.buffer.flush()


def _prepared(order: Order) -> prepared.Prepared:
    """The workbook as it was read; its facts lie in the file of lines."""
    known = {} if order.as_test else asyncio.run(_standing(order))
    with os.fdopen(order.upload, "rb") as upload:
        made = prepared.prepare(upload.read(), order.name, _ground(order, known))
    with os.fdopen(order.lines, "wb") as lines:
        lines.writelines(line + b"\n" for line in made.lines)
    return made


def _concluded(order: Order, made: prepared.Prepared) -> Report:
    """How it ended once the facts may have been sent: from then on no failure is one of the file or of the broker."""
    try:
        _conclude(order, made)
    except Exception as error:  # noqa: BLE001  # its text may quote a cell: only its class is told
        return Failed(type(error).__name__)
    return Done()


def _conclude(order: Order, made: prepared.Prepared) -> None:
    _report(Ready(len(made.lines), made.filled.refused))
    verdicts = msgspec.json.decode(sys.stdin.buffer.readline(), type=list[Verdict])
    note(made.plan.messages, [msgspec.structs.asdict(verdict) for verdict in verdicts])
    marked = any(finding.row is not None and finding.weight for finding in made.filled.findings)
    with os.fdopen(order.result, "wb") as result:
        result.write(msgspec.json.encode(_result(made, returned=marked)))
    _report(Written())
    if marked:
        with os.fdopen(order.returned, "wb") as returned:
            save_returned(made.filled, returned)


async def _standing(order: Order) -> Known:
    async with scanner(order.kafka) as scan:
        return await standing(scan, order.org, order.replayed)


def _ground(order: Order, known: Known) -> prepared.Ground:
    county = next((unit.county for unit in order.units if unit.org == order.org), None)
    return prepared.Ground(
        org=order.org,
        units=prepared.names(
            prepared.NamedUnit(unit.org, (unit.name, unit.full_name), unit.closed)
            for unit in order.units
            if unit.county == county
        ),
        known=known,
        moment_at=Moments(order.today, order.moment).at,
        judge=_judge(order),
        progress=lambda stage, count: _report(Progress(stage.name, count)),
    )


def _judge(order: Order) -> Callable[[Sequence[bytes]], Iterator[Mapping[str, Any]]]:
    units = Units({unit.org: Unit(unit.supervisor, unit.closed) for unit in order.units})

    def refusals(lines: Sequence[bytes]) -> Iterator[Mapping[str, Any]]:
        for number, line in enumerate(lines, start=1):
            record = Inbound(line, AS_STRUCTURED, inbox(order.org), 0, number)
            verdict = judge(record, order.org, order.today, units)
            if isinstance(verdict, Refused):
                yield {"line": number, **verdict.refusal.model_dump(mode="json")}

    return refusals


def _result(made: prepared.Prepared, *, returned: bool) -> Result:
    groups, changed = grouped(made.filled.findings), changes(made.plan)
    return Result(
        **numbers(made.filled, made.plan)._asdict(),
        groups=[
            Group(int(first.weight), first.sheet, places(group), first.rule, first.remedy)
            for group in groups[:_MOST_GROUPS]
            for first in group[:1]
        ],
        more_groups=max(len(groups) - _MOST_GROUPS, 0),
        changes=[_change(change) for change in changed[:_MOST_CHANGES]],
        more_changes=max(len(changed) - _MOST_CHANGES, 0),
        remarks=list(made.filled.file.remarks),
        returned=returned,
    )


def _change(change: Mapping[str, Any]) -> Change:
    fields = [(field["field"], shown(field["before"]), shown(field["after"])) for field in change["changes"]]
    return Change(change["what"], change["cell"], shown(change["number"]), change["step"], fields)


if __name__ == "__main__":
    main()
