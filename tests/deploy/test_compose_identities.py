"""Who is who in docker-compose.yml: what the code has as programs, users, roles and settings of the broker, and no more."""

from __future__ import annotations

import re
import shutil
import stat
import subprocess
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from chassis.access.text import digest, id_of
from chassis.settings import Settings
from deploy import quotas
from deploy.certificates import AUTHORITY, BROKER
from deploy.jobs import passwords
from deploy.local.kafka import IDENTITIES, OPERATOR
from deploy.programs import PROGRAMS
from deploy.rights import USERS
from deploy.roles import MIGRATOR, ROLES
from tests.deploy.composed import FILE, JOBS, OFFICE, ROOT, compose_file, handed, mounted, ours

OF_OPERATORS = {
    "kafka_operator",
    "database_operator",
    "database_migrate",
    "postgres_password",
    "controller_password",
    "office_token",
}
DIGEST = "office_sha256"
KAFKA_FILES = {f"kafka_{program}": user for program, user in USERS.items()}
DATABASE_FILES = {f"database_{program}": role for program, role in ROLES.items()} | {"database_migrate": MIGRATOR}


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    return compose_file()


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A folder with what ``deploy/secrets.sh`` reads, and that script."""
    (tmp_path / "deploy").mkdir()
    shutil.copy(ROOT / "deploy" / "secrets.sh", tmp_path / "deploy")
    shutil.copy(FILE, tmp_path)
    return tmp_path


def made(checkout: Path) -> dict[str, str]:
    """Runs the script; name of each secret → what is in it."""
    subprocess.run(["sh", checkout / "deploy" / "secrets.sh"], check=True, capture_output=True)
    return {path.name: path.read_text().strip() for path in sorted((checkout / "secrets").iterdir())}


def settings(environment: dict[str, str]) -> dict[str, str]:
    """The broker's settings, by their names, as the image reads them out of its environment."""
    names = {name: name.removeprefix("KAFKA_").lower() for name in environment if name.startswith("KAFKA_")}
    dotted = {name: re.sub("___|__|_", lambda run: "._-"[len(run[0]) - 1], text) for name, text in names.items()}
    return {dotted[name]: environment[name] for name in names}


def test_each_program_is_handed_its_own_address_and_role_and_nothing_else(compose: dict[str, Any]) -> None:
    for program in PROGRAMS:
        own = {f"kafka_{program.name}": "kafka", DIGEST: DIGEST}
        if program.needs_database:
            own[f"database_{program.name}"] = "database"
        service = compose["services"][program.name]
        assert handed(service) == own, program.name
        named = {name: value for name, value in service["environment"].items() if name.endswith("_FILE")}
        assert named == {f"GONGKAI_{target.upper()}_FILE": f"/run/secrets/{target}" for target in own.values()}


def test_what_operators_hold_is_handed_to_servers_jobs_and_the_office_only(compose: dict[str, Any]) -> None:
    holders = {
        secret: {name for name, service in compose["services"].items() if secret in handed(service)}
        for secret in OF_OPERATORS
    }
    assert holders == {
        "kafka_operator": {"kafka", "topics", "rights", OFFICE},
        "controller_password": {"kafka"},
        "postgres_password": {"postgres"},
        "database_operator": {"roles"},
        "database_migrate": {"roles", "migrate"},
        "office_token": {OFFICE},
    }


def test_the_jobs_that_let_programs_in_are_handed_every_program_of_the_code(compose: dict[str, Any]) -> None:
    assert handed(compose["services"]["rights"]).keys() == {"kafka_operator", *KAFKA_FILES}
    assert handed(compose["services"]["roles"]).keys() == {"database_operator", *DATABASE_FILES}
    assert compose["secrets"].keys() == OF_OPERATORS | {DIGEST} | KAFKA_FILES.keys() | DATABASE_FILES.keys()


def test_the_broker_knows_its_users_as_one_without_docker_does(compose: dict[str, Any]) -> None:
    service = compose["services"]["kafka"]
    broker = settings(service["environment"])
    assert {name: broker.get(name) for name in IDENTITIES} == IDENTITIES
    assert broker["listener.name.departments.ssl.keystore.location"] == f"/certificates/{BROKER}"
    assert "/certificates:ro" in mounted(service).values()


def test_the_start_of_the_broker_uses_what_the_compose_file_sets(compose: dict[str, Any]) -> None:
    script = (ROOT / "deploy" / "kafka.sh").read_text()
    environment = compose["services"]["kafka"]["environment"]
    assert set(re.findall(r"\$(KAFKA_\w+|CLUSTER_ID)", script)) <= environment.keys()
    assert {f"/run/secrets/{target}" for target in handed(compose["services"]["kafka"]).values()} == set(
        re.findall(r"/run/secrets/\w+", script)
    )
    assert f"name={OPERATOR}," in script
    assert not {name for name in environment if "PASSWORD" in name}


def test_every_variable_is_one_that_we_read_and_none_holds_a_password(compose: dict[str, Any]) -> None:
    known = {f"GONGKAI_{field.upper()}" for field in Settings.model_fields}
    command = {"GONGKAI_DEPARTMENTS", "GONGKAI_CA", "GONGKAI_OFFICE_TOKEN_FILE", *quotas.SETTINGS}
    for name, service in ours(compose).items():
        assert set(service.get("environment", {})) <= (known | command if name == OFFICE else known), name
    assert compose["services"][OFFICE]["environment"]["GONGKAI_CA"] == f"/certificates/{AUTHORITY}"
    text = FILE.read_text(encoding="utf-8")
    assert not re.search(r"PASSWORD: |://\w+:\w+@", text)


def test_the_secrets_are_made_at_random_in_a_closed_folder_and_those_that_are_there_stay(
    checkout: Path, compose: dict[str, Any]
) -> None:
    first = made(checkout)
    folder = checkout / "secrets"
    assert {f"./secrets/{name}" for name in first} == {secret["file"] for secret in compose["secrets"].values()}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o444}
    assert made(checkout) == first
    (folder / "kafka_metrics").unlink()
    again = made(checkout)
    assert {name for name in first if again[name] != first[name]} == {"kafka_metrics"}


def test_what_a_run_that_was_cut_off_has_left_is_put_aside_and_not_written_to(checkout: Path) -> None:
    made(checkout)
    secret = checkout / "secrets" / "kafka_metrics"
    left, seen = secret.with_suffix(".new"), checkout / "seen"
    secret.rename(left)
    # The same file by a second name: root writes to what nobody may write to.
    seen.hardlink_to(left)
    before = seen.read_text()
    again = made(checkout)
    assert seen.read_text() == before != again["kafka_metrics"]
    assert left.name not in again


@pytest.mark.parametrize("content", ["", "\n", " \n"])
def test_an_empty_token_of_the_office_is_refused_and_nothing_is_made(checkout: Path, content: str) -> None:
    (checkout / "secrets").mkdir()
    (checkout / "secrets" / "office_token").write_text(content)
    done = subprocess.run(["sh", checkout / "deploy" / "secrets.sh"], check=False, capture_output=True, text=True)
    assert done.returncode == 1
    assert "secrets/office_token is empty" in done.stderr
    assert "delete secrets/office_sha256 too" in done.stderr
    assert [path.name for path in (checkout / "secrets").iterdir()] == ["office_token"]


def test_each_secret_is_an_address_of_whom_the_code_expects(checkout: Path) -> None:
    addresses = made(checkout)
    folder = checkout / "secrets"
    drawn = [*passwords(KAFKA_FILES | {"kafka_operator": OPERATOR}, folder).values()]
    drawn += passwords(DATABASE_FILES | {"database_operator": "gongkai"}, folder).values()
    assert len(set(drawn)) == len(drawn)
    assert {len(password) for password in drawn} == {48}
    assert urlsplit(addresses["database_operator"]).password == addresses["postgres_password"]
    assert {urlsplit(addresses[name]).netloc.rpartition("@")[2] for name in KAFKA_FILES} == {"kafka:9092"}
    assert {urlsplit(addresses[name]).netloc.rpartition("@")[2] for name in DATABASE_FILES} == {"postgres:5432"}


def test_the_offices_token_has_the_form_of_one_and_programs_are_handed_its_digest(checkout: Path) -> None:
    kept = made(checkout)
    assert id_of(kept["office_token"])
    assert kept[DIGEST] == digest(kept["office_token"])


def test_the_superuser_of_the_database_is_the_one_whose_address_is_made(compose: dict[str, Any]) -> None:
    environment = compose["services"]["postgres"]["environment"]
    assert (environment["POSTGRES_USER"], environment["POSTGRES_DB"]) == ("gongkai", "gongkai")
    assert environment["POSTGRES_USER"] not in DATABASE_FILES.values()


def test_a_further_program_in_an_override_gets_its_secrets(checkout: Path) -> None:
    first = made(checkout)
    (checkout / "docker-compose.override.yml").write_text(
        "secrets:\n  kafka_parking: {file: ./secrets/kafka_parking}\n  database_parking: {file: ./secrets/database_parking}\n"
    )
    added = {name: text for name, text in made(checkout).items() if name not in first}
    assert added.keys() == {"kafka_parking", "database_parking"}
    assert added["kafka_parking"].startswith("scram://gongkai.parking:")
    assert added["database_parking"].startswith("postgresql://gongkai_parking:")


def test_the_authoritys_key_is_for_the_account_of_the_job_that_makes_it(compose: dict[str, Any]) -> None:
    image = (ROOT / "Dockerfile").read_text()
    owner, group = re.findall(r"-o (\d+) -g (\d+) /certificates", image)[0]
    assert compose["services"]["certificates"]["user"] == f"{owner}:{group}"
    others = [service.get("user") for name, service in compose["services"].items() if name != "certificates"]
    assert not [user for user in others if user.split(":")[0] == owner]
    assert compose["services"]["kafka"]["user"].split(":")[1] == group
    holders = {
        name
        for name, service in compose["services"].items()
        if any("/certificates" in p for p in mounted(service).values())
    }
    assert holders == {"certificates", "kafka", OFFICE}
    assert JOBS["certificates"] in compose["services"]["certificates"]["command"]
