"""The commands against a real stack, in the order in which a new user would try them."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from contracts.families import FAMILIES
from tests.cli.running import environment, event, gongkai, ndjson

pytestmark = pytest.mark.servers

ORG = "fengjie-caizhengju"


@pytest.fixture(scope="module")
def march(home: Path) -> Path:
    """The stack on 2 March 2026, after one department's first file."""
    first = gongkai("emit", "--org", ORG, "-", cwd=home, stdin=b"{}\n")
    assert first.returncode == 1
    assert "publish the first: gongkai day" in first.stderr
    assert gongkai("day", "2026-03-01", cwd=home).stdout == "today is 2026-03-01; 1 day has begun\n"
    lines = [
        event(
            "1",
            "disclosure.formed",
            "i1",
            "2026-02-02",
            formed_on="2026-02-02",
            attribute="主动公开",
            title="甲",
        ),
        event("2", "disclosure.published", "i1", "2026-02-10", published_on="2026-02-10", channel="政府网站"),
        event(
            "3",
            "disclosure.formed",
            "i2",
            "2026-02-02",
            formed_on="2026-02-02",
            attribute="主动公开",
            title="乙",
        ),
        event(
            "4",
            "application.received",
            "a1",
            "2026-02-27",
            received_on="2026-02-27",
            applicant_kind="natural",
        ),
    ]
    (home / "facts.ndjson").write_bytes(ndjson(lines))
    sent = gongkai("emit", "--org", ORG, "facts.ndjson", cwd=home)
    assert (sent.returncode, sent.stdout) == (0, "4 accepted, 0 refused\n"), sent.stderr
    assert gongkai("wait", cwd=home).returncode == 0
    return home


def rows(home: Path, *arguments: str) -> list[dict[str, Any]]:
    done = gongkai("view", *arguments, "--json", cwd=home)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_a_file_sent_again_changes_nothing(march: Path) -> None:
    before = rows(march, "annual", "--period", "2026", "--org", ORG)
    again = gongkai("emit", "--org", ORG, "facts.ndjson", cwd=march)
    assert (again.returncode, again.stdout) == (0, "4 accepted, 0 refused\n")
    assert gongkai("wait", cwd=march).returncode == 0
    assert rows(march, "annual", "--period", "2026", "--org", ORG) == before


def test_the_views_count_what_was_sent(march: Path) -> None:
    (month,) = rows(march, "monthly", "--period", "2026-02", "--org", ORG)
    counts = month["counts"]
    assert counts["items_published"] == counts["applications_received"] == counts["applications_open"] == 1
    (quarter,) = rows(march, "quarterly", "--county", "fengjie", "--period", "2026-Q1")
    due = {duty: counts["due"] for duty, counts in quarter["obligations"].items()}
    assert due == {"publish": 2, "answer": 1, "register": 1}


def test_obligations_are_listed_by_due_date_and_by_when_they_are_due(march: Path) -> None:
    owed = rows(march, "obligations", "--org", ORG)
    # After 2 February: 3-6 are 4, 9-14 make 10 (Saturday 14 is worked), 24-28 make 15 (Saturday 28 too), 2-6 March 20.
    # After 27 February: the 28th is 1, then four weeks of March make 6, 11, 16, and 26 March is the 20th.
    # An application is in the register by the next working day.
    assert [(row["obligation"]["subject"], row["obligation"]["due_on"]) for row in owed] == [
        ("a1", "2026-02-28"),
        ("i2", "2026-03-06"),
        ("a1", "2026-03-26"),
    ]
    assert rows(march, "obligations", "--period", "2026-04") == []
    assert len(rows(march, "obligations", "--period", "2026-Q1", "--county", "fengjie")) == 3


def test_a_table_names_the_unit_in_chinese_and_says_how_far_it_is_complete(march: Path) -> None:
    done = gongkai("view", "monthly", "--period", "2026-02", cwd=march)
    assert "奉节县财政局" in done.stdout
    assert "数据截至 2026-03-01" in done.stdout
    assert "主动公开" in "".join(done.stdout.split())
    unit = gongkai("view", "quarterly", "--period", "2026-Q1", "--org", ORG, cwd=march)
    assert "主动公开政府信息" in unit.stdout
    assert "政府网站" in unit.stdout
    owed = gongkai("view", "obligations", "--org", ORG, cwd=march)
    assert "登记政府信息公开申请" in owed.stdout


def test_an_unknown_organisation_is_told_from_one_that_has_nothing(march: Path) -> None:
    nothing = gongkai("view", "monthly", "--org", "fengjie-tongjiju", cwd=march)
    assert (nothing.returncode, "nothing in the monthly view" in nothing.stdout) == (0, True)
    unknown = gongkai("view", "monthly", "--org", "fengjie-caizhenju", cwd=march)
    assert unknown.returncode == 2
    assert f"did you mean {ORG}" in unknown.stderr


def test_an_application_is_shown_with_its_clock_and_listed_by_due_date(march: Path) -> None:
    shown = gongkai("application", "show", "a1", cwd=march)
    assert shown.returncode == 0, shown.stderr
    assert [
        word
        for word in ("办理中", "奉节县财政局", "2026-03-26", "条例第三十三条", "收到申请")
        if word not in shown.stdout
    ] == []
    whole = json.loads(gongkai("application", "show", f"{ORG}/a1", "--json", cwd=march).stdout)
    assert (whole["id"], whole["state"]["due_on"]) == (f"{ORG}/a1", "2026-03-26")
    listed = gongkai(
        "application", "list", "--stage", "open", "--due-before", "2026-03-27", "--json", cwd=march
    )
    assert [application["subject"] for application in json.loads(listed.stdout)["applications"]] == ["a1"]
    assert "no such applications" in gongkai("application", "list", "--stage", "overdue", cwd=march).stdout
    nobody = gongkai("application", "show", "a77", cwd=march)
    assert (nobody.returncode, "a77" in nobody.stderr) == (1, True)
    assert gongkai("application", "list", "--stage", "done", cwd=march).returncode == 2


def test_the_annual_tables_are_shown_written_and_given_to_programs(march: Path) -> None:
    shown = gongkai("tables", "2026", cwd=march)
    assert shown.returncode == 0, shown.stderr
    assert "一、本年新收政府信息公开申请数量" in shown.stdout
    assert "勾稽关系全部成立" in shown.stdout
    unit = json.loads(gongkai("tables", "2026", "--org", ORG, "--json", cwd=march).stdout)
    assert unit["table3"]["1_new"]["natural"] == unit["table3"]["4_carried_out"]["total"] == 1
    assert unit["table4"]["litigation_after_review"]["pending"] == 0
    assert gongkai("tables", "2026", "--xlsx", "t.xlsx", cwd=march).returncode == 0
    names = load_workbook(march / "t.xlsx").sheetnames
    assert {name.split()[-1] for name in names} == {"表三", "表四", "各单位"}
    assert gongkai("tables", "2026", "--org", ORG, "--xlsx", cwd=march).returncode == 0
    assert load_workbook(march / f"tables-{ORG}-2026.xlsx").sheetnames == ["表三", "表四"]
    assert gongkai("tables", "2026", "t.xlsx", cwd=march).returncode == 2
    again = gongkai("tables", "2026", "--xlsx", "t.xlsx", cwd=march)
    assert (again.returncode, "--force" in again.stderr) == (2, True)
    unknown = gongkai("tables", "2026", "--org", "fengjie-caizhenju", cwd=march)
    assert (unknown.returncode, f"did you mean {ORG}" in unknown.stderr) == (2, True)
    assert gongkai("tables", "1999", cwd=march).returncode == 2


def test_refused_lines_are_named_by_number_with_code_and_remedy(march: Path) -> None:
    bad = [
        event("9", "application.answered", "a9", "2026-02-27", answered_on="2026-02-27"),
        b"",
        b'{"not": "an event"}',
        event("10", "application.answered", "a9", "2026-02-27", answered_on="2027-01-01"),
        event("9", "application.answered", "a9", "2026-02-27", answered_on="2026-02-26"),
        b"x" * 1_000_001,
    ]
    done = gongkai("emit", "--json", "--org", ORG, "-", cwd=march, stdin=ndjson(bad))
    assert done.returncode == 3
    refusals = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(refusal["line"], refusal["code"]) for refusal in refusals] == [
        (3, "envelope.invalid"),
        (4, "date.future"),
        (5, "id.reused"),
        (6, "value.too_large"),
    ]
    assert all(refusal["rule"] and refusal["remedy"] for refusal in refusals)
    assert done.stderr.endswith("1 accepted, 4 refused\n")


def test_a_file_that_is_not_there_is_wrong_usage(march: Path) -> None:
    done = gongkai("emit", "--org", ORG, "nowhere.ndjson", cwd=march)
    assert done.returncode == 2
    assert "cannot read nowhere.ndjson" in done.stderr


def test_ctrl_c_ends_a_command_that_waits_for_its_input(march: Path) -> None:
    waiting = subprocess.Popen(
        [sys.executable, "-u", "-X", "importtime", "-m", "cli", "emit", "--org", ORG, "-"],
        cwd=march,
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    )
    assert waiting.stderr is not None
    # The stack has been found when the last import before the reading is told.
    imports = iter(lambda: waiting.stderr.readline().decode(), "")  # type: ignore[union-attr]
    assert any("deploy.runtime" in line for line in imports)
    waiting.send_signal(signal.SIGINT)
    assert waiting.wait(timeout=10) == 130
    waiting.stdin.close()  # type: ignore[union-attr]
    waiting.stderr.close()


def test_an_organisation_without_an_inbox_is_named_with_its_likely_spelling(march: Path) -> None:
    done = gongkai("emit", "--org", "fengjie-caizhenju", "-", cwd=march, stdin=b"{}\n")
    assert done.returncode == 1
    assert f"Did you mean {ORG}" in done.stderr


def test_dead_letters_are_listed_shown_and_taken_again_or_refused_again(march: Path) -> None:
    listed = gongkai("dead-letters", "list", "--service", "gateway", "--json", cwd=march)
    letters = [json.loads(line) for line in listed.stdout.splitlines()]
    future = next(letter for letter in letters if letter["code"] == "date.future")
    where = f"{future['topic']}/{future['partition']}/{future['offset']}"
    shown = gongkai("dead-letters", "show", where, cwd=march)
    assert "code: date.future" in shown.stdout
    assert "2027-01-01" not in shown.stdout
    assert (
        '"answered_on": "2027-01-01"' in gongkai("dead-letters", "show", where, "--value", cwd=march).stdout
    )
    again = gongkai("dead-letters", "replay", where, cwd=march)
    assert (again.returncode, "is refused again" in again.stderr) == (3, True)
    listed_again = gongkai("dead-letters", "list", "--service", "gateway", "--json", cwd=march)
    assert [json.loads(line)["code"] for line in listed_again.stdout.splitlines()] == [
        letter["code"] for letter in letters
    ]
    assert gongkai("dead-letters", "replay", f"dept.{ORG}.events/0/999999", cwd=march).returncode == 1
    missing = gongkai("dead-letters", "show", f"dept.{ORG}.events/0/999999", cwd=march)
    assert (missing.returncode, "there is no dead letter" in missing.stderr) == (1, True)


def test_the_clock_goes_forward_only(march: Path) -> None:
    done = gongkai("day", "2026-01-01", cwd=march)
    assert done.returncode == 1
    assert "give that day or a later one" in done.stderr


def test_status_says_that_all_is_well_and_how_far_behind_it_is(march: Path) -> None:
    done = gongkai("status", "--json", cwd=march)
    assert done.returncode == 0, done.stderr
    programs = {row["program"]: row for row in map(json.loads, done.stdout.splitlines())}
    assert set(programs) == {"gateway", *FAMILIES.services, "wells", "metrics", "dashboard"}
    assert all(row["up"] and row["ready"] for row in programs.values())
    assert programs["gateway"]["lag"][f"dept.{ORG}.events"] == 0
    assert programs["metrics"]["outbox"]["depth"] == 0
    for service in (*FAMILIES.services, "wells"):
        row = programs[service]
        assert (row["day"], row["closed"], row["stuck"]) == ("2026-03-01", "2026-03-01", [])
        assert row["subjects"] == {"failed": 0, "behind": 0}
    assert "gateway" in gongkai("status", cwd=march).stdout


def test_a_subject_whose_fold_raises_is_set_aside_shown_and_folded_again(march: Path) -> None:
    key = f"wells.well/{ORG}/w1"
    dug = [
        event("w-1", "well.dug", "w1", "2026-02-25", dug_on="2026-02-25", depth=0),
        event("w-2", "well.dug", "w2", "2026-02-25", dug_on="2026-02-25", depth=7),
    ]
    assert gongkai("emit", "--org", ORG, "-", cwd=march, stdin=ndjson(dug)).returncode == 0
    assert gongkai("wait", cwd=march).returncode == 0
    (failed,) = map(json.loads, gongkai("refold", "--list", "--json", cwd=march).stdout.splitlines())
    assert (failed["key"], failed["failed"].split()[0]) == (key, "ZeroDivisionError")
    status = gongkai("status", cwd=march)
    assert (status.returncode, "wells: subjects set aside: 1" in status.stdout) == (0, True)
    verified = gongkai("verify", cwd=march)
    assert (verified.returncode, f"set aside: {key}" in verified.stdout) == (1, True)
    again = gongkai("refold", key, cwd=march)
    assert (again.returncode, "1 subject will be folded again" in again.stdout) == (0, True)
    unknown = gongkai("refold", f"wells.well/{ORG}/w77", cwd=march)
    assert (unknown.returncode, "no subject" in unknown.stderr) == (1, True)
    withdrawn = event(
        "w-3", "fact.withdrawn", "w1", "2026-02-26", fact="w-1", fact_type="well.dug.v1", reason="登记有误"
    )
    assert gongkai("emit", "--org", ORG, "-", cwd=march, stdin=ndjson([withdrawn])).returncode == 0
    assert gongkai("wait", cwd=march).returncode == 0
    assert "nothing is set aside" in gongkai("refold", "--list", cwd=march).stdout
    assert "公示水井" in gongkai("view", "obligations", "--org", ORG, cwd=march).stdout


def test_a_notice_is_taken_in_once_and_shown(march: Path) -> None:
    (march / "notice.csv").write_text("date,change\n2027-01-01,off\n2027-01-03,work\n", encoding="utf-8")
    unknown = gongkai("calendar", "show", "--year", "2027", cwd=march)
    assert (unknown.returncode, "暂定" in unknown.stderr) == (1, True)
    load = ("calendar", "load", "notice.csv", "--notice", "一号通知")
    taken = gongkai(*load, cwd=march)
    assert taken.stdout.startswith("2027 version 1 is known from 20")
    again = gongkai(*load, cwd=march)
    assert (again.returncode, "send version 2" in again.stderr) == (1, True)
    shown = gongkai("calendar", "show", "--year", "2027", "--json", cwd=march)
    assert json.loads(shown.stdout)["work"] == ["2027-01-03"]
    body = {"year": 2027, "version": 2, "notice": "二号通知", "off": ["2027-01-01"], "work": ["2027-01-01"]}
    (march / "notice.json").write_text(json.dumps(body), encoding="utf-8")
    wrong = gongkai("calendar", "load", "notice.json", cwd=march)
    assert (wrong.returncode, "must be a Saturday or Sunday" in wrong.stderr) == (1, True)


def test_a_unit_is_added_while_the_stack_runs_and_its_facts_are_counted(march: Path) -> None:
    table = "org,name,county,county_name,kind,supervisor\n"
    (march / "new.csv").write_text(
        table + "fengjie-dangan,奉节县档案馆,fengjie,奉节县,部门,fengjie-renminzhengfubangongshi\n",
        encoding="utf-8",
    )
    for said in (
        "1 added, 0 changed, 0 as they were; 2 topics made",
        "0 added, 0 changed, 1 as they were; 0 topics made",
    ):
        loaded = gongkai("orgs", "load", "new.csv", cwd=march)
        assert (loaded.returncode, loaded.stdout) == (0, f"{said}\n"), loaded.stderr
    fact = event(
        "1", "document.drafted", "d1", "2026-02-02", "fengjie-dangan", title="甲", drafted_on="2026-02-02"
    )
    sent = gongkai("emit", "--org", "fengjie-dangan", "-", cwd=march, stdin=ndjson([fact]))
    assert (sent.returncode, sent.stdout) == (0, "1 accepted, 0 refused\n"), sent.stderr
    assert gongkai("wait", cwd=march).returncode == 0
    (month,) = rows(march, "monthly", "--period", "2026-02", "--org", "fengjie-dangan")
    assert (month["county"], month["counts"]["documents_drafted"]) == ("fengjie", 1)
    broken = gongkai("orgs", "load", "-", cwd=march, stdin=table.encode() + b"a_b,x,y,z,w,\n")
    assert (broken.returncode, "line 2" in broken.stderr) == (2, True)


def test_a_recount_of_the_log_agrees_with_the_views(march: Path) -> None:
    done = gongkai("verify", cwd=march)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "the views are right" in done.stdout


def test_a_deadline_that_is_too_short_ends_with_4_and_names_what_is_behind(march: Path) -> None:
    many = [
        event(
            f"m{n}", "disclosure.published", f"m{n}", "2026-02-10", published_on="2026-02-10", channel="报刊"
        )
        for n in range(20_000)
    ]
    done = gongkai("emit", "--deadline", "0", "--org", ORG, "-", cwd=march, stdin=ndjson(many))
    assert done.returncode == 4
    assert "records behind" in done.stderr
    assert gongkai("wait", cwd=march).returncode == 0
    (month,) = rows(march, "monthly", "--period", "2026-02", "--org", ORG)
    assert month["counts"]["items_published"] == 20_001


def test_verify_finds_a_view_that_was_tampered_with(march: Path) -> None:
    import asyncio

    from cli.bus import open_sender
    from cli.target import find
    from contracts.envelope import SEQUENCE
    from contracts.topics import MONTHLY

    (month,) = rows(march, "monthly", "--period", "2026-02", "--org", ORG)
    true = json.dumps(month).encode()
    false = json.dumps(month | {"counts": month["counts"] | {"items_published": 7}}).encode()

    async def write(value: bytes, sequence: int) -> None:
        headers = [(SEQUENCE, str(sequence).encode())]
        async with open_sender(find(march / ".gongkai")) as sender:
            await (await sender.send(MONTHLY, value, f"2026-02|{ORG}".encode(), headers))

    asyncio.run(write(false, 0))
    assert gongkai("verify", cwd=march).returncode == 0, "a row below the last sequence is dropped"
    asyncio.run(write(false, 1 << 60))
    done = gongkai("verify", cwd=march)
    assert done.returncode == 1
    assert f"monthly 2026-02|{ORG} counts.items_published: the log says 20001, the view 7" in done.stdout
    asyncio.run(write(true, 1 << 60))
    assert gongkai("verify", cwd=march).returncode == 0
