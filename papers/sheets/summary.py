"""What a file came to, in numbers, and what it corrects and withdraws."""

from __future__ import annotations

from collections import Counter
from typing import Any, NamedTuple

from papers.sheets.changes import Plan, What
from papers.sheets.reading import Filled


class Numbers(NamedTuple):
    """Rows of the file, and facts that are sent or would be, by what they do."""

    rows: int
    refused: int
    """Rows that are not taken as they stand."""
    new: int
    corrected: int
    withdrawn: int
    unchanged: int
    """Facts that stand as the file has them."""


def numbers(filled: Filled, plan: Plan) -> Numbers:
    """Of a file that was compared with what sheets told before."""
    made = Counter(message.what for message in plan.messages)
    return Numbers(
        len(filled.rows),
        filled.refused,
        made[What.NEW],
        made[What.CORRECTED],
        made[What.WITHDRAWN],
        plan.unchanged,
    )


def changes(plan: Plan) -> list[dict[str, Any]]:
    """The corrections and withdrawals, for people and programs; values in the words of the sheet."""
    return [
        {
            "what": message.what.value,
            "step": message.step.title,
            "cell": f"{message.rows[0].sheet}!{message.rows[0].line + 1}",
            "number": message.rows[0].number,
            "changes": [
                {"field": change.title, "before": change.before, "after": change.after} for change in message.changes
            ],
        }
        for message in plan.messages
        if message.what is not What.NEW
    ]
