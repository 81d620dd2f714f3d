"""Filling a standard text with what the facts hold, and with what the office enters."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from law.outcomes import GROUNDS, AnswerCode
from law.remedies import TO_BE_CHECKED, recourse
from law.reports import day_in_words
from papers.letters.facts import Matter
from papers.letters.kinds import dated, definite, kind_of, result_of
from papers.letters.letter import Blank, Letter, Paragraph, Refused, Role, Run
from papers.letters.objections import borne, objections
from papers.letters.steps import recorded_on
from papers.letters.texts import Text, texts
from papers.letters.values import values

_PLACE = re.compile(r"\{(\w+)\}")


def fill(kind: str, matter: Matter, entries: Mapping[str, str] | None = None, *, anyway: bool = False) -> Letter:
    """The letter of a kind about an application; pure.

    Its text and its 救济告知 are those of the day on which the answer or step is recorded, and of today while it is
    not. ``entries`` (text by place) go where the facts hold nothing. Raises NotFillable for an unknown kind, one that
    the facts leave open, or a text that was not in use on that day; Refused for a letter that may not go out, which
    ``anyway`` makes a draft.
    """
    kind = definite(kind, matter.state)
    recorded = dated(kind, matter.state, recorded_on(kind, matter.facts))
    day = recorded or matter.today
    text = texts().choose(kind, day)
    against = objections(kind, matter)
    if against and not anyway:
        raise Refused(kind, text.heading, against)
    letter_on = day_in_words(recorded) if recorded else None
    writer = _Writer({**values(kind, matter), "letter_on": letter_on}, entries or {})
    # Blanks are listed in the order in which they are written.
    organ, reference = writer.write(Role.BODY, "{org}"), writer.write(Role.BODY, "{reference}")
    paragraphs = tuple(writer.write(role, line) for role, line in _lines(text, day))
    return Letter(
        kind=kind,
        number=text.number,
        version=text.version,
        effective_on=text.effective_on,
        day=day,
        title=text.heading,
        organ=organ,
        reference=reference,
        paragraphs=paragraphs,
        articles=_articles(text, matter),
        blanks=tuple(writer.blanks.values()),
        notes=(*_notes(text, matter, day), *writer.unused),
        objections=against,
    )


def _lines(text: Text, day: date) -> list[tuple[Role, str]]:
    """The paragraphs of a letter of that day, with their places still open."""
    *body, closing = (*text.body, *texts().remedy(text, day))
    return [
        (Role.ADDRESSEE, f"{text.to}："),
        *((Role.BODY, line) for line in body),
        (Role.CLOSING, closing),
        (Role.ORGAN, "{org}"),
        (Role.DATE, "{letter_on}"),
    ]


class _Writer:
    """Replaces places by values, and keeps the list of blanks that remain."""

    def __init__(self, known: Mapping[str, str | None], entries: Mapping[str, str]) -> None:
        self._known, self._entries = known, entries
        self.blanks: dict[str, Blank] = {}

    @property
    def unused(self) -> list[str]:
        """Entries that say something else than the facts."""
        differing = [place for place, value in self._entries.items() if self._known.get(place) not in {None, value}]
        return [f"“{texts().label(place)[0]}”以事实为准，未采用填写的内容" for place in differing]

    def write(self, role: Role, line: str) -> Paragraph:
        runs: list[Run] = []
        for index, piece in enumerate(_PLACE.split(line)):
            if index % 2:
                runs.append(self._value(piece))
            elif piece:
                runs.append(Run(piece))
        return Paragraph(role, tuple(runs))

    def _value(self, place: str) -> Run:
        value = self._known.get(place) or self._entries.get(place)
        if value is not None:
            return Run(value)
        words, why = texts().label(place)
        self.blanks.setdefault(place, Blank(place, words, why))
        return Run(f"【{words}】", blank=True)


def _articles(text: Text, matter: Matter) -> tuple[str, ...]:
    """The articles of the text; 部分公开 adds those of the grounds on which parts are withheld."""
    if text.kind != kind_of(AnswerCode.PARTIAL):
        return text.articles
    result = result_of(text.kind, matter.state)
    grounds = matter.facts.grounds(result.fact) if result is not None else []
    return tuple(dict.fromkeys((*text.articles, *(GROUNDS[ground][0] for ground in grounds))))


def _notes(text: Text, matter: Matter, day: date) -> tuple[str, ...]:
    notes = list(borne(text.kind, matter))
    if text.kind == kind_of(AnswerCode.EXCESSIVE):
        notes.append("条例第三十五条要求先请申请人说明理由，事实不记载这一步，请自行核对")
    if text.remedies is not None and texts().remedy(text, day):
        doubt = recourse(text.remedies, day).doubt
        notes.append(f"救济告知：{TO_BE_CHECKED}{f'；{doubt}' if doubt else ''}")
    if matter.state.provisional:
        notes.append("期限为暂定：所涉年份的放假安排尚未公布")
    return tuple(notes)
