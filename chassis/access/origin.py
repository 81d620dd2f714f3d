"""Whence a request may come: by a name of this program, and from no page of anybody else's."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from starlette.requests import HTTPConnection

from chassis.access.refused import RefusedError

_THIS_MACHINE = ("127.0.0.1", "localhost", "::1")


def hosts(program: str, listed: str) -> frozenset[str]:
    """The names by which a program may be asked; ``listed`` are those of the settings, with their ports or without."""
    named = (name.strip().lower() for name in listed.split(","))
    return frozenset({*_THIS_MACHINE, program, *(_without_port(name) for name in named if name)})


def must_be_ours(connection: HTTPConnection, names: Iterable[str]) -> None:
    """RefusedError for a request to another name, or of a page that is not ours."""
    host, origin = connection.headers.get("host", ""), connection.headers.get("origin")
    asked = _hostname(host)
    # The address at which the request came in names nobody else: only a name can be turned to it by others.
    server = connection.scope.get("server")
    if not asked or (asked not in names and not (server and asked == server[0])):
        raise RefusedError(
            421,
            "http.host",
            "Host: not a name of this program; ask by one of its names, or add this one to GONGKAI_HOSTS",
        )
    if origin is not None and _place(origin) != host.lower():
        raise RefusedError(
            403, "http.origin", "Origin: a page from elsewhere may not ask; open a page of this program instead"
        )


def _without_port(name: str) -> str:
    is_bare_ipv6 = name.count(":") > 1 and not name.startswith("[")
    return name if is_bare_ipv6 else _hostname(name)


def _hostname(host: str) -> str:
    """Without its port, in small letters; empty where it is none."""
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def _place(origin: str) -> str:
    """Host and port of a page's origin, in small letters; empty where it names none, as that of a file."""
    try:
        return urlsplit(origin).netloc.lower()
    except ValueError:
        return ""
