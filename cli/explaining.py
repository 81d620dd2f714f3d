"""A score as a tree, from the sheet down to the facts and their places."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple
from urllib.parse import quote

import httpx
from rich.tree import Tree

from cli.bus import Bus
from cli.exits import Stop
from cli.facts import fact_day, fact_name
from cli.places import Lies, places
from cli.scores import STANDINGS
from cli.web import Web
from contracts.kit import key_of

Row = Mapping[str, Any]

MOST_SUBJECTS = 50
"""Subjects whose facts are looked up; --json names all evidence of every deduction in any case."""


MOST_LINKED = 12
"""Subjects on which one rests of which no fact is named, and whose facts are looked up."""


class Subject(NamedTuple):
    """A subject behind deductions, as its service tells of it, and where its facts lie; ``linked``: those on which it rests, by key."""

    body: Row
    lies: Mapping[str, Lies]
    linked: Mapping[str, Subject]

    def place(self, fact: str) -> str | None:
        """Where a fact of it lies: in the inbox of whoever told it, else in the intake."""
        lies = self.lies.get(fact)
        return lies.words[1] or lies.words[0] if lies else None

    def facts(self) -> dict[str, Row]:
        """Its own facts by id."""
        return {row["id"]: row for row in self.body["facts"]}

    def as_json(self) -> dict[str, Any]:
        """Type and place of each of its facts."""
        return {fact: {"type": row["type"], "place": self.place(fact)} for fact, row in self.facts().items()}


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
        facts = {fact: row for subject in self.subjects.values() for fact, row in subject.as_json().items()}
        rests_on = {
            key: {other: below.as_json() for other, below in subject.linked.items()}
            for key, subject in self.subjects.items()
            if subject.linked
        }
        told = {"sheet": sheet, "deductions": list(self.deductions), "facts": facts, "rests_on": rests_on}
        return {"as_of": self.body["as_of"], **told}

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
        branches: dict[str, Tree] = {}
        for clause in self.clauses:
            above = branches.get(clause["path"].rpartition(".")[0], root)
            standing = STANDINGS.get(clause["standing"], clause["standing"])
            words = f"{clause['path']} {clause['title']}：{clause['score']}/{clause['weight']}分 {standing}".rstrip()
            branch = branches[clause["path"]] = above.add(_plain(f"{words}　{clause['formula']}"))
            for deduction in self.deductions:
                if deduction["path"] == clause["path"]:
                    self._add(branch, deduction)
        return root

    def _add(self, branch: Tree, deduction: Row) -> None:
        leaf = branch.add(_plain(f"扣{deduction['points']}分：{deduction['text']}　{deduction['formula']}"))
        subject = self.subjects.get(deduction["key"])
        if deduction["key"]:
            leaf = leaf.add(_plain(f"{deduction['key']} {deduction['obligation'] or deduction['finding']}"))
        if subject is None:
            for fact in deduction["facts"]:
                leaf.add(_plain(fact))
        else:
            _add_facts(leaf, subject, deduction["facts"] or list(subject.facts()))
            for key, below in () if deduction["facts"] else subject.linked.items():
                _add_facts(leaf.add(_plain(key)), below, list(below.facts()))
        for key in deduction["keys"]:
            leaf.add(_plain(key))
        for clause in dict.fromkeys("/".join(other.split("/")[:3]) for other in deduction["because"]):
            leaf.add(_plain(f"gongkai explain {clause}"))


def _add_facts(leaf: Tree, subject: Subject, facts: Sequence[str]) -> None:
    rows = subject.facts()
    for fact in facts:
        row = rows.get(fact)
        what = f"{fact_name(row['type'])} {fact_day(row)}，{row['recorded_on']}记录" if row else ""
        leaf.add(_plain(" ".join(f"{what} {fact} {subject.place(fact) or ''}".split())))


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
    """The subjects that deductions are about, by key, with the places of the facts they name.

    Where none is named, all of the subject and of those on which it rests: 应解读文件 and 责任追究 have none of their own.
    """
    wanted: dict[str, set[str]] = {}
    for deduction in deductions:
        if deduction["key"]:
            wanted.setdefault(deduction["key"], set()).update(deduction["facts"])
    subjects = {}
    for key, facts in list(wanted.items())[:MOST_SUBJECTS]:
        body = await _asked(web, key)
        if body is None:
            continue
        linked = {}
        for each in () if facts else body["linked"][:MOST_LINKED]:
            if (below := await _asked(web, each["key"])) is not None:
                linked[each["key"]] = Subject(below, await _places(bus, each["key"], _ids(below)), {})
        subjects[key] = Subject(body, await _places(bus, key, facts or _ids(body)), linked)
    return subjects


async def _asked(web: Web, key: str) -> Row | None:
    status, body = await web.ask(key_of(key).service, f"/subjects/{quote(key, safe='/')}")
    return body if status == httpx.codes.OK else None


async def _places(bus: Bus, key: str, facts: Collection[str]) -> dict[str, Lies]:
    return await places(bus, key_of(key), facts, lambda _: None)


def _ids(body: Row) -> set[str]:
    return {row["id"] for row in body["facts"]}


def _is_within(path: str, clause: str) -> bool:
    """Whether a clause is the one asked for, one below it, or one above it."""
    return path == clause or path.startswith(f"{clause}.") or clause.startswith(f"{path}.")


def _plain(text: str) -> str:
    """Text of which no square bracket is markup."""
    return text.replace("[", "\\[")
