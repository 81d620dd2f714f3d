"""The fonts of the papers: the list holds every face, what is missing is fetched, and what cannot be is said."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from deploy import fonts
from papers.official import faces, pdf
from papers.official.blocks import Paper
from tests.papers.official.test_page import DAY


def test_every_face_is_among_the_listed_files() -> None:
    place = fonts.ready()
    assert sorted(path.name for path in place.iterdir() if not path.name.startswith(".")) == sorted(fonts.listed())
    with (place / os.devnull).open("wb") as nowhere:
        pdf.write(Paper("，".join(font.word for font in faces.FONTS.values()), DAY, ()), place, nowhere)


def test_a_folder_without_them_is_named_with_what_it_lacks(tmp_path: Path) -> None:
    assert fonts.missing(tmp_path) == fonts.listed()
    with pytest.raises(LookupError, match="FandolFang R"):
        pdf.write(Paper("t", DAY, ()), tmp_path, (tmp_path / "x.pdf").open("wb"))


def test_where_nothing_can_be_fetched_it_says_what_to_put_where(tmp_path: Path) -> None:
    environment = {"PATH": str(tmp_path), "PYTHONPATH": os.pathsep.join(sys.path), "GONGKAI_DOWNLOADS": str(tmp_path)}
    command = [sys.executable, "-m", "deploy.fonts"]
    run = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert run.returncode == 1
    for words in ("FandolFang-Regular.otf", "texlive-lang-chinese", str(tmp_path / "fonts"), "GONGKAI_FONTS"):
        assert words in run.stderr


def test_a_named_folder_is_taken_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for file in fonts.listed():
        (tmp_path / file).touch()
    monkeypatch.setenv("GONGKAI_FONTS", str(tmp_path))
    assert fonts.ready() == tmp_path
