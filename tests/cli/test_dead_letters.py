"""What a department sent is shown to the office and never carried out by its terminal."""

from __future__ import annotations

import os
import pty
from contextlib import suppress
from io import StringIO
from types import SimpleNamespace
from typing import Any

import pytest
from rich.console import Console

from cli.commands import dead_letters
from cli.tables import add, plain_table
from contracts.control_characters import written_out

TITLE = "\x1b]0;owned\x07"
RECORD = SimpleNamespace(
    key=f"a\nheader forged: {TITLE}".encode(),
    headers=[(f"ce_{TITLE}", TITLE.encode()), ("empty", None)],
    value=f'{{"title":\n"{TITLE}"}}'.encode() + b"\x9b\xff",
)


def all_of(terminal: int) -> str:
    """What was written to a terminal whose other end is closed."""
    parts = []
    with suppress(OSError), os.fdopen(terminal, "rb", buffering=0) as stream:
        while part := stream.read(4096):
            parts.append(part)
    return b"".join(parts).decode()


@pytest.fixture(autouse=True)
def put_aside(monkeypatch: pytest.MonkeyPatch) -> None:
    async def look_up(*_: object) -> tuple[dict[str, Any], Any]:
        return {"code": "json.invalid", "value": TITLE, "field": None}, RECORD

    monkeypatch.setattr(dead_letters, "_find", look_up)


def test_key_headers_and_letter_are_shown_with_control_characters_written_out(
    capsys: pytest.CaptureFixture[str],
) -> None:
    dead_letters.show("t/0/1")
    lines = capsys.readouterr().out.splitlines()
    assert lines == [
        "code: json.invalid",
        r"value: \u001b]0;owned\u0007",
        "field: ",
        r"key: a\u000aheader forged: \u001b]0;owned\u0007",
        r"header ce_\u001b]0;owned\u0007: \u001b]0;owned\u0007",
        "header empty: ",
        f"size: {len(RECORD.value)} bytes",
    ]


def test_a_value_goes_raw_into_a_pipe_and_written_out_to_a_terminal(
    capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    dead_letters.show("t/0/1", value=True)
    assert capfdbinary.readouterr().out.endswith(RECORD.value + b"\n")
    ours, theirs = pty.openpty()
    with os.fdopen(theirs, "w", encoding="utf-8") as terminal:
        monkeypatch.setattr("sys.stdout", terminal)
        dead_letters.show("t/0/1", value=True)
    shown = all_of(ours)
    assert shown.endswith('{"title":\r\n"\\u001b]0;owned\\u0007"}\\x9b\\xff\r\n')
    assert "\x1b" not in shown


def test_a_cell_of_a_table_holds_no_control_character_and_keeps_its_lines() -> None:
    table = plain_table("", "field")
    add(table, f"第一行\n{TITLE}")
    console = Console(width=60, record=True, file=StringIO())
    console.print(table)
    shown = console.export_text()
    assert r"\u001b]0;owned\u0007" in shown
    assert r"\u000a" not in shown


def test_what_is_printable_stays_as_it_is() -> None:
    assert written_out("奉节县 [a] \\ é 𬭎") == "奉节县 [a] \\ é 𬭎"
    assert written_out("\x7f\x9b\u2028\ud800") == r"\u007f\u009b\u2028\ud800"
