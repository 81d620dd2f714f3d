"""The ledger's outbox: rows that name a subject are sent with its newest state, once."""

from __future__ import annotations

from chassis.database import Connection
from chassis.ledger.events import Cause, decode_cause, state_event
from chassis.outbox import Message, Outbox, Round, decode_headers

_OLDEST = """
SELECT o.id, o.topic, o.partition, o.key, o.headers, o.value, o.subject, s.version, s.state
FROM (SELECT * FROM outbox WHERE id > $1 ORDER BY id LIMIT $2) AS o LEFT JOIN subject s ON s.key = o.subject
ORDER BY o.id
"""


class LedgerOutbox(Outbox):
    """The relay's source of a ledger (see chassis.relay.Source)."""

    async def load(self, connection: Connection, limit: int) -> Round:
        """The oldest rows behind those loaded before; several changes of one subject are one event, where the last stood."""
        rows = await connection.fetch(_OLDEST, self._last, limit)
        if rows:
            self._last = rows[-1][0]
        causes: dict[str, list[Cause]] = {}
        last: dict[str, int] = {}
        for row in rows:
            if row["subject"] is not None:
                causes.setdefault(row["subject"], []).append(decode_cause(row["headers"]))
                last[row["subject"]] = row["id"]
        messages = []
        for row in rows:
            key = row["subject"]
            if key is None:
                headers = decode_headers(row["headers"])
                messages.append(Message(row["topic"], row["key"], row["value"], headers, row["partition"]))
            elif last[key] == row["id"]:
                messages.append(state_event(key, row["version"], row["state"], causes[key]))
        return Round(messages, [row["id"] for row in rows])
