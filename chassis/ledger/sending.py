"""The ledger's outbox: rows that name a subject are sent with its newest state, once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from chassis.ledger.events import Cause, decode_cause, state_event
from chassis.outbox import Message, Outbox
from chassis.roles import Needs

_OLDEST = """
SELECT o.id, o.topic, o.partition, o.key, o.headers, o.value, o.subject, s.version, s.state
FROM (SELECT * FROM outbox WHERE id > $1 AND topic <> ALL($3::text[]) ORDER BY id LIMIT $2) AS o LEFT JOIN subject s ON s.key = o.subject
ORDER BY o.id
"""


class LedgerOutbox(Outbox):
    """The relay's source of a ledger (see chassis.relay.Source)."""

    needs: ClassVar[Needs] = {**Outbox.needs, "subject": "SELECT"}
    _query = _OLDEST

    def _messages(self, rows: Sequence[Any]) -> list[Message]:
        """Several changes of one subject are one event, where the first of them stood.

        There it stands before every closing of a day that one of the changes belongs to.
        """
        causes: dict[str, list[Cause]] = {}
        for row in rows:
            if row["subject"] is not None:
                causes.setdefault(row["subject"], []).append(decode_cause(row["headers"]))
        messages: list[Message] = []
        for row in rows:
            key = row["subject"]
            if key is None:
                messages += super()._messages([row])
            elif every := causes.pop(key, None):
                messages.append(state_event(key, row["version"], row["state"], every))
        return messages
