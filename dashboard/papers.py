"""The papers of issued reports, drawn when they are asked for from the topics alone: PDF/A, Word, and a workbook."""

from __future__ import annotations

import json
import sqlite3
from typing import Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from chassis.access.readers import must_see
from contracts import topics
from dashboard.board import Board
from dashboard.desk import Desk
from dashboard.drawn import RESTATED, WHOLE, Answers
from dashboard.ledger import leaves
from dashboard.ready import ready
from dashboard.reports import NoSuchReportError
from law.reports import before

TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@ready
async def paper(request: Request, _: Board) -> Response:
    """A paper as a file; the browser shows a PDF, and saves the others."""
    ident, which, form = (request.path_params[name] for name in ("report", "which", "form"))
    if which != WHOLE:
        must_see(request, which)
    desk = Desk.of(request)
    answers = await desk.ledger.ask(lambda connection: answers_of(connection, ident))
    if answers is None or form not in TYPES or (which == RESTATED and not answers[0]["restatements"]):
        raise NoSuchReportError
    try:
        title, content = await desk.drawn.paper(answers, which, form, desk.fonts, simulated=desk.simulated)
    except LookupError as error:
        raise NoSuchReportError from error
    shown = "inline" if form == "pdf" else "attachment"
    headers = {
        "content-disposition": f"{shown}; filename=\"paper.{form}\"; filename*=UTF-8''{quote(title, safe='')}.{form}",
        "cache-control": "no-cache",
    }
    return Response(content, media_type=TYPES[form], headers=headers)


def answers_of(connection: sqlite3.Connection, ident: str) -> Answers | None:
    """An issued report and the one before it; None while it is not there whole."""
    body = _body(connection, ident)
    if body is None:
        return None
    county, kind, period = ident.split("|")
    return body, _body(connection, f"{county}|{kind}|{before(period)}")


def _body(connection: sqlite3.Connection, ident: str) -> dict[str, Any] | None:
    """A report with all of its parts, in the order in which its head names them; None while any is missing."""
    told = leaves.document(connection, topics.REPORTS, ident) if ident.count("|") == 2 else None
    if told is None:
        return None
    head = json.loads(told)
    parts = dict(leaves.documents(connection, topics.REPORTS, f"{ident}|"))
    names = [f"{ident}|{org}" for org in head["parts"]]
    if not all(name in parts for name in names):
        return None
    restated = leaves.documents(connection, topics.RESTATEMENTS, f"{ident}|")
    return {
        "stage": "issued",
        "report": head,
        "parts": [json.loads(parts[name]) for name in names],
        "restatements": [json.loads(value) for _, value in restated],
    }
