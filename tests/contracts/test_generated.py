"""What is generated equals the models, and every field says what it is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest
from jsonschema import Draft202012Validator

from contracts import generate
from contracts.application.state import ApplicationDetail
from contracts.families import AMENDED, FAMILIES
from contracts.fields import DATE, BusModel, chinese
from contracts.generator.fields import WORDS
from contracts.generator.messages import BUS, Contract
from contracts.generator.paths import ASYNCAPI, PAGES
from contracts.generator.samples import sums
from contracts.generator.schemas import Published, schema, schemas
from contracts.item import ItemDetail
from law.time_limits.events import EVENT_NAMES

CHINESE = re.compile("[\u4e00-\u9fff]")


CONTRACTS = BUS.contracts
GENERATED = generate.generated()
BESIDE_THE_BUS: list[type[BusModel]] = [ApplicationDetail, ItemDetail]
"""Models of what services answer when they are asked, and never send."""


def models(roots: Iterable[type[BusModel]]) -> list[type[BusModel]]:
    """The models and those inside them."""
    seen: dict[type[BusModel], None] = {}

    def visit(annotation: Any) -> None:
        if isinstance(annotation, type) and issubclass(annotation, BusModel) and annotation not in seen:
            seen[annotation] = None
            for field in annotation.model_fields.values():
                visit(field.annotation)
        for inner in get_args(annotation):
            visit(inner)

    for root in roots:
        visit(root)
    return list(seen)


ON_THE_BUS = models(contract.model for contract in CONTRACTS.values())
MODELS = [*ON_THE_BUS, *models(BESIDE_THE_BUS)]


def holds_a_date(annotation: Any) -> bool:
    return annotation is date or any(holds_a_date(inner) for inner in get_args(annotation))


def test_every_model_of_the_bus_has_a_contract() -> None:
    def below(model: type[BusModel]) -> set[type[BusModel]]:
        ours = {kind for kind in model.__subclasses__() if kind.__module__.startswith("contracts.")}
        return ours | {inner for kind in ours for inner in below(kind)}

    bases = {base for model in MODELS for base in model.__bases__}
    assert below(BusModel) - bases == set(MODELS) - bases


def test_generated_files_are_those_of_the_models() -> None:
    assert generate.stale(GENERATED) == []


def test_a_stale_a_missing_and_a_foreign_file_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
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
    monkeypatch.setattr(generate, "generated", lambda: GENERATED)
    assert generate.main(["--check"]) == 0
    monkeypatch.setattr(generate, "generated", lambda: {**GENERATED, ASYNCAPI: "asyncapi: 2.6.0\n"})
    assert generate.main(["--check"]) == 1
    assert "asyncapi.yaml" in capsys.readouterr().out


def test_an_edited_sample_stops_the_generator(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    frozen = {**sums(), "valid/time.day.v1/full.json": "0" * 64}
    monkeypatch.setattr(generate, "sums", lambda: frozen)
    assert generate.main([]) == 1
    assert "valid/time.day.v1/full.json" in capsys.readouterr().out


@pytest.mark.parametrize("published", schemas().values(), ids=schemas())
def test_every_schema_is_a_valid_schema(published: Published) -> None:
    Draft202012Validator.check_schema(published.body)


@pytest.mark.parametrize("contract", CONTRACTS.values(), ids=CONTRACTS)
def test_what_departments_write_is_closed_and_what_others_read_is_open(contract: Contract) -> None:
    closed = '"additionalProperties": false' in generate.written(schema(contract))
    assert closed is (contract.name in FAMILIES.messages)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_field_has_a_chinese_name_and_a_meaning(model: type[BusModel]) -> None:
    for name, field in model.model_fields.items():
        assert CHINESE.search(field.title or ""), name
        assert field.description, name
        assert field.description != field.title, name


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_date_has_its_unit(model: type[BusModel]) -> None:
    for name, field in model.model_fields.items():
        extra = field.json_schema_extra
        unit = extra.get("unit") if isinstance(extra, dict) else None
        assert (unit == DATE) == holds_a_date(field.annotation), name


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_model_is_named_in_chinese_and_says_its_meaning(model: type[BusModel]) -> None:
    assert CHINESE.search(chinese(model))
    assert model.meaning.endswith(".")
    assert model.meaning[:1] == model.meaning[:1].lower()


def test_no_docstring_of_a_list_of_terms_reaches_a_schema() -> None:
    for contract in CONTRACTS.values():
        for node in schema(contract).get("$defs", {}).values():
            assert ("enum" in node) is not ("description" in node)


def test_an_event_is_called_as_the_fact_that_brought_it_about() -> None:
    assert BUS.title("requests.application.answered.v1") == "依申请公开（答复申请）"
    assert BUS.purpose("requests.application.answered.v1") == "The answer was sent."
    for verb, (name, meaning) in AMENDED.items():
        event = f"publishing.disclosure.{verb}.v1"
        assert (BUS.title(event), BUS.purpose(event)) == (f"公开事项（{name}）", meaning)


def test_the_page_of_a_state_lists_its_events_its_duties_and_its_measures() -> None:
    for family in FAMILIES.all:
        page = (PAGES / f"{family.kind}.v1.md").read_text(encoding="utf-8")
        codes = [*(duty.code for duty in family.duties), *(measure.code for measure in family.measures)]
        for code in (*FAMILIES.events(family), *codes):
            assert f"| `{code}` |" in page
        for name in (*family.notices, *map(family.fact_type, family.facts)):
            assert f"({name}.md)" in page


@pytest.mark.parametrize("contract", CONTRACTS.values(), ids=CONTRACTS)
def test_every_page_tells_its_versions_and_shows_a_sample_of_either_kind(contract: Contract) -> None:
    page = (PAGES / f"{contract.name}.md").read_text(encoding="utf-8")
    assert re.search(r"^- \d+\.\d+\.\d+ \(\d{4}-\d\d-\d\d\): \S", page, re.MULTILINE)
    assert page.count("```json") == 2
    for name, field in contract.model.model_fields.items():
        assert f"| `{name}` | {field.title} |" in page


def test_a_page_says_what_the_codes_of_a_list_mean() -> None:
    formed = (PAGES / "disclosure.formed.v1.md").read_text(encoding="utf-8")
    assert all(f"`{event}` {word}".rstrip() in formed for event, word in EVENT_NAMES.items())
    lists = {name for contract in CONTRACTS.values() for name, node in schema(contract).get("$defs", {}).items()}
    assert WORDS.keys() <= lists


def test_every_link_between_the_pages_leads_somewhere() -> None:
    for page in PAGES.glob("*.md"):
        for target in re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"
