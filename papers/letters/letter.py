"""A letter, before it is a document."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from law.reports import day_in_words


class NotFillable(ValueError):  # noqa: N818  # it says what to give, it is no fault of the program
    """There is no such letter, or the facts do not say which one."""


class Refused(ValueError):  # noqa: N818  # the letter is at fault, not the program
    """The letter must not go out: ``reasons`` say why, in Chinese."""

    def __init__(self, kind: str, title: str, reasons: tuple[str, ...]) -> None:
        super().__init__(f"{title}（{kind}）：{'；'.join(reasons)}")
        self.kind, self.title, self.reasons = kind, title, reasons


class Role(StrEnum):
    """What a paragraph is in the letter; each has its own look. ``CLOSING`` is the last of the body."""

    ADDRESSEE = "addressee"
    BODY = "body"
    CLOSING = "closing"
    ORGAN = "organ_at_end"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text; a ``blank`` one is marked, and written over by the office."""

    text: str
    blank: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of runs."""

    role: Role
    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        """Its text in one piece."""
        return "".join(run.text for run in self.runs)

    @property
    def blank(self) -> bool:
        """Whether anything in it is left to be written."""
        return any(run.blank for run in self.runs)


@dataclass(frozen=True, slots=True)
class Blank:
    """A marked blank: its words in the letter, and why nothing could be put there."""

    place: str
    words: str
    why: str


@dataclass(frozen=True, slots=True)
class Letter:
    """A filled standard text. ``day`` is the day whose law and whose text version it follows.

    ``objections``: why it may not go out; a letter with any is a draft.
    """

    kind: str
    number: str
    version: int
    effective_on: date
    day: date
    title: str
    organ: Paragraph
    reference: Paragraph
    paragraphs: tuple[Paragraph, ...]
    articles: tuple[str, ...]
    blanks: tuple[Blank, ...]
    notes: tuple[str, ...]
    objections: tuple[str, ...] = ()

    @property
    def footer(self) -> str:
        """Which text this is, at the foot of every page."""
        return f"标准文本 {self.number}（第{self.version}版，{day_in_words(self.effective_on)}起使用）"
