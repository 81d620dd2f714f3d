"""The wheel that the image installs: complete, and running from an empty environment outside of the repository."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from deploy.programs import PROGRAMS

ROOT = Path(__file__).parents[2]
ROOMS = ("law", "contracts", "chassis", "services", "papers", "dashboard", "cli", "deploy", "demo")
NOT_INSTALLED = {".pyc", ".sh"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from a copy, so that no build folder of another day is taken along."""
    copy = tmp_path_factory.mktemp("source")
    for room in ROOMS:
        shutil.copytree(ROOT / room, copy / room, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md"):
        shutil.copy(ROOT / name, copy)
    place = tmp_path_factory.mktemp("wheel")
    build = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "-q",
        "--no-deps",
        "--no-build-isolation",
        "-w",
        str(place),
        str(copy),
    ]
    subprocess.run(build, check=True)
    (built,) = place.glob("*.whl")
    return built


def test_every_file_of_the_rooms_is_in_the_wheel(wheel: Path) -> None:
    ours = {
        str(path.relative_to(ROOT))
        for room in ROOMS
        for path in (ROOT / room).rglob("*")
        if path.is_file() and path.suffix not in NOT_INSTALLED
    }
    packed = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    assert sorted(ours - packed) == []
    assert sorted(packed - ours) == []


def test_the_wheel_runs_from_an_empty_environment_with_the_hashed_requirements(wheel: Path, tmp_path: Path) -> None:
    python = tmp_path / "venv" / "bin" / "python"
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("GONGKAI_", "PYTHON"))}

    def run(*command: object) -> str:
        words = [str(word) for word in command]
        done = subprocess.run(words, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{' '.join(words)}\n{done.stdout}\n{done.stderr}"
        return done.stdout

    run(sys.executable, "-m", "venv", tmp_path / "venv")
    run(python, "-m", "pip", "install", "-q", "--no-compile", "--require-hashes", "-r", ROOT / "requirements.txt")
    run(python, "-m", "pip", "install", "-q", "--no-deps", wheel)
    run(python, "-m", "pip", "check")
    assert "emit" in run(python.with_name("gongkai"), "--help")
    for program in PROGRAMS:
        assert "serve" in run(python, "-m", *program.words, "--help")
    assert "registry" in run(python, "-m", "deploy.topics", "--help")
