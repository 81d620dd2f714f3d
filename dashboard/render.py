"""From values to HTML: templates, language, and addresses that keep what the reader has chosen."""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, TypeVar
from urllib.parse import urlencode

import jinja2
from markupsafe import Markup
from starlette.datastructures import Headers
from starlette.requests import Request, cookie_parser
from starlette.responses import HTMLResponse, Response, StreamingResponse

from chassis import templates
from dashboard import figures, periods, query
from dashboard.cells import Cells
from dashboard.desk import Desk
from dashboard.texts import LANGUAGES, Language, Texts
from dashboard.themes.declared import THEMES

COOKIE = "gongkai_lang"
LINES = "<!--lines-->"
"""Stands where the lines of a list come that is written as it is read; whatever is not ours is escaped."""

_HEADERS = {"cache-control": "no-cache", "vary": "cookie"}
_COOKIE_SECONDS = 365 * 24 * 3600


R = TypeVar("R", bound=Response)


@cache
def environment() -> jinja2.Environment:
    """The templates, with what they may use."""
    made = templates.environment("dashboard")
    made.filters |= {
        "num": lambda number: f"{number:,}",
        "percent": figures.percent,
        "decimal": figures.decimal,
    }
    made.globals |= {
        "mean": figures.mean,
        "on_time_rate": figures.on_time_rate,
        "stage": periods.stage,
        "static": static,
        "theme_names": [theme.name for theme in THEMES],
    }
    return made


@cache
def static(name: str) -> str:
    """Address of a file of ours; it changes with the content, so that browsers may keep it."""
    content = files("dashboard").joinpath("static", name).read_bytes()
    return f"/static/{name}?v={hashlib.sha256(content).hexdigest()[:12]}"


def language(request: Request) -> Language:
    """``?lang=``, else the cookie, else Chinese; BadQueryError for a language that there is none of."""
    return _language(query.choice(request.query_params, "lang", LANGUAGES, remembered(request.headers)))


def remembered(headers: Headers) -> Language:
    """The language that a reader's cookie says; Chinese where it says none."""
    said = cookie_parser(headers.get("cookie", "")).get(COOKIE, "")
    return _language(said)


def texts(request: Request) -> Texts:
    """The texts for this reader; Chinese where the language itself is what is wrong."""
    try:
        chosen = language(request)
    except query.BadQueryError:
        chosen = LANGUAGES[0]
    return Desk.of(request).texts[chosen]


def page(request: Request, template: str, status: int = 200, **context: Any) -> HTMLResponse:
    """A whole page in the reader's language; remembers the language when the address names one."""
    html = environment().get_template(template).render(_shared(request) | context)
    return _remembering(request, HTMLResponse(html, status, headers=_HEADERS))


def streamed(
    request: Request, template: str, macro: str, lines: AsyncIterator[Sequence[object]], **context: Any
) -> StreamingResponse:
    """A page whose list is of any length: ``macro`` of the parts writes its lines where the template has ``lines_here``."""
    values = _shared(request) | context | {"lines_here": Markup(LINES)}  # noqa: S704  # ours
    before, after = environment().get_template(template).render(values).split(LINES)
    write = getattr(environment().get_template("parts.html").make_module(values), macro)

    async def content() -> AsyncIterator[str]:
        yield before
        async for batch in lines:
            yield str(write(batch))
        yield after

    return _remembering(request, StreamingResponse(content(), media_type="text/html", headers=_HEADERS))


def _remembering(request: Request, response: R) -> R:
    words = texts(request)
    if request.query_params.get("lang") == words.language:
        response.set_cookie(COOKIE, words.language, max_age=_COOKIE_SECONDS, httponly=True, samesite="lax")
    return response


def _shared(request: Request) -> dict[str, Any]:
    desk, words = Desk.of(request), texts(request)

    def here(**changes: object) -> str:
        kept = {key: value for key, value in request.query_params.items() if key != "lang"}
        return address(request.url.path, **(kept | changes))

    return {
        "words": words,
        "written": Cells(words, desk.board.registry),
        "t": words.say,
        "word": words.word,
        "label": words.period,
        "here": here,
        "address": address,
        "stamp": desk.stamp,
        "simulated": desk.simulated,
        "fonts": desk.fonts,
        "day": desk.board.day,
        "registry": desk.board.registry,
        "progress": desk.reader.progress,
        "county": None,
        "lines_here": None,
    }


def address(path: str, **params: object) -> str:
    """``path`` with a query; None leaves a parameter out."""
    return _address(path, tuple((key, str(value)) for key, value in params.items() if value is not None))


@lru_cache(20_000)
def _address(path: str, params: tuple[tuple[str, str], ...]) -> str:
    return f"{path}?{urlencode(params)}" if params else path


def _language(text: str) -> Language:
    return "en" if text == "en" else "zh"
