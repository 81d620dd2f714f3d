"""Small programs in the place of services: ``python -m tests.deploy.toys.<habit> serve|migrate``."""

from __future__ import annotations

import http.server
import os
import signal
import sys
from typing import ClassVar


class Health(http.server.BaseHTTPRequestHandler):
    """Answers every request with the status of the habit."""

    status: ClassVar[int] = 200

    def do_GET(self) -> None:
        self.send_response(self.status)
        self.end_headers()
        self.wfile.write(b"ready" if self.status == 200 else b"waiting for better days")

    def log_message(self, *args: object) -> None:
        """Nothing: the tests read our own lines."""


def server() -> http.server.HTTPServer:
    """Listens on its port, and says so."""
    listening = http.server.HTTPServer(("127.0.0.1", int(os.environ["GONGKAI_HTTP_PORT"])), Health)
    print("serving; the clock is", os.environ["GONGKAI_CLOCK"], flush=True)
    return listening


def migrates_only() -> bool:
    """Whether the command is ``migrate``, which it then carries out."""
    if sys.argv[1] == "migrate":
        print("migrated", bool(os.environ["GONGKAI_DATABASE"]))
        return True
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped when asked"))
    return False
