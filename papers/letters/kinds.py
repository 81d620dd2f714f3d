"""Which letter is meant: a step, or an answer by its code and ground."""

from __future__ import annotations

import difflib
from datetime import date

from contracts.application.state import ApplicationState, ResultState
from law.outcomes import AnswerCode, Ground
from papers.letters.letter import NotFillable
from papers.letters.texts import ANSWER, code_of, texts

_WITHHELD = f"{ANSWER}.{AnswerCode.WITHHELD}"
OPEN_KINDS = (ANSWER, _WITHHELD)
"""Kinds that the application's own last result makes definite."""


_RECORD = "record."


def is_record(kind: str) -> bool:
    """Whether the letter is about one's own record (第四十一条), which needs no application."""
    return kind.startswith(_RECORD)


def check(kind: str) -> None:
    """Raises NotFillable for a kind there is none of, with the nearest ones and the list."""
    known = (*texts().kinds, *OPEN_KINDS)
    if kind in known:
        return
    near = difflib.get_close_matches(kind, known, 3, 0.5)
    hint = f"did you mean {', '.join(near)}? " if near else ""
    raise NotFillable(f"there is no letter {kind!r}; {hint}There are: {', '.join(sorted(known))}")


def definite(kind: str, state: ApplicationState) -> str:
    """``answer`` and ``answer.withheld`` made definite by the last result (第三十六条); other kinds as they are.

    Raises NotFillable when no result says which letter it is.
    """
    check(kind)
    if kind not in OPEN_KINDS:
        return kind
    last = state.results[-1] if state.results else None
    if last is None or (kind == _WITHHELD and last.code is not AnswerCode.WITHHELD):
        raise NotFillable(f"该申请没有办理结果，不能确定答复的种类；请指明：{_named(kind)}")
    if last.code is not AnswerCode.WITHHELD:
        return f"{ANSWER}.{last.code}"
    if last.ground is None:
        raise NotFillable(f"不予公开的答复没有写明理由；请指明：{_named(_WITHHELD)}")
    return f"{_WITHHELD}.{last.ground}"


def result_of(kind: str, state: ApplicationState) -> ResultState | None:
    """The application's last result with the code (and the ground) of a definite kind; None without one."""
    code, ground = code_of(kind), kind.split(".")[2:]
    for result in reversed(state.results):
        if result.code == code and (not ground or result.ground == ground[0]):
            return result
    return None


def kind_of(code: AnswerCode, ground: Ground | None = None) -> str:
    """The kind of letter for an outcome."""
    return f"{ANSWER}.{code}" if ground is None else f"{ANSWER}.{code}.{ground}"


def dated(kind: str, state: ApplicationState, recorded: date | None) -> date | None:
    """The day of the letter: of the answer recorded, else of the step recorded; None while there is none."""
    result = result_of(kind, state)
    return result.on if result is not None else recorded


def _named(kind: str) -> str:
    return ", ".join(known for known in texts().kinds if known.startswith(f"{kind}."))
