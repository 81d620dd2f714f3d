"""Who hands a workbook in: known by ``Authorization``, or by the token in the form."""

from __future__ import annotations

from starlette.requests import Request

from chassis.access.callers import Callers
from chassis.access.refused import RefusedError, noted
from chassis.access.tokens import Tokens
from chassis.caller import Caller, CallerKind, caller
from chassis.settings import Settings
from services.gateway.sheets.wrong import WrongError


class Senders:
    """Tokens in forms, with limits as those in headers have them."""

    def __init__(self, tokens: Tokens, settings: Settings) -> None:
        self._callers = Callers(tokens, settings)

    async def sender(self, request: Request, token: str) -> Caller:
        """Whose workbook it is. WrongError where nobody's, or the office's: not even it speaks for another."""
        sender = caller(request)
        if sender.kind is CallerKind.NOBODY:
            try:
                sender = await self._callers.known(request, f"Bearer {token.strip()}")
            except RefusedError as refusal:
                noted(request, refusal)
                name = {429: "wrong.often", 503: "wrong.not_yet"}.get(refusal.status_code, "wrong.token")
                # The challenge of a 401 would have a browser ask for a password beside the form.
                later = {} if refusal.status_code == 401 else refusal.headers
                raise WrongError(refusal.status_code, name, later) from refusal
        if sender.is_office:
            raise WrongError(403, "wrong.office")
        return sender
