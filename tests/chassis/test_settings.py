"""Settings: a mistake names its variable and ends the process before anything starts."""

from __future__ import annotations

from pathlib import Path

import pytest

from chassis import database as databases
from chassis import settings
from chassis.access.text import digest

GOOD = {"GONGKAI_KAFKA": "127.0.0.1:9092", "GONGKAI_DATABASE": "postgresql://u@127.0.0.1:5432/gongkai"}


@pytest.fixture(autouse=True)
def _only_these(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("KAFKA", "KAFKA_FILE", "DATABASE", "DATABASE_FILE", "DRILL", "FENCE", "CLOCK"):
        monkeypatch.delenv(f"GONGKAI_{name}", raising=False)


def environment(monkeypatch: pytest.MonkeyPatch, **changes: str | None) -> None:
    for name, value in {
        **GOOD,
        **{f"GONGKAI_{key.upper()}": value for key, value in changes.items()},
    }.items():
        if value is None:
            monkeypatch.delenv(name, raising=False)
        else:
            monkeypatch.setenv(name, value)


def test_the_two_servers_are_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    environment(monkeypatch)
    loaded = settings.load()
    assert (loaded.kafka, loaded.database) == tuple(GOOD.values())
    assert (loaded.http_host, loaded.clock, loaded.fence) == ("127.0.0.1", "real", "on")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("kafka", None),
        ("kafka", ""),
        ("database", None),
        ("http_port", "many"),
        ("http_port", "70000"),
        ("instance", ""),
        ("session_timeout_ms", "10"),
        ("max_records", "0"),
        ("log_format", "xml"),
        ("ready_lag", "-1"),
        ("ready_outbox_age", "0"),
        ("ready_stuck", "0"),
        ("transaction_timeout", "0"),
        ("clock", "sundial"),
        ("fence", "maybe"),
        ("fence", "off"),
        ("office_sha256", "secret"),
        ("office_sha256", digest("")),
        ("database_file", "/no/such/file"),
        ("kafka_file", "/no/such/file"),
        ("kafka", "scram://h:1"),
        ("kafka", "scram+tls://u:secret@h:1?ca=/no/such.pem"),
        ("kafka", "scram://u：secret@h:1"),
        ("kafka", "u:secret@h:1"),
        ("database", "postgresql://u:12/secret@h:1/gongkai"),
        ("database", "postgresql://u：secret@h:1/gongkai"),
        ("database", "postgresql://u:secret@[h:1/gongkai"),
    ],
)
def test_a_mistake_names_its_variable_and_ends_with_status_2(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str, value: str | None
) -> None:
    environment(
        monkeypatch,
        **{name.removesuffix("_file"): None, name: value},
    )
    with pytest.raises(SystemExit) as end:
        settings.load()
    assert end.value.code == 2
    words = capsys.readouterr().err
    assert f"GONGKAI_{name.upper()}" in words
    assert "127.0.0.1:5432" not in words
    assert "secret" not in words


@pytest.mark.parametrize(
    ("dsn", "place"),
    [
        ("postgresql://u:secret@db:5432/gongkai", "db:5432"),
        ("postgresql://u:secret%2F@db/gongkai", "db"),
        ("postgresql://u:secret@/gongkai?host=/run/postgresql", "/run/postgresql"),
        ("postgresql:///gongkai", "its default address"),
        ("postgresql://u:secret/@db/gongkai", databases.UNREADABLE),
        ("postgresql://u:#secret@db/gongkai", databases.UNREADABLE),
    ],
)
def test_of_a_dsn_nothing_is_said_but_where_it_leads(dsn: str, place: str) -> None:
    assert databases.place(dsn) == place


def test_the_fence_comes_down_in_a_drill_only(monkeypatch: pytest.MonkeyPatch) -> None:
    environment(monkeypatch, fence="off", drill="batch.fetched:stop")
    assert settings.load().fence == "off"


@pytest.mark.parametrize(
    ("name", "value"), [("database", "postgresql://u:secret@db/gongkai"), ("kafka", "scram://u:secret@kafka:9092")]
)
def test_a_server_may_be_named_by_a_secret_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str, value: str
) -> None:
    secret = tmp_path / "address"
    secret.write_text(f"{value}\n", encoding="utf-8")
    environment(monkeypatch, **{name: None, f"{name}_file": str(secret)})
    assert getattr(settings.load(), name) == value
