"""Pages in the frame, and their style."""

from __future__ import annotations

from functools import cached_property
from importlib.resources import files
from typing import Any

import jinja2
from starlette.responses import HTMLResponse, Response

from chassis import templates
from services.gateway.frame.texts import Language, Texts, other, texts

HEADERS = {
    "cache-control": "no-store",
    "content-security-policy": "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'",
    # With no referrer at all a browser names no origin either, and the guard would take the form for another page's.
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
}


class Frame:
    """The pages of a package, which begin at the path ``home``: its templates, its words and its style."""

    def __init__(self, package: str, home: str) -> None:
        self._package, self._home = package, home

    @cached_property
    def templates(self) -> jinja2.Environment:
        """Its own, and the frame."""
        return templates.environment(self._package, __package__)

    def texts(self, chosen: Language) -> Texts:
        """Its words."""
        return texts(self._package, chosen)

    def page(self, template: str, chosen: Language, status: int, /, here: str = "", **context: Any) -> HTMLResponse:
        """A page; ``here`` is its own address in the other language, where that is more than the language."""
        switched = other(chosen)
        html = self.templates.get_template(template).render(
            t=self.texts(chosen), home=self._home, other=switched, here=here or f"?lang={switched}", **context
        )
        return HTMLResponse(html, status, headers=HEADERS)

    def style(self) -> Response:
        """Its style."""
        content = (files(self._package) / "static" / "style.css").read_bytes()
        return Response(content, media_type="text/css", headers={"cache-control": "max-age=3600"})
