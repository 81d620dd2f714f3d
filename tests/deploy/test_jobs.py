"""The one-shot jobs of containers, on real servers: who is handed what, and what they say when something is missing."""

from __future__ import annotations

import asyncio
import stat
from pathlib import Path

import asyncpg
import pytest

from chassis.address import Address, address
from chassis.secrets import SecretError
from contracts.topics import shared_topics
from deploy import certificates, jobs, rights, roles, topics
from deploy.jobs import passwords
from deploy.programs import PROGRAMS
from deploy.servers import Servers
from deploy.users import UnansweredError, UsersError, users


def handed(folder: Path, servers: Servers) -> None:
    """The secrets of all programs, as the containers of ``rights`` and ``roles`` have theirs."""
    assert servers.broker is not None
    assert servers.postgres is not None
    for program, user in rights.USERS.items():
        (folder / f"kafka_{program}").write_text(Address("kafka:9092", user, servers.broker.password(user)).text)
    for file, role in (*roles.ROLES.items(), ("migrate", roles.MIGRATOR)):
        (folder / f"database_{file}").write_text(f"{servers.postgres.dsn_as(role)}\n")


@pytest.mark.servers
def test_programs_are_let_in_with_the_passwords_of_their_secrets(
    servers: Servers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asyncio.run(topics.create(servers.kafka, shared_topics()))
    handed(tmp_path, servers)
    operator = tmp_path / "operator"
    operator.write_text(f"{servers.kafka}\n")
    monkeypatch.delenv("GONGKAI_KAFKA", raising=False)
    monkeypatch.setenv("GONGKAI_KAFKA_FILE", str(operator))
    for _ in range(2):
        assert rights.main(tmp_path) == 0

    async def standing() -> set[str]:
        async with users(servers.kafka) as broker:
            return {right.user for right in await broker.rights()}

    assert set(rights.USERS.values()) <= asyncio.run(standing())


@pytest.mark.servers
def test_roles_are_made_with_the_passwords_of_their_secrets(
    servers: Servers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    handed(tmp_path, servers)
    assert servers.postgres is not None
    monkeypatch.delenv("GONGKAI_DATABASE_FILE", raising=False)
    monkeypatch.setenv("GONGKAI_DATABASE", servers.database)
    for _ in range(2):
        assert roles.main(tmp_path) == 0

    async def asked_as(role: str) -> object:
        assert servers.postgres is not None
        connection = await asyncpg.connect(servers.postgres.dsn_as(role))
        try:
            return await connection.fetchval(
                "SELECT current_user || CASE WHEN rolsuper THEN '!' ELSE '' END FROM pg_roles WHERE rolname = current_user"
            )
        finally:
            await connection.close()

    assert {asyncio.run(asked_as(role)) for role in roles.ROLES.values()} == set(roles.ROLES.values())


def test_a_job_without_its_address_says_what_to_give(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("GONGKAI_KAFKA", "GONGKAI_KAFKA_FILE"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(SystemExit) as ended:
        rights.main(tmp_path)
    assert ended.value.code == 2
    assert "GONGKAI_KAFKA is not set" in capsys.readouterr().err
    monkeypatch.setenv("GONGKAI_KAFKA_FILE", str(tmp_path / "nowhere"))
    with pytest.raises(SystemExit):
        rights.main(tmp_path)
    assert "GONGKAI_KAFKA_FILE cannot be read" in capsys.readouterr().err


def test_a_secret_that_is_missing_or_anothers_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GONGKAI_KAFKA", "scram://operator:long-password@127.0.0.1:1")
    assert rights.main(tmp_path) == 2
    assert f"kafka_{PROGRAMS[0].name} cannot be read" in capsys.readouterr().err
    (tmp_path / "kafka_metrics").write_text("scram://gongkai.gateway:long-password@kafka:9092")
    with pytest.raises(SecretError, match=r"kafka_metrics is no address of gongkai\.metrics") as refused:
        passwords({"kafka_metrics": "gongkai.metrics"}, tmp_path)
    assert "long-password" not in str(refused.value)


def made(folder: Path, *hosts: str) -> int:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.argv", ["certificates", str(folder), *hosts])
        return certificates.main()


def test_certificates_are_made_once_and_the_authoritys_key_is_for_its_owner(tmp_path: Path) -> None:
    assert made(tmp_path, "kafka.example", "127.0.0.1", "127.0.0.1") == 0
    first = {path.name: (path.read_bytes(), stat.S_IMODE(path.stat().st_mode)) for path in tmp_path.iterdir()}
    assert {name: mode for name, (_, mode) in first.items()} == {
        "ca.pem": 0o644,
        "ca.key": 0o600,
        "broker.pem": 0o640,
    }
    assert made(tmp_path, "kafka.example", "127.0.0.1") == 0
    assert first == {path.name: (path.read_bytes(), stat.S_IMODE(path.stat().st_mode)) for path in tmp_path.iterdir()}


def test_half_of_what_is_brought_is_refused_with_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert made(tmp_path, "kafka.example") == 0
    (tmp_path / "ca.key").unlink()
    assert made(tmp_path, "kafka.example") == 0
    (tmp_path / "broker.pem").unlink()
    assert made(tmp_path, "kafka.example") == 1
    assert "bring the broker's key and certificate too" in capsys.readouterr().err


def test_what_was_brought_and_may_not_be_read_is_said_with_the_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert made(tmp_path, "kafka.example") == 0

    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    (tmp_path / "ca.key").unlink()
    assert made(tmp_path, "kafka.example") == 1
    assert "ca.pem cannot be read: let the group" in capsys.readouterr().err


def test_an_address_that_is_asked_for_is_read_with_its_line_end_cut_off(tmp_path: Path) -> None:
    (tmp_path / "kafka_metrics").write_text("scram://gongkai.metrics:p%40ss@kafka:9092\n")
    assert passwords({"kafka_metrics": "gongkai.metrics"}, tmp_path) == {"gongkai.metrics": "p@ss"}
    assert address((tmp_path / "kafka_metrics").read_text().strip()).password == "p@ss"


@pytest.mark.parametrize("value", ["scram://operator@host:9092", "scram+tls://u:p-word@h:1?ca=/nonexistent.pem"])
def test_a_job_whose_address_is_none_says_so_in_a_sentence(
    value: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GONGKAI_KAFKA", value)
    with pytest.raises(SystemExit) as ended:
        jobs.asked("kafka", "127.0.0.1:9092")
    words = capsys.readouterr().err
    assert (ended.value.code, len(words.splitlines())) == (2, 1)
    assert words.startswith("GONGKAI_KAFKA: ")
    assert "p-word" not in words


def test_a_secret_that_is_no_text_is_named_by_its_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "kafka").write_bytes("密码".encode("gbk"))
    monkeypatch.delenv("GONGKAI_KAFKA", raising=False)
    monkeypatch.setenv("GONGKAI_KAFKA_FILE", str(tmp_path / "kafka"))
    with pytest.raises(SystemExit):
        jobs.asked("kafka", "127.0.0.1:9092")
    assert f"{tmp_path / 'kafka'} is no text in UTF-8" in capsys.readouterr().err


async def test_a_server_that_starts_is_waited_for_and_a_refusal_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "_PAUSE_S", 0.01)
    answers = iter([UnansweredError("starting"), UnansweredError("starting"), None])

    async def ask() -> str:
        if error := next(answers):
            raise error
        return "answered"

    assert await jobs.answered(ask, UnansweredError) == "answered"

    async def refuse() -> str:
        raise UsersError("no")

    with pytest.raises(UsersError, match="no"):
        await jobs.answered(refuse, UnansweredError)
    monkeypatch.setattr(jobs, "_PATIENCE_S", 0)

    async def silent() -> str:
        raise UnansweredError("away")

    with pytest.raises(UnansweredError, match="away"):
        await jobs.answered(silent, UnansweredError)
