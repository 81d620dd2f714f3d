"""A cell of an issued report as a tree: what was issued, what it would be now, and the subjects and facts that make the difference."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple
from urllib.parse import quote

import httpx
from rich.tree import Tree

from cli.bus import Bus
from cli.exits import USAGE, Stop
from cli.explain.evidence import Evidence, Row, gathered
from cli.explain.paths import Reported
from cli.explain.tree import add_subject, plain, root
from cli.organisations import near
from cli.web import Web, words
from contracts.assessment.cells import cells_of
from contracts.assessment.report import ReportPart, report_id


class Restated(NamedTuple):
    """A report's head, the cells that are asked for, why they differ, and the subjects behind that."""

    head: Row
    org: str
    cells: Sequence[Row]
    because: Sequence[Row]
    evidence: Evidence
    names: Mapping[str, str]

    @property
    def as_json(self) -> dict[str, Any]:
        """Cells with both values, the reasons, and of each fact where it lies."""
        return {
            "report": self.head["id"],
            "numbered": self._numbered,
            "org": self.org,
            "cells": list(self.cells),
            "because": list(self.because),
            "facts": self.evidence.as_json,
        }

    def tree(self) -> Tree:
        """Report → cell → subjects → facts."""
        tree = root(f"{self.head['title']}{self._numbered} {self.names.get(self.org, self.org)}")
        for cell in self.cells:
            if cell["before"] == cell["after"]:
                tree.add(plain(f"{cell['path']}：{cell['before']}，没有更正"))
            else:
                tree.add(plain(f"{cell['path']}：印发时 {cell['before'] or '—'} → 现在 {cell['after'] or '—'}"))
            if below := self._below(cell["path"]):
                tree.add(plain(f"现在的构成：gongkai explain {below}"))
        for reason in self.because:
            subject = self.evidence.subjects.get(reason["key"])
            known = subject.facts if subject else {}
            branch = add_subject(
                tree, reason["key"], self.evidence, "（印发后有变化）", [c for c in reason["causes"] if c in known]
            )
            for cause in reason["causes"]:
                if cause not in known:
                    branch.add(plain(f"{cause}（不是本事项的事实：时间经过、口径或者所依事项的变化）"))
        return tree

    @property
    def _numbered(self) -> str:
        return f"〔{self.head['year']}〕{self.head['number']}"

    def _below(self, path: str) -> str:
        """The path by which the present value is followed further down; empty where there is none."""
        where, _, rest = path.partition(".")
        period = f"{self.head['period']}/{self.org}"
        match where:
            case "sheet":
                clause = rest.removesuffix(".score")
                return period if clause in ("total", "grade") else f"{period}/{clause}"
            case "indicators":
                return f"{period}/!{rest}"
            case "counts" | "stocks":
                return f"{period}/{rest}"
            case "by":
                return f"{period}/{rest.replace('.', '@', 1)}"
        return ""


async def restated(bus: Bus, web: Web, asked: Reported, county: str, names: Mapping[str, str]) -> Restated:
    """The cell, or all restated cells of the unit, with the facts behind them. ``Stop`` where there is no such report or cell."""
    identity = report_id(county, asked.kind, asked.period)
    status, body = await web.ask("assessment", f"/reports/{quote(identity, safe='')}?org={quote(asked.org, safe='')}")
    if status != httpx.codes.OK:
        raise Stop(f"assessment: {words(body)}")
    if body["stage"] != "issued":
        raise Stop(f"{identity} is not issued yet, so nothing of it can be restated: gongkai report issue")
    (part,) = body["parts"]
    changed = {cell["path"]: cell for row in body["restatements"] for cell in row["cells"]}
    issued = cells_of(ReportPart.model_validate_json(json.dumps(part)))
    because = [reason for row in body["restatements"] for reason in row["because"]]
    if not asked.cell:
        if not changed:
            raise Stop(
                f"nothing of {asked.org} in {identity} is restated; a cell is named like {next(iter(issued), 'counts.…')}"
            )
        cells = list(changed.values())
    elif asked.cell in changed:
        cells = [changed[asked.cell]]
    elif asked.cell in issued:
        cells, because = [{"path": asked.cell, "before": issued[asked.cell], "after": issued[asked.cell]}], []
    else:
        hint = near(asked.cell, {**issued, **{path: cell["after"] for path, cell in changed.items()}})
        listed = "、".join([*changed, *issued][:12])
        raise Stop(f"{identity} has no cell {asked.cell!r} of {asked.org}; {hint or f'there are {listed} …'}", USAGE)
    wanted = {reason["key"]: reason["causes"] for reason in because}
    return Restated(body["report"], asked.org, cells, because, await gathered(bus, web, wanted), names)
