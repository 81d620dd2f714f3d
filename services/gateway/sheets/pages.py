"""The page on which a clerk hands in a workbook: templates, upload, progress, result, and the workbook that goes back.

It needs no script. Whoever hands one in is known by a token, in the form or as ``Authorization``; the browser that did is known
afterwards by a cookie of that one workbook.
"""

from __future__ import annotations

import asyncio
from functools import cache
from io import BytesIO
from urllib.parse import quote

from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from chassis.access.openings import ANYONE, Opening
from chassis.caller import Caller, CallerKind, caller
from chassis.problem import problem
from chassis.relay import FAILURES
from chassis.service import Context
from papers.files.bounds import MOST_BYTES
from papers.sheets.forms import FORMS
from papers.sheets.template import save_template
from services.gateway.frame.pages import HEADERS
from services.gateway.frame.texts import Language, language
from services.gateway.http.notices_log import NoticesLog, NoTopicError
from services.gateway.sheets import render
from services.gateway.sheets.desk import BusyError, Desk
from services.gateway.sheets.job import Choice, Job
from services.gateway.sheets.refusals import Refused, refused
from services.gateway.sheets.senders import Senders
from services.gateway.sheets.wrong import WrongError

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_COOKIE = "gongkai_sheet"
_FIELD_BYTES = 4_096
_LATER = {"retry-after": "30"}
"""Seconds in which one of the workbooks that wait has been read."""

OPENING = Opening("/sheets", ANYONE, frozenset({"multipart/form-data"}), 2 * MOST_BYTES)
"""Whoever has no token in a header may have one in the form; a file that is too large is told so by the page."""


def routes(context: Context, desk: Desk, notices: NoticesLog) -> list[Route]:
    """GET and POST /sheets, and what lies below it."""
    pages = _Pages(context, desk, notices)
    return [
        Route("/sheets", pages.desk, methods=["GET"]),
        Route("/sheets", pages.hand_in, methods=["POST"]),
        Route("/sheets/style.css", pages.style),
        Route("/sheets/templates/{family}.xlsx", pages.template),
        Route("/sheets/{job}", pages.job),
        Route("/sheets/{job}/returned.xlsx", pages.returned),
    ]


class _Pages:
    def __init__(self, context: Context, desk: Desk, notices: NoticesLog) -> None:
        self._reading, self._desk, self._notices = context.reading, desk, notices
        self._senders = Senders(context.tokens, context.settings)

    async def desk(self, request: Request) -> Response:
        """Templates and the form; for a unit that is known also what was refused of its sheets."""
        return await self._form(request, caller(request))

    async def hand_in(self, request: Request) -> Response:
        """Takes a workbook in and leads to what becomes of it."""
        try:
            async with request.form(max_files=1, max_fields=4, max_part_size=_FIELD_BYTES) as form:
                sender = await self._senders.sender(request, str(form.get("token", "")))
                job = self._taken(sender, form)
        except WrongError as wrong:
            return await self._refused(request, wrong)
        except BusyError as busy:
            return await self._refused(request, WrongError(429, busy.name, _LATER))
        where = f"/sheets/{job.id}?lang={_language(request)}"
        answer: Response = RedirectResponse(where, 303)
        if render.wants_json(request):
            answer = JSONResponse({"job": job.id, "page": where}, 202, {"location": where})
        answer.headers.update(HEADERS)
        answer.set_cookie(
            _COOKIE,
            job.key,
            path=f"/sheets/{job.id}",
            httponly=True,
            samesite="strict",
            secure=request.url.scheme == "https",
        )
        return answer

    async def job(self, request: Request) -> Response:
        """How far a workbook is, or what it came to."""
        job = self._job(request)
        if job is None:
            return await self._refused(request, WrongError(404, "wrong.gone"))
        if render.wants_json(request):
            return JSONResponse(render.as_json(job), headers=HEADERS)
        name = await self._name(job.caller.org)
        behind = await self._behind(job.caller.org) if job.has_ended and not job.is_test else []
        return render.job(_language(request), job, self._desk.before(job), org=name, refused=behind)

    async def returned(self, request: Request) -> Response:
        """The workbook with its marks."""
        job = self._job(request)
        if job is None or job.result is None or not job.result.returned:
            return await self._refused(request, WrongError(404, "wrong.gone"))
        job.files.returned.seek(0)
        # Read whole: two who download it at once would move each other's place in the file.
        name = quote(f"退回-{job.name.rpartition('.')[0] or job.name or '报送表'}.xlsx")
        disposition = {"content-disposition": f"attachment; filename*=UTF-8''{name}"}
        return Response(job.files.returned.read(), media_type=XLSX, headers={**HEADERS, **disposition})

    async def template(self, request: Request) -> Response:
        """An empty workbook of a family."""
        family = request.path_params["family"]
        if family not in FORMS:
            return await self._refused(request, WrongError(404, "wrong.family"))
        disposition = f"attachment; filename*=UTF-8''{quote(FORMS[family].title)}.xlsx"
        # The first time it is made, the door goes on meanwhile.
        content = await asyncio.to_thread(_template, family)
        return Response(content, media_type=XLSX, headers={"content-disposition": disposition})

    async def style(self, _: Request) -> Response:
        """The pages' style."""
        return render.FRAME.style()

    def _taken(self, sender: Caller, form: FormData) -> Job:
        upload, choice = form.get("file"), form.get("choice")
        if not isinstance(upload, UploadFile) or choice not in set(Choice):
            raise WrongError(422, "wrong.form")
        if not upload.size:
            raise WrongError(422, "wrong.empty")
        if upload.size > MOST_BYTES:
            raise WrongError(413, "wrong.large")
        return self._desk.take(sender, Choice(choice), (upload.filename or "")[:200], upload.file)

    def _job(self, request: Request) -> Job | None:
        job = self._desk.job(request.path_params["job"])
        may = job is not None and job.may_be_seen_by(caller(request), request.cookies.get(_COOKIE, ""))
        return job if may else None

    async def _refused(self, request: Request, wrong: WrongError) -> Response:
        if render.wants_json(request):
            return problem(wrong.status, render.FRAME.texts("en")(wrong.name), headers=wrong.headers)
        answer = await self._form(request, caller(request), wrong)
        answer.headers.update(wrong.headers)
        return answer

    async def _form(self, request: Request, asking: Caller, wrong: WrongError | None = None) -> Response:
        return render.desk(
            _language(request),
            wrong.status if wrong else 200,
            wrong=wrong.name if wrong else "",
            has_token=bool(asking.is_organisation and asking.token),
            org=await self._name(asking.org) if asking.is_organisation else "",
            refused=await self._behind(asking.org) if asking.kind is CallerKind.UNIT else [],
        )

    async def _behind(self, org: str) -> list[Refused] | None:
        try:
            return await refused(self._notices, org)
        except (*FAILURES, TimeoutError, NoTopicError):
            return None

    async def _name(self, org: str) -> str:
        async with self._reading.acquire() as connection:
            name: object = await connection.fetchval(
                "SELECT body::json ->> 'name' FROM organisation WHERE org = $1", org
            )
        return str(name or org)


@cache
def _template(family: str) -> bytes:
    """The same bytes each time."""
    whole = BytesIO()
    save_template(FORMS[family], whole)
    return whole.getvalue()


def _language(request: Request) -> Language:
    return language(request.query_params.get("lang"))
