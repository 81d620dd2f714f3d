"""Readers of a running stack: a unit's token shows its own on every service, and a dashboard that asks for one follows who has any."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import httpx
import pytest

from chassis.access.text import digest
from deploy import runtime
from deploy.runtime import Runtime
from tests.cli.running import ORG, gongkai
from tests.dashboard.served import Dashboard
from tests.deploy.waiting import until
from tests.office import bearer

pytestmark = pytest.mark.servers

OTHER = "fengjie-minzhengju"


def running(home: Path) -> Runtime:
    known = runtime.read(home / ".gongkai")
    assert known is not None
    return known


def token(home: Path, org: str) -> str:
    made = gongkai("token", "make", org, "--name", "读者", cwd=home)
    assert made.returncode == 0, made.stderr
    return made.stdout.strip()


def read(home: Path, program: str, path: str, sent: str) -> httpx.Response:
    url = f"http://127.0.0.1:{running(home).ports[program]}{path}"
    return httpx.get(url, headers=bearer(sent), trust_env=False, timeout=60)


def test_a_units_token_shows_its_own_on_every_service(march: Path) -> None:
    own, other = token(march, ORG), token(march, OTHER)
    for sent in (own, other):
        for program in ("requests", "publishing"):
            until(lambda p=program, s=sent: read(march, p, "/status", s).status_code == 200, "it is known", 60)  # type: ignore[misc]

    def ids(sent: str) -> set[str]:
        listed: list[dict[str, Any]] = read(march, "requests", "/applications", sent).json()["applications"]
        return {each["id"] for each in listed}

    assert f"{ORG}/a1" in ids(own)
    assert ids(other) == set()
    for program, path in (
        ("requests", f"/applications/{ORG}/a1"),
        ("requests", f"/subjects/requests.application/{ORG}/a1"),
        ("requests", f"/applications?org={ORG}"),
        ("publishing", f"/subjects/publishing.disclosure/{ORG}/i1"),
        ("publishing", f"/columns?org={ORG}"),
        ("publishing", f"/accounts?org={ORG}"),
    ):
        assert read(march, program, path, own).status_code == 200, path
        assert read(march, program, path, other).status_code in {403, 404}, path


def test_a_dashboard_that_asks_for_tokens_follows_those_that_are_made_and_revoked(march: Path, tmp_path: Path) -> None:
    key = (march / ".gongkai" / "office_token").read_text(encoding="ascii").strip()
    own = token(march, ORG)
    dashboard = Dashboard(
        running(march).kafka,
        tmp_path / "dashboard.log",
        GONGKAI_READERS="token",
        GONGKAI_OFFICE_SHA256=digest(key),
        GONGKAI_FAMILIES="tests.deploy.toys.further",
    )
    try:
        dashboard.ready()
        assert dashboard.get("/subjects").status_code == 401

        def status(sent: str, path: str) -> int:
            return dashboard.get(path, headers=bearer(sent)).status_code

        until(lambda: status(own, f"/units/{ORG}") == 200, "the dashboard knows the token", 60)
        assert status(own, f"/units/{OTHER}") == 403
        assert status(key, f"/units/{OTHER}") == 200
        assert gongkai("token", "revoke", own.split("_")[1], cwd=march).returncode == 0
        until(lambda: status(own, f"/units/{ORG}") in {401, 429}, "it holds no longer", 60)
    finally:
        assert dashboard.stop() == 0
