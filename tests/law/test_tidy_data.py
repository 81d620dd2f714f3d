"""The tidy files: one organisation each, codes that identify nothing, and a rule for every document."""

from __future__ import annotations

import csv
import re
from collections import Counter
from datetime import date
from pathlib import Path

from law.codes import Attribute

DATA = Path(__file__).parents[2] / "demo" / "data"
REGISTRY = Path(__file__).parents[2] / "services" / "gateway" / "data" / "organisations.csv"


def rows(name: str | Path) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


ORGS = {row["org"]: row for row in rows(REGISTRY)}
DOCUMENTS = rows("documents.csv")


def test_every_organisation_has_one_slug_and_one_name() -> None:
    assert len(ORGS) == len(rows(REGISTRY)) == len({row["name"] for row in ORGS.values()})
    for org, row in ORGS.items():
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+", org)
        assert org.startswith(row["county"])
        assert row["kind"] in {"街道", "镇", "乡", "部门", "其他"}
        assert row["source"]


def test_a_county_has_one_slug_and_one_name() -> None:
    pairs = {(row["county"], row["county_name"]) for row in ORGS.values()}
    assert len(pairs) == len({slug for slug, _ in pairs}) == len({name for _, name in pairs})


def test_all_33_townships_of_fengjie_are_there_with_their_kind() -> None:
    kinds = Counter(row["kind"] for row in ORGS.values() if row["county"] == "fengjie")
    assert kinds == {"街道": 4, "镇": 18, "乡": 11, "部门": 7}
    by_name = {row["name"]: row for row in ORGS.values()}
    for town in rows("townships.csv"):
        assert by_name[town["name"]]["kind"] == town["kind"]
        assert by_name[town["name"]]["code_mca_2026"] == town["mca_2026"]
        assert by_name[town["name"]]["code_nbs_2023"] == town["nbs_2023"]


def test_every_unit_of_fengjie_has_the_full_name_with_which_it_signs() -> None:
    endings: dict[str, str | tuple[str, ...]] = {
        "街道": "街道办事处",
        "镇": "镇人民政府",
        "乡": "乡人民政府",
        "部门": ("局", "办公室", "委员会"),
    }
    for row in ORGS.values():
        if row["county"] == "fengjie":
            assert row["full_name"].startswith("奉节县")
            assert row["full_name"].endswith(endings[row["kind"]])
    assert ORGS["fengjie-baidizhen"]["full_name"] == "奉节县白帝镇人民政府"
    assert ORGS["fengjie-baidizhen"]["name"] == "白帝镇"
    full = [row["full_name"] for row in ORGS.values() if row["full_name"]]
    assert len(set(full)) == len(full)


def test_the_two_code_systems_collide_so_no_code_identifies_a_township() -> None:
    towns = rows("townships.csv")
    nbs, mca = {t["nbs_2023"]: t["name"] for t in towns}, {t["mca_2026"]: t["name"] for t in towns}
    assert sum(nbs[code] != mca[code] for code in nbs.keys() & mca.keys()) == 4


def test_a_document_is_usable_for_the_facts_its_dates_support() -> None:
    for row in DOCUMENTS:
        assert (row["usable"] == "yes") == (row["reason_unusable"] == "") == (row["facts"] != ""), row["subject"]
        if row["usable"] == "yes":
            assert row["org"] in ORGS
            assert row["title"]
        for fact, dated in (
            ("approved", "formed_on"),
            ("drafted", "formed_on"),
            ("published", "published_on"),
        ):
            if fact in row["facts"].split():
                date.fromisoformat(row[dated])
    used = Counter(row["facts"] for row in DOCUMENTS)
    assert used == {"drafted approved published": 45, "drafted approved": 14, "published": 10, "": 7}


def test_a_reposted_document_is_not_formed_where_it_was_posted() -> None:
    reposts = [row for row in DOCUMENTS if "re-posted" in row["note"]]
    assert [(row["org"], row["facts"]) for row in reposts] == [("fengjie-shichangjianguanju", "published")]


def test_document_fields_are_normalised() -> None:
    assert len({row["subject"] for row in DOCUMENTS}) == len(DOCUMENTS) == 76
    for row in DOCUMENTS:
        assert row["document_number"] != "无"
        assert not re.search(r"[\s\[\]號發辦]", row["document_number"])
        assert row["attribute"] in {"", *Attribute}
        assert not row["org_as_published"].endswith(",") or row["org"] == "yuxian-renminzhengfubangongshi"


def test_catalog_rows_keep_their_verbatim_limits() -> None:
    limits = [row["time_limit"] for row in rows("catalog_rows.csv")]
    assert len(limits) == 74
    assert "同上" in limits
    assert any("\n" in limit for limit in limits)


def test_the_published_totals_of_fengjie_2020_balance() -> None:
    county = {
        r["figure"]: int(r["value"])
        for r in rows("published_totals.csv")
        if r["year"] == "2020" and r["org"] == "奉节县人民政府"
    }
    assert county["requests_received"] == county["requests_finished"] + county["requests_carried_out"] == 41
