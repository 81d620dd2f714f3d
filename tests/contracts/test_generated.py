"""What is generated equals the models, and every field says what it is."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest
from jsonschema import Draft202012Validator
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from contracts import generate
from contracts.facts import AMENDMENTS, FACTS
from contracts.fields import DATE, BusModel
from contracts.generator import files
from contracts.generator.messages import CONTRACTS, VERBS, verb
from contracts.generator.schemas import schema
from contracts.states import EVENTS

CHINESE = re.compile("[\u4e00-\u9fff]")


def models() -> list[type[BaseModel]]:
    """Every model behind a contract, those inside others included."""
    found: dict[type[BaseModel], None] = {}

    def visit(annotation: Any) -> None:
        if isinstance(annotation, type) and issubclass(annotation, BaseModel) and annotation not in found:
            found[annotation] = None
            for field in annotation.model_fields.values():
                visit(field.annotation)
        for inner in get_args(annotation):
            visit(inner)

    for contract in CONTRACTS.values():
        visit(contract.model)
    return list(found)


def fields() -> list[Any]:
    return [
        pytest.param(field, id=f"{model.__name__}.{name}")
        for model in models()
        for name, field in model.model_fields.items()
    ]


def holds_a_date(annotation: Any) -> bool:
    return annotation is date or any(holds_a_date(inner) for inner in get_args(annotation))


def test_every_model_of_the_bus_has_a_contract() -> None:
    def below(model: type[BusModel]) -> set[type[BaseModel]]:
        subclasses = {one for one in model.__subclasses__() if one.__module__.startswith("contracts.")}
        return subclasses | {inner for one in subclasses for inner in below(one)}

    assert below(BusModel) == set(models())


def test_generated_files_are_those_of_the_models() -> None:
    assert generate.stale(generate.generated()) == []


def test_a_stale_a_missing_and_a_foreign_file_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("SCHEMAS", "PAGES"):
        (tmp_path / name).mkdir()
        monkeypatch.setattr(generate, name, tmp_path / name)
    (tmp_path / "SCHEMAS" / "edited.json").write_text("{}")
    (tmp_path / "SCHEMAS" / "same.json").write_text("{}\n")
    (tmp_path / "PAGES" / "foreign.md").write_text("")
    wanted = {tmp_path / "SCHEMAS" / f"{name}.json": "{}\n" for name in ("edited", "same", "missing")}
    assert [path.name for path in generate.stale(wanted)] == ["foreign.md", "edited.json", "missing.json"]
    generate.write(wanted)
    assert generate.stale(wanted) == []
    assert not (tmp_path / "PAGES" / "foreign.md").exists()


def test_check_fails_when_a_generated_file_was_edited(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert generate.main(["--check"]) == 0
    right = generate.generated()
    monkeypatch.setattr(generate, "generated", lambda: {**right, files.ASYNCAPI: "asyncapi: 2.6.0\n"})
    assert generate.main(["--check"]) == 1
    assert "asyncapi.yaml" in capsys.readouterr().out


def test_an_edited_sample_stops_the_generator(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    frozen = {**files.sums(), "valid/time.day.v1/full.json": "0" * 64}
    monkeypatch.setattr(generate, "sums", lambda: frozen)
    assert generate.main([]) == 1
    assert "valid/time.day.v1/full.json" in capsys.readouterr().out


@pytest.mark.parametrize("contract", CONTRACTS.values(), ids=CONTRACTS)
def test_every_schema_is_a_valid_schema(contract: Any) -> None:
    Draft202012Validator.check_schema(schema(contract))


@pytest.mark.parametrize("contract", CONTRACTS.values(), ids=CONTRACTS)
def test_what_departments_write_is_closed_and_what_others_read_is_open(contract: Any) -> None:
    closed = '"additionalProperties": false' in generate.written(schema(contract))
    assert closed is (contract.name in {*FACTS, *AMENDMENTS})


@pytest.mark.parametrize("field", fields())
def test_every_field_has_a_chinese_name_and_a_meaning(field: FieldInfo) -> None:
    assert CHINESE.search(field.title or "")
    assert field.description
    assert field.description != field.title


@pytest.mark.parametrize("field", fields())
def test_every_date_has_its_unit(field: FieldInfo) -> None:
    extra = field.json_schema_extra
    unit = extra.get("unit") if isinstance(extra, dict) else None
    assert (unit == DATE) == holds_a_date(field.annotation)


@pytest.mark.parametrize("model", models(), ids=lambda model: model.__name__)
def test_every_model_is_named_in_chinese_and_says_its_purpose(model: type[BaseModel]) -> None:
    name, colon, purpose = (model.__doc__ or "").partition(": ")
    assert CHINESE.search(name)
    assert colon
    assert purpose.endswith(".")


def test_every_event_has_words_for_its_page() -> None:
    said = [verb(f"{kind}.{word}.v1") for kind, words in EVENTS.items() for word in words]
    assert all(CHINESE.search(chinese) and english.endswith(".") for chinese, english in said)
    words = {word for words in EVENTS.values() for word in words}
    assert set(VERBS) <= words, "words for an event that there is not"


@pytest.mark.parametrize("contract", CONTRACTS.values(), ids=CONTRACTS)
def test_every_page_tells_its_versions_and_shows_a_sample_of_either_kind(contract: Any) -> None:
    page = (files.PAGES / f"{contract.name}.md").read_text(encoding="utf-8")
    assert re.search(r"^- \d+\.\d+\.\d+ \(\d{4}-\d\d-\d\d\): \S", page, re.MULTILINE)
    assert page.count("```json") == 2
    for name, field in contract.model.model_fields.items():
        assert f"| `{name}` | {field.title} |" in page


def test_every_link_between_the_pages_leads_somewhere() -> None:
    for page in files.PAGES.glob("*.md"):
        for target in re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"
