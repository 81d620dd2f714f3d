"""The tokens as a program knows them: those that the gateway tells of, and the key of the office from the settings."""

from __future__ import annotations

import base64
import hmac
from collections.abc import Mapping
from datetime import date

from chassis.access.refused import RefusedError, unknown_caller
from chassis.access.text import digest, id_of
from chassis.caller import NOBODY, Caller, CallerKind
from contracts.token import Token

OFFICE_KEY = "the key of the office"
_NONE = "0" * 64
_MADE_BY = "the county office makes tokens: gongkai token make ORG"


class Tokens:
    """Who a token is of, today."""

    def __init__(self, office_sha256: str) -> None:
        self._office = office_sha256
        self.known: Mapping[str, Token] | None = None
        """Id → token; None until they have been read."""
        self.today: date | None = None
        """The county's day; None before the first."""

    def caller(self, authorization: str | None) -> Caller:
        """Who sends this header ``Authorization``, or none. RefusedError where the token does not hold."""
        if authorization is None:
            return NOBODY
        text = _sent(authorization)
        number, sent = id_of(text), digest(text)
        if self._office and text and hmac.compare_digest(sent, self._office):
            return Caller(CallerKind.OFFICE, token=number, name=OFFICE_KEY)
        if self.known is None:
            raise RefusedError(
                503,
                "token.not_yet",
                "the tokens have not been read yet: the broker does not answer, or this program has just begun; try again",
                {"retry-after": "2"},
            )
        token = self.known.get(number)
        if not hmac.compare_digest(sent, token.sha256 if token else _NONE) or token is None:
            raise _unknown(token.id if token else "")
        self._must_last(token)
        return Caller(CallerKind(token.kind), token.org or "", token.id, token.name)

    def must_hold(self, caller: Caller) -> None:
        """RefusedError (401) where the token of an organisation, which held when its request began, has been revoked or has ended."""
        if not caller.is_organisation:
            return
        token = (self.known or {}).get(caller.token)
        if token is None:
            raise _unknown(caller.token)
        self._must_last(token)

    def _must_last(self, token: Token) -> None:
        if token.ends_on is not None and (self.today is None or self.today > token.ends_on):
            raise unknown_caller("token.ended", f"the token held until {token.ends_on}; {_MADE_BY}", token.id)


def _unknown(number: str) -> RefusedError:
    return unknown_caller("token.unknown", f"no such token, or it was revoked; {_MADE_BY}", number)


def _sent(authorization: str) -> str:
    """The token: after ``Bearer``, or the password after ``Basic``, as browsers send it."""
    scheme, _, rest = authorization.partition(" ")
    rest = rest.strip()
    match scheme.lower():
        case "bearer":
            return rest
        case "basic":
            try:
                return base64.b64decode(rest, validate=True).decode().partition(":")[2]
            except ValueError:
                pass
    raise unknown_caller(
        "token.form", "Authorization: send Bearer and a token, or Basic with the token as the password"
    )
