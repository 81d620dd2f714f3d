"""Ends as soon as it has answered once."""

import sys

from tests.deploy.toys import migrates_only, server

if not migrates_only():
    server().handle_request()
    sys.exit("I have had enough")
