"""docker-compose.yml against the Compose specification and against what we promise of it."""

from __future__ import annotations

import json
import shutil
import stat
import subprocess
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from chassis.settings import Settings
from contracts.families import FAMILIES
from deploy.containers import KAFKA_IMAGE, POSTGRES_IMAGE
from deploy.programs import PROGRAMS
from services.__main__ import OTHERS

ROOT = Path(__file__).parents[2]
JOBS = {"topics": "deploy.topics", "migrate": "deploy.migrate"}


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    parsed: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
    return parsed


def ours(compose: dict[str, Any]) -> dict[str, Any]:
    return {name: service for name, service in compose["services"].items() if name not in ("kafka", "postgres")}


def test_it_follows_the_compose_specification(compose: dict[str, Any]) -> None:
    schema = json.loads((files("check_jsonschema") / "builtin_schemas/vendor/compose-spec.json").read_text())
    jsonschema.validate(compose, schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**compose, "services": {"kafka": {"imgae": "typing error"}}}, schema)


def test_every_program_and_job_runs_the_one_image(compose: dict[str, Any]) -> None:
    commands = {name: service["command"] for name, service in ours(compose).items()}
    serving = {program.name: ["python", "-m", *program.words, "serve"] for program in PROGRAMS}
    assert commands == serving | {name: ["python", "-m", module] for name, module in JOBS.items()}
    assert {service["image"] for service in ours(compose).values()} == {"gongkai:0.1.0"}


def test_every_service_of_a_family_and_those_without_families_have_an_entry(compose: dict[str, Any]) -> None:
    serving = set(ours(compose)) - set(JOBS)
    assert serving == {*FAMILIES.services, *OTHERS, "dashboard"} == {program.name for program in PROGRAMS}


def test_the_servers_are_of_the_versions_that_the_tests_use(compose: dict[str, Any]) -> None:
    images = {name: compose["services"][name]["image"] for name in ("kafka", "postgres")}
    assert images == {"kafka": KAFKA_IMAGE, "postgres": POSTGRES_IMAGE}


def test_only_gateway_and_dashboard_publish_a_port_and_that_on_this_machine_only(
    compose: dict[str, Any],
) -> None:
    published = {name: service["ports"] for name, service in compose["services"].items() if "ports" in service}
    assert set(published) == {"gateway", "dashboard"}
    assert all(ports[0].startswith("${GONGKAI_PUBLISH:-127.0.0.1}:") for ports in published.values())
    assert compose["networks"]["bus"]["internal"] is True


def test_nothing_runs_as_root(compose: dict[str, Any]) -> None:
    users = {name: service.get("user") for name, service in compose["services"].items()}
    assert set(users.values()) == {"10001:10001", "appuser", "postgres"}


def test_what_serves_has_a_health_check_and_is_started_again_and_jobs_end(compose: dict[str, Any]) -> None:
    for name, service in compose["services"].items():
        if name in JOBS:
            assert service["restart"].startswith("on-failure")
        else:
            assert service["healthcheck"]["test"][0] == "CMD", name
            assert service["restart"] == "unless-stopped", name


def test_services_start_after_healthy_servers_and_finished_jobs(compose: dict[str, Any]) -> None:
    for name, service in ours(compose).items():
        for dependency, condition in service["depends_on"].items():
            expected = "service_completed_successfully" if dependency in JOBS else "service_healthy"
            assert condition == {"condition": expected}, f"{name} after {dependency}"
        if name not in JOBS:
            assert {"kafka", "topics"} <= set(service["depends_on"])
            assert {"postgres", "migrate"} <= set(service["depends_on"]) or name == "dashboard"


def test_every_volume_network_and_secret_that_is_used_is_declared(compose: dict[str, Any]) -> None:
    for name, service in compose["services"].items():
        volumes = {volume.split(":")[0] for volume in service.get("volumes", []) if isinstance(volume, str)}
        assert volumes <= set(compose["volumes"]), name
        assert set(service["networks"]) <= set(compose["networks"]), name
        assert set(service.get("secrets", [])) <= set(compose["secrets"]), name


def test_passwords_are_files_and_every_variable_is_one_that_we_read(compose: dict[str, Any]) -> None:
    known = {f"GONGKAI_{field.upper()}" for field in Settings.model_fields}
    for name, service in ours(compose).items():
        assert set(service["environment"]) <= known, name
        assert ("database" in service.get("secrets", [])) == ("GONGKAI_DATABASE_FILE" in service["environment"]), name
    assert "secrets" not in compose["services"]["dashboard"] or compose["services"]["dashboard"]["secrets"] == []
    text = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
    assert "POSTGRES_PASSWORD:" not in text
    assert "postgresql://" not in text


def test_the_secrets_are_made_once_at_random_in_a_closed_folder(tmp_path: Path, compose: dict[str, Any]) -> None:
    passwords = []
    for copy in ("one", "two"):
        (tmp_path / copy / "deploy").mkdir(parents=True)
        script = shutil.copy(ROOT / "deploy" / "secrets.sh", tmp_path / copy / "deploy")
        for _ in range(2):
            subprocess.run(["sh", script], check=True, capture_output=True)
            passwords.append((tmp_path / copy / "secrets" / "postgres_password").read_text().strip())
        made = tmp_path / copy / "secrets"
        assert stat.S_IMODE(made.stat().st_mode) == 0o700
        address = (made / "database").read_text()
        assert address == f"postgresql://gongkai:{passwords[-1]}@postgres:5432/gongkai\n"
        assert {secret["file"] for secret in compose["secrets"].values()} == {
            f"./secrets/{path.name}" for path in made.iterdir()
        }
    first, again, other, other_again = passwords
    assert (first, other) == (again, other_again)
    assert first != other
    assert len(first) == 48


def test_the_image_is_built_from_every_room(compose: dict[str, Any]) -> None:
    allowed = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    rooms = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests", "bench"}
    assert rooms <= allowed
    assert all((ROOT / name).exists() for name in allowed)
