"""Applications as tests send them to the line, and what the line says of them."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from contracts.application import APPLICATION
from contracts.topics import notices
from demo.oracle.calendar import Version
from tests.line.facts import fact
from tests.line.line import Line

HERE = "fengjie-aa"
DATED = {
    "received": "received_on",
    "confirmed": "confirmed_on",
    "registered": "registered_on",
    "correction_requested": "requested_on",
    "correction_received": "corrected_on",
    "reviewed": "reviewed_on",
    "third_party_asked": "asked_on",
    "third_party_answered": "answered_on",
    "extended": "notified_on",
    "answered": "answered_on",
    "delivered": "delivered_on",
    "reopened": "reopened_on",
    "archived": "archived_on",
    "transferred": "transferred_on",
    "fee_noticed": "noticed_on",
}
"""Verb → the field that holds the day of a step."""


def about(org: str, subject: str, steps: list[tuple[str, str, dict[str, Any]]]) -> list[tuple[str, bytes]]:
    """The facts of an application; each tells of the day in its step."""
    sent = []
    for n, (verb, on, data) in enumerate(steps):
        kind, day = APPLICATION.fact_type(verb), date.fromisoformat(on)
        sent.append((org, fact(org, f"{subject}-{n}", kind, subject, day, {DATED[verb]: on, **data})))
    return sent


def ask(line: Line, path: str, status: int = 200) -> Any:
    return line.ask(APPLICATION.service, path, status)


def notices_about(line: Line, org: str, subject: str) -> list[tuple[str, dict[str, Any]]]:
    """Notices to the organisation about one of its applications, or a question that several ask."""
    return [
        (dict(record.headers)["ce_type"].decode(), json.loads(record.value))
        for record in line.records(notices(org))
        if dict(record.headers).get("ce_subject") == subject.encode()
    ]


def dates_told(line: Line, subject: str) -> list[tuple[str, str, str | None]]:
    """What the unit heard of a subject's dates: the notice, the date, the date before."""
    return [
        (kind, body["due_on"], body["was_due_on"])
        for kind, body in notices_about(line, HERE, subject)
        if "duty" in body
    ]


def announce(line: Line, year: int, *off: date) -> None:
    """Publish the year's first notice, with these days off, and let the oracle know."""
    body = {"year": year, "version": 1, "notice": f"{year}年放假安排（试验）", "work": []}
    line.post("/calendars?force=true", {**body, "off": [day.isoformat() for day in off]})
    assert line.day is not None
    line.notices.append(Version(year, 1, frozenset(off), frozenset(), line.day))
