"""Findings: what is wrong in practice. They are recorded beside the result and never stop it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One departure from the law: stable code, the article, and a sentence for people.

    ``on`` is the day of the step it is about, ``step`` that step's id ("" where there is none).
    """

    on: date
    code: str
    article: str
    text: str
    step: str = ""
