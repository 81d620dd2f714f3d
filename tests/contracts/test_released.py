"""What was released, and what the models have become since."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from contracts import compatibility, generate
from contracts.compatibility import breaks, released_breaks
from contracts.generator.paths import RELEASED
from contracts.generator.schemas import schemas

SCHEMAS = schemas()


@pytest.mark.parametrize("name", SCHEMAS)
def test_no_schema_breaks_itself(name: str) -> None:
    body = SCHEMAS[name].body
    assert breaks(body, body, "both") == []


def test_every_schema_has_been_released() -> None:
    assert {path.stem for path in RELEASED.glob("*.json")} == set(SCHEMAS)


def test_the_models_break_nobody_who_relies_on_the_last_release(capsys: pytest.CaptureFixture[str]) -> None:
    assert compatibility.main() == 0, capsys.readouterr().out


def test_a_break_of_the_release_is_named_and_fails_the_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    fact = schemas()["disclosure.published.v1"].body
    fact["$defs"]["Channel"]["enum"].append("电子显示屏")
    event = schemas()["catalog.document.v1"].body
    event["properties"]["former"] = {"type": "string"}
    for name, body in (("disclosure.published.v1", fact), ("catalog.document.v1", event), ("gone.v1", {})):
        (tmp_path / f"{name}.json").write_text(json.dumps(body), encoding="utf-8")
    named = {(name, change.kind, change.path) for name, change in released_breaks(tmp_path)}
    assert named == {
        ("disclosure.published.v1", "narrowed_enum", "channel"),
        ("catalog.document.v1", "removed_field", "former"),
        ("gone.v1", "removed_message", ""),
    }
    monkeypatch.setattr(compatibility, "released_breaks", lambda: released_breaks(tmp_path))
    assert compatibility.main() == 1
    assert "disclosure.published.v1: narrowed_enum at channel" in capsys.readouterr().out


def test_a_release_that_breaks_the_last_one_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(generate, "RELEASED", tmp_path)
    monkeypatch.setattr(generate, "released_breaks", lambda: released_breaks(tmp_path))
    assert generate.release() == 0
    assert released_breaks(tmp_path) == []
    assert {path.name for path in tmp_path.iterdir()} == {f"{name}.json" for name in SCHEMAS}
    day = schemas()["time.day.v1"].body
    day["properties"]["weekday"] = {"type": "string"}
    (tmp_path / "time.day.v1.json").write_text(json.dumps(day))
    assert generate.release() == 1
    assert "time.day.v1: removed_field at weekday" in capsys.readouterr().out
