"""Files of papers: the ending says as what, and a name holds nothing that a file system would not."""

from __future__ import annotations

import pytest

from cli.exits import Stop
from cli.papers import form_of, named


@pytest.mark.parametrize(
    ("file", "form", "ending"),
    [("a.pdf", None, ".pdf"), ("a.PDF", None, ".pdf"), ("-", "xlsx", ".xlsx"), ("a.b", "docx", ".docx")],
)
def test_the_form_is_what_is_asked_for_else_the_ending(file: str, form: str | None, ending: str) -> None:
    assert form_of(file, form) == ending


@pytest.mark.parametrize(("file", "form"), [("a.doc", None), ("-", None), ("a", None), ("a.pdf", "odt")])
def test_another_form_is_refused_with_those_that_there_are(file: str, form: str | None) -> None:
    with pytest.raises(Stop, match=r"--as pdf\|docx\|xlsx"):
        form_of(file, form)


@pytest.mark.parametrize("title", ["../../etc/passwd", ".hidden", "长" * 5_000, "a/b\\c\x00d", "", "〔2026〕3号"])
def test_a_name_is_one_file_in_this_folder(title: str) -> None:
    name = named(title, ".pdf")
    assert not set("/\\\0") & set(name)
    assert not name.startswith(".")
    assert len(name.encode()) < 255
    assert name.endswith(".pdf")
