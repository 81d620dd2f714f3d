"""Subjects near to one that nobody has told of: what its sender may have meant."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from difflib import get_close_matches

from chassis.database import Connection
from chassis.ledger.folding import Change
from chassis.ledger.reminders import tell as told
from contracts.kit import Key, key_of
from contracts.references import name_of

_KNOWN = """
SELECT key FROM linked WHERE key >= $1 AND key < $2 AND state IS NOT NULL
UNION SELECT key FROM subject WHERE key >= $1 AND key < $2 AND state IS NOT NULL
"""
_NEAR = 5
"""Subjects that are named at most."""


async def tell(connection: Connection, changes: Sequence[Change], day: date) -> None:
    """Add to the changes' messages the notices that wait for what is near; only these cost a look at the database."""
    by_kind: dict[str, list[Key]] = {}
    for change in changes:
        for notice in change.searching:
            assert notice.near is not None, "a notice that names nothing is told at once"
            kind = notice.near.kind
            if kind not in by_kind:
                rows = await connection.fetch(_KNOWN, f"{kind}/", f"{kind}0")
                by_kind[kind] = [key_of(row["key"]) for row in rows]
            body = notice.body.model_copy(update={"near": near(notice.near, by_kind[kind])})
            change.messages.append(told(key_of(change.key), notice._replace(body=body), day))


def near(named: Key, known: Sequence[Key]) -> list[str]:
    """As facts name them: those of the same id elsewhere, then those of the same organisation with an id like it."""
    others = [key for key in known if key != named]
    same_id = [key for key in others if key.subject == named.subject]
    of_org = {key.subject: key for key in others if key.org == named.org}
    alike = [of_org[subject] for subject in get_close_matches(named.subject, of_org, _NEAR)]
    return [name_of(key) for key in dict.fromkeys([*same_id, *alike])][:_NEAR]
