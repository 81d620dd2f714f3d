"""Serves until it is asked to stop."""

from tests.deploy.toys import migrates_only, server

if not migrates_only():
    server().serve_forever()
