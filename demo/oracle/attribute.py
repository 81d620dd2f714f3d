"""Which attribute a document has on a day, and when it is void, read off its facts one after the other.

奉节府办发〔2020〕101号 二（三） and law.md §4.2: chosen at drafting, approved with the document, inherited from what is forwarded; once
a year it may be opened further, never closed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from demo.oracle.facts import Sent, Subject

PUBLIC, ON_REQUEST, WITHHELD = OPENEST_FIRST = ("主动公开", "依申请公开", "不予公开")
OVER = ("废止", "失效")
"""What a clean-up may say of a document that is none any more."""


@dataclass(frozen=True)
class Look:
    """One yearly look at a document."""

    on: date
    year: int
    after: str | None


class Written:
    """A document as its facts tell of it."""

    def __init__(self, subject: Subject) -> None:
        self._subject = subject
        self.draft = subject.last("document.drafted.v1")
        signed = self.by_day("approved", "approved_on")
        self.signature = signed[0] if signed else None
        self.signed_on = self.signature.day("approved_on") if self.signature else None
        self.void = list(self._void())

    def by_day(self, verb: str, field: str) -> list[Sent]:
        """Its facts of a verb, by their day, then as they were taken down."""
        facts = self._subject.facts.get(f"document.{verb}.v1", [])
        return sorted(facts, key=lambda fact: (fact.day(field), fact.time, fact.id))

    @property
    def source(self) -> str | None:
        """The attribute of what it forwards."""
        forwarded: Any = self.draft.data.get("forwarded_from") if self.draft else None
        return forwarded.get("attribute") if forwarded else None

    @property
    def decided(self) -> str | None:
        """The attribute with which it left the office."""
        signer = self.signature.text("attribute") if self.signature else None
        return self.source or signer or (self.draft.text("attribute") if self.draft else None)

    @property
    def elsewhere(self) -> bool:
        """Whether another organisation has to disclose it (条例第十条)."""
        if self.draft is None or self.draft.text("origin") == "从公民、法人和其他组织获取":
            return False
        lead, makers = self.draft.text("lead"), self.draft.data.get("makers")
        if lead is not None:
            return lead != self._subject.org
        return isinstance(makers, list) and len(set(makers)) == 1 and makers[0] != self._subject.org

    @property
    def kind(self) -> str | None:
        """What it is in law, as the draft says, or what told of its end."""
        ends = [
            fact for verb in ("expired", "cleaned_up") for fact in self._subject.facts.get(f"document.{verb}.v1", ())
        ]
        ends.sort(key=lambda fact: (fact.time, fact.id))
        kinds = [fact.text("kind") for fact in ([self.draft] if self.draft else []) + ends]
        return next(filter(None, kinds), None)

    def stated(self, name: str) -> bool:
        """Whether the signer or the drafter wrote something into this field."""
        texts = [fact.text(name) for fact in (self.signature, self.draft) if fact is not None]
        return bool((next(filter(None, texts), "") or "").strip())

    def is_void(self, on: date) -> bool:
        """Whether it has no effect on that day."""
        return any(since <= on and (until is None or on < until) for since, until, _ in self.void)

    def looks(self) -> Iterator[Look]:
        """The yearly looks that count, by day: at what was in force then."""
        for fact in self.by_day("evaluated", "evaluated_on"):
            on = fact.day("evaluated_on")
            if not self.is_void(on):
                yield Look(on, int(str(fact.data["year"])), fact.text("attribute"))

    def openings(self) -> list[tuple[date, str]]:
        """Days on which a look disclosed more than before, and the attribute from then on."""
        opened: list[tuple[date, str]] = []
        now = self.decided
        for look in self.looks():
            if look.after is None or (self.signed_on is not None and look.on < self.signed_on):
                continue
            if now is None or OPENEST_FIRST.index(look.after) < OPENEST_FIRST.index(now):
                now = look.after
                opened.append((look.on, now))
        return opened

    def held(self) -> list[tuple[date, str]]:
        """Attributes and the days since which they hold, from the signature on."""
        decided = self.decided
        first = [(self.signed_on, decided)] if self.signed_on is not None and decided is not None else []
        return [*first, *self.openings()]

    def _void(self) -> Iterator[tuple[date, date | None, date | None]]:
        """Since when it was void, until when, and when it was cleaned up."""
        steps = [(fact.day("expired_on"), 0, fact) for fact in self.by_day("expired", "expired_on")]
        steps += [(fact.day("cleaned_on"), 1, fact) for fact in self.by_day("cleaned_up", "cleaned_on")]
        since: date | None = None
        cleaned: date | None = None
        for on, place, fact in sorted(steps, key=lambda step: (step[0], step[1], step[2].time, step[2].id)):
            over = place == 0 or fact.text("outcome") in OVER
            if since is None and over:
                since, cleaned = on, None
            if place == 1 and since is not None:
                cleaned = cleaned or on
                if not over:
                    yield since, on, cleaned
                    since = None
        if since is not None:
            yield since, None, cleaned
