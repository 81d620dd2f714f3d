"""What to say of a subject that is not there."""

from __future__ import annotations

from collections.abc import Iterable

from contracts.kit import Key

MOST_NAMED = 5
"""Ids that may be meant, in a message."""


def missing(org: str, subject: str, family: str | None, near: Iterable[Key], elsewhere: Iterable[Key]) -> str:
    """That it is not there, which ids are spelt like it, and who has something of just this id."""
    clauses = [f"{org} has {f'no {family}' if family else 'nothing'} with the id {subject!r}"]
    named = list(dict.fromkeys(f"{key.subject} ({key.kind.partition('.')[2]})" for key in near))
    if others := sorted({key.org for key in elsewhere}):
        clauses.append(f"that id is with {', '.join(others)}")
    if named:
        clauses.append(f"did you mean {', '.join(named[:MOST_NAMED])}?")
    where = (
        f"Ids are the department's own: see gongkai due --org {org}; what was refused is in gongkai dead-letters list"
    )
    return f"{'; '.join(clauses)} {where}" if named else f"{'; '.join(clauses)}. {where}"
