"""GET and POST /try: a form and the door's verdict, without a script, without a token, and without anything being sent."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from chassis.access.openings import ANYONE, Opening
from chassis.service import Context
from chassis.web import guarded
from contracts.generator.messages import BUS
from contracts.organisations import Organisation
from contracts.topics import inbox
from services.gateway import registry
from services.gateway.door import judge
from services.gateway.http.ground import DoorShutError, Ground
from services.gateway.http.submission import AS_STRUCTURED
from services.gateway.records import Inbound
from services.gateway.trying.choice import chosen
from services.gateway.trying.render import FRAME, Verdict, empty, page, shut

PATH = "/try"
OPENING = Opening(PATH, ANYONE, frozenset({"application/x-www-form-urlencoded"}))
"""Anyone may try: it changes nothing, and says nothing that the event pages and the registry do not say."""


class _Typed(msgspec.Struct):
    type: str = ""


def routes(context: Context, ground: Ground) -> list[Route]:
    """The page and its style."""

    async def units() -> list[Organisation]:
        async with ground.asking, context.reading.acquire() as connection:
            known = [each.unit for each in await registry.listed(connection) if not each.closed]
        return sorted(known, key=lambda unit: unit.org)

    async def form(request: Request) -> Response:
        """The form with a sample."""
        listed = await units()
        return page(chosen(request.query_params, listed), listed) if listed else empty(request.query_params)

    async def tried(request: Request) -> Response:
        """The form with what was pasted, and the verdict."""
        async with request.form(max_fields=10) as fields:
            asked = {name: text for name, text in fields.items() if isinstance(text, str)}
        listed = await units()
        if not listed:
            return empty(asked)
        fact = asked.pop("fact", "")
        choice = chosen(asked | _named_type(fact, asked), listed)
        try:
            today, known = await ground.now(choice.org)
        except DoorShutError as error:
            return shut(choice, listed, fact, str(error))
        record = Inbound(fact.encode(), AS_STRUCTURED, inbox(choice.org), 0, 0)
        return page(choice, listed, fact, Verdict(judge(record, choice.org, today, known), today))

    async def style(_: Request) -> Response:
        """What the page adds to the sheets' style."""
        return FRAME.style()

    return [
        Route(PATH, guarded(form)),
        Route(PATH, guarded(tried), methods=["POST"]),
        Route(f"{PATH}/style.css", style),
    ]


def _named_type(fact: str, asked: Mapping[str, str]) -> dict[str, str]:
    """The type that the fact itself names, where there is such a type: its schema then stands beside it."""
    try:
        kind = msgspec.json.decode(fact, type=_Typed).type
    except (msgspec.MsgspecError, RecursionError, UnicodeEncodeError):
        kind = ""
    return {"type": kind if kind in BUS.families.messages else asked.get("type", "")}
