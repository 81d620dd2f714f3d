"""What our own pages and help have people type shows a token or a key to nobody else on their machine."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.main import get_command

from cli.__main__ import app
from tests.documents.snippets import ROOT, block
from tests.serving import Quiet, serving

PAGES = sorted(
    [*(ROOT / "docs").rglob("*.md"), *(ROOT / "contracts" / "events").glob("*.md"), *(ROOT / "cli").rglob("*.md")]
)
EVENT = ROOT / "contracts" / "events" / "application.received.v1.md"


def test_no_page_gives_a_token_as_an_argument_that_every_account_can_list() -> None:
    wrong = re.compile(r"""-H\s+["']Authorization:""")
    assert not [page.name for page in PAGES if wrong.search(page.read_text(encoding="utf-8"))]


def test_a_token_or_key_goes_to_a_file_that_its_owner_alone_reads() -> None:
    to_a_file = re.compile(r"gongkai (?:token|orgs key) .* > \S+")
    lines = [line for page in PAGES for line in page.read_text(encoding="utf-8").splitlines() if to_a_file.search(line)]
    assert lines
    assert all("umask 077" in line for line in lines)


@pytest.mark.parametrize("words", [("token", "make"), ("orgs", "key")])
def test_the_help_of_what_makes_a_secret_says_how_its_file_is_kept(words: tuple[str, str]) -> None:
    group, name = words
    assert "umask 077" in get_command(app).commands[group].commands[name].help  # type: ignore[attr-defined]


class Hearing(Quiet):
    """Keeps the token, the type and the body of what is posted."""

    heard: list[tuple[str | None, str | None, bytes]]

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.heard.append((self.headers["Authorization"], self.headers["Content-Type"], body))
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()


@pytest.fixture
def address() -> Iterator[str]:
    Hearing.heard = []
    with serving(Hearing) as listening:
        yield listening


def test_the_token_of_the_pages_comes_with_the_fact(address: str, tmp_path: Path) -> None:
    (tmp_path / "application.received.v1.json").write_bytes(b"{}")
    env = {"GONGKAI_GATEWAY_URL": address, "GONGKAI_TOKEN": "gk_x", "PATH": "/usr/bin:/bin", "no_proxy": "*"}
    for page, heading in ((EVENT, "### curl"), (ROOT / "docs" / "http.md", "## The first fact")):
        subprocess.run(["sh", "-euc", block(page, heading, "sh")], cwd=tmp_path, env=env, check=True)
    (token, kind, body), (same, alike, fact) = Hearing.heard
    assert (token, kind, body) == ("Bearer gk_x", "application/cloudevents+json", b"{}")
    assert (same, alike) == (token, kind)
    assert fact.startswith(b'{"specversion":"1.0"')
