"""Facts that come over HTTP: judged as the door judges, written into the sender's own inbox, and acknowledged."""

from __future__ import annotations

from collections.abc import Sequence

from services.gateway.http.answers import Answer
from services.gateway.http.submission import Submission


class DoorShutError(Exception):
    """Nothing can be judged now; the text says why, and nothing has been written."""


class Intake:
    """The way of facts from HTTP into the inboxes, from where the door reads them like all others."""

    async def take(self, org: str, facts: Sequence[Submission], *, test: bool = False) -> list[Answer]:
        """Judge ``facts`` of ``org``, write the good ones into its inbox (its test inbox for a ``test``); answers in their places.

        A fact that was accepted here before is not written again: its answer has the first place. Facts of which the broker
        says nothing in time are answered with ``AGAIN``. Raises DoorShutError while no day has begun, or where the registry does
        not have ``org``. Some hundred facts at once are best; memory holds them all.
        """
        raise NotImplementedError

    async def check(self, org: str, facts: Sequence[Submission], *, test: bool = False) -> list[Answer]:
        """The answers that ``take`` would give now; nothing is written."""
        raise NotImplementedError
