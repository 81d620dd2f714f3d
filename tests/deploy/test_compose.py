"""docker-compose.yml against the Compose specification and against what we promise of it."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

import jsonschema
import pytest

from contracts.families import FAMILIES
from deploy.containers import KAFKA_IMAGE, POSTGRES_IMAGE
from deploy.programs import PROGRAMS
from services.__main__ import OTHERS
from tests.deploy.composed import JOBS, OFFICE, ROOT, compose_file, handed, mounted, ours


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    return compose_file()


def test_it_follows_the_compose_specification(compose: dict[str, Any]) -> None:
    schema = json.loads((files("check_jsonschema") / "builtin_schemas/vendor/compose-spec.json").read_text())
    jsonschema.validate(compose, schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**compose, "services": {"kafka": {"imgae": "typing error"}}}, schema)


def test_every_program_and_job_runs_the_one_image(compose: dict[str, Any]) -> None:
    commands = {name: service["command"][:3] for name, service in ours(compose).items() if name in JOBS}
    assert commands == {name: ["python", "-m", module] for name, module in JOBS.items()}
    assert compose["services"][OFFICE]["command"][:3] == ["python", "-m", "deploy.admission"]
    for program in PROGRAMS:
        assert compose["services"][program.name]["command"] == ["python", "-m", *program.words, "serve"]
    assert {service["image"] for service in ours(compose).values()} == {"gongkai:0.1.0"}


def test_every_service_of_a_family_and_those_without_families_have_an_entry(compose: dict[str, Any]) -> None:
    serving = set(ours(compose)) - {*JOBS, OFFICE}
    assert serving == {*FAMILIES.services, *OTHERS, "dashboard"} == {program.name for program in PROGRAMS}


def test_those_give_way_to_the_door_that_do_so_without_docker(compose: dict[str, Any]) -> None:
    usual = 1024
    giving_way = {name for name, service in ours(compose).items() if service.get("cpu_shares", usual) < usual}
    assert giving_way == {program.name for program in PROGRAMS if program.niceness}


def test_the_servers_are_of_the_versions_that_the_tests_use(compose: dict[str, Any]) -> None:
    images = {name: compose["services"][name]["image"] for name in ("kafka", "postgres")}
    assert images == {"kafka": KAFKA_IMAGE, "postgres": POSTGRES_IMAGE}


def test_only_pages_and_the_listener_for_departments_are_published_and_that_on_this_machine_only(
    compose: dict[str, Any],
) -> None:
    published = {name: service["ports"] for name, service in compose["services"].items() if "ports" in service}
    assert set(published) == {"gateway", "dashboard", "kafka"}
    assert all(len(ports) == 1 for ports in published.values())
    assert all("PUBLISH:-127.0.0.1}:" in ports[0] for ports in published.values())
    assert published["kafka"][0].endswith(":9094")
    assert compose["networks"]["bus"]["internal"] is True


def test_nothing_runs_as_root(compose: dict[str, Any]) -> None:
    users = {name: service.get("user") for name, service in compose["services"].items()}
    own = {"kafka": "1000:1000", "postgres": "postgres", "certificates": "10002:1000"}
    assert users == dict.fromkeys(compose["services"], "10001:10001") | own


def test_what_serves_has_a_health_check_and_is_started_again_and_jobs_end(compose: dict[str, Any]) -> None:
    for name, service in compose["services"].items():
        if name in JOBS:
            assert service["restart"].startswith("on-failure")
        else:
            assert service["restart"] == "unless-stopped", name
            assert service["healthcheck"]["test"][0] == "CMD", name


def test_services_start_after_healthy_servers_and_finished_jobs(compose: dict[str, Any]) -> None:
    for name, service in compose["services"].items():
        for dependency, condition in service.get("depends_on", {}).items():
            expected = "service_completed_successfully" if dependency in JOBS else "service_healthy"
            assert condition == {"condition": expected}, f"{name} after {dependency}"
    assert set(compose["services"]["kafka"]["depends_on"]) == {"certificates"}
    for program in PROGRAMS:
        needed = {"kafka", "topics", "rights"} | ({"postgres", "roles", "migrate"} if program.needs_database else set())
        assert set(compose["services"][program.name]["depends_on"]) == needed, program.name


def test_every_volume_network_and_secret_that_is_used_is_declared(compose: dict[str, Any]) -> None:
    for name, service in compose["services"].items():
        named = {source.removesuffix("}").rpartition(":-")[2] for source in mounted(service)}
        assert {source for source in named if not source.startswith("./")} <= set(compose["volumes"]), name
        assert all((ROOT / source).exists() for source in named if source.startswith("./")), name
        assert set(service["networks"]) <= set(compose["networks"]), name
        assert set(handed(service)) <= set(compose["secrets"]), name


def test_the_image_is_built_from_every_room(compose: dict[str, Any]) -> None:
    allowed = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    rooms = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests", "bench"}
    assert rooms <= allowed
    assert all((ROOT / name).exists() for name in allowed)
