"""What the page of a fact shows to send it with runs as it stands there, and its fact is accepted: over HTTP and Kafka, by its tests."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from chassis.address import Address
from contracts.families import FAMILIES
from contracts.generator.paths import PAGES
from contracts.topics import inbox, notices
from deploy import rights
from deploy.rights import tester_of as user_of_tests
from deploy.servers import Servers
from tests.deploy.waiting import until
from tests.documents import java
from tests.documents.conftest import ORG, Inbox
from tests.documents.snippets import INTEGRATING, block, section
from tests.documents.test_snippets import librdkafka
from tests.gateway.http.asked import started

NAME = "document.drafted.v1"
PAGE = PAGES / f"{NAME}.md"


def sending(name: str) -> str:
    """What the page of a fact says of sending it."""
    return section(PAGES / f"{name}.md", "## 发送 Sending")


@pytest.mark.parametrize("name", FAMILIES.messages)
def test_every_page_of_a_fact_has_the_same_programs_with_its_own_sample(name: str) -> None:
    assert sending(name).count(f"{name}.json") == 6
    assert sending(name).replace(f"{name}.json", f"{NAME}.json") == sending(NAME)


def test_no_other_page_has_them() -> None:
    others = {page.stem for page in PAGES.glob("*.md")} - set(FAMILIES.messages)
    assert not [name for name in others if "Sending" in (PAGES / f"{name}.md").read_text(encoding="utf-8")]


def shell(program: str, folder: Path, env: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """Run a program of the shell."""
    return subprocess.run(
        ["bash", "-euc", program], cwd=folder, env={**os.environ, **env}, capture_output=True, text=True, check=False
    )


def in_python(folder: Path, env: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """Run the page's program in Python."""
    return subprocess.run(
        [sys.executable, "-c", block(PAGE, "### Python", "python")],
        cwd=folder,
        env={**os.environ, **env},
        capture_output=True,
        text=True,
        check=False,
    )


def of_its_tests(servers: Servers) -> Address:
    """The address with which the department tries things out on Kafka."""
    assert servers.broker is not None
    asyncio.run(rights.opened(servers, [ORG]))
    own = servers.broker.departments(user_of_tests(ORG), "of-its-tests")
    asyncio.run(rights.let_in(servers.kafka, own.text))
    return own


@pytest.mark.servers
def test_each_program_of_a_page_sends_its_sample(servers: Servers, department: Inbox, tmp_path: Path) -> None:
    assert all(map(shutil.which, ("curl", "kcat"))), "make packages installs them"
    sample = json.loads(block(PAGE, "## 样例 Sample", "json"))
    written = json.dumps(sample | {"source": f"/orgs/{ORG}/oa"}, ensure_ascii=False, indent=2)
    (tmp_path / f"{NAME}.json").write_text(written, encoding="utf-8")
    own = of_its_tests(servers)
    with started(servers, tmp_path, [ORG]) as gateway:
        begin = len(gateway.records(inbox(ORG, test=True)))

        def verdicts() -> list[dict[str, Any]]:
            """On what has come since."""
            everything = [json.loads(record.value) for record in gateway.records(notices(ORG, test=True))]
            return [verdict for verdict in everything if verdict["record"]["offset"] >= begin]

        env = {
            "GONGKAI_GATEWAY_URL": gateway.url,
            "GONGKAI_TOKEN": gateway.token(ORG, "test"),
            "GONGKAI_INBOX": inbox(ORG, test=True),
            **department.environment,
            "GONGKAI_USER": own.user,
            "GONGKAI_PASSWORD": own.password,
            "LD_PRELOAD": str(librdkafka()),
            "no_proxy": "*",
        }
        config, _, _ = block(INTEGRATING, "### kcat", "sh").partition("kcat -F")
        done = {
            "curl": shell(block(PAGE, "### curl", "sh"), tmp_path, env),
            "Python": in_python(tmp_path, env),
            "Java": java.run("Send", block(PAGE, "### Java", "java"), tmp_path, env),
            "kcat": shell(config + block(PAGE, "### kcat", "sh"), tmp_path, env),
        }
        for way, program in done.items():
            assert program.returncode == 0, (way, program.stdout, program.stderr)
        assert [json.loads(done[way].stdout)["status"] for way in ("curl", "Python", "Java")] == [201, 200, 200]
        until(lambda: len(verdicts()) == 2, "what came over HTTP, once, and what came over Kafka are judged")
        assert [(verdict["accepted"], verdict["fact"]) for verdict in verdicts()] == [(True, sample["id"])] * 2
        assert department.records() == []
        (tmp_path / f"{NAME}.json").write_text(json.dumps({**json.loads(written), "data": {}}), encoding="utf-8")
        for refused in (shell(block(PAGE, "### curl", "sh"), tmp_path, env), in_python(tmp_path, env)):
            assert refused.returncode != 0
            assert "field.missing" in refused.stdout + refused.stderr
