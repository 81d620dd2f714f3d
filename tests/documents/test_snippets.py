"""Every snippet of docs/integrating.md runs as it stands there, and the door takes what it sends, all as one fact."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from contracts.envelope import DIGEST, attributes
from services.gateway.door import judge
from services.gateway.records import Accepted, Inbound
from tests.documents import java
from tests.documents.conftest import ORG, Inbox
from tests.documents.snippets import INTEGRATING, block, blocks

pytestmark = pytest.mark.servers

Environment = Mapping[str, str]


def python(heading: str, folder: Path, env: Environment) -> subprocess.CompletedProcess[str]:
    program = folder / "send.py"
    program.write_text(block(INTEGRATING, heading, "python"), encoding="utf-8")
    return subprocess.run(
        [sys.executable, str(program)], env={**os.environ, **env}, capture_output=True, text=True, check=False
    )


def librdkafka() -> Path:
    """A librdkafka that is new enough for kcat: that of the Python client."""
    import confluent_kafka

    (library,) = Path(confluent_kafka.__file__).parent.with_name("confluent_kafka.libs").glob("librdkafka-*")
    return library


def kcat(heading: str, folder: Path, env: Environment) -> subprocess.CompletedProcess[str]:
    assert shutil.which("kcat"), "kcat is not installed: make packages"
    return subprocess.run(
        ["bash", "-euc", block(INTEGRATING, heading, "sh")],
        cwd=folder,
        # Debian 12's librdkafka is older than the page asks for; the one of the Python client is new enough.
        env={**os.environ, **env, "LD_PRELOAD": str(librdkafka())},
        capture_output=True,
        text=True,
        check=False,
    )


def java_program(heading: str, folder: Path, env: Environment) -> subprocess.CompletedProcess[str]:
    return java.run("Send", block(INTEGRATING, heading, "java"), folder, env)


WAYS = {
    "### Python, aiokafka": python,
    "### Python, confluent-kafka": python,
    "### Python, CloudEvents SDK": python,
    "### Java": java_program,
    "### kcat": kcat,
}


def test_all_snippets_send_one_fact_that_the_door_takes(
    department: Inbox, tmp_path: Path, first_facts: list[bytes]
) -> None:
    (tmp_path / "facts.ndjson").write_bytes(first_facts[0] + b"\n")
    for heading, way in WAYS.items():
        done = way(heading, tmp_path, department.environment)
        assert done.returncode == 0, f"{heading}\n{done.stdout}\n{done.stderr}"
    records = department.records()
    assert len(records) == len(WAYS)
    facts_sent = set()
    for record in records:
        verdict = judge(
            Inbound(record.value, record.headers, record.topic, record.partition, record.offset), ORG, date(2026, 3, 6)
        )
        assert isinstance(verdict, Accepted), verdict
        headers = attributes(verdict.headers)
        facts_sent.add((verdict.key, headers["ce_id"], headers[DIGEST]))
    assert len(facts_sent) == 1


def test_the_first_facts_of_the_page_and_their_correction_are_accepted(first_facts: list[bytes]) -> None:
    _, correction = blocks(INTEGRATING, "## The first fact", "json")
    for line in [*first_facts, *correction.encode().splitlines()]:
        headers = [("content-type", b"application/cloudevents+json")]
        verdict = judge(Inbound(line, headers, f"dept.{ORG}.events", 0, 0), ORG, date(2026, 3, 6))
        assert isinstance(verdict, Accepted), verdict
