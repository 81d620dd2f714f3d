"""Filling a standard text with what the facts hold."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from contracts.application.state import ApplicationDetail, ApplicationState
from contracts.envelope import Fact
from law.outcomes import GROUNDS, AnswerCode
from papers.letters.facts import Counting
from papers.letters.kinds import dated, definite, kind_of, result_of
from papers.letters.letter import Blank, Letter, Paragraph, Role, Run, chinese
from papers.letters.texts import Text, texts
from papers.letters.values import fee_differs, recorded_on, values

_PLACE = re.compile(r"\{(\w+)\}")


def fill(
    kind: str,
    state: ApplicationState,
    detail: ApplicationDetail,
    facts: Sequence[Fact],
    org_name: str,
    today: date,
) -> Letter:
    """The letter of a kind, from an application's state, what explains it, and the facts that count, by time; pure.

    Its text and its 救济告知 are those of the day on which the answer or step is recorded, and of
    ``today`` while it is not. Raises NotFillable for an unknown kind, one that the facts leave open, or a
    text that was not in use on that day.
    """
    kind = definite(kind, state)
    counting = Counting(facts)
    recorded = dated(kind, state, recorded_on(kind, counting))
    day = recorded or today
    text = texts().choose(kind, day)
    letter_on = chinese(recorded) if recorded else None
    writer = _Writer({**values(kind, state, detail, counting, org_name), "letter_on": letter_on})
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
        articles=_articles(text, state, counting),
        blanks=tuple(writer.blanks.values()),
        notes=_notes(kind, state),
    )


def _lines(text: Text, day: date) -> list[tuple[Role, str]]:
    """The paragraphs of a letter of that day, with their places still open."""
    *body, closing = (*text.body, *texts().remedy(text.remedies, day))
    return [
        (Role.ADDRESSEE, f"{text.to}："),
        *((Role.BODY, line) for line in body),
        (Role.CLOSING, closing),
        (Role.ORGAN, "{org}"),
        (Role.DATE, "{letter_on}"),
    ]


class _Writer:
    """Replaces places by values, and keeps the list of blanks that remain."""

    def __init__(self, known: Mapping[str, str | None]) -> None:
        self._known = known
        self.blanks: dict[str, Blank] = {}

    def write(self, role: Role, line: str) -> Paragraph:
        runs: list[Run] = []
        for index, piece in enumerate(_PLACE.split(line)):
            if index % 2:
                runs.append(self._value(piece))
            elif piece:
                runs.append(Run(piece))
        return Paragraph(role, tuple(runs))

    def _value(self, place: str) -> Run:
        value = self._known.get(place)
        if value is not None:
            return Run(value)
        words, why = texts().label(place)
        self.blanks.setdefault(place, Blank(place, words, why))
        return Run(f"【{words}】", blank=True)


def _articles(text: Text, state: ApplicationState, facts: Counting) -> tuple[str, ...]:
    """The articles of the text; 部分公开 adds those of the grounds on which parts are withheld."""
    if text.kind != kind_of(AnswerCode.PARTIAL):
        return text.articles
    result = result_of(text.kind, state)
    grounds = facts.grounds(result.fact) if result is not None else []
    return tuple(dict.fromkeys((*text.articles, *(GROUNDS[ground][0] for ground in grounds))))


def _notes(kind: str, state: ApplicationState) -> tuple[str, ...]:
    notes: list[str] = []
    if kind == "fee" and (differs := fee_differs(state.fee)):
        notes.append(differs)
    if state.provisional:
        notes.append("the due dates are provisional (暂定): a year without a holiday notice was counted")
    return tuple(notes)
