"""The subjects behind a number: what their services tell of them, and where their facts lie."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple
from urllib.parse import quote

import httpx

from cli.bus import Bus
from cli.facts import fact_day, fact_name
from cli.places import Lies, places
from cli.web import Web
from contracts.families import FAMILIES
from contracts.kit import key_of
from law.codes import STATUS_NAMES

Row = Mapping[str, Any]

MOST_BELOW = 20
"""Subjects on which one rests that are followed."""

MOST_SUBJECTS = 50
"""Subjects that are followed down to their facts; of more the first."""


class Subject(NamedTuple):
    """A subject as its service tells of it, and where its facts lie."""

    body: Row
    lies: Mapping[str, Lies]

    @property
    def heading(self) -> str:
        """What it is, by its kind and title."""
        kind = FAMILIES.by_kind[key_of(self.body["key"]).kind].chinese
        return " ".join(filter(None, [kind, (self.body["state"] or {}).get("title")]))

    @property
    def facts(self) -> dict[str, Row]:
        """Its facts by their ids."""
        return {row["id"]: row for row in self.body["facts"]}

    @property
    def rests_on(self) -> list[str]:
        """Keys of the subjects of which it is made, where no fact is its own: 应解读文件, 责任追究."""
        return [] if self.body["facts"] else [row["key"] for row in self.body["linked"][:MOST_BELOW]]

    def obligation(self, name: str) -> str:
        """An obligation with its days, in words; by its id alone where the subject owes it no more."""
        owed = next((owed for owed in self.body["obligations"] if owed["id"] == name), None)
        if owed is None:
            return name
        duty = FAMILIES.duties.get(owed["duty"])
        met = f"，{owed['met_on']}履行" if owed["met_on"] else ""
        return (
            f"义务 {name} {duty.chinese if duty else owed['duty']}：{owed['opened_on']}起，{owed['due_on']}到期{met}，"
            f"{STATUS_NAMES.get(owed['status'], owed['status'])}（{owed['explanation']['article']}）"
        )


class Evidence(NamedTuple):
    """Subjects by key, with those on which they rest; those beyond the first fifty are not among them."""

    subjects: Mapping[str, Subject]

    def line(self, fact: str, key: str = "") -> str:
        """A fact with its type, the day that it tells of, when it was recorded, and its places."""
        for name in [key] if key in self.subjects else self.subjects:
            subject = self.subjects[name]
            if fact in subject.facts:
                return _line(subject.facts[fact], subject.lies.get(fact))
        return fact

    @property
    def as_json(self) -> dict[str, Any]:
        """Every fact by its id."""
        facts = {}
        for subject in self.subjects.values():
            for name, row in subject.facts.items():
                lies = subject.lies.get(name)
                facts[name] = {
                    "key": subject.body["key"],
                    "type": row["type"],
                    "on": fact_day(row),
                    "recorded_on": row["recorded_on"],
                    "place": lies.words[0] if lies else None,
                    "inbox": lies.words[1] or None if lies else None,
                }
        return facts


def _line(row: Row, lies: Lies | None) -> str:
    where = "，收件".join(filter(None, lies.words)) if lies else ""
    return f"{row['id']} {fact_name(row['type'])}（{row['type']}）{fact_day(row)}，{row['recorded_on']}收录　{where}".rstrip()


async def gathered(bus: Bus, web: Web, wanted: Mapping[str, Iterable[str] | None]) -> Evidence:
    """Subjects by key with the places of these facts of theirs; None: of all. What has no facts of its own comes with what it rests on."""
    subjects: dict[str, Subject] = {}
    waiting = list(wanted.items())[:MOST_SUBJECTS]
    while waiting:
        name, facts = waiting.pop(0)
        key = key_of(name)
        status, body = await web.ask(key.service, f"/subjects/{quote(name, safe='/')}")
        if name not in subjects and status == httpx.codes.OK:
            sought = [row["id"] for row in body["facts"]] if facts is None else facts
            subject = subjects[name] = Subject(body, await places(bus, key, sought, lambda _: None))
            waiting += [(below, None) for below in subject.rests_on]
    return Evidence(subjects)
