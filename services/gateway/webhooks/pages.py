"""The pages of webhooks: the office sets, pauses and removes them; a unit reads its log and has notices delivered again."""

from __future__ import annotations

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from chassis import audit
from chassis.access.openings import Opening
from chassis.access.pages import for_the_office, known_caller
from chassis.access.refused import RefusedError
from chassis.answering import LATER
from chassis.caller import CallerKind, caller
from chassis.database import Connection
from chassis.problem import problem
from chassis.service import Context
from chassis.web import guarded
from contracts.audit import Action
from services.gateway.asking import body, broken
from services.gateway.http.notices_log import NoticesLog
from services.gateway.http.parameters import GREATEST, number
from services.gateway.registry import Registry
from services.gateway.rules import RuleError
from services.gateway.webhooks import log, store
from services.gateway.webhooks.places import newest
from services.gateway.webhooks.signing import new_secret
from services.gateway.webhooks.wishes import MOST, USUAL, ReplayWish, WebhookWish, check, origin

OPENINGS = (Opening("/v1/webhooks", frozenset({CallerKind.OFFICE, CallerKind.UNIT})),)
"""What a unit may ask that changes something: to have its own notices delivered again."""


def routes(context: Context, registry: Registry, notices: NoticesLog, changed: Callable[[], None]) -> list[Route]:
    """/webhooks for the office; /v1/webhooks/{org}/log and …/replay for the organisation, too.

    ``changed`` is called when a webhook has been.
    """
    pages = _Pages(context, registry, notices, changed)
    return [
        Route("/webhooks", for_the_office(guarded(pages.list))),
        Route("/webhooks", guarded(pages.set), methods=["POST"]),
        Route("/webhooks/{org}/pause", guarded(pages.pause), methods=["POST"]),
        Route("/webhooks/{org}/resume", guarded(pages.resume), methods=["POST"]),
        Route("/webhooks/{org}", guarded(pages.remove), methods=["DELETE"]),
        Route("/v1/webhooks/{org}/log", guarded(pages.log)),
        Route("/v1/webhooks/{org}/replay", guarded(pages.replay), methods=["POST"]),
    ]


class _Pages:
    def __init__(self, context: Context, registry: Registry, notices: NoticesLog, changed: Callable[[], None]) -> None:
        self._pool, self._reading, self._relay = context.pool, context.reading, context.relay
        self._registry, self._notices, self._deliver = registry, notices, changed

    async def list(self, _: Request) -> Response:
        """All webhooks, how far each is, and its last attempt; no secret."""
        async with self._reading.acquire() as connection:
            webhooks, last = await store.every(connection), await log.last(connection)
        last_offsets = await newest(self._notices, (webhook.org for webhook in webhooks))
        shown = [
            {
                "org": webhook.org,
                "url": webhook.url,
                "types": sorted(webhook.types),
                "paused": webhook.paused,
                "ended": webhook.ended,
                "behind": max(0, last_offsets.get(webhook.org, -1) + 1 - webhook.next_offset),
                "last": last.get(webhook.org),
            }
            for webhook in webhooks
        ]
        return JSONResponse({"webhooks": shown})

    async def set(self, request: Request) -> Response:
        """Set a webhook, whose secret is shown this once, or change its address, its types or its secret."""
        try:
            wish = await body(request, WebhookWish)
            check(wish)
        except RuleError as fault:
            return broken(fault)
        last_offset = (await newest(self._notices, [wish.org])).get(wish.org)
        async with self._pool.acquire() as connection, connection.transaction():
            unit = (await self._registry.units(connection)).by_org.get(wish.org)
            if unit is None or unit.closed or unit.closing:
                return problem(404, f"{wish.org} is not in the registry, or is closed; gongkai orgs lists them")
            if last_offset is None:
                return problem(503, f"the topics of {wish.org} are still being made; ask again", headers=LATER)
            known = await store.locked(connection, wish.org)
            secret = new_secret() if wish.new_secret or not known else None
            if known:
                await store.change(connection, wish.org, wish.url, wish.types, secret)
            elif secret is not None:
                await store.add(connection, wish.org, wish.url, wish.types, secret, last_offset + 1)
            change = "changed" if known else "added"
            what = {"change": change, "url": origin(wish.url), "types": " ".join(wish.types)}
            await audit.record(connection, caller(request), Action.WEBHOOK_SET, wish.org, what)
        self._changed()
        shown = {"org": wish.org, "change": change, **({"secret": secret} if secret else {})}
        return JSONResponse(shown, headers={"cache-control": "no-store"})

    async def pause(self, request: Request) -> Response:
        """Deliver nothing for the time being."""
        return await self._paused(request, paused=True)

    async def resume(self, request: Request) -> Response:
        """Go on with the notice that is next."""
        return await self._paused(request, paused=False)

    async def _paused(self, request: Request, *, paused: bool) -> Response:
        org = request.path_params["org"]
        async with self._pool.acquire() as connection, connection.transaction():
            if not await store.locked(connection, org):
                return _none(org)
            changed = await store.pause(connection, org, paused=paused)
            if changed:
                what = {"change": "paused" if paused else "resumed"}
                await audit.record(connection, caller(request), Action.WEBHOOK_PAUSED, org, what)
        self._changed()
        return JSONResponse({"org": org, "paused": paused, "change": "changed" if changed else "unchanged"})

    async def remove(self, request: Request) -> Response:
        """Deliver nothing any more; the log of its deliveries goes, too."""
        org = request.path_params["org"]
        async with self._pool.acquire() as connection, connection.transaction():
            if not await store.locked(connection, org):
                return _none(org)
            await store.remove(connection, org)
            await audit.record(connection, caller(request), Action.WEBHOOK_REMOVED, org)
        self._changed()
        return JSONResponse({"org": org, "change": "removed"})

    async def log(self, request: Request) -> Response:
        """The attempts, newest first, ``?limit=`` of them; older ones ``?before=`` the number of one."""
        org = _own(request)
        limit = number(request, "limit", 1, MOST, USUAL)
        before = number(request, "before", 1, GREATEST, GREATEST)
        async with self._reading.acquire() as connection:
            if not await store.exists(connection, org):
                return _none(org)
            attempts = await log.newest(connection, org, before, limit)
        return JSONResponse({"org": org, "attempts": attempts})

    async def replay(self, request: Request) -> Response:
        """Deliver a notice once more, or all from one on."""
        org = _own(request)
        try:
            wish = await body(request, ReplayWish)
        except RuleError as fault:
            return broken(fault)
        if (wish.message is None) == (wish.since is None):
            return problem(422, "send either message, a webhook-id of the log, or since, a day")
        async with self._pool.acquire() as connection, connection.transaction():
            if not await store.locked(connection, org):
                return _none(org)
            offset = await _place(connection, org, wish)
            if offset is None:
                return problem(404, f"the log of {org} has no such delivery; gongkai webhook log {org} lists them")
            if wish.following or wish.since is not None:
                await store.again_from(connection, org, offset)
            else:
                await store.again(connection, org, offset)
            what = {"number": offset, "kind": "from" if wish.message is None or wish.following else "single"}
            await audit.record(connection, caller(request), Action.WEBHOOK_REPLAYED, org, what)
        self._changed()
        return JSONResponse({"org": org, "offset": offset})

    def _changed(self) -> None:
        """The audit is sent, and the deliveries look."""
        self._relay.wake()
        self._deliver()


async def _place(connection: Connection, org: str, wish: ReplayWish) -> int | None:
    if wish.message is not None:
        return await log.place(connection, org, wish.message)
    assert wish.since is not None
    return await log.first_since(connection, org, wish.since)


def _own(request: Request) -> str:
    """The organisation that is asked about: any by the office, its own by a unit. RefusedError otherwise."""
    org = str(request.path_params["org"])
    known = known_caller(request)
    if not known.is_office and (known.kind, known.org) != (CallerKind.UNIT, org):
        raise RefusedError(403, "token.may_not", "a unit sees and repeats its own deliveries only; ask about your own")
    return org


def _none(org: str) -> Response:
    return problem(404, f"{org} has no webhook; gongkai webhook set {org} URL makes one")
