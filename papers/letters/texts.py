"""The standard texts (标准文本): data with a number, a version and the day from which each is used."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from law.outcomes import AnswerCode
from law.remedies import Act, Court, recourse
from papers.letters.letter import NotFillable
from papers.letters.steps import with_names

ANSWER = "answer"
"""Before the code of an answer in the name of its kind."""


@dataclass(frozen=True, slots=True)
class Text:
    """One version of one standard text; ``remedies`` names the outcome or act whose 救济告知 it has."""

    kind: str
    number: str
    version: int
    effective_on: date
    title: str
    articles: tuple[str, ...]
    to: str
    body: tuple[str, ...]
    remedies: AnswerCode | Act | None = None

    @property
    def heading(self) -> str:
        """The title as the letter bears it: what stands in brackets tells the texts apart in the list."""
        return self.title.partition("（")[0]


@dataclass(frozen=True, slots=True)
class Texts:
    """All of the data: texts, 救济告知 by day, and what each place in a text stands for."""

    texts: tuple[Text, ...]
    remedies: Mapping[Court, tuple[tuple[date, str], ...]]
    complaint: str
    by_hand: Mapping[str, str]
    by_fact: Mapping[str, tuple[str, str]]

    @property
    def kinds(self) -> tuple[str, ...]:
        """Every kind of letter, in the order of the numbers."""
        return tuple(dict.fromkeys(text.kind for text in self.texts))

    def choose(self, kind: str, on: date) -> Text:
        """The version of ``kind`` in use on a day. Raises NotFillable when there was none yet."""
        versions = [text for text in self.texts if text.kind == kind]
        known = [text for text in versions if text.effective_on <= on]
        if not known:
            first = min(text.effective_on for text in versions)
            raise NotFillable(f"no text {kind} was in use on {on}; the first is used from {first}")
        return max(known, key=lambda text: (text.effective_on, text.version))

    def remedy(self, text: Text, on: date) -> tuple[str, ...]:
        """救济告知 of a decision told on a day: its paragraphs, none for a letter against which nothing is open."""
        opened = recourse(text.remedies, on) if text.remedies else None
        if opened is None or not opened.review:
            return ()
        return max((since, say) for since, say in self.remedies[opened.court] if since <= on)[1], self.complaint

    @property
    def words(self) -> dict[str, str]:
        """Code of a place, and the words of its blank → the place."""
        words = {words: place for place, words in self.by_hand.items()}
        words |= {words: place for place, (words, _) in self.by_fact.items()}
        return words | {place: place for place in words.values()}

    def label(self, place: str) -> tuple[str, str]:
        """Words and reason of the blank that a place leaves. Raises KeyError for a place nobody described."""
        if place in self.by_hand:
            return self.by_hand[place], "由本机关填写；事实不记载这一内容"
        words, source = self.by_fact[place]
        return words, f"现有事实没有载明；来自{with_names(source)}"


@cache
def texts() -> Texts:
    """The packaged texts."""
    data: dict[str, Any] = yaml.safe_load(
        files("papers.letters").joinpath("data/texts.yaml").read_text(encoding="utf-8")
    )
    return Texts(
        texts=tuple(_text(text) for text in data["texts"]),
        remedies={
            Court(name): tuple((rule["from"], _joined(rule["say"])) for rule in rules)
            for name, rules in data["remedies"].items()
        },
        complaint=_joined(data["complaint"]),
        by_hand=data["by_hand"],
        by_fact={place: (words, fact) for place, (words, fact) in data["by_fact"].items()},
    )


def _text(text: Mapping[str, Any]) -> Text:
    body = tuple(_joined(line) for line in text["body"])
    named = text.get("remedies") or code_of(text["kind"])
    remedies = None if named is None else Act(named) if named in set(Act) else AnswerCode(named)
    return Text(**{**text, "articles": tuple(text["articles"]), "body": body, "remedies": remedies})


def code_of(kind: str) -> str | None:
    """The code of an answer; None for a letter that is no answer."""
    return kind.split(".")[1] if kind.startswith(f"{ANSWER}.") else None


def _joined(text: str) -> str:
    """Chinese is written without spaces; those between folded lines of the data are none of the text."""
    return text.replace(" ", "")
