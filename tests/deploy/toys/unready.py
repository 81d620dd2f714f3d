"""Serves and is never ready."""

from tests.deploy.toys import Health, migrates_only, server

if not migrates_only():
    Health.status = 503
    server().serve_forever()
