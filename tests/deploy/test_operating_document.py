"""docs/operating.md says of Docker what docker-compose.yml says, and its lines are those that were tried."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import Any

import pytest

from cli.commands.orgs.loading import COLUMNS
from contracts.organisations import REGISTRY_COLUMNS, REGISTRY_HEADING
from deploy.orgs import RegistryError, organisations
from tests.deploy.composed import JOBS, compose_file
from tests.documents.snippets import ROOT, blocks, section

OPERATING = ROOT / "docs" / "operating.md"
PACKAGED = ROOT / "services" / "gateway" / "data" / "organisations.csv"
MIB = {"m": 1, "g": 1024}


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    return compose_file()


def test_the_columns_of_a_registry_stand_everywhere_in_the_order_of_the_packaged_file() -> None:
    with PACKAGED.open(encoding="utf-8", newline="") as table:
        heading = next(csv.reader(table))
    assert tuple(name for name in heading if name in REGISTRY_COLUMNS) == REGISTRY_COLUMNS
    assert COLUMNS == REGISTRY_HEADING
    assert f"`{','.join(REGISTRY_COLUMNS)}`" in OPERATING.read_text(encoding="utf-8")


def test_the_smallest_machine_holds_what_the_limits_allow(compose: dict[str, Any]) -> None:
    serving = {name: service for name, service in compose["services"].items() if name not in JOBS}
    limits = [str(service["mem_limit"]) for service in serving.values()]
    together = sum(int(limit[:-1]) * MIB[limit[-1]] for limit in limits) / 1024
    stated = f"come to {together:g}"
    assert stated in section(OPERATING, "## With Docker")
    assert stated in (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
    assert together < 8


def test_every_container_has_limits_and_rotates_its_log(compose: dict[str, Any]) -> None:
    for name, service in compose["services"].items():
        assert service["pids_limit"] > 0, name
        assert service["mem_limit"], name
        assert service["logging"]["options"] == {"max-size": "10m", "max-file": "5"}, name


def test_one_service_builds_the_image_and_nobody_fetches_it(compose: dict[str, Any]) -> None:
    ours = {name: service for name, service in compose["services"].items() if service["image"].startswith("gongkai:")}
    assert [name for name, service in ours.items() if "build" in service] == ["certificates"]
    assert {service["pull_policy"] for service in ours.values()} == {"never"}
    assert compose["name"] == "gongkai"


def test_servers_have_minutes_to_start_and_kafka_is_asked_by_the_shell_alone(compose: dict[str, Any]) -> None:
    checks = {name: service["healthcheck"] for name, service in compose["services"].items() if "healthcheck" in service}
    assert {check["start_period"] for check in checks.values()} == {"300s"}
    assert checks["kafka"]["test"][:2] == ["CMD", "bash"]
    assert "nc" not in checks["kafka"]["test"]


def test_every_line_with_a_file_uses_standard_input_or_output() -> None:
    lines = [
        line for block in blocks(OPERATING, "## With Docker", "sh") for line in block.splitlines() if "gongkai " in line
    ]
    assert len(lines) > 5
    for line in lines:
        if re.search(r"[<>]", line):
            assert " -T " in line, line


def test_a_registry_with_a_wrong_line_is_refused_with_the_line(tmp_path: Path) -> None:
    for text, words in (
        ("org,name\na-b,甲\n", "line 1 names no column county, county_name, kind"),
        ("\ufefforg,county,county_name,name,kind\na-b,a,甲县,甲,局\n", "line 2: kind is wrong"),
        (
            "org,county,county_name,name,kind\na-b,a,甲县,甲,镇\na-b,a,甲县,乙,镇\n",
            "line 3: a-b stands in the file already",
        ),
    ):
        (tmp_path / "o.csv").write_text(text, encoding="utf-8")
        with pytest.raises(RegistryError, match=words):
            organisations({"GONGKAI_REGISTRY": str(tmp_path / "o.csv")})
    with pytest.raises(RegistryError, match="nowhere"):
        organisations({"GONGKAI_REGISTRY": str(tmp_path / "nowhere.csv")})


def test_a_registry_saved_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    text = "\ufefforg,county,county_name,name,kind\na-b,a,甲县,甲局,部门\n"
    (tmp_path / "o.csv").write_text(text, encoding="utf-8")
    assert organisations({"GONGKAI_REGISTRY": str(tmp_path / "o.csv")}) == ["a-b"]
