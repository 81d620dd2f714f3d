"""重复申请 and 多人申请: applications compared with one another, whenever one of them changes."""

from __future__ import annotations

from datetime import date
from typing import Any

from chassis.database import Connection
from chassis.events import midnight
from chassis.outbox import Message
from contracts.notices import DisclosureSuggestion
from contracts.topics import SUGGESTIONS
from law.repeats import Asked, asked_by_several, repeats
from services.requests.notices import repeated

_LOCK = "SELECT pg_advisory_xact_lock(hashtextextended($1, 4))"
_SAME = """
SELECT key, received_on, arrived_on, applicant_ref, subject_hash, answered_on, disclosable, repeat_of FROM application
WHERE org = $1 AND subject_hash = $2 ORDER BY key
"""
_REPEAT = "UPDATE application SET repeat_of = $2 WHERE key = $1"
_SUGGESTED = "SELECT applications FROM suggestion WHERE org = $1 AND subject_hash = $2"
_SUGGEST = """
INSERT INTO suggestion (org, subject_hash, applications) VALUES ($1, $2, $3)
ON CONFLICT (org, subject_hash) DO UPDATE SET applications = excluded.applications
"""
_TAKE_BACK = "DELETE FROM suggestion WHERE org = $1 AND subject_hash = $2"


async def compare(connection: Connection, touched: set[tuple[str, str]], today: date) -> list[Message]:
    """Notices of repeats and suggestions for (organisation, subject hash) that an application joined or left."""
    messages: list[Message] = []
    for org, subject_hash in sorted(touched):
        # Applications for the same information lie on any partition: one instance compares them at a time.
        await connection.execute(_LOCK, f"{org}/{subject_hash}")
        rows = await connection.fetch(_SAME, org, subject_hash)
        asked = [
            Asked(
                on,
                row["key"],
                row["applicant_ref"],
                row["subject_hash"],
                row["answered_on"],
                row["disclosable"],
            )
            for row in rows
            if row["applicant_ref"] is not None
            and (on := row["received_on"] or row["arrived_on"]) is not None
        ]
        messages += await _repeats(connection, org, rows, repeats(asked), today)
        several = asked_by_several(asked).get(subject_hash, [])
        messages += await _suggest(connection, org, subject_hash, [_subject(key) for key in several], today)
    return messages


async def _repeats(
    connection: Connection, org: str, rows: list[Any], found: dict[str, str], today: date
) -> list[Message]:  # fmt: skip
    messages = []
    for row in rows:
        earlier = found.get(row["key"])
        if earlier != row["repeat_of"]:
            await connection.execute(_REPEAT, row["key"], earlier)
            if earlier is not None:
                messages.append(repeated(org, _subject(row["key"]), _subject(earlier), today))
    return messages


async def _suggest(
    connection: Connection, org: str, subject_hash: str, applications: list[str], today: date
) -> list[Message]:  # fmt: skip
    before: list[str] = await connection.fetchval(_SUGGESTED, org, subject_hash) or []
    if applications == before:
        return []
    body = None
    if applications:
        await connection.execute(_SUGGEST, org, subject_hash, applications)
        suggestion = DisclosureSuggestion(
            org=org, subject_hash=subject_hash, applications=applications, article="条例第四十四条"
        )
        body = suggestion.model_dump_json().encode()
    else:
        await connection.execute(_TAKE_BACK, org, subject_hash)
    headers = [
        ("ce_specversion", "1.0"),
        ("ce_id", f"requests:{org}/{subject_hash}:suggested:{len(applications)}:{today}"),
        ("ce_source", "/services/requests"),
        ("ce_type", "disclosure.suggested.v1"),
        ("ce_time", midnight(today)),
        ("ce_org", org),
        ("content-type", "application/json"),
    ]
    return [Message(SUGGESTIONS, f"{org}/{subject_hash}".encode(), body, headers)]


def _subject(key: str) -> str:
    return key.split("/", 1)[1]
