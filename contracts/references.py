"""How the facts of one subject name another: ``<organisation>:<id>``, and without an organisation one of the sender's own."""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import StringConstraints

from contracts.fields import PATTERN_ID, PATTERN_ORG, described
from contracts.kit import Key

Org = Annotated[str, StringConstraints(pattern=PATTERN_ORG, max_length=100)]
"""An organisation, as facts name another one."""

Name = Annotated[str, StringConstraints(pattern=PATTERN_ID, min_length=1, max_length=200)]
"""A subject, as facts name it."""


def key_named(kind: str, text: str, own_org: str) -> Key:
    """The subject of a kind that ``text`` names, ``own_org`` being the sender."""
    org = owner_named(text)
    return Key(kind, own_org, text) if org is None else Key(kind, org, text.removeprefix(f"{org}:"))


def owner_named(text: str) -> str | None:
    """The organisation that ``text`` names before the subject; None: the sender."""
    org, colon, subject = text.partition(":")
    return org if colon and subject and re.fullmatch(PATTERN_ORG, org) else None


def name_of(key: Key) -> str:
    """``<organisation>:<id>``: a subject as others name it."""
    return f"{key.org}:{key.subject}"


def reference(name: str, meaning: str, pattern: str = PATTERN_ID, **rest: Any) -> Any:
    """The field of a fact that names a subject, perhaps of another organisation of the registry."""
    text = f"{meaning}, <organisation>:<id>; without a colon one of the sender's own"
    return described(name, text, min_length=1, max_length=200, pattern=pattern, of_registered=True, **rest)
