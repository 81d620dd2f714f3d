"""Who hands a workbook in: known by ``Authorization``, or by the token in the form."""

from __future__ import annotations

from starlette.requests import Request

from chassis.access.rates import Rates
from chassis.access.refused import RefusedError, noted
from chassis.access.tokens import Tokens
from chassis.caller import Caller, CallerKind, caller
from chassis.settings import Settings
from services.gateway.sheets.wrong import WrongError

SENDERS = frozenset({CallerKind.UNIT, CallerKind.TEST})
"""Who speaks for an organisation: not even the office does so for another."""


class Senders:
    """Tokens in forms, with the limits of those in headers."""

    def __init__(self, tokens: Tokens, settings: Settings) -> None:
        self._tokens, self._rates = tokens, Rates(settings)

    async def sender(self, request: Request, token: str) -> Caller:
        """Whose workbook it is. WrongError where nobody's, or the office's."""
        sender = caller(request)
        if sender.kind is CallerKind.NOBODY:
            try:
                sender = await self._known(request, token.strip())
            except RefusedError as refusal:
                noted(request, refusal)
                name = {429: "wrong.often", 503: "wrong.not_yet"}.get(refusal.status_code, "wrong.token")
                raise WrongError(refusal.status_code, name) from refusal
        if sender.is_office:
            raise WrongError(403, "wrong.office")
        return sender

    async def _known(self, request: Request, token: str) -> Caller:
        try:
            known = self._tokens.caller(f"Bearer {token}")
        except RefusedError as refusal:
            if refusal.status_code == 401:
                await self._rates.wrong(request.client.host if request.client else "")
            raise
        if known.kind in SENDERS:
            await self._rates.asked(known.token)
        return known
