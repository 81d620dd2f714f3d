"""From a file to facts: read, compared with the catalog as it stands, and sent."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from cli.bus import open_bus
from cli.catalog.door import passed
from cli.catalog.ground import Ground, ground
from cli.catalog.sending import Line, Occasion, lines
from cli.catalog.standing import standing
from cli.console import open_console
from cli.delivery import deliver
from cli.emitting import AGAIN, Outcome
from cli.exits import INTERRUPTED, REFUSED, USAGE, Stop
from cli.files import STANDARD, read_bounded, write
from cli.interruptible import run
from cli.moments import moments
from cli.target import Target
from contracts.item import Origin
from papers.catalog.changes import Changes, changes
from papers.catalog.obliging import oblige
from papers.catalog.reading import Catalog, read_catalog
from papers.catalog.returned import save_returned
from papers.files.bounds import MOST_BYTES
from papers.files.refusal import NotTaken


@dataclass(frozen=True)
class Wishes:
    """What the command was asked for; what is not said is the stack's day, the county's office, and nothing more than usual."""

    org: str | None = None
    effective_on: date | None = None
    domain: str = ""
    origin: Origin | None = None
    units: str | None = None
    reason: str = ""
    dry_run: bool = False
    take_good: bool = False
    repeal_missing: bool = False


@dataclass
class Imported:
    """What came of it."""

    catalog: Catalog
    changes: Changes
    effective_on: date
    repealed: bool
    lines: list[Line] = field(default_factory=list)
    """What was sent; nothing where rows were refused, or for a rehearsal."""
    outcome: Outcome = field(default_factory=Outcome)
    held_back: str = ""
    """Why nothing was sent."""

    @property
    def catalog_refused(self) -> int:
        """Rows that were refused."""
        return len(self.catalog.entries) - len(self.catalog.good)

    def refusals(self) -> list[dict[str, Any]]:
        """What the gateway refused, with the row instead of the line."""
        return [{**refusal, "line": self.lines[int(refusal["line"]) - 1].where} for refusal in self.outcome.refusals]

    def numbers(self) -> dict[str, object]:
        """The summary for programs."""
        return {
            "rows": len(self.catalog.entries),
            "refused": self.catalog_refused,
            "new": len(self.changes.new),
            "changed": len(self.changes.changed),
            "adapted": len(self.changes.adapted),
            "unchanged": self.changes.unchanged,
            "missing": len(self.changes.vanished),
            "repealed": len(self.changes.vanished) if self.repealed else 0,
            "effective_on": self.effective_on.isoformat(),
            "sent": self.outcome.accepted,
            "held_back": self.held_back,
        }

    def summary(self) -> str:
        """The summary in a sentence."""
        made = self.changes
        missing = ""
        if made.vanished:
            what = "repealed" if self.repealed else "left as they are; --repeal-missing repeals them"
            missing = f"; {len(made.vanished)} items of these domains have no row in the file: {what}"
        sent = self.held_back or f"{self.outcome.accepted} facts accepted, effective on {self.effective_on}"
        return (
            f"{len(self.catalog.entries)} rows: {len(made.new)} new, {len(made.changed)} changed, {len(made.adapted)} changed "
            f"locally, {made.unchanged} as they were, {self.catalog_refused} refused{missing}. {sent}"
        )


def refuse_wrong_origin(text: str | None) -> Origin | None:
    """The origin that a word names. Raises ``Stop`` for another word."""
    try:
        return Origin(text) if text is not None else None
    except ValueError:
        raise Stop(f"--origin {text!r}: give {' or '.join(Origin)}", USAGE) from None


def bring_in(file: str, wishes: Wishes, bad: str | None, deadline: float, target: Target) -> Imported:
    """Reads, compares and sends. Raises ``Stop`` for what cannot be read, and where the line does not answer."""
    data = read_bounded(file, "an .xlsx, .xls or CSV file", MOST_BYTES)
    with open_console(stderr=True).status("reading") as shown:
        try:
            catalog = read_catalog(data, "" if file == STANDARD else file, domain=wishes.domain)
        except NotTaken as refused:
            raise Stop(f"{file}: {refused} ({refused.code})", USAGE) from refused
        shown.update(f"{len(catalog.entries)} rows read; comparing them with the catalog")
        imported, issuer = run(_compared(catalog, wishes, target))
    if bad is not None and any(finding.row is not None for finding in catalog.findings):
        write(bad, lambda to: save_returned(catalog, to))
    imported.held_back = _held_back(imported, wishes)
    if not imported.held_back:
        _send(imported, issuer, deadline, target)
    return imported


async def _compared(catalog: Catalog, wishes: Wishes, target: Target) -> tuple[Imported, str]:
    async with open_bus(target) as bus:
        by = await ground(bus, wishes.org, wishes.units)
        effective_on = wishes.effective_on or by.today
        known = await standing(bus, by.issuer.org, effective_on)
    catalog.entries = [oblige(entry, by.resolver, catalog.heads[entry.sheet]) for entry in catalog.entries]
    domains = {entry.elements.domain or "" for entry in catalog.entries}
    made = changes(catalog.entries, known, wishes.origin or _origin(by), domains)
    imported = Imported(catalog, made, effective_on, wishes.repeal_missing)
    occasion = Occasion(by.issuer.org, effective_on, wishes.reason, moments(by.today))
    imported.lines = passed(lines(made, occasion, repeal_missing=wishes.repeal_missing), catalog, by)
    made.leave_out_refused()
    return imported, by.issuer.org


def _origin(by: Ground) -> Origin:
    return Origin.NATIONAL if by.issuer.kind == "部门" else Origin.LOCAL


def _held_back(imported: Imported, wishes: Wishes) -> str:
    refused = imported.catalog_refused
    if refused and wishes.repeal_missing:
        raise Stop(
            f"{refused} rows are refused, so nobody can say which items have no row: mend them first, or leave out "
            "--repeal-missing. Nothing was sent",
            REFUSED,
        )
    if wishes.dry_run:
        return f"{len(imported.lines)} facts would be sent; nothing was sent"
    if refused and not wishes.take_good:
        return "Nothing was sent: mend the refused rows (--bad FILE gives them back in red), or send the others with --take-good"
    return "" if imported.lines else "Nothing to send"


def _send(imported: Imported, issuer: str, deadline: float, target: Target) -> None:
    numbered = [(number, line.value) for number, line in enumerate(imported.lines, start=1)]
    outcome = imported.outcome
    try:
        run(deliver(numbered, issuer, deadline, target, outcome))
    except KeyboardInterrupt:
        raise Stop(
            f"stopped. {len(outcome.lines)} of {len(numbered)} facts acknowledged. {AGAIN}", INTERRUPTED
        ) from None
    except Stop as stop:
        raise Stop(f"{stop}\n{len(outcome.lines)} of {len(numbered)} facts acknowledged. {AGAIN}", stop.code) from stop
