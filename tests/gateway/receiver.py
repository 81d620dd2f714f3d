"""A receiver of webhooks: a real HTTP server that answers as a test wants, and keeps what it got."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import json
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from tests.serving import Quiet, serving


class Got(NamedTuple):
    """A delivery as it came, and when by the monotonic clock."""

    headers: dict[str, str]
    body: bytes
    at: float

    @property
    def id(self) -> str:
        return self.headers["webhook-id"]

    @property
    def fact(self) -> Any:
        """The fact that the notice is about."""
        return json.loads(self.body)["data"]["fact"]

    def signed_with(self, secret: str) -> bool:
        """Written anew from the standard's words, not with the code that signs."""
        key = base64.b64decode(secret.split("_", 1)[1])
        text = f"{self.id}.{self.headers['webhook-timestamp']}.".encode() + self.body
        mac = base64.b64encode(hmac.new(key, text, hashlib.sha256).digest()).decode()
        return self.headers["webhook-signature"] == f"v1,{mac}"


@dataclass
class Receiver:
    """``answers``: statuses of the next answers, 204 when there are none; ``silent``: it says nothing while this is set."""

    url: str = ""
    got: list[Got] = field(default_factory=list)
    answers: deque[int] = field(default_factory=deque)
    headers: dict[str, str] = field(default_factory=dict)
    silent: threading.Event = field(default_factory=threading.Event)
    ended: threading.Event = field(default_factory=threading.Event)

    @property
    def facts(self) -> list[Any]:
        return [got.fact for got in self.got]


@contextmanager
def receiving() -> Iterator[Receiver]:
    """A receiver that takes everything until it is told otherwise."""
    receiver = Receiver()

    class Handler(Quiet):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            receiver.got.append(Got({k.lower(): v for k, v in self.headers.items()}, body, time.monotonic()))
            if receiver.silent.is_set():
                receiver.ended.wait()
                return
            self.send_response(receiver.answers.popleft() if receiver.answers else 204)
            for name, value in receiver.headers.items():
                self.send_header(name, value)
            self.send_header("content-length", "0")
            self.end_headers()

    with serving(Handler) as address:
        receiver.url = f"{address}/notices"
        try:
            yield receiver
        finally:
            receiver.ended.set()


async def until(holds: Callable[[], object], what: str, seconds: float = 60) -> None:
    """Returns as soon as the condition holds; fails with ``what`` when it does not in time."""
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, f"not within {seconds} s: {what}"
        await asyncio.sleep(0.01)
