"""From a workbook's state to HTML, or to JSON for programs."""

from __future__ import annotations

from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import HTMLResponse

from papers.sheets.forms import FORMS
from services.gateway.frame.pages import Frame
from services.gateway.frame.texts import Language, Texts
from services.gateway.sheets.job import Choice, Job, Outcome, State

FRAME = Frame("services.gateway.sheets", "/sheets")
_NUMBERS = ("rows", "refused", "new", "corrected", "withdrawn", "unchanged")


def wants_json(request: Request) -> bool:
    """Whether a program asks."""
    return "application/json" in request.headers.get("accept", "")


def desk(chosen: Language, status: int, **context: Any) -> HTMLResponse:
    """The page with the templates and the form."""
    return FRAME.page(
        "desk.html", chosen, status, forms=FORMS.items(), choices=[choice.value for choice in Choice], **context
    )


def job(chosen: Language, sheet: Job, before: int, **context: Any) -> HTMLResponse:
    """The page of one workbook; ``before`` are handed in before it and not read yet."""
    words = FRAME.texts(chosen)
    numbers = [(name, getattr(sheet.result, name)) for name in _NUMBERS] if sheet.result else []
    return FRAME.page(
        "job.html",
        chosen,
        200,
        job=sheet,
        status=_status(words, sheet, before),
        good=sheet.state is State.FINISHED
        and not (sheet.result and sheet.result.refused)
        and sheet.outcome in {Outcome.CHECKED, Outcome.SENT, Outcome.NOTHING},
        part=sheet.sent / sheet.facts if sheet.state is State.SENDING and sheet.facts else None,
        numbers=[*numbers, ("sent", sheet.sent)],
        **context,
    )


def as_json(sheet: Job) -> dict[str, Any]:
    """The same for programs."""
    body: dict[str, Any] = {"state": sheet.state.value, "facts": sheet.facts, "sent": sheet.sent}
    if sheet.has_ended:
        body["outcome"] = sheet.outcome.value
    if sheet.not_read is not None:
        body |= {"code": sheet.not_read.code, "rule": sheet.not_read.text, "remedy": sheet.not_read.remedy}
    if sheet.result is not None:
        body |= msgspec.to_builtins(sheet.result)
    return body


def _status(words: Texts, sheet: Job, before: int) -> str:
    values = {"sent": sheet.sent, "facts": sheet.facts, "reason": sheet.reason}
    values["count"] = before if sheet.state is State.WAITING else sheet.count
    if not sheet.has_ended:
        stage = f".{sheet.stage}" if sheet.state is State.READING and sheet.stage else ""
        return words(f"{sheet.state.value}{stage}", **values)
    if sheet.outcome in {Outcome.AWAY, Outcome.SHUT, Outcome.NOT_ACKNOWLEDGED, Outcome.REVOKED}:
        return words(
            "shut.day" if sheet.outcome is Outcome.SHUT and not sheet.reason else sheet.outcome.value, **values
        )
    if sheet.result is None:
        return words("failed", **values)
    refused = sheet.result.refused
    if sheet.outcome is Outcome.HELD_BACK:
        return words("held_back", refused=refused)
    return words(f"{sheet.outcome.value}.{'bad' if refused else 'good'}", refused=refused, **values)
