"""A score as a tree, from the sheet down to the facts and their places; deductions that rest on others go down to theirs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from rich.tree import Tree

from cli.bus import Bus
from cli.exits import Stop
from cli.explain.evidence import Evidence, Row, gathered
from cli.explain.paths import Odd, Scored
from cli.explain.tree import add_subject, plain, root
from cli.organisations import near
from cli.scores import scores
from cli.web import Web
from papers.assessed.scoring import STANDINGS


class Explained(NamedTuple):
    """A sheet, the clauses and deductions that are asked for, what these rest on by id, and the subjects behind them."""

    body: Row
    clauses: Sequence[Row]
    deductions: Sequence[Row]
    because: Mapping[str, Row]
    evidence: Evidence
    names: Mapping[str, str]

    @property
    def as_json(self) -> dict[str, Any]:
        """The sheet without clauses that are not asked for, and of each fact where it lies."""
        return {
            "as_of": self.body["as_of"],
            "sheet": {**self.body["sheet"], "clauses": list(self.clauses)},
            "deductions": list(self.deductions),
            "because": list(self.because.values()),
            "facts": self.evidence.as_json,
        }

    def tree(self) -> Tree:
        """Score → clauses → deductions → obligation or finding → facts."""
        sheet = self.body["sheet"]
        name = self.names.get(sheet["org"], sheet["org"])
        grade = f"（{sheet['grade']}）" if sheet["grade"] else ""
        tree = root(
            f"{name} {sheet['period']}：{sheet['total']}/{sheet['full']}分{grade}"
            f"，细则第{sheet['version']}版，数据截至 {self.body['as_of'] or '—'}"
        )
        branches: dict[str, Tree] = {}
        for clause in self.clauses:
            above = branches.get(clause["path"].rpartition(".")[0], tree)
            standing = STANDINGS.get(clause["standing"], clause["standing"])
            words = f"{clause['path']} {clause['title']}：{clause['score']}/{clause['weight']}分 {standing}".rstrip()
            branch = branches[clause["path"]] = above.add(plain(f"{words}　{clause['formula']}"))
            for deduction in self.deductions:
                if deduction["path"] == clause["path"]:
                    self._add(branch, deduction)
        return tree

    def _add(self, branch: Tree, deduction: Row, shown: frozenset[str] = frozenset()) -> None:
        leaf = branch.add(plain(f"扣{deduction['points']}分：{deduction['text']}　{deduction['formula']}"))
        key, facts = deduction["key"], self._facts(deduction)
        if key:
            leaf = add_subject(leaf, key, self.evidence, facts=())
            subject = self.evidence.subjects.get(key)
            if deduction["obligation"]:
                leaf = leaf.add(
                    plain(subject.obligation(deduction["obligation"]) if subject else deduction["obligation"])
                )
            elif deduction["finding"]:
                leaf = leaf.add(plain(f"问题 {deduction['finding']} {deduction['article']}".rstrip()))
        for fact in facts:
            leaf.add(plain(self.evidence.line(fact, key)))
        for short in deduction["keys"]:
            add_subject(leaf, short, self.evidence)
        for other in deduction["because"]:
            below = self.because.get(other)
            if below is None or other in shown:
                leaf.add(plain(f"gongkai explain {other}"))
            else:
                self._add(leaf.add(plain(other)), below, shown | {other})

    def _facts(self, deduction: Row) -> list[str]:
        """Those that it names; of one that names none all of its subject."""
        subject = self.evidence.subjects.get(deduction["key"])
        return list(deduction["facts"] or (subject.facts if subject else ()))


async def explained(bus: Bus, web: Web, asked: Scored, names: Mapping[str, str]) -> Explained:
    """The sheet with all that is behind it. ``Stop`` where there is none, or no such clause."""
    body = await scores(web, asked.period, org=asked.org)
    if body["sheet"] is None:
        raise Stop(
            f"no rubric scores {asked.org} in {asked.period}, so there is no sheet; {_listed(body['indicators'])}"
        )
    clauses, deductions = chosen(body, asked.clause)
    because = await _because(web, asked.org, deductions)
    wanted: dict[str, list[str] | None] = {}
    for deduction in (*deductions, *because.values()):
        if deduction["key"]:
            facts = wanted.setdefault(deduction["key"], [])
            if facts is not None:
                wanted[deduction["key"]] = [*facts, *deduction["facts"]] if deduction["facts"] else None
        wanted |= dict.fromkeys(deduction["keys"])
    return Explained(body, clauses, deductions, because, await gathered(bus, web, wanted), names)


def chosen(body: Row, path: str) -> tuple[list[Row], list[Row]]:
    """Clauses and deductions of a sheet under ``path``: a clause's number, or what follows it in a deduction's id. ``Stop`` for none."""
    clause, _, rest = path.partition("/")
    sheet = body["sheet"]
    whole = f"{sheet['period']}/{sheet['org']}/{path}"
    clauses = [row for row in sheet["clauses"] if not clause or _is_within(row["path"], clause)]
    paths = {row["path"] for row in clauses}
    deductions = [row for row in body["deductions"] if row["path"] in paths and (not rest or row["id"] == whole)]
    if not clauses:
        known = "、".join(f"{row['path']} {row['title']}" for row in sheet["clauses"])
        raise Stop(f"{sheet['period']}/{sheet['org']} has no {path!r}; its clauses are {known}")
    if rest and not deductions:
        ids = {row["id"]: row["text"] for row in body["deductions"] if row["path"] in paths}
        hint = near(whole, ids) or (f"there are {'、'.join(ids)}" if ids else "nothing was taken away there")
        raise Stop(f"{whole}: no such deduction; {hint}")
    return clauses, deductions


async def _because(web: Web, org: str, deductions: Sequence[Row]) -> dict[str, Row]:
    """The deductions of shorter periods on which these rest, and those on which they do, by id."""
    known: dict[str, Row] = {}
    periods: dict[str, dict[str, Row]] = {}
    waiting = [other for deduction in deductions for other in deduction["because"]]
    while waiting:
        name = waiting.pop()
        period = name.partition("/")[0]
        if period not in periods:
            body = await scores(web, period, org=org)
            periods[period] = {row["id"]: row for row in body["deductions"]}
        row = periods[period].get(name)
        if row is not None and name not in known:
            known[name] = row
            waiting += row["because"]
    return known


class Suspected(NamedTuple):
    """An indicator, and the subjects behind it."""

    as_of: str | None
    row: Row
    evidence: Evidence
    names: Mapping[str, str]

    @property
    def as_json(self) -> dict[str, Any]:
        """The indicator, and of each fact where it lies."""
        return {"as_of": self.as_of, "indicator": self.row, "facts": self.evidence.as_json}

    def tree(self) -> Tree:
        """Indicator → subjects → facts."""
        name = self.names.get(self.row["org"], self.row["org"])
        tree = root(f"{name} {self.row['period']}：{self.row['name']}（不计分），数据截至 {self.as_of or '—'}")
        leaf = tree.add(plain(self.row["text"]))
        named = set(self.row["facts"])
        for key in self.row["keys"]:
            subject = self.evidence.subjects.get(key)
            add_subject(
                leaf, key, self.evidence, facts=[fact for fact in (subject.facts if subject else ()) if fact in named]
            )
        return tree


async def suspected(bus: Bus, web: Web, asked: Odd, names: Mapping[str, str]) -> Suspected:
    """The indicator with its facts. ``Stop`` where the unit has none of it in that period."""
    body = await scores(web, asked.period, org=asked.org)
    row = next((row for row in body["indicators"] if row["code"] == asked.code), None)
    if row is None:
        raise Stop(f"{asked.period}/{asked.org} has no indicator !{asked.code}; {_listed(body['indicators'])}")
    return Suspected(body["as_of"], row, await gathered(bus, web, dict.fromkeys(row["keys"], row["facts"])), names)


def _listed(indicators: Sequence[Row]) -> str:
    return f"it has {'、'.join(_marked(indicators))}" if indicators else "nothing looks odd there"


def _marked(indicators: Sequence[Row]) -> Iterator[str]:
    return (f"!{row['code']} ({row['name']})" for row in indicators)


def _is_within(path: str, clause: str) -> bool:
    """Whether a clause is the one asked for, one below it, or one above it."""
    return path == clause or path.startswith(f"{clause}.") or clause.startswith(f"{path}.")
