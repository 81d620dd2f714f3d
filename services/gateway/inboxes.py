"""Whose inbox a topic is."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from contracts.topics import ALL_INBOXES_PATTERN

_match = re.compile(ALL_INBOXES_PATTERN).match


class Inbox(NamedTuple):
    """The inbox of an organisation; what lies in a ``test`` one is judged and goes no further."""

    org: str
    test: bool


@lru_cache(4096)
def inbox_of(topic: str) -> Inbox:
    """The inbox that ``topic`` is; the door subscribes to no others."""
    match = _match(topic)
    assert match is not None, "only inboxes are subscribed to"
    return Inbox(match[1], match[2] is not None)
