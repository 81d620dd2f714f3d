"""Serves, and does not listen when asked to stop."""

import signal

from tests.deploy.toys import migrates_only, server

if not migrates_only():
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    server().serve_forever()
