"""Who asks, from the token that is sent; wrong ones are counted by the address that they come from."""

from __future__ import annotations

from starlette.requests import HTTPConnection

from chassis.access.rates import Rates
from chassis.access.refused import RefusedError
from chassis.access.tokens import Tokens
from chassis.caller import Caller


async def identified(connection: HTTPConnection, tokens: Tokens, rates: Rates) -> Caller:
    """Who asks; nobody without a token. RefusedError (401, 503) where it does not hold, 429 after too many that do not."""
    try:
        return tokens.caller(connection.headers.get("authorization"))
    except RefusedError as refusal:
        if refusal.status_code == 401:
            await rates.wrong(connection.client.host if connection.client else "")
        raise
