"""Who may read, and whose subjects: anyone inside, whoever has a token, or whom the county's proxy names in a header.

Whoever speaks for a unit sees that unit's subjects alone, however it was let in; sums and rankings are for all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from starlette.requests import HTTPConnection

from chassis.access.refused import RefusedError, unknown_caller
from chassis.caller import CallerKind, caller
from contracts.fields import PATTERN_ORG
from contracts.programs import OFFICE

OPEN, HEADER = "open", "header:"
OTHER_UNIT: Final = "reader.other_unit"
"""Code of the refusal of another unit's subjects."""

_PLACE = "gongkai.reader"
_NOBODYS = ""


@dataclass(frozen=True)
class Reader:
    """Whose subjects are shown: all, or those of ``only`` this organisation; empty: nobody's."""

    only: str | None = None

    def sees(self, org: str) -> bool:
        """Whether the subjects of ``org`` are shown."""
        return self.only is None or (self.only != _NOBODYS and self.only == org)


_ALL = Reader()


class Readers:
    """Lets readers in, as the setting says; and notes whose subjects each is shown."""

    def __init__(self, setting: str = OPEN) -> None:
        self._is_open = setting == OPEN
        self.header = setting.removeprefix(HEADER) if setting.startswith(HEADER) else ""
        """The name of the proxy's header; empty where none is trusted."""

    def admit(self, connection: HTTPConnection) -> None:
        """Note whose subjects who asks is shown. RefusedError (401, 403) for who has to say who it is, and does not."""
        connection.scope[_PLACE] = self._reader(connection)

    def _reader(self, connection: HTTPConnection) -> Reader:
        known = caller(connection)
        match known.kind:
            case CallerKind.OFFICE:
                return _ALL
            case CallerKind.UNIT:
                return Reader(known.org)
            case CallerKind.TEST:
                # What a test may do is judged, and never shown what a unit really does.
                return Reader(_NOBODYS)
        if self._is_open:
            return _ALL
        named = connection.headers.getlist(self.header) if self.header else []
        if not named:
            raise unknown_caller(
                "reader.unknown", "Authorization: send a token to read here; in a browser, as the password of any name"
            )
        if named == [OFFICE]:
            return _ALL
        if len(named) != 1 or not re.fullmatch(PATTERN_ORG, named[0]):
            raise RefusedError(
                403,
                "reader.header",
                f"{self.header}: once, with the slug of an organisation or {OFFICE}; the county's proxy sets it",
            )
        return Reader(named[0])


def reader(connection: HTTPConnection) -> Reader:
    """Whose subjects are shown to who asks; where nobody lets readers in, all are."""
    noted = connection.scope.get(_PLACE, _ALL)
    assert isinstance(noted, Reader)
    return noted


def must_see(connection: HTTPConnection, org: str) -> None:
    """RefusedError (403) for the subjects of another unit than one's own."""
    if not reader(connection).sees(org):
        raise RefusedError(
            403, OTHER_UNIT, f"{org}: a unit is shown its own subjects alone; the county office sees all"
        )


def own(connection: HTTPConnection, org: str | None) -> str | None:
    """The organisation whose subjects are listed, where ``org`` is asked for or none: a unit's list is of itself.

    RefusedError (403) for another than one's own.
    """
    only = reader(connection).only
    if org is None or only is None:
        return org if only is None else only
    must_see(connection, org)
    return org
