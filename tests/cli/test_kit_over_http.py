"""The kit's program over HTTP: patience behind a proxy, and redirects."""

from __future__ import annotations

import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from email.message import Message
from importlib.resources import files
from io import BytesIO
from pathlib import Path

import pytest

from cli.kit import try_out
from cli.kit.writing import EXPECTED, PROGRAM
from tests.serving import Quiet, serving


class Proxied:
    """Opens through a proxy, as the library does, and answers 503 as often as it is busy."""

    def __init__(self, busy: int) -> None:
        self._busy = busy
        self.asked: list[str] = []

    def open(self, request: urllib.request.Request, timeout: float) -> BytesIO:
        request.set_proxy("proxy:3128", "http")
        self.asked.append(request.selector)
        if len(self.asked) <= self._busy:
            patience = Message()
            patience["Retry-After"] = "0"
            raise urllib.error.HTTPError(request.full_url, 503, "busy", patience, BytesIO())
        answer = BytesIO(b"{}")
        answer.status = 200  # type: ignore[attr-defined]
        return answer


def test_who_is_asked_for_patience_behind_a_proxy_asks_for_the_same_address_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    proxied = Proxied(busy=2)
    monkeypatch.setattr(try_out, "OPENER", proxied)
    assert try_out.ask("https://gateway.example/v1/events", "gk_x", b"{}") == (200, {})
    assert proxied.asked == ["/v1/events"] * 3


class Redirecting(Quiet):
    """Sends everybody elsewhere, and keeps what was asked."""

    asked: list[str]
    location: str

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.send_response(302)
        self.send_header("Location", self.location)
        self.send_header("Content-Length", "0")
        self.end_headers()


@pytest.fixture
def here() -> Iterator[str]:
    Redirecting.asked = []
    with serving(Redirecting) as listening:
        yield listening


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/new/v1/notices?limit=1", "use the address {here}/new instead"),
        ("/login?next=x", "leads to {here}/login?next=x, which is no gateway"),
    ],
)
def test_a_redirect_is_told_and_not_followed(path: str, words: str, here: str, tmp_path: Path) -> None:
    Redirecting.location = here + path
    (tmp_path / EXPECTED).write_text("file,code\n", encoding="utf-8")
    (tmp_path / PROGRAM).write_bytes(files("cli.kit").joinpath(PROGRAM).read_bytes())
    done = subprocess.run(
        [sys.executable, "-I", str(tmp_path / PROGRAM)],
        env={"GONGKAI_GATEWAY_URL": here, "GONGKAI_TOKEN": "gk_x", "no_proxy": "*"},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1), done.stderr
    assert words.format(here=here) in done.stderr
    assert Redirecting.asked == ["/v1/notices?limit=1"]
