"""Who reads the dashboard, where that is asked, and whose subjects each reader is shown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from starlette.requests import HTTPConnection, Request
from starlette.types import Scope

from chassis.access.callers import Callers
from chassis.access.readers import OPEN, Readers, reader
from chassis.access.tokens import Tokens
from chassis.settings import Settings
from dashboard.board import Unit


@dataclass(frozen=True)
class Access:
    """What is known of tokens, and of who is let in."""

    readers: Readers
    tokens: Tokens
    callers: Callers

    @classmethod
    def of(cls, settings: Settings) -> Self | None:
        """As the settings say; None where the dashboard is open to whoever reaches it."""
        if settings.readers == OPEN:
            return None
        tokens = Tokens(settings.office_sha256)
        return cls(Readers(settings.readers), tokens, Callers(tokens, settings))


def whose(scope: Scope) -> str:
    """For whom a page is kept: pages of one unit's reader are never another's."""
    only = reader(HTTPConnection(scope)).only
    return "*" if only is None else only


def shown(request: Request, units: Iterable[Unit]) -> list[Unit]:
    """Of these units those whose subjects who reads is shown."""
    known = reader(request)
    return [unit for unit in units if known.sees(unit.org)]
