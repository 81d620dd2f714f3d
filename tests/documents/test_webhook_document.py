"""The receiver of docs/integrating.md takes what the gateway signs, once, and nothing else."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from deploy.ports import free_port
from services.gateway.webhooks.posting import WITHIN_S
from services.gateway.webhooks.signing import headers, message_id, new_secret, signature
from tests.deploy.waiting import until
from tests.documents.snippets import INTEGRATING, block, section

SECRET = new_secret()
BODY = b'{"specversion":"1.0","id":"n-7","source":"/a","type":"fact.refused.v1","data":{"fact":"sq-7"}}'
MESSAGE = message_id(BODY)


class Program:
    """The page's program, running."""

    def __init__(self, folder: Path) -> None:
        self.url, self._output = f"http://127.0.0.1:{(port := free_port())}", folder / "output"
        program = folder / "receive.py"
        program.write_text(block(INTEGRATING, "## Webhook", "python"), encoding="utf-8")
        settings = {**os.environ, "GONGKAI_WEBHOOK_SECRET": SECRET, "PORT": str(port)}
        with self._output.open("wb") as output:
            self.process = subprocess.Popen(
                [sys.executable, str(program)], env=settings, stdout=output, stderr=subprocess.DEVNULL
            )

    def gets(self, sent: dict[str, str], body: bytes = BODY) -> int:
        """The status of its answer; 0 while it is starting."""
        try:
            return httpx.post(self.url, headers=sent, content=body, trust_env=False).status_code
        except httpx.ConnectError:
            return 0

    @property
    def printed(self) -> list[str]:
        return self._output.read_text(encoding="utf-8").splitlines()


@pytest.fixture
def receiver(tmp_path: Path) -> Iterator[Program]:
    program = Program(tmp_path)
    try:
        until(lambda: program.gets({}) == 401, "the program answers")
        yield program
    finally:
        program.process.kill()
        program.process.wait()


def test_a_notice_is_taken_once_however_often_it_comes(receiver: Program) -> None:
    for _ in range(2):
        assert receiver.gets(headers(SECRET, MESSAGE, BODY)) == 204
    assert receiver.printed == ['fact.refused.v1 {"fact": "sq-7"}']


def test_what_the_gateway_has_not_signed_or_not_just_now_is_refused(receiver: Program) -> None:
    signed = headers(SECRET, MESSAGE, BODY)
    old = str(int(time.time()) - 400)
    for name, sent in {
        "another secret": headers(new_secret(), MESSAGE, BODY),
        "another id": {**signed, "webhook-id": "msg_" + "0" * 32},
        "another moment": {**signed, "webhook-timestamp": str(int(signed["webhook-timestamp"]) + 1)},
        "an old one": {**signed, "webhook-timestamp": old, "webhook-signature": signature(SECRET, MESSAGE, old, BODY)},
        "no signature": {**signed, "webhook-signature": ""},
        "no number": {**signed, "webhook-timestamp": "now"},
    }.items():
        assert receiver.gets(sent) == 401, name
    assert receiver.gets(signed, BODY + b" ") == 401
    assert receiver.printed == []


def test_the_signature_is_that_of_the_standard() -> None:
    """The example with which the standard's own libraries are tested."""
    secret, message = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek"
    signed = signature(secret, message, "1614265330", b'{"test": 2432232314}')
    assert signed == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_the_page_has_the_time_for_an_answer_and_the_commands() -> None:
    text = section(INTEGRATING, "## Webhook")
    assert f"within {WITHIN_S:g} seconds" in text
    assert "gongkai webhook set" in text
