"""A measure of the views, or a cell of tables 二 三 四, as a tree of the subjects that it counts and their facts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode

from rich.tree import Tree

from cli.bus import Bus
from cli.exits import Stop
from cli.explain.evidence import Evidence, Row, gathered
from cli.explain.paths import Amount, Cell, words
from cli.explain.tree import add_amounts, root
from cli.organisations import near
from cli.web import Web
from contracts.families import FAMILIES
from contracts.kit import MeasureKind
from law.codes import STATUS_NAMES, ObligationStatus


class Counted(NamedTuple):
    """A number, what each subject adds to it, and the subjects."""

    heading: str
    body: Row
    evidence: Evidence

    @property
    def as_json(self) -> dict[str, Any]:
        """The service's answer, and of each fact where it lies."""
        return {**self.body, "facts": self.evidence.as_json}

    def tree(self) -> Tree:
        """Number → subjects → facts."""
        tree = root(f"{self.heading}：{self.body['amount']}，数据截至 {self.body['as_of'] or '—'}")
        add_amounts(tree, self.body["subjects"], self.evidence)
        return tree


async def amount(bus: Bus, web: Web, asked: Amount, names: Mapping[str, str]) -> Counted:
    """The measure with what it counts. ``Stop`` where the unit counts nothing of it in that period."""
    path = f"/amounts/{asked.period}/{asked.org}?{urlencode({'measure': asked.measure})}"
    body: dict[str, Any] = await web.must("assessment", path)
    counted = {name: in_words(name) for name in body.pop("counted")}
    if not body["subjects"]:
        hint = near(asked.measure, counted) or f"it counts {'、'.join(counted) or 'nothing'}"
        raise Stop(f"{asked.org} counts no {asked.measure} in {asked.period}; {hint}")
    heading = f"{names.get(asked.org, asked.org)} {asked.period} {asked.measure} {in_words(asked.measure)}"
    return Counted(heading, body, await gathered(bus, web, {row["key"]: None for row in body["subjects"]}))


async def cell(bus: Bus, web: Web, asked: Cell, names: Mapping[str, str]) -> Counted:
    """The cell with what it counts; a cell of 0 has no subjects."""
    service = "catalog" if asked.table == "table2" else "requests"
    query = {"org": asked.org, "table": asked.table, "row": asked.row, "column": asked.column}
    if service == "catalog":
        del query["table"]
    body: dict[str, Any] = await web.must(service, f"/tables/{quote(asked.year, safe='')}/cell?{urlencode(query)}")
    heading = f"{names.get(asked.org, asked.org)} {words(asked)}"
    evidence = await gathered(bus, web, {row["key"]: None for row in body["subjects"]})
    return Counted(heading, {**asked._asdict(), **body}, evidence)


def in_words(measure: str) -> str:
    """A measure in Chinese: with its label, or a duty with its status."""
    duty, mark, status = measure.partition("!")
    if mark:
        called = FAMILIES.duties[duty].chinese if duty in FAMILIES.duties else duty
        return f"{called}·{'到期' if status == 'due' else STATUS_NAMES[ObligationStatus(status)]}"
    code, _, label = measure.partition("@")
    known = FAMILIES.measures.get(code.partition("#")[0])
    if known is None:
        return measure
    at_end = "（期末）" if known.kind is MeasureKind.STOCK else ""
    return f"{known.chinese}{at_end}" + (f"·{label}" if label else "")
