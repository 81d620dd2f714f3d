"""``gongkai token`` on a running stack: what it shows once holds on every program until it is rotated or revoked."""

from __future__ import annotations

import json
from pathlib import Path

import httpx
import pytest

from deploy import runtime
from tests.cli.running import gongkai
from tests.deploy.waiting import until
from tests.office import bearer

pytestmark = pytest.mark.servers

ORG = "fengjie-tongjiju"


def status(home: Path, token: str, program: str, path: str = "/status") -> int:
    """How a program answers who has this token."""
    running = runtime.read(home / ".gongkai")
    assert running is not None
    url = f"http://127.0.0.1:{running.ports[program]}{path}"
    return httpx.get(url, headers=bearer(token), trust_env=False, timeout=60).status_code


def test_a_token_holds_everywhere_until_it_is_revoked(march: Path) -> None:
    made = gongkai("token", "make", ORG, "--name", "统计局办公系统", cwd=march)
    assert (made.returncode, made.stdout.startswith("gk_")) == (0, True), made.stderr
    assert "shown this once" in made.stderr
    token = made.stdout.strip()
    number = token.split("_")[1]
    for program in ("gateway", "requests", "metrics", "assessment"):
        until(lambda program=program: status(march, token, program) == 200, f"{program} knows it", 120)  # type: ignore[misc]
    assert status(march, token, "gateway", "/tokens") == 403
    listed = gongkai("token", "list", ORG, cwd=march)
    assert (number in listed.stdout, token[-4:] in listed.stdout, token in listed.stdout) == (True, True, False)

    fresh = gongkai("token", "rotate", number, "--overlap", "0", cwd=march)
    assert f"{number}, has ended" in fresh.stderr
    other = fresh.stdout.strip()
    until(lambda: status(march, other, "requests") == 200, "the new one holds", 120)
    assert status(march, token, "requests") in (401, 429)
    revoked = gongkai("token", "revoke", other.split("_")[1], cwd=march)
    assert revoked.returncode == 0, revoked.stderr
    until(lambda: status(march, other, "metrics") in (401, 429), "it holds no longer", 120)
    rows = [json.loads(line) for line in gongkai("token", "list", ORG, "--json", cwd=march).stdout.splitlines()]
    assert {row["state"] for row in rows} == {"revoked"}


def test_the_key_of_the_office_is_for_its_owner_alone_and_the_command_asks_with_it(march: Path) -> None:
    key = march / ".gongkai" / "office_token"
    assert key.stat().st_mode & 0o777 == 0o600
    assert status(march, key.read_text(encoding="ascii").strip(), "gateway", "/tokens") == 200
    running = runtime.read(march / ".gongkai")
    assert running is not None
    elsewhere = {"GONGKAI_KAFKA": running.kafka, "GONGKAI_GATEWAY_URL": f"http://127.0.0.1:{running.ports['gateway']}"}
    nobody = gongkai("token", "list", "--state", "nowhere", cwd=march, env=elsewhere)
    assert (nobody.returncode, "GONGKAI_OFFICE_TOKEN_FILE" in nobody.stderr) == (1, True)
    told = elsewhere | {"GONGKAI_OFFICE_TOKEN_FILE": str(key)}
    assert gongkai("token", "list", "--state", "nowhere", cwd=march, env=told).returncode == 0
    lost = elsewhere | {"GONGKAI_OFFICE_TOKEN_FILE": "/no/such/file"}
    assert gongkai("token", "list", "--state", "nowhere", cwd=march, env=lost).returncode == 2


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["make", "fengjie-nowhere", "--name", "甲"], 1, "is not in the registry"),
        (["make", "--name", "甲"], 2, "give either the slug of an organisation"),
        (["make", ORG, "--office", "--name", "甲"], 2, "give either the slug of an organisation"),
        (["make", ORG, "--name", "甲", "--until", "2020-01-01"], 1, "has passed"),
        (["make", ORG, "--name", "甲", "--until", "soon"], 2, "is not a day"),
        (["rotate", "nowhere"], 1, "no token 'nowhere'"),
        (["revoke", "a/b"], 1, "no such page"),
    ],
)
def test_what_cannot_be_done_is_said(march: Path, words: list[str], code: int, said: str) -> None:
    done = gongkai("token", *words, cwd=march)
    assert (done.returncode, said in done.stderr) == (code, True), done.stderr
