"""Walks through the pages along their links; the routes of the application are the list of what is to be reached."""

from __future__ import annotations

import re
from collections import Counter, deque
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urljoin, urlsplit

import httpx
from lxml import html
from starlette.applications import Starlette
from starlette.routing import Route

from dashboard import machine
from dashboard.app import application
from dashboard.desk import Desk
from dashboard.periods import parse

EACH = 1
"""Pages that are visited of each shape of address."""

_KEPT = {"group", "format", "lang", "whole", "back"}
"""Parameters of which every value is a page of its own."""


@dataclass
class Page:
    """A page as it was answered."""

    address: str
    tree: html.HtmlElement

    def links(self) -> list[tuple[str, str]]:
        """Address and text of every link to another page of the same language, in order."""
        made = []
        for link in self.tree.iterfind(".//a[@href]"):
            address = urljoin(self.address, link.get("href"))
            if not link.get("href").startswith(("#", "http")) and "lang=" not in address:
                made.append((address.partition("#")[0], text_of(link)))
        return made


@dataclass
class Walk:
    """Pages by their addresses, and every address that any of them leads to, with one page that does."""

    pages: dict[str, Page] = field(default_factory=dict)
    leads: dict[str, str] = field(default_factory=dict)
    files: set[str] = field(default_factory=set)
    """Routes that answered with a file."""

    def samples(self) -> dict[str, list[str]]:
        """Route → the addresses of the fullest pages of it that were seen: one, and one that lists duties."""
        fullest: dict[tuple[str, bool], str] = {}
        for address, page in self.pages.items():
            sort = route_of(address), ("measure", "!") in shape(address)
            if sort not in fullest or len(page.links()) > len(self.pages[fullest[sort]].links()):
                fullest[sort] = address
        return {route: [address for (where, _), address in fullest.items() if where == route] for route, _ in fullest}


def routes() -> list[str]:
    """The paths of all pages for people."""
    desk = Desk.reading("127.0.0.1:9")
    try:
        return [route.path for route in _routes(desk)]
    finally:
        desk.ledger.close()


def _routes(desk: Desk) -> list[Route]:
    app: Any = application(desk)
    while not isinstance(app, Starlette):
        app = app._app
    every = [route for route in app.routes if isinstance(route, Route)]
    return [route for route in every if route.endpoint.__module__ != machine.__name__]


_ROUTES: list[str] = routes()
_PATTERNS = [
    (path, re.compile(re.sub(r"\{\w+(:path)?\}", lambda m: ".+" if m[1] else "[^/]+", path))) for path in _ROUTES
]


def route_of(address: str) -> str:
    """The route that answers an address; the address's own path where there is none."""
    path = urlsplit(address).path
    return next((route for route, pattern in _PATTERNS if pattern.fullmatch(path)), path)


def shape(address: str) -> tuple[object, ...]:
    """What kind of page an address asks for: two of one shape differ in unit, month or measure alone."""
    return route_of(address), *sorted(_sort(*pair) for pair in parse_qsl(urlsplit(address).query))


def _sort(name: str, value: str) -> tuple[str, str]:
    if name in _KEPT:
        return name, value
    if name == "period":
        return name, parse(value).kind
    if name == "measure":
        return name, next((mark for mark in "@#!" if mark in value), "")
    return name, ""


async def walk(client: httpx.AsyncClient, *starts: str, each: int = EACH) -> Walk:
    """Some pages of each shape that links lead to from ``starts``, and where all of their links lead."""
    taken = Walk()
    seen: Counter[tuple[object, ...]] = Counter()
    queue = deque(starts or ("/",))
    while queue:
        address = queue.popleft()
        answer = await client.get(address)
        assert answer.status_code == 200, f"{taken.leads.get(address)} leads to {address}: {answer.status_code}"
        if not answer.headers["content-type"].startswith("text/html"):
            taken.files.add(route_of(address))
            continue
        page = taken.pages[address] = Page(address, html.fromstring(answer.text))
        for target, _ in page.links():
            if target not in taken.leads:
                taken.leads[target] = address
                seen[shape(target)] += 1
                if seen[shape(target)] <= each:
                    queue.append(target)
    return taken


def text_of(element: html.HtmlElement) -> str:
    """What is read in it, on one line."""
    return " ".join(element.text_content().split())
