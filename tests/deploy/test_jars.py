"""The broker's jars: fetched once, and only what matches our digests is run."""

from __future__ import annotations

import hashlib
import socketserver
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler
from pathlib import Path

import pytest

from deploy.local.jars import Jar, JarError, class_path, listed
from deploy.ports import free_port

CONTENT = b"PK a jar of ours"
COORDINATE = "example.county:jar:1.0"


class _Repository(SimpleHTTPRequestHandler):
    asked: list[str] = []  # noqa: RUF012  # of the class: one list for all requests

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the base class's name
        self.asked.append(self.path)


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """A Maven repository on this machine with one jar; the paths that were asked for."""
    place = tmp_path / "maven" / "example" / "county" / "jar" / "1.0"
    place.mkdir(parents=True)
    (place / "jar-1.0.jar").write_bytes(CONTENT)
    _Repository.asked.clear()
    with socketserver.ThreadingTCPServer(
        ("127.0.0.1", 0), partial(_Repository, directory=tmp_path / "maven")
    ) as server:
        threading.Thread(target=server.serve_forever).start()
        monkeypatch.setenv("GONGKAI_MAVEN", f"http://127.0.0.1:{server.server_address[1]}")
        yield _Repository.asked
        server.shutdown()


def jar(content: bytes = CONTENT) -> Jar:
    return Jar(hashlib.sha256(content).hexdigest(), len(content), COORDINATE)


def test_our_list_names_the_broker_with_a_digest_and_a_size_for_each_file() -> None:
    jars = listed()
    assert "org.apache.kafka:kafka_2.13:4.3.1" in {jar.coordinate for jar in jars}
    assert all(len(bytes.fromhex(jar.sha256)) == 32 and jar.size > 0 for jar in jars)
    assert len({jar.file for jar in jars}) == len(jars)


def test_a_jar_is_fetched_once(tmp_path: Path, repository: list[str]) -> None:
    for _ in range(2):
        (path,) = class_path(progress=False, folder=tmp_path / "jars", jars=[jar()])
        assert path.read_bytes() == CONTENT
    assert [asked for asked in repository if asked.endswith(".jar")] == ["/example/county/jar/1.0/jar-1.0.jar"]


def test_a_fetched_jar_with_another_digest_is_refused_and_not_kept(tmp_path: Path, repository: list[str]) -> None:
    with pytest.raises(JarError) as refusal:
        class_path(progress=False, folder=tmp_path / "jars", jars=[jar(b"what we tested")])
    assert hashlib.sha256(CONTENT).hexdigest() in str(refusal.value)
    assert hashlib.sha256(b"what we tested").hexdigest() in str(refusal.value)
    assert [path.name for path in (tmp_path / "jars").iterdir()] == [".lock"]


def test_a_jar_that_was_changed_in_the_cache_is_refused_with_a_remedy(tmp_path: Path, repository: list[str]) -> None:
    (path,) = class_path(progress=False, folder=tmp_path / "jars", jars=[jar()])
    path.write_bytes(CONTENT + b"!")
    with pytest.raises(JarError, match=r"jar-1\.0\.jar is not the file.*Delete it and start again"):
        class_path(progress=False, folder=tmp_path / "jars", jars=[jar()])


def test_a_repository_that_cannot_be_reached_is_named_with_a_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GONGKAI_MAVEN", f"http://127.0.0.1:{free_port()}")
    with pytest.raises(JarError, match=r"cannot fetch example\.county:jar:1\.0 .*HTTPS_PROXY.*GONGKAI_MAVEN"):
        class_path(progress=False, folder=tmp_path / "jars", jars=[jar()])
