"""The commands against a real stack, in the order in which a new user would try them."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from tests.cli.running import ORG, environment, event, gongkai, ndjson, rows, today

pytestmark = pytest.mark.servers


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
    (quarter,) = rows(march, "quarterly", "--org", ORG, "--period", "2026-Q1")
    due = {duty: counts["due"] for duty, counts in quarter["obligations"].items()}
    assert due == {"publish": 2, "answer": 1}


def test_obligations_are_listed_by_due_date_and_by_when_they_are_due(march: Path) -> None:
    owed = rows(march, "obligations", "--org", ORG)
    # After 2 February: 3-6 are 4, 9-14 make 10 (Saturday 14 is worked), 24-28 make 15 (Saturday 28 too), 2-6 March 20.
    # After 27 February: the 28th is 1, then four weeks of March make 6, 11, 16, and 26 March is the 20th.
    assert [(row["obligation"]["subject"], row["obligation"]["due_on"]) for row in owed] == [
        ("i2", "2026-03-06"),
        ("a1", "2026-03-26"),
    ]
    assert rows(march, "obligations", "--period", "2026-04") == []
    assert len(rows(march, "obligations", "--period", "2026-Q1", "--county", "fengjie")) == 2


def test_a_table_names_the_unit_in_chinese_and_says_how_far_it_is_complete(march: Path) -> None:
    done = gongkai("view", "monthly", "--period", "2026-02", cwd=march)
    assert "奉节县财政局" in done.stdout
    assert f"数据截至 {today(march)}" in done.stdout
    assert "主动公开" in "".join(done.stdout.split())
    unit = gongkai("view", "quarterly", "--period", "2026-Q1", "--org", ORG, cwd=march)
    assert "主动公开政府信息" in unit.stdout
    assert "政府网站" in unit.stdout
    owed = gongkai("view", "obligations", "--org", ORG, cwd=march)
    assert "答复政府信息公开申请" in owed.stdout


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
    listed = gongkai("application", "list", "--stage", "open", "--due-before", "2026-03-27", "--json", cwd=march)
    assert [application["subject"] for application in json.loads(listed.stdout)["applications"]] == ["a1"]
    assert "no such applications" in gongkai("application", "list", "--stage", "overdue", cwd=march).stdout
    nobody = gongkai("application", "show", "a77", cwd=march)
    assert (nobody.returncode, "a77" in nobody.stderr) == (1, True)
    assert gongkai("application", "list", "--stage", "done", cwd=march).returncode == 2


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
    assert _interrupted(waiting) == 130
    waiting.stdin.close()  # type: ignore[union-attr]
    waiting.stderr.close()


def _interrupted(command: subprocess.Popen[bytes]) -> int:
    """The exit code of ``command`` after Ctrl-C, pressed again as a person would.

    Python drops an interrupt that meets it in a callback of its own, as the one that frees the lock of a module that
    has just been imported ("Exception ignored in…"), and a read may begin between the interrupt and its handling.
    """
    for _ in range(6):
        command.send_signal(signal.SIGINT)
        try:
            return command.wait(timeout=20)
        except subprocess.TimeoutExpired:
            continue
    return command.wait(timeout=0)


def test_organisations_are_listed_and_found_by_a_part_of_their_names(march: Path) -> None:
    every = gongkai("orgs", "--json", cwd=march)
    assert every.returncode == 0, every.stderr
    assert len(every.stdout.splitlines()) > 30
    (financial,) = [json.loads(line) for line in gongkai("orgs", "财政局", "--json", cwd=march).stdout.splitlines()]
    assert financial["org"] == ORG
    assert ORG in gongkai("orgs", "caizheng", cwd=march).stdout
    nobody = gongkai("orgs", "天文台", cwd=march)
    assert (nobody.returncode, "天文台" in nobody.stderr) == (1, True)


def test_the_programs_write_json_lines_in_a_folder_closed_to_others(march: Path) -> None:
    state = march / ".gongkai"
    for program in ("gateway", "requests", "dashboard"):
        lines = (state / "logs" / f"{program}.log").read_text(encoding="utf-8").splitlines()
        assert lines
        assert all({"event", "level", "timestamp"} <= json.loads(line).keys() for line in lines)
    assert [str(path) for path in (state, *state.rglob("*")) if path.stat().st_mode & 0o077] == []


def test_the_clock_goes_forward_only(march: Path) -> None:
    done = gongkai("day", "2026-01-01", cwd=march)
    assert done.returncode == 1
    assert "give that day or a later one" in done.stderr
    before, far = today(march), gongkai("day", "3026-04-10", cwd=march)
    assert far.returncode == 1
    assert f"{(date(3026, 4, 10) - before).days:,} days after {before}" in far.stderr
    assert "--far" in far.stderr


def test_a_notice_that_is_not_whole_is_refused_shows_what_it_would_move_and_is_taken_in_once(march: Path) -> None:
    (march / "notice.csv").write_text("date,change\n2026-03-25,off\n2026-03-26,off\n", encoding="utf-8")
    unknown = gongkai("calendar", "show", "--year", "2027", cwd=march)
    assert (unknown.returncode, "暂定" in unknown.stderr) == (1, True)
    load = ("calendar", "load", "notice.csv", "--notice", "一号通知", "--version", "2")
    before = rows(march, "obligations")
    rehearsed = gongkai(*load, "--dry-run", cwd=march)
    assert rehearsed.returncode == 1
    assert f"of {len(before)} open or overdue obligations would get another date" in rehearsed.stdout
    assert "requests.application/fengjie-caizhengju/a1/answer:2026-02-27: 2026-03-26 → 2026-03-31" in rehearsed.stdout
    assert "doubted: 2026-10-01 (国庆节) is off by statute, and not in the notice" in rehearsed.stderr
    refused = gongkai(*load, cwd=march)
    assert (refused.returncode, "2026-02-16 was off by version 1" in refused.stderr) == (1, True)
    assert rows(march, "obligations") == before


def test_a_notice_moves_what_a_deadline_of_the_stack_is_and_is_taken_in_once(march: Path) -> None:
    (march / "2027.csv").write_text("date,change\n2027-01-01,off\n2027-01-03,work\n", encoding="utf-8")
    load = ("calendar", "load", "2027.csv", "--notice", "一号通知")
    assert gongkai(*load, cwd=march).returncode == 1
    here = ("deadline", "2026-12-31", "1", "--state", ".gongkai", "--json")
    assert json.loads(gongkai(*here, cwd=march).stdout)["provisional"] is True
    taken = gongkai(*load, "--force", cwd=march)
    assert taken.stdout.startswith("2027 version 1 is known from 20"), taken.stderr
    firm = json.loads(gongkai(*here, cwd=march).stdout)
    assert (firm["due_on"], firm["provisional"]) == ("2027-01-03", False)
    packaged = json.loads(gongkai("deadline", "2026-12-31", "1", "--json", cwd=march).stdout)
    assert (packaged["due_on"], packaged["provisional"]) == ("2027-01-04", True)
    again = gongkai(*load, "--force", cwd=march)
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
    for words in (
        "1 added, 0 changed, 0 as they were; their topics and rights are there",
        "0 added, 0 changed, 1 as they were; their topics and rights are there",
    ):
        loaded = gongkai("orgs", "load", "new.csv", cwd=march)
        assert (loaded.returncode, loaded.stdout) == (0, f"{words}\n"), loaded.stderr
    fact = event("1", "document.drafted", "d1", "2026-02-02", "fengjie-dangan", title="甲", drafted_on="2026-02-02")
    sent = gongkai("emit", "--org", "fengjie-dangan", "-", cwd=march, stdin=ndjson([fact]))
    assert (sent.returncode, sent.stdout) == (0, "1 accepted, 0 refused\n"), sent.stderr
    assert gongkai("wait", cwd=march).returncode == 0
    (month,) = rows(march, "monthly", "--period", "2026-02", "--org", "fengjie-dangan")
    assert (month["county"], month["counts"]["documents_drafted"]) == ("fengjie", 1)
    broken = gongkai("orgs", "load", "-", cwd=march, stdin=table.encode() + b"a_b,x,y,z,w,\n")
    assert (broken.returncode, "line 2" in broken.stderr) == (2, True)


def test_a_subject_is_shown_with_its_rule_and_each_fact_where_it_lies_on_the_bus(march: Path) -> None:
    shown = gongkai("show", ORG, "i2", cwd=march)
    assert shown.returncode == 0, shown.stderr
    assert "主动公开政府信息" in shown.stdout
    assert "20个工作日" in shown.stdout
    (as_json,) = [json.loads(line) for line in gongkai("show", ORG, "i2", "--json", cwd=march).stdout.splitlines()]
    for fact in as_json["facts"]:
        assert fact["topic"] == "intake.publishing.v1"
        assert fact["inbox"]["topic"] == f"dept.{ORG}.events"
        assert min(fact["partition"], fact["offset"], fact["inbox"]["offset"]) >= 0
    application = gongkai("show", ORG, "a1", "--family", "application", cwd=march)
    assert "答复政府信息公开申请" in application.stdout


def test_a_subject_is_shown_with_those_on_whose_states_it_rests_and_a_mistyped_id_with_what_is_near(
    march: Path,
) -> None:
    town = "fengjie-xinglongzhen"
    affairs = [{"affair": "cw", "name": "村级财务", "how_often": "每月"}]
    listed = {"listed_on": "2026-02-03", "name": "第一村", "township_list": "qd-1", "affairs": affairs}
    facts = [
        event("q", "village_list.issued", "qd-1", "2026-02-02", town, issued_on="2026-02-02", affairs=affairs),
        event("v", "village.listed", "cun-01", "2026-02-03", town, **listed),
    ]
    assert gongkai("emit", "--org", town, "-", cwd=march, stdin=ndjson(facts)).returncode == 0
    assert gongkai("wait", cwd=march).returncode == 0
    shown = gongkai("show", town, "cun-01", cwd=march)
    assert shown.returncode == 0, shown.stderr
    assert "qd-1" in shown.stdout
    (told,) = map(json.loads, gongkai("show", town, "cun-01", "--json", cwd=march).stdout.splitlines())
    assert told["linked"] == [{"key": f"publishing.village_list/{town}/qd-1", "title": None}]
    near = gongkai("show", town, "cun-1", cwd=march)
    assert (near.returncode, "did you mean cun-01 (village)?" in near.stderr) == (1, True)
    elsewhere = gongkai("show", ORG, "cun-01", cwd=march)
    assert (elsewhere.returncode, f"that id is with {town}" in elsewhere.stderr) == (1, True)


def test_what_is_not_there_is_told_from_an_unknown_unit_or_kind(march: Path) -> None:
    nothing = gongkai("show", ORG, "no-such", cwd=march)
    assert (nothing.returncode, f"gongkai due --org {ORG}" in nothing.stderr) == (1, True)
    unknown = gongkai("show", "fengjie-caizhenju", "i2", cwd=march)
    assert (unknown.returncode, f"did you mean {ORG}" in unknown.stderr) == (2, True)
    kind = gongkai("show", ORG, "i2", "--family", "disclosur", cwd=march)
    assert (kind.returncode, "did you mean disclosure" in kind.stderr) == (2, True)


def test_what_is_due_is_listed_by_its_day_within_the_days_that_are_asked_for(march: Path) -> None:
    def due(*arguments: str) -> list[tuple[str, int]]:
        lines = gongkai("due", "--org", ORG, "--json", *arguments, cwd=march).stdout.splitlines()
        return [(row["obligation"]["subject"], row["days_left"]) for row in map(json.loads, lines)]

    (first, left), (second, longer) = due("--within", "40")
    # Due on 6 and on 26 March.
    assert (first, second, longer - left) == ("i2", "a1", 20)
    assert due("--within", str(longer - 1)) == [("i2", left)]
    table = gongkai("due", "--within", "40", cwd=march)
    assert "40日内到期" in table.stdout
    assert "奉节县财政局" in table.stdout
