"""A score as a tree, from the sheet down to the facts and their places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple
from urllib.parse import quote

import httpx
from rich.tree import Tree

from cli.bus import Bus
from cli.exits import Stop
from cli.places import Lies, places
from cli.web import Web
from contracts.kit import key_of
from papers.assessed.scoring import STANDINGS

Row = Mapping[str, Any]

MOST_SUBJECTS = 50
"""Subjects whose facts are looked up; --json names all evidence of every deduction in any case."""


class Subject(NamedTuple):
    """A subject behind deductions, as its service tells of it, and where its facts lie."""

    body: Row
    lies: Mapping[str, Lies]


class Explained(NamedTuple):
    """A sheet, the clauses and deductions that are asked for, and the subjects behind them by key."""

    body: Row
    clauses: Sequence[Row]
    deductions: Sequence[Row]
    subjects: Mapping[str, Subject]
    names: Mapping[str, str]

    @property
    def as_json(self) -> dict[str, Any]:
        """The sheet without clauses that are not asked for, and of each fact where it lies."""
        sheet = {**self.body["sheet"], "clauses": list(self.clauses)}
        facts = {fact: {"type": row["type"], "place": self._place(fact)} for fact, row in self._facts().items()}
        return {"as_of": self.body["as_of"], "sheet": sheet, "deductions": list(self.deductions), "facts": facts}

    def tree(self) -> Tree:
        """Score → clauses → deductions → obligation or finding → facts."""
        sheet = self.body["sheet"]
        name = self.names.get(sheet["org"], sheet["org"])
        grade = f"（{sheet['grade']}）" if sheet["grade"] else ""
        root = Tree(
            f"{name} {sheet['period']}：{sheet['total']}/{sheet['full']}分{grade}"
            f"，细则第{sheet['version']}版，数据截至 {self.body['as_of'] or '—'}",
            highlight=False,
        )
        facts = self._facts()
        branches: dict[str, Tree] = {}
        for clause in self.clauses:
            above = branches.get(clause["path"].rpartition(".")[0], root)
            standing = STANDINGS.get(clause["standing"], clause["standing"])
            words = f"{clause['path']} {clause['title']}：{clause['score']}/{clause['weight']}分 {standing}".rstrip()
            branch = branches[clause["path"]] = above.add(_plain(f"{words}　{clause['formula']}"))
            for deduction in self.deductions:
                if deduction["path"] == clause["path"]:
                    self._add(branch, deduction, facts)
        return root

    def _add(self, branch: Tree, deduction: Row, facts: Mapping[str, Row]) -> None:
        leaf = branch.add(_plain(f"扣{deduction['points']}分：{deduction['text']}　{deduction['formula']}"))
        if deduction["key"]:
            leaf = leaf.add(_plain(f"{deduction['key']} {deduction['obligation'] or deduction['finding']}"))
        for fact in deduction["facts"]:
            row = facts.get(fact)
            kind = f"{row['type']} {row['time']}" if row else ""
            leaf.add(_plain(f"{fact} {kind} {self._place(fact) or ''}".rstrip()))
        for key in deduction["keys"]:
            leaf.add(_plain(key))
        for other in deduction["because"]:
            leaf.add(_plain(f"gongkai explain {other}"))

    def _facts(self) -> dict[str, Row]:
        return {row["id"]: row for subject in self.subjects.values() for row in subject.body["facts"]}

    def _place(self, fact: str) -> str | None:
        lies = next((subject.lies[fact] for subject in self.subjects.values() if fact in subject.lies), None)
        return lies.words[1] or lies.words[0] if lies else None


def chosen(body: Row, path: str) -> tuple[list[Row], list[Row]]:
    """Clauses and deductions of a sheet under ``path``: a clause's number, or what follows it in a deduction's id. ``Stop`` for none."""
    clause, _, rest = path.partition("/")
    sheet = body["sheet"]
    whole = f"{sheet['period']}/{sheet['org']}/{path}"
    clauses = [row for row in sheet["clauses"] if not clause or _is_within(row["path"], clause)]
    paths = {row["path"] for row in clauses}
    deductions = [row for row in body["deductions"] if row["path"] in paths and (not rest or row["id"] == whole)]
    if not clauses or (rest and not deductions):
        known = "、".join(row["path"] for row in sheet["clauses"])
        raise Stop(f"{sheet['period']}/{sheet['org']} has no {path!r}; its clauses are {known}")
    return clauses, deductions


async def evidence(bus: Bus, web: Web, deductions: Sequence[Row]) -> dict[str, Subject]:
    """The subjects that deductions are about, by key, with the places of the facts they name."""
    wanted: dict[str, set[str]] = {}
    for deduction in deductions:
        if deduction["key"]:
            wanted.setdefault(deduction["key"], set()).update(deduction["facts"])
    found = {}
    for name, facts in list(wanted.items())[:MOST_SUBJECTS]:
        key = key_of(name)
        status, body = await web.ask(key.service, f"/subjects/{quote(name, safe='/')}")
        if status == httpx.codes.OK:
            found[name] = Subject(body, await places(bus, key, facts, lambda _: None))
    return found


def _is_within(path: str, clause: str) -> bool:
    """Whether a clause is the one asked for, one below it, or one above it."""
    return path == clause or path.startswith(f"{clause}.") or clause.startswith(f"{path}.")


def _plain(text: str) -> str:
    """Text of which no square bracket is markup."""
    return text.replace("[", "\\[")
