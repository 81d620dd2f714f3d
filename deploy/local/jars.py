"""Kafka's jar files: fetched once with jgo, checked against digests of ours at every start.

``kafka-jars.sha256`` beside this file lists sha256, size in bytes and Maven coordinate of each; only what it lists
is fetched, and only what matches is run. ``GONGKAI_MAVEN`` names a Maven repository to use instead of the central
one (a county's own mirror, for example).
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TransferSpeedColumn

from deploy.local.cache import cache_folder

LIST = Path(__file__).with_name("kafka-jars.sha256")
_PARALLEL = 6
_TIMEOUT_S = 60


class JarError(RuntimeError):
    """A jar could not be fetched, or is not the one whose digest we keep."""


@dataclass(frozen=True)
class Jar:
    """One file of the broker: what it must be and where Maven keeps it."""

    sha256: str
    size: int
    coordinate: str

    @property
    def file(self) -> str:
        """File name in a Maven repository."""
        _, artifact, version = self.coordinate.split(":")
        return f"{artifact}-{version}.jar"


def listed(path: Path = LIST) -> list[Jar]:
    """The jars in the order of the class path."""
    rows = (line.split() for line in path.read_text().splitlines() if line and not line.startswith("#"))
    return [Jar(sha256, int(size), coordinate) for sha256, size, coordinate in rows]


def version() -> str:
    """Tells one list of jars from every other."""
    return hashlib.sha256(LIST.read_bytes()).hexdigest()[:16]


def verify(jar: Jar, path: Path) -> None:
    """Raises ``JarError`` unless the file's sha256 is the listed one."""
    got = hashlib.sha256(path.read_bytes()).hexdigest()
    if got != jar.sha256:
        raise JarError(
            f"{path} is not the file that gongkai was tested with: sha256 expected {jar.sha256}, got {got} "
            f"({path.stat().st_size} bytes, expected {jar.size}). Delete it and start again; if that does not help, "
            f"the Maven repository or a proxy in between serves something else as {jar.coordinate}, and it is not run."
        )


def class_path(progress: bool = True, folder: Path | None = None, jars: list[Jar] | None = None) -> list[Path]:
    """Paths of all jars, fetched as far as missing, each verified.

    Raises ``JarError`` naming the file, what was expected, what was got and what to do.
    """
    folder = folder or cache_folder() / "kafka"
    jars = listed() if jars is None else jars
    folder.mkdir(parents=True, exist_ok=True)
    with _alone(folder):
        missing = [jar for jar in jars if not (folder / jar.file).exists()]
        if missing:
            _fetch(missing, folder, progress)
        for jar in jars:
            verify(jar, folder / jar.file)
    return [folder / jar.file for jar in jars]


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """One process fetches at a time; the others wait and then find the files."""
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _fetch(missing: list[Jar], folder: Path, progress: bool) -> None:
    bar = Progress(
        TextColumn("Apache Kafka"),
        BarColumn(),
        DownloadColumn(),
        TransferSpeedColumn(),
        console=Console(stderr=True),
        disable=not progress,
    )
    with tempfile.TemporaryDirectory(dir=folder, prefix=".part-") as part, bar:
        task = bar.add_task("jars", total=sum(jar.size for jar in missing))
        repository = _Repository(Path(part), lambda count: bar.update(task, advance=count))
        with ThreadPoolExecutor(_PARALLEL) as pool:
            for jar, path in zip(missing, pool.map(repository.download, missing), strict=True):
                verify(jar, path)
                shutil.move(path, folder / jar.file)


class _Repository:
    """Downloads into a folder of its own, so that a broken download never stands where a whole file is expected."""

    def __init__(self, folder: Path, advance: Callable[[int], None]) -> None:
        from jgo.maven import MavenContext, PythonResolver

        @contextmanager
        def report(_name: str, _size: int) -> Iterator[Callable[[int], None]]:
            yield advance

        mirror = os.environ.get("GONGKAI_MAVEN")
        self._context = MavenContext(
            resolver=PythonResolver(progress_callback=report),
            repo_cache=folder,
            local_repos=[],
            remote_repos={"mirror": mirror} if mirror else None,
            timeout=_TIMEOUT_S,
        )

    def download(self, jar: Jar) -> Path:
        import requests

        group, artifact, version = jar.coordinate.split(":")
        try:
            return Path(self._context.project(group, artifact).at_version(version).artifact().resolve())
        except (RuntimeError, OSError, requests.RequestException) as error:
            raise JarError(
                f"cannot fetch {jar.coordinate} ({jar.size} bytes): {error}. Check the network and its proxy settings "
                "(HTTPS_PROXY), or name a Maven repository that this machine reaches in GONGKAI_MAVEN; "
                "then start again, what was fetched is kept."
            ) from error
