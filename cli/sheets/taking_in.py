"""From a file to facts: read, compared with what was told before, judged as the door does, and sent."""

from __future__ import annotations

from dataclasses import dataclass, field

from cli.bus import open_bus
from cli.checking import Ground, check, of_stack
from cli.console import open_console
from cli.delivery import deliver
from cli.emitting import AGAIN, Outcome
from cli.exits import INTERRUPTED, USAGE, Stop
from cli.files import STANDARD, read_bounded, write
from cli.interruptible import run
from cli.moments import moments
from cli.organisations import must_know
from cli.target import Target
from cli.web import Web
from contracts.topics import inbox
from papers.files.bounds import MOST_BYTES
from papers.files.refusal import NotTaken
from papers.sheets import prepared
from papers.sheets.changes import Known, Plan
from papers.sheets.reading import Filled
from papers.sheets.refused import note
from papers.sheets.returned import save_returned
from papers.sheets.summary import numbers
from services.gateway.sheets.standing import standing

_MOST_LETTERS = 10_000
"""Dead letters of the unit that are looked through for those that were taken after all."""


@dataclass
class Taken:
    """What came of a file."""

    filled: Filled
    plan: Plan
    lines: list[bytes] = field(default_factory=list)
    outcome: Outcome = field(default_factory=Outcome)
    held_back: str = ""
    """Why nothing was sent."""

    def numbers(self) -> dict[str, object]:
        """The summary for programs."""
        counted = numbers(self.filled, self.plan)._asdict()
        return {**counted, "sent": self.outcome.accepted, "held_back": self.held_back}

    def summary(self) -> str:
        """The summary in a sentence."""
        number = self.numbers()
        sent = self.held_back or f"{self.outcome.accepted} facts accepted"
        return (
            f"{number['rows']} rows, {number['refused']} refused; facts: {number['new']} new, {number['corrected']} corrected, "
            f"{number['withdrawn']} withdrawn, {number['unchanged']} as they were. {sent}"
        )


def read(file: str, org: str, ground: Ground, known: Known) -> Taken:
    """The file as it would be sent. Raises ``Stop`` for what cannot be read."""
    must_know(org, {slug: unit.name for slug, unit in ground.organisations.items()}, "organisation")
    data = read_bounded(file, "an .xlsx, .xls or CSV file", MOST_BYTES)
    with open_console(stderr=True).status("reading") as shown:
        by = prepared.Ground(
            org=org,
            units=_names(ground, org),
            known=known,
            moment_at=moments(ground.today).at,
            judge=lambda lines: check(enumerate(lines, start=1), org, ground)[1],
            progress=lambda stage, count: shown.update(f"{count} {stage.value}"),
        )
        try:
            made = prepared.prepare(data, "" if file == STANDARD else file, by)
        except NotTaken as refused:
            raise Stop(f"{file}: {refused} ({refused.code})", USAGE) from refused
    return Taken(made.filled, made.plan, made.lines)


async def of_line(target: Target, org: str) -> tuple[Ground, Known]:
    """Day and registry of a running stack, and what sheets of the unit told before."""
    ground = await of_stack(target, None)
    must_know(org, {slug: unit.name for slug, unit in ground.organisations.items()}, "organisation")
    async with Web(target) as web:
        letters = await web.must("gateway", f"/dead-letters?limit={_MOST_LETTERS}&topic={inbox(org)}")
    async with open_bus(target) as bus:
        return ground, await standing(bus.scan, org, (letter["offset"] for letter in letters if letter["replayed"]))


def give_back(taken: Taken, bad: str | None) -> None:
    """Writes the workbook with what is wrong in red, where something is."""
    if bad is not None and any(finding.row is not None and finding.weight for finding in taken.filled.findings):
        write(bad, lambda to: save_returned(taken.filled, to))


def send(taken: Taken, org: str, deadline: float, target: Target, *, good_rows: bool) -> None:
    """Sends what is to be sent; all or nothing, unless ``good_rows``. Raises ``Stop`` where the line does not answer."""
    if taken.filled.refused and not good_rows:
        taken.held_back = (
            "Nothing was sent (all or nothing): mend the refused rows (--bad FILE gives them back in red), "
            "or send the others with --good-rows"
        )
    elif not taken.lines:
        taken.held_back = "Nothing to send"
    if taken.held_back:
        return
    outcome = taken.outcome
    try:
        run(deliver(enumerate(taken.lines, start=1), org, deadline, target, outcome))
    except KeyboardInterrupt:
        raise Stop(f"stopped. {_so_far(taken)}", INTERRUPTED) from None
    except Stop as stop:
        raise Stop(f"{stop}\n{_so_far(taken)}", stop.code) from stop
    note(taken.plan.messages, [*outcome.refusals, *outcome.waiting])


def _so_far(taken: Taken) -> str:
    return f"{len(taken.outcome.lines)} of {len(taken.lines)} facts acknowledged. {AGAIN}"


def _names(ground: Ground, org: str) -> dict[str, str]:
    """Names of the organisations of the unit's county → slugs."""
    units = ground.organisations
    return prepared.names(
        prepared.NamedUnit(slug, (unit.name, unit.full_name), unit.is_over(ground.today))
        for slug, unit in units.items()
        if unit.county == units[org].county
    )
