"""A token that is revoked or ends while its request is open: nothing more is taken, and the sender is told what was."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable, Sequence
from datetime import date, timedelta
from typing import Any

import httpx
import pytest
import pytest_asyncio
from starlette.applications import Starlette
from starlette.middleware import Middleware

from chassis.access.guard import Guard
from chassis.access.refused import RefusedError, as_answer
from chassis.access.text import new
from chassis.access.tokens import Tokens
from chassis.settings import Settings
from services.gateway.http import portions
from services.gateway.http.answers import ACCEPTED, Answer
from services.gateway.http.events import OPENINGS, routes
from services.gateway.http.submission import Submission
from tests import office
from tests.gateway.http.asked import AS_A_BATCH, AS_LINES, AS_STRUCTURED
from tests.tokens import ORG, token

LAST = date(2026, 3, 9)
UNIT = new()
FULL = b"{}\n" * portions.AT_ONCE
"""Lines that are taken before the next is read."""


class Taking:
    """An intake that accepts all, and keeps how many facts it was handed."""

    def __init__(self) -> None:
        self.facts = 0
        self.after_each: Callable[[], None] = lambda: None

    async def take(self, org: str, facts: Sequence[Submission], *, test: bool) -> list[Answer]:
        """All are accepted."""
        assert (org, test) == (ORG, False)
        self.facts += len(facts)
        self.after_each()
        return [Answer(ACCEPTED)] * len(facts)

    check = take


@pytest.fixture
def tokens() -> Tokens:
    """The unit's token, which holds today for the last day."""
    known = Tokens(office.SHA256)
    known.known, known.today = {UNIT.id: token(UNIT, ends_on=LAST)}, LAST
    return known


@pytest.fixture
def taking() -> Taking:
    return Taking()


@pytest_asyncio.fixture
async def client(tokens: Tokens, taking: Taking) -> AsyncIterator[httpx.AsyncClient]:
    guard = Middleware(Guard, "gateway", Settings(kafka="127.0.0.1:1"), tokens, OPENINGS)
    intake: Any = taking
    app = Starlette(routes=routes(intake, tokens), middleware=[guard], exception_handlers={RefusedError: as_answer})
    by = office.bearer(UNIT.text)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://gateway", headers=by) as made:
        yield made


def revoked(tokens: Tokens) -> None:
    """As when the office takes the token away."""
    tokens.known = {}


def ended(tokens: Tokens) -> None:
    """As when the day after its last begins."""
    tokens.today = LAST + timedelta(days=1)


@pytest.mark.parametrize("path", ["/v1/events", "/v1/check"])
@pytest.mark.parametrize(("ending", "code"), [(revoked, "token.unknown"), (ended, "token.ended")])
async def test_lines_after_the_end_of_the_token_are_not_taken_and_the_refusal_is_the_last_line(
    client: httpx.AsyncClient, tokens: Tokens, taking: Taking, path: str, ending: Callable[[Tokens], None], code: str
) -> None:
    async def body() -> AsyncIterator[bytes]:
        yield FULL
        ending(tokens)
        yield b"{}\n" * 9
        yield FULL

    answer = await client.post(path, content=body(), headers=AS_LINES)
    *accepted, last = [json.loads(line) for line in answer.text.splitlines()]
    assert [each["status"] for each in accepted] == [ACCEPTED] * portions.AT_ONCE
    assert (answer.status_code, last["status"], last["code"]) == (401, 401, code)
    assert taking.facts == portions.AT_ONCE


async def test_a_token_that_ends_with_a_broken_line_waiting_leaves_what_was_accepted_answered(
    client: httpx.AsyncClient, tokens: Tokens, taking: Taking
) -> None:
    async def body() -> AsyncIterator[bytes]:
        yield FULL
        revoked(tokens)
        yield b"{}\n" + b"x" * 2_000_000

    answer = await client.post("/v1/events", content=body(), headers=AS_LINES)
    *accepted, last = [json.loads(line) for line in answer.text.splitlines()]
    assert (len(accepted), last["code"], taking.facts) == (portions.AT_ONCE, "token.unknown", portions.AT_ONCE)


@pytest.mark.parametrize("headers", [AS_STRUCTURED, AS_A_BATCH, AS_LINES], ids=["one", "batch", "lines"])
async def test_a_token_that_ends_before_the_body_is_whole_takes_nothing_in(
    client: httpx.AsyncClient, tokens: Tokens, taking: Taking, headers: dict[str, str]
) -> None:
    async def body() -> AsyncIterator[bytes]:
        yield b"[{}"
        revoked(tokens)
        yield b"]"

    answer = await client.post("/v1/events", content=body(), headers=headers)
    assert (answer.status_code, answer.json()["code"], taking.facts) == (401, "token.unknown", 0)
    assert answer.headers["www-authenticate"].startswith("Bearer")


async def test_a_batch_is_taken_no_further_when_its_token_ends(
    client: httpx.AsyncClient, tokens: Tokens, taking: Taking
) -> None:
    taking.after_each = lambda: revoked(tokens)
    whole = b"[" + b",".join([b"{}"] * (portions.AT_ONCE + 1)) + b"]"
    answer = await client.post("/v1/events", content=whole, headers=AS_A_BATCH)
    assert (answer.status_code, answer.json()["code"], taking.facts) == (401, "token.unknown", portions.AT_ONCE)
