"""The tokens: the gateway's table is the truth, registry.tokens.v1 tells every program of those that hold."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, NamedTuple

from chassis import outbox
from chassis.access.text import NewToken, new
from chassis.database import Connection
from contracts.fields import DATE, PATTERN_ORG, BusModel, Date, described
from contracts.token import TOKEN, Token, TokenKind
from contracts.topics import TOKENS
from services.gateway.reference import record

_KEEP = """
INSERT INTO token (id, kind, org, name, made_on, ends_on, sha256, last) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
"""
_COLUMNS = "id, kind, org, name, made_on, ends_on, sha256, last, revoked"
_ALL = f"SELECT {_COLUMNS} FROM token WHERE $1::text IS NULL OR org = $1 ORDER BY org NULLS FIRST, made_on, id"  # noqa: S608  # columns of ours
_BY_ID = f"SELECT {_COLUMNS} FROM token WHERE id = $1 FOR UPDATE"  # noqa: S608  # columns of ours
_REVOKE = "UPDATE token SET revoked = true WHERE id = $1"
_REVOKE_OF = "UPDATE token SET revoked = true WHERE org = $1 AND NOT revoked RETURNING id"
_END = "UPDATE token SET ends_on = $2 WHERE id = $1"


class TokenError(ValueError):
    """What is asked of a token cannot be done; the text says why, and what to do."""


class TokenWish(BusModel, title="令牌申请", meaning="what the office asks for when it makes a token."):
    kind: TokenKind = described("种类", "office, unit or test")
    org: str | None = described(
        "单位代号",
        "organisation it is to speak for; none with office",
        default=None,
        pattern=PATTERN_ORG,
        max_length=80,
    )
    name: str = described("名称", "whose it is to be: a system or a post", min_length=1, max_length=100)
    ends_on: Date | None = described("截止日", "last day on which it is to hold", unit=DATE, default=None)


class Kept(NamedTuple):
    """A token as the office sees it in the list."""

    token: Token
    revoked: bool

    def shown(self, today: date | None) -> dict[str, Any]:
        """Without its digest, and whether it holds today."""
        ended = self.token.ends_on is not None and today is not None and today > self.token.ends_on
        state = "revoked" if self.revoked else "ended" if ended else "holds"
        return {**self.token.model_dump(mode="json", exclude={"sha256"}), "state": state}


class Made(NamedTuple):
    """A token that was made, with its text: it is shown this once."""

    token: Token
    text: str


async def make(connection: Connection, wish: TokenWish, today: date) -> Made:
    """Make a token. TokenError where the wish contradicts itself, or its organisation is none of the registry's."""
    if (wish.kind is TokenKind.OFFICE) is (wish.org is not None):
        raise TokenError("org: a token of the office has none, every other names one; gongkai orgs lists them")
    if wish.ends_on is not None and wish.ends_on < today:
        raise TokenError(f"ends_on: {wish.ends_on} has passed, today is {today}; give today or a later day")
    if wish.org is not None and not await _is_open(connection, wish.org):
        raise TokenError(f"org: {wish.org} is not in the registry, or was closed; gongkai orgs lists those there are")
    return await _put(connection, wish, today)


async def listed(connection: Connection, org: str | None) -> list[Kept]:
    """All tokens that were ever made, or those of one organisation."""
    return [_kept(row) for row in await connection.fetch(_ALL, org)]


async def rotate(connection: Connection, number: str, overlap: int, today: date) -> tuple[Made, Kept]:
    """Make a token in the place of another, which holds for ``overlap`` days more; both. KeyError, TokenError.

    The new one has the same end as the old one had, if that had any.
    """
    old = await _standing(connection, number)
    if old.token.ends_on is not None and old.token.ends_on < today:
        raise TokenError(f"{number} held until {old.token.ends_on}; make a new one: gongkai token make")
    wish = TokenWish(kind=old.token.kind, org=old.token.org, name=old.token.name, ends_on=old.token.ends_on)
    made = await _put(connection, wish, today)
    if not overlap:
        await revoke(connection, number)
        return made, old._replace(revoked=True)
    last_day = today + timedelta(days=overlap)
    ends_on = min(last_day, old.token.ends_on or last_day)
    await connection.execute(_END, number, ends_on)
    ending = old.token.model_copy(update={"ends_on": ends_on})
    await _publish(connection, [ending])
    return made, Kept(ending, revoked=False)


async def revoke(connection: Connection, number: str) -> Kept:
    """End a token at once, and say how it stood before; revoking it again changes nothing. KeyError when there is none."""
    row = await connection.fetchrow(_BY_ID, number)
    if row is None:
        raise KeyError(number)
    if not row["revoked"]:
        await connection.execute(_REVOKE, number)
        await outbox.put(connection, [record(TOKENS, number, TOKEN, None)])
    return _kept(row)


async def revoke_of(connection: Connection, org: str) -> list[str]:
    """End all tokens of an organisation, as when it is closed; their ids."""
    numbers = sorted(row["id"] for row in await connection.fetch(_REVOKE_OF, org))
    await outbox.put(connection, [record(TOKENS, number, TOKEN, None) for number in numbers])
    return numbers


async def _standing(connection: Connection, number: str) -> Kept:
    row = await connection.fetchrow(_BY_ID, number)
    if row is None:
        raise KeyError(number)
    if row["revoked"]:
        raise TokenError(f"{number} was revoked; make a new one: gongkai token make")
    return _kept(row)


async def _put(connection: Connection, wish: TokenWish, today: date) -> Made:
    fresh: NewToken = new()
    token = Token(
        id=fresh.id,
        kind=wish.kind,
        org=wish.org,
        name=wish.name,
        made_on=today,
        ends_on=wish.ends_on,
        sha256=fresh.sha256,
        last=fresh.last,
    )
    await connection.execute(
        _KEEP, token.id, token.kind, token.org, token.name, token.made_on, token.ends_on, token.sha256, token.last
    )
    await _publish(connection, [token])
    return Made(token, fresh.text)


async def _publish(connection: Connection, tokens: Iterable[Token]) -> None:
    await outbox.put(
        connection, [record(TOKENS, token.id, TOKEN, token.model_dump_json(exclude_none=True)) for token in tokens]
    )


async def _is_open(connection: Connection, org: str) -> bool:
    return await connection.fetchval("SELECT NOT closed AND NOT closing FROM organisation WHERE org = $1", org) is True


def _kept(row: Any) -> Kept:
    values = dict(row)
    revoked = values.pop("revoked")
    return Kept(Token(**{**values, "kind": TokenKind(values["kind"])}), revoked=revoked)
