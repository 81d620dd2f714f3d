"""Asking the programs over HTTP."""

from __future__ import annotations

from typing import Any, Literal, Self

import httpx

from cli.exits import USAGE, Stop
from cli.target import Target

_WHERE = (
    "The command asks with the key of the office: that of the state folder, else GONGKAI_OFFICE_TOKEN, "
    "or the file that GONGKAI_OFFICE_TOKEN_FILE names"
)

Method = Literal["GET", "POST", "DELETE"]


class NoAnswer(Stop):  # as Stop
    """A program that does not answer, or says that it cannot yet (503): it is busy, waits, or is being started again."""


class Web:
    """One HTTP client for all programs of a stack; use it as an async context."""

    def __init__(self, target: Target) -> None:
        self._target = target
        # trust_env off: a proxy of the environment has no business between us and our own stack.
        sent = {"authorization": f"Bearer {target.office}"} if target.office else {}
        self._client = httpx.AsyncClient(timeout=30, trust_env=False, headers=sent)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._client.aclose()

    async def ask(
        self,
        program: str,
        path: str,
        body: object | None = None,
        at: str | None = None,
        method: Method | None = None,
    ) -> tuple[int, Any]:
        """Status and JSON of a GET, or of a POST when there is a ``body``. Raises ``NoAnswer`` without an answer.

        ``at`` is the address of one instance, where it matters which.
        """
        if program not in self._target.urls:
            raise Stop(
                f"this stack runs no {program}; GONGKAI_FAMILIES must name the families that it was started with"
            )
        url = f"{at or self._target.urls[program]}{path}"
        try:
            answer = await self._client.request(method or ("GET" if body is None else "POST"), url, json=body)
            if answer.status_code == httpx.codes.UNAUTHORIZED:
                raise Stop(f"{program}: {words(answer.json())}. {_WHERE}")
            return answer.status_code, answer.json()
        except httpx.InvalidURL as error:
            raise Stop(f"{program} cannot be asked at {url}: {error}; give http://HOST:PORT", USAGE) from error
        except (httpx.HTTPError, ValueError) as error:
            raise NoAnswer(
                f"{program} does not answer at {url} ({type(error).__name__}); {self._target.hint(program)}"
            ) from error

    async def must(
        self,
        program: str,
        path: str,
        body: object | None = None,
        at: str | None = None,
        method: Method | None = None,
    ) -> Any:
        """JSON of a 200. Raises ``Stop`` with the program's own words otherwise, ``NoAnswer`` for a 503."""
        status, answer = await self.ask(program, path, body, at, method)
        if status == httpx.codes.OK:
            return answer
        raise (NoAnswer if status == httpx.codes.SERVICE_UNAVAILABLE else Stop)(f"{program}: {words(answer)}")

    async def status(self, program: str, at: str | None = None) -> dict[str, Any]:
        """The /status of the program, or of its instance ``at`` an address."""
        answer = await self.must(program, "/status", at=at)
        return dict(answer)


def words(answer: object) -> str:
    """What a program says of why it did not do it."""
    return str(answer.get("error", answer)) if isinstance(answer, dict) else str(answer)
