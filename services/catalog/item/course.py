"""How a row of the catalog went: listed, changed here, listed anew, removed; its versions by day, whatever the order of arrival."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from contracts.envelope import Fact
from contracts.item import CATALOG, ItemAdapted, ItemElements, ItemListed, ItemRepealed, Origin
from law.findings import Finding

ELEMENTS = tuple(ItemElements.model_fields)


@dataclass
class Version:
    """A row from ``since`` until it is another one, and what the county says otherwise beside it."""

    since: date
    listed: ItemListed
    fact: str
    local: dict[str, Any] = field(default_factory=dict)
    """Element → what the county says instead: of several changes the newest."""
    changes: tuple[tuple[str, str], ...] = ()
    """Facts of the local changes with their reasons, the newest last."""
    limited_by: str = ""
    """Fact of the change of the time limit."""
    until: date | None = None

    def element(self, name: str) -> Any:
        """An element as it is in force: a local change before the row's own text."""
        return self.local[name] if name in self.local else getattr(self.listed, name)


@dataclass
class Course:
    """What the facts come to."""

    versions: list[Version] = field(default_factory=list)
    removals: list[date] = field(default_factory=list)
    """Days on which the row was in the catalog no more."""
    findings: list[Finding] = field(default_factory=list)
    _open: Version | None = None

    def take(self, on: date, fact: Fact) -> None:
        """The next fact by day, rank and time."""
        match fact.data:
            case ItemListed() as data:
                self._listed(on, data, fact.id)
            case ItemAdapted() as data:
                self._adapted(on, data, fact.id)
            case ItemRepealed():
                self._repealed(on, fact.id)

    def _listed(self, on: date, data: ItemListed, fact: str) -> None:
        before = self._open
        if before is None:
            self._begin(Version(on, data, fact))
        elif before.listed.origin is Origin.NATIONAL and data.origin is Origin.LOCAL:
            text = "国家目录中的事项不能改成地方事项；本地的改动请用“本地调整”，与国家原文并列"
            self._find(on, "national_locked", text, fact)
        elif _same(before.listed, data):
            return
        else:
            if before.since == on and before.listed.effective_on == on and before.listed.origin is data.origin:
                text = "同一生效日期列了两个不同的文本，以后报的为准；需要改动的，请更正原来的事实"
                self._find(on, "listed_twice", text, fact)
            self._begin(Version(on, data, fact, before.local, before.changes, before.limited_by))

    def _adapted(self, on: date, data: ItemAdapted, fact: str) -> None:
        before = self._open
        if before is None:
            self._find(on, "adapted_unlisted", "本地调整生效时，目录中没有这个事项", fact)
        elif before.listed.origin is Origin.LOCAL:
            self._find(on, "adapted_local", "地方事项直接重新列入即可，不需要“本地调整”", fact)
        else:
            elements = {name: value for name in ELEMENTS if (value := getattr(data, name)) is not None}
            limited_by = fact if data.time_limit is not None else before.limited_by
            changes = (*before.changes, (fact, data.reason))
            self._begin(Version(on, before.listed, before.fact, before.local | elements, changes, limited_by))

    def _repealed(self, on: date, fact: str) -> None:
        if self._open is None:
            self._find(on, "repealed_unlisted", "移出时，目录中没有这个事项", fact)
            return
        self._end(on)
        self._open = None
        if self.versions and self.versions[-1].until == on:
            self.removals.append(on)

    def _begin(self, version: Version) -> None:
        if self._open is not None:
            self._end(version.since)
        self._open = version
        self.versions.append(version)

    def _end(self, on: date) -> None:
        """The open version ends; one that ends on its first day never was."""
        assert self._open is not None
        self._open.until = on
        if self._open.since == on:
            self.versions.pop()

    def _find(self, on: date, code: str, text: str, fact: str) -> None:
        self.findings.append(Finding(on, f"item.{code}", CATALOG, text, fact))


def course(facts: Sequence[Fact]) -> Course:
    """The row's versions. Of what takes effect on one day the later told counts, and local changes come last."""
    taken = Course()
    listing = (fact for fact in facts if isinstance(fact.data, (ItemListed, ItemAdapted, ItemRepealed)))
    for on, _, _, _, fact in sorted(map(_placed, listing), key=lambda placed: (*placed[:4], placed[4].id)):
        taken.take(on, fact)
    return taken


def _placed(fact: Fact) -> tuple[date, bool, datetime, bool, Fact]:
    match fact.data:
        case ItemListed() as data:
            return data.effective_on, False, fact.time, True, fact
        case ItemAdapted() as data:
            return data.effective_on, True, fact.time, True, fact
        case ItemRepealed() as data:
            # Of one moment a removal makes room for a listing.
            return data.repealed_on, False, fact.time, False, fact
    raise TypeError(fact.type)


def _same(before: ItemListed, after: ItemListed) -> bool:
    return before.origin is after.origin and all(getattr(before, name) == getattr(after, name) for name in ELEMENTS)
