"""Logs by allow-list: neither payloads nor what libraries quote of them."""

from __future__ import annotations

import json
import subprocess
import sys

from structlog.testing import capture_logs

from chassis import service

PROGRAM = """
import logging, structlog
from chassis import logs
logs.configure("catalog", "1", "{format}")
log = structlog.get_logger()
log.info("records read", records=3, value="110101199003071233", data={{"title": "secret title"}})
logging.getLogger("aiokafka.consumer").warning("cannot decode %s", "secret title")
logging.getLogger("aiokafka").info("chatter")
try:
    raise ValueError("bad value 110101199003071233")
except ValueError as error:
    logging.getLogger("asyncio").exception("a task failed: %s", error)
    log.error("a batch failed", error=logs.error_name(error))
"""


def output(form: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM.format(format=form)],
        capture_output=True,
        text=True,
        check=True,
        timeout=300,
    )
    assert done.stderr == ""
    return done.stdout


def test_fields_that_are_not_on_the_list_are_left_out_and_named() -> None:
    lines = [json.loads(line) for line in output("json").splitlines()]
    assert [line["event"] for line in lines] == [
        "records read",
        "a library reported something",
        "a library reported something",
        "a batch failed",
    ]
    first = lines[0]
    assert (first["records"], first["service"], first["instance"], first["level"]) == (
        3,
        "catalog",
        "1",
        "info",
    )
    assert first["reason"] == "fields not on the allow-list: data, value"


def test_a_library_s_message_is_not_printed_but_where_it_came_from_is() -> None:
    _, warning, failure, ours = [json.loads(line) for line in output("json").splitlines()]
    assert (warning["logger"], warning["level"]) == ("aiokafka.consumer", "warning")
    assert warning["where"].startswith("<string>.<module>:")
    assert (failure["logger"], failure["error"]) == ("asyncio", "ValueError")
    assert ours["error"] == "ValueError"


def test_no_text_of_a_record_or_an_error_is_in_either_format() -> None:
    for form in ("json", "console"):
        text = output(form)
        assert "a batch failed" in text
        for secret in ("110101199003071233", "secret title", "chatter"):
            assert secret not in text


def test_a_part_that_ends_is_logged_without_what_its_error_quotes() -> None:
    with capture_logs() as lines:
        service._log_end(ExceptionGroup("parts", [ValueError("bad value 110101199003071233")]))
    (line,) = lines
    assert (line["event"], line["error"]) == ("a part of the service ended", "ValueError")
    assert "110101199003071233" not in str(line)
