"""Titles, numbers and what is typed to find them, as terms of one form: pairs of characters, numbers without leading zeros."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

LONGEST = 2_000
"""Characters of a text that are searched."""

_RUN = re.compile(r"[0-9]+|[a-z]+|[^\W\d_a-z]+")
_APART = re.compile(r"(?<=[0-9〕\])])\s+(?=[0-9号〔\[(])")
"""Blanks within a number such as 〔2026〕 12 号."""
_NUMBERED = re.compile(r"(\d)号$")


def plain(text: str) -> str:
    """A text without what is only its form: wide letters, capitals."""
    return unicodedata.normalize("NFKC", text).casefold()


def indexed(*texts: str | None) -> str:
    """The terms of these texts, between blanks; of a run of Chinese each pair, and its last character."""
    return " / ".join(" ".join(_terms(text)) for text in texts if text)


def asked(words: str) -> str:
    """What is typed, as a question to the index: each word's terms side by side, all words; empty where nothing is left.

    The last term may go on: 公开指 finds 公开指南. A number that is followed by 号 is whole: 〔2026〕12号 is not 〔2026〕120号.
    """
    phrases = []
    for word in _APART.sub("", unicodedata.normalize("NFKC", words)).split():
        whole = _NUMBERED.sub(r"\1", word)
        terms = list(_terms(whole))
        if len(terms) > 1 and not terms[-1].isascii() and terms[-2][1:] == terms[-1]:
            terms.pop()  # the last pair may go on
        if terms:
            phrases.append(f'"{" ".join(terms)}"' + ("" if whole != word else "*"))
    return " AND ".join(phrases)


def _terms(text: str) -> Iterator[str]:
    for run in _RUN.findall(unicodedata.normalize("NFKC", text[:LONGEST]).casefold()):
        if run.isascii():
            yield (run.lstrip("0") or "0") if run[0].isdecimal() else run
        else:
            yield from (run[place : place + 2] for place in range(len(run) - 1))
            yield run[-1]
