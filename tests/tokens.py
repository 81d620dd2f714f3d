"""Tokens in tests, as the gateway tells programs of them."""

from __future__ import annotations

from datetime import date

from chassis.access.text import NewToken
from contracts.token import Token, TokenKind

ORG = "fengjie-caizhengju"


def token(
    made: NewToken, kind: TokenKind = TokenKind.UNIT, org: str | None = ORG, ends_on: date | None = None
) -> Token:
    """What is told of ``made``, a token of ``org``."""
    return Token(
        id=made.id,
        kind=kind,
        org=org,
        name="办公系统",
        made_on=date(2026, 3, 1),
        ends_on=ends_on,
        sha256=made.sha256,
        last=made.last,
    )
