"""Who asks on HTTP: the county office, an organisation, a test of an organisation, or nobody known."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from starlette.requests import HTTPConnection


class CallerKind(StrEnum):
    """What a caller is."""

    OFFICE = "office"
    """The county office (政务公开办), which alone keeps calendars, days, organisations, profiles, rubrics and reports."""
    UNIT = "unit"
    """An organisation, which speaks for itself alone."""
    TEST = "test"
    """A test of an organisation: what it says is judged, and counted nowhere."""
    NOBODY = "nobody"
    """Asked without a token."""
    PROGRAM = "program"
    """A program of ours, by itself or from the files that it was given; never who asks."""


@dataclass(frozen=True)
class Caller:
    """Who asks. Known from the token, or from a header of the county's proxy; never from what is asked."""

    kind: CallerKind
    org: str = ""
    """Slug of the organisation; empty for the office and for nobody."""
    token: str = ""
    """Public id of the token, never the token; empty where there is none."""
    name: str = ""
    """Whose token it is, as the office wrote it when the token was made."""

    @property
    def is_office(self) -> bool:
        """Whether it may do what only the county office may."""
        return self.kind is CallerKind.OFFICE

    @property
    def is_organisation(self) -> bool:
        """Whether it speaks for an organisation, be it in a test."""
        return self.kind in {CallerKind.UNIT, CallerKind.TEST}


NOBODY = Caller(CallerKind.NOBODY)
PROGRAM = Caller(CallerKind.PROGRAM)
_PLACE = "gongkai.caller"


def known_as(connection: HTTPConnection, caller: Caller) -> None:
    """Note who asks; the guard around all pages does."""
    connection.scope[_PLACE] = caller


def caller(connection: HTTPConnection) -> Caller:
    """Who asks, as the guard has found out."""
    known = connection.scope.get(_PLACE, NOBODY)
    assert isinstance(known, Caller)
    return known
