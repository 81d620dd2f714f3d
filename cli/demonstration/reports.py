"""The demonstration's end: January's 月报告, the first 季通报 and the 年考核 are issued, and a late fact restates them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

import httpx
from rich.console import Console, RenderableType
from rich.text import Text

from cli.bus import Bus, Sender
from cli.exits import Stop
from cli.line import passed
from cli.report.issued import list_table, restatement_parts
from cli.web import Web, words
from contracts.topics import inbox
from demo.sent import Sent

WITHIN_S = 300.0

_DESPITE = {"appeals": "演示：年末提出的申诉在下一年裁决"}
"""Printed in a report that appeals hold up: the simulated year ends before all of them are decided."""


@dataclass
class Issued:
    """Heads of the reports, and what a late fact makes of them."""

    heads: list[dict[str, Any]] = field(default_factory=list)
    restated: list[dict[str, Any]] = field(default_factory=list)

    def shown(self) -> Iterator[RenderableType]:
        """The reports, and cell by cell what would differ by now."""
        yield list_table(self.heads)
        for head in self.heads:
            yield Text(head["title"], style="bold")
            yield from (Text(paragraph) for paragraph in head["text"])
        yield Text("一条迟到的事实更正了已经印发的报告：", style="bold")
        yield from restatement_parts(self.restated)


async def issue(bus: Bus, web: Web, sender: Sender, county: str, year: int, late: Sent, console: Console) -> Issued:
    """Issues what is not issued yet, sends the late fact, and returns when what it restates is told."""
    issued = Issued()
    reports = (("monthly", f"{year}-01"), ("quarterly", f"{year}-Q1"), ("annual", str(year)))
    for kind, period in reports:
        issued.heads.append({"stage": "issued", **await _issued(web, county, kind, period)})
    ack = await sender.send(inbox(late.org), late.value, late.key, late.headers)
    await ack
    with console.status("waiting for what a late fact restates") as shown:
        await passed(bus, web, WITHIN_S, progress=shown.update)
    for kind, period in reports:
        body = await web.must("assessment", f"/reports/{_id(county, kind, period)}?org={late.org}")
        issued.restated += body["restatements"]
    return issued


async def _issued(web: Web, county: str, kind: str, period: str) -> dict[str, Any]:
    status, body = await web.ask("assessment", f"/reports/{_id(county, kind, period)}")
    if status == httpx.codes.OK and body["stage"] == "issued":
        return dict(body["report"])
    asked: dict[str, Any] = {"county": county, "kind": kind, "period": period}
    for step, beside in (("draft", {}), ("check", {"despite": _DESPITE}), ("issue", {})):
        status, body = await web.ask("assessment", f"/reports/{step}", {**asked, **beside})
        if status != httpx.codes.OK:
            raise Stop(f"{kind} {period}: {words(body)}")
        grave = [problem["text"] for problem in body.get("problems", ()) if problem["grave"]]
        if step == "check" and grave:
            raise Stop(f"{kind} {period} cannot be issued: {'; '.join(grave)}")
    return dict(body["report"])


def _id(county: str, kind: str, period: str) -> str:
    return quote(f"{county}|{kind}|{period}", safe="")
