"""POST /v1/events and /v1/check: facts of an organisation, each answered in its place."""

from __future__ import annotations

import tempfile
from collections.abc import AsyncIterator, Sequence
from functools import partial
from typing import IO, Any

import msgspec
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from chassis.access.openings import Opening
from chassis.access.refused import RefusedError, answered
from chassis.access.tokens import Tokens
from chassis.answering import LATER
from chassis.caller import Caller, CallerKind
from services.gateway.http import portions, reading, responses
from services.gateway.http.answers import AGAIN, Answer
from services.gateway.http.bodies import read_off
from services.gateway.http.course import Act, Course
from services.gateway.http.ground import DoorShutError
from services.gateway.http.intake import Intake
from services.gateway.http.speaking import spoken
from services.gateway.http.submission import Submission
from services.gateway.rules import RuleError

OPENINGS = (
    Opening("/v1"),
    *(
        Opening(path, types=frozenset(reading.MEDIA_TYPES), body=reading.MOST_OF_LINES)
        for path in ("/v1/events", "/v1/check")
    ),
)
"""What the guard lets through to these pages, and that the others below /v1 look at the token themselves."""

_IN_MEMORY = 1_048_576
"""Bytes of answers to lines; more lie in a file until the sender reads them."""

_PIECE = 65_536
_GONE = Response(status_code=400)
"""For a sender that has hung up; nobody reads it."""

_encode = msgspec.json.Encoder().encode


def routes(intake: Intake, tokens: Tokens) -> list[Route]:
    """POST /v1/events and /v1/check."""

    def held(who: Caller, act: Act) -> Act:
        """``act``, before which the token must hold each time: a body may come in for an hour."""

        async def acted(facts: Sequence[Submission]) -> list[Answer]:
            tokens.must_hold(who)
            return await act(facts)

        return acted

    async def events(request: Request, who: Caller) -> Response:
        """Take facts in."""
        act = partial(intake.take, who.org, test=who.kind is CallerKind.TEST)
        return await _answered(request, held(who, act))

    async def check(request: Request, who: Caller) -> Response:
        """Say what the door would say, and write nothing."""
        act = partial(intake.check, who.org, test=who.kind is CallerKind.TEST)
        return await _answered(request, held(who, act))

    return [
        Route("/v1/events", spoken(events), methods=["POST"]),
        Route("/v1/check", spoken(check), methods=["POST"]),
    ]


async def _answered(request: Request, act: Act) -> Response:
    try:
        return await _by_kind(request, act)
    except (RuleError, DoorShutError) as error:
        return responses.instead(error)
    except RefusedError:
        await read_off(request)
        raise
    except ClientDisconnect:
        return _GONE


async def _by_kind(request: Request, act: Act) -> Response:
    kind = reading.media_type(request)
    if kind in reading.NDJSON:
        return await _lines(request, Course(act))
    if kind == reading.BATCH:
        return await _batch(await reading.batch(request), Course(act))
    (answer,) = await act([await reading.single(request)])
    return responses.single(answer)


async def _batch(facts: Sequence[Submission], course: Course) -> Response:
    results: list[dict[str, Any]] = []
    for portion in portions.of_batch(facts):
        results += [answer.members() for answer in await course.take(portion)]
    return JSONResponse({"results": results}, course.status, _again(course))


async def _lines(request: Request, course: Course) -> Response:
    """Answers line by line; they begin when the last line has come, so that who writes first and reads then is served too."""
    spool = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115  # closed when the sender has read it
    try:
        status = await _spooled(request, course, spool)
    except BaseException:
        spool.close()
        raise
    spool.seek(0)
    return StreamingResponse(_read(spool), status, _again(course), reading.NDJSON[0])


async def _spooled(request: Request, course: Course, spool: IO[bytes]) -> int:
    try:
        # What came before a refusal is said to be taken or not, whatever is wrong with the rest.
        async for portion in portions.of_lines(reading.lines(request)):
            await _take(portion, course, spool)
    except RefusedError as refusal:
        if not course.counts:
            raise
        await read_off(request)
        spool.write(bytes(answered(request, refusal).body) + b"\n")
        return refusal.status_code
    return course.status


async def _take(numbered: Sequence[portions.Numbered], course: Course, spool: IO[bytes]) -> None:
    answers = await course.take([fact for _, fact in numbered])
    for (number, _), answer in zip(numbered, answers, strict=True):
        spool.write(_encode({"line": number, **answer.members()}) + b"\n")


async def _read(spool: IO[bytes]) -> AsyncIterator[bytes]:
    with spool:
        while piece := spool.read(_PIECE):
            yield piece


def _again(course: Course) -> dict[str, str] | None:
    return LATER if course.counts[AGAIN] else None
