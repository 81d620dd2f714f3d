"""States and facts that letters are written from."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from cli.facts import counting
from contracts.application.state import ApplicationDetail, ApplicationState, FeeState, ResultState
from law.codes import ReceiptChannel
from law.fees import Basis
from law.outcomes import AnswerCode, Ground, classify
from papers.letters import Counting, Letter, Matter, fill
from papers.letters.kinds import kind_of

ORGAN = "奉节县财政局"
TODAY = date(2026, 3, 20)
KEY = "requests.application/fengjie-caizhengju/a-2026-001"

OUTCOMES = [
    *((code, None) for code in AnswerCode if code is not AnswerCode.WITHHELD),
    *((AnswerCode.WITHHELD, ground) for ground in Ground),
]
STEPS = ["registered", "correction", "extension", "third_party", "overridden", "co_maker", "agreed", "fee"]
RECORDS = ["record.corrected", "record.refused", "record.forwarded", "record.elsewhere"]
EVERY = [*STEPS, "reasons", *(kind_of(*outcome) for outcome in OUTCOMES), *RECORDS]


def state(**more: Any) -> ApplicationState:
    """An application received and registered, and what else is said of it."""
    plain: dict[str, Any] = {
        "org": "fengjie-caizhengju",
        "subject": "a-2026-001",
        "flags": [],
        "obligations": [],
        "channel": ReceiptChannel.INTERNET,
        "received_on": date(2026, 3, 2),
        "registered_on": date(2026, 3, 3),
        "original_due_on": date(2026, 3, 30),
    }
    return ApplicationState(**(plain | more))


def fact(fact_id: str, kind: str, **data: Any) -> dict[str, Any]:
    """A row of facts as the requests service gives it; a short ``kind`` is one about applications."""
    full = kind if "." in kind else f"application.{kind}.v1"
    return {
        "id": fact_id,
        "type": full,
        "time": "2026-03-03T09:00:00+08:00",
        "recorded_on": "2026-03-03",
        "data": data,
    }


def registered() -> dict[str, Any]:
    """The fact of registration, with a number."""
    return fact("r", "registered", registered_on="2026-03-03", number="2026-017")


def extended() -> dict[str, Any]:
    """The fact of an extension by 20 working days."""
    return fact("e", "extended", notified_on="2026-03-25", days=20, approved_on="2026-03-24")


def noticed(basis: Basis, count: int, amount: int) -> FeeState:
    """A fee as the state holds it."""
    return FeeState(basis=basis, count=count, amount=amount, noticed_on=date(2026, 3, 10))


def answered(code: AnswerCode, on: date, ground: Ground | None = None, **more: Any) -> ApplicationState:
    """An application whose last result is this."""
    outcome = classify(code, on, ground)
    result = ResultState(
        on=on, code=code, ground=ground, row=outcome.row, articles=list(outcome.articles), fact="f-answer"
    )
    return state(results=[result], answered_on=on, **more)


def matter(
    of: ApplicationState | None = None,
    *facts: dict[str, Any],
    detail: ApplicationDetail = ApplicationDetail(),  # noqa: B008  # frozen
    organ: str = ORGAN,
    today: date = TODAY,
) -> Matter:
    """What a letter is about."""
    return Matter(of or state(), detail, Counting(counting(KEY, facts)), organ, today)


def made(
    kind: str,
    of: ApplicationState | None = None,
    *facts: dict[str, Any],
    detail: ApplicationDetail = ApplicationDetail(),  # noqa: B008  # frozen
    entries: Mapping[str, str] | None = None,
) -> Letter:
    """The letter of a kind, whatever speaks against it."""
    return fill(kind, matter(of, *facts, detail=detail), entries, anyway=True)


def whole(letter: Letter) -> str:
    """Its paragraphs, a line each."""
    return "\n".join(paragraph.text for paragraph in letter.paragraphs)
