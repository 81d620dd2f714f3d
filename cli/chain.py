"""The audit's chains: whether each entry follows on the one before, and is what was published."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import msgspec

from contracts.audit import FIRST, AuditEntry, link, written


class Link(NamedTuple):
    """An entry in its place: ``text`` is what its hash covers."""

    number: int
    previous: str
    text: str
    sha256: str

    @property
    def entry(self) -> dict[str, Any]:
        """Who did what and when; ValueError for what is no entry."""
        entry = msgspec.json.decode(self.text, type=dict[str, Any])
        # Versions to come may say more.
        if not AuditEntry.model_fields.keys() <= entry.keys():
            raise ValueError("no entry of an audit")
        return entry


class Wrong(NamedTuple):
    """The first entry of a program with which something is wrong, and what."""

    number: int
    text: str


def published(value: bytes) -> Link:
    """The entry in a record of the topic. ValueError, KeyError or TypeError for what is no such record."""
    body = json.loads(value)
    return Link(int(body["number"]), str(body["previous"]), written(body), str(body["sha256"]))


def broken(links: Sequence[Link], service: str) -> Wrong | None:
    """The first entry that does not follow on those before it; the links in order of their numbers."""
    last = Link(0, "", "", FIRST)
    for each in links:
        if each.number != last.number + 1:
            return Wrong(last.number + 1, "is not there, and later ones are: it was removed")
        if each.previous != last.sha256:
            return Wrong(each.number, f"does not follow on entry {last.number}: one was changed, put in or removed")
        if each.sha256 != link(each.previous, each.text):
            return Wrong(each.number, "was changed: its hash is of another content")
        if not _is_its_own(each, service):
            return Wrong(each.number, "was changed: it names another place or program than that in which it stands")
        last = each
    return None


def differing(stored: Sequence[Link], sent: Iterable[Link]) -> Wrong | None:
    """The first entry that is another one than was published, before or after it was published last."""
    here = {each.number: each for each in stored}
    published: dict[int, Link] = {}
    faults = []
    for each in sent:
        if published.setdefault(each.number, each) != each:
            faults.append(Wrong(each.number, "was published twice, each time as another one"))
        elif each.number not in here:
            faults.append(Wrong(each.number, "was published, and is no longer in the database: it was removed"))
        elif here[each.number] != each:
            faults.append(Wrong(each.number, "is another one than was published: the chain was written anew from here"))
    faults += [
        Wrong(number, "was never published: no program wrote it, or its outbox does not get through (gongkai status)")
        for number in here.keys() - published.keys()
    ]
    return min(faults, key=lambda fault: fault.number, default=None)


def _is_its_own(each: Link, service: str) -> bool:
    try:
        entry = each.entry
    except ValueError:
        return False
    return (entry.get("number"), entry.get("service")) == (each.number, service)
