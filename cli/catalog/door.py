"""The gateway's own rules, asked before anything is sent: what the door would refuse is red in the workbook like the rest."""

from __future__ import annotations

from typing import Any

from cli.catalog.ground import Ground
from cli.catalog.sending import Line
from cli.checking import Ground as DoorGround
from cli.checking import check
from papers.catalog.finding import Finding
from papers.catalog.interpret import FIELDS
from papers.catalog.item import Entry
from papers.catalog.reading import Catalog


def passed(lines: list[Line], catalog: Catalog, by: Ground) -> list[Line]:
    """The lines that the door takes; the rows of the others get a finding."""
    numbered = ((number, line.value) for number, line in enumerate(lines, start=1))
    _, refusals = check(numbered, by.issuer.org, DoorGround(by.today, by.organisations))
    refused = {int(refusal["line"]) - 1: refusal for refusal in refusals}
    for at, refusal in refused.items():
        if (entry := lines[at].entry) is not None:
            entry.findings.append(_finding(entry, refusal, catalog))
    return [line for at, line in enumerate(lines) if at not in refused or line.entry is None]


def _finding(entry: Entry, refusal: dict[str, Any], catalog: Catalog) -> Finding:
    column = FIELDS.get(str(refusal["field"]).partition(".")[0].partition("[")[0])
    at = catalog.heads[entry.sheet].at(column) if column is not None else None
    rule, remedy = (str(refusal[name]).partition(" / ")[0] for name in ("rule", "remedy"))
    return Finding("door.refused", entry.sheet, entry.line, at, str(refusal["value"]), f"{rule}；{remedy}")
