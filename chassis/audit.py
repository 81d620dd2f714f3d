"""The audit: each act leaves one entry, in the transaction that does it."""

from __future__ import annotations

from collections.abc import Mapping

from chassis import outbox
from chassis.caller import Caller
from chassis.database import Connection
from contracts.audit import AUDIT, DETAILS, Action, AuditEntry, AuditRecord, link, written
from contracts.topics import AUDITS

_NEXT = "SELECT * FROM audit_next()"
_ADD = "INSERT INTO audit (number, previous, entry, sha256) VALUES ($1, $2, $3, $4)"


async def record(
    connection: Connection, caller: Caller, action: Action, subject: str, details: Mapping[str, object] | None = None
) -> None:
    """Enter that ``caller`` did ``action`` to ``subject``, and have it sent; call last in the transaction that does it.

    Acts wait for one another from here to the end of their transactions. ValueError for a detail whose name is not on the
    allow-list (contracts.audit.DETAILS): no content of facts and no secret gets in here.
    """
    words = {name: str(value) for name, value in (details or {}).items()}
    if unknown := words.keys() - DETAILS:
        raise ValueError(f"{', '.join(sorted(unknown))}: not on the allow-list of what an audit entry may say")
    place = await connection.fetchrow(_NEXT)
    assert place is not None, "the clock has one row"
    entry = AuditEntry(
        service=place["service"],
        number=place["number"],
        day=place["day"],
        at=place["at"].isoformat(),
        by=caller.kind,
        org=caller.org,
        token=caller.token,
        name=caller.name,
        action=action,
        subject=subject,
        details=words,
    )
    previous, text = place["previous"], written(entry.model_dump(mode="json"))
    chained = AuditRecord(**dict(entry), previous=previous, sha256=link(previous, text))
    await connection.execute(_ADD, chained.number, previous, text, chained.sha256)
    await outbox.put(connection, [_message(chained)])


def _message(entry: AuditRecord) -> outbox.Message:
    headers = [
        ("ce_specversion", "1.0"),
        ("ce_id", f"{entry.service}:{entry.number}"),
        ("ce_source", f"/services/{entry.service}"),
        ("ce_type", AUDIT),
        ("ce_time", entry.at),
        ("content-type", "application/json"),
    ]
    return outbox.Message(AUDITS, entry.service.encode(), entry.model_dump_json().encode(), headers)
