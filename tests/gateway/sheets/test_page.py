"""Workbooks handed in on the page: sent, sent again, corrected, given back in red; and who may do so."""

from __future__ import annotations

import json
import os
import signal
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from chassis.outbox import Message
from contracts.envelope import STRUCTURED
from contracts.topics import AUDITS, inbox
from papers.sheets.forms import FORMS
from services.gateway.sheets.desk import MOST_OF_ONE_UNIT, MOST_WAITING
from tests import office
from tests.deploy.waiting import until
from tests.gateway.http.asked import ORG, OTHER, Gateway
from tests.gateway.sheets.handing import JSON, Clerks, text, what
from tests.papers.catalog.building import with_parts
from tests.papers.sheets.building import information, row

pytestmark = pytest.mark.servers

RED = "FFFF9C9C"
MOBILE = "13800138000"
UNITS = (ORG, OTHER, "fengjie-tongjiju", "fengjie-yingjiju", "fengjie-baidizhen")
"""Enough to fill the desk, each with what one unit may have there."""


def ids(gateway: Gateway, number: str, org: str = ORG) -> list[str]:
    """Ids of the facts about a number that lie in an inbox."""
    events = [json.loads(record.value) for record in gateway.inbox(org) if record.value.startswith(b"{")]
    return [event["id"] for event in events if event.get("subject") == number]


@cache
def long_one() -> bytes:
    """A workbook that takes seconds to read."""
    return information(*(row(f"l-{number}") for number in range(2_000)))


def sent_by(gateway: Gateway, org: str) -> str:
    """What the audit says of workbooks of an organisation."""
    entries = [record.value.decode() for record in gateway.records(AUDITS)]
    return "\n".join(entry for entry in entries if '"sheet.sent"' in entry and org in entry)


def test_the_page_has_the_form_and_every_template_in_both_languages(gateway: Gateway) -> None:
    page = gateway.http.get("/sheets")
    assert (page.status_code, page.headers["cache-control"]) == (200, "no-store")
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert "<script" not in page.text
    for name, form in FORMS.items():
        assert form.title in page.text
        template = gateway.http.get(f"/sheets/templates/{name}.xlsx")
        assert {layout.name for layout in form.layouts} <= set(load_workbook(BytesIO(template.content)).sheetnames)
    assert "Hand in a workbook" in text(gateway.http.get("/sheets?lang=en"))
    assert gateway.http.get("/sheets/templates/none.xlsx").status_code == 404
    assert gateway.http.get("/sheets/style.css").headers["content-type"].startswith("text/css")


def test_the_same_file_twice_changes_nothing_and_a_changed_row_is_a_correction(clerks: Clerks) -> None:
    first = information(row("y-1"), row("y-2", 标题="〃"))
    assert what(clerks.handed_in(first)) == ("sent", 4, 0, 0, 0, 4)
    assert what(clerks.handed_in(first)) == ("nothing", 0, 0, 0, 4, 0)
    changed = clerks.handed_in(information(row("y-1", 发布日期="2026年3月5日"), row("y-2")))
    assert what(changed) == ("sent", 0, 1, 0, 3, 1)
    assert changed["changes"][0]["fields"] == [["发布日期", "2026-03-04", "2026-03-05"]]
    assert ids(clerks.gateway, "y-1") == [
        "sheet.formed.1.1.0:y-1",
        "sheet.published.1.1.0:y-1",
        "sheet.published.1.1.1:y-1",
    ]


def test_two_workbooks_of_one_unit_at_once_are_read_one_after_the_other(clerks: Clerks) -> None:
    data = information(row("z-1"))
    pages = [clerks.post(data).json()["page"] for _ in range(2)]
    assert sorted(str(clerks.result(page)["outcome"]) for page in pages) == ["nothing", "sent"]
    assert len(ids(clerks.gateway, "z-1")) == 2


def test_wrong_cells_come_back_red_and_the_good_rows_go_only_when_that_was_chosen(clerks: Clerks) -> None:
    data = information(row("b-1"), row("b-2", 形成日期="3月2日"), row("b-3", 标题=f"联系人{MOBILE}"))
    for choice, outcome in (("check", "checked"), ("all", "held_back")):
        assert what(clerks.handed_in(data, choice)) == (outcome, 2, 0, 0, 0, 0)
    assert ids(clerks.gateway, "b-1") == []
    result = clerks.handed_in(data, "good")
    assert what(result) == ("sent", 2, 0, 0, 0, 2)
    book = load_workbook(BytesIO(clerks.returned(result).content))
    red = book["信息公开"]
    marked = {cell.coordinate for cells in red.iter_rows() for cell in cells if cell.fill.fgColor.rgb == RED}
    assert marked == {"B7", "D8"}
    red["B7"], red["D8"] = "2026-03-02", "联系人"
    mended = BytesIO()
    book.save(mended)
    assert what(clerks.handed_in(mended.getvalue())) == ("sent", 4, 0, 0, 2, 4)


def test_a_browser_sees_what_became_of_its_own_workbook_and_no_other_does(clerks: Clerks) -> None:
    form = {"token": clerks.gateway.token(ORG), "choice": "good"}
    files = {"file": ("镇上 三月.xlsx", information(row("c-1"), row("c-2", 标题=f"联系人{MOBILE}")))}
    with clerks.browser() as browser, clerks.browser() as another:
        page = browser.post("/sheets?lang=zh", files=files, data=form)
        assert page.status_code == 303
        where = page.headers["location"]
        until(lambda: "没有错的行已经报送" in browser.get(where).text, "the page says what became of it")
        whole = text(browser.get(where))
        assert ("镇上 三月.xlsx" in whole, "手机号码" in whole, MOBILE in whole) == (True, True, False)
        assert "The good rows were sent" in text(browser.get(where.replace("zh", "en")))
        returned = where.replace("?", "/returned.xlsx?")
        assert browser.get(returned).status_code == 200
        for address in (where, returned):
            assert another.get(address).status_code == 404
            assert clerks.gateway.get(address, OTHER).status_code == 404
            assert clerks.gateway.get(address, ORG).status_code == 200


@pytest.mark.parametrize(
    ("token", "status", "words"),
    [
        ("", 401, "单位令牌不对"),
        ("gk_aaaaaaaaaaaa_" + "x" * 43, 401, "单位令牌不对"),
        ("令牌", 401, "单位令牌不对"),
        (office.KEY, 403, "谁也不能替别的单位报送"),
    ],
)
def test_nobody_hands_in_a_workbook_but_the_unit_itself(gateway: Gateway, token: str, status: int, words: str) -> None:
    files, form = {"file": ("x.xlsx", information(row("n-1")))}, {"token": token, "choice": "all"}
    page = gateway.http.post("/sheets", files=files, data=form)
    assert (page.status_code, words in page.text) == (status, True)
    assert ids(gateway, "n-1") == []


def test_a_form_of_another_page_is_refused(gateway: Gateway) -> None:
    files, form = {"file": ("x.xlsx", information(row("n-2")))}, {"token": gateway.token(ORG), "choice": "all"}
    page = gateway.http.post("/sheets", files=files, data=form, headers={"origin": "https://elsewhere.example"})
    assert page.status_code == 403
    plain = gateway.http.post("/sheets", content=b"token=x", headers={"content-type": "text/plain"})
    assert plain.status_code == 415


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (with_parts(information(row("m-1")), {"xl/vbaProject.bin": b"x"}), "file.macros"),
        (with_parts(information(row("m-1")), {"xl/externalLinks/externalLink1.xml": b"<x/>"}), "file.links"),
        (with_parts(information(row("m-1")), {"xl/worksheets/sheet1.xml": b" " * 50_000_000}), "file.too_large"),
        (b"%PDF-1.4", "file.other_kind"),
        (b"x", "file.no_table"),
    ],
)
def test_a_file_that_is_not_read_is_refused_with_words(clerks: Clerks, data: bytes, code: str) -> None:
    result = clerks.handed_in(data)
    assert (result["state"], result["code"]) == ("not_read", code)
    assert result["remedy"] in text(clerks.gateway.get(result["page"]))


def test_a_form_without_a_file_or_a_choice_is_given_back(clerks: Clerks) -> None:
    token = office.bearer(clerks.gateway.token(ORG))
    for files, form, words in (
        ({"file": ("x.xlsx", information(row("l-1")))}, {"choice": "everything"}, "请选择一个文件"),
        ({"other": ("x.xlsx", b"x")}, {"choice": "all"}, "请选择一个文件"),
        ({"file": ("x.xlsx", b"")}, {"choice": "all"}, "没有选文件"),
        ({"file": ("x.xlsx", b"x" * 20_000_001)}, {"choice": "all"}, "超过20兆字节"),
    ):
        page = clerks.gateway.http.post("/sheets", files=files, data=form, headers=token)
        assert (page.status_code in {413, 422}, words in page.text) == (True, True), page.text


def test_a_test_is_judged_alike_and_lies_in_the_test_inbox(clerks: Clerks) -> None:
    lay_there = len(clerks.gateway.records(f"dept.{ORG}.events-test"))
    result = clerks.handed_in(information(row("t-1"), row("t-2", 形成日期="明天")), "good", kind="test")
    assert what(result) == ("sent", 2, 0, 0, 0, 2)
    assert ids(clerks.gateway, "t-1") == []
    assert len(clerks.gateway.records(f"dept.{ORG}.events-test")) - lay_there == 2


def test_who_sent_which_file_is_audited_and_no_cell_is_in_a_log(clerks: Clerks) -> None:
    number, title = "k-1", "别处没有的标题"
    clerks.handed_in(information(row(number, 标题=title), row("k-2", 标题=f"{title}{MOBILE}")), "good", OTHER)
    until(lambda: sent_by(clerks.gateway, OTHER), "the audit is sent")
    entries = sent_by(clerks.gateway, OTHER)
    log = (clerks.folder / "gateway.log").read_text(encoding="utf-8")
    assert "sheet handed in" in log
    for secret in (number, title, MOBILE, clerks.gateway.token(OTHER)):
        assert secret not in log + entries


def test_a_reader_that_is_stopped_leaves_the_door_open_and_the_sender_is_told(clerks: Clerks) -> None:
    pid = clerks.gateway.child.pid
    page = clerks.post(information(*(row(f"s-{number}") for number in range(2_000)))).json()["page"]
    children = Path(f"/proc/{pid}/task/{pid}/children")
    until(lambda: bool(children.read_text().split()), "the reader runs")
    for child in children.read_text().split():
        os.kill(int(child), signal.SIGKILL)
    result = clerks.result(page)
    assert (result["state"], result["sent"]) == ("failed", 0)
    assert "请再交一次" in text(clerks.gateway.get(page))
    assert what(clerks.handed_in(information(row("s-1")))) == ("sent", 2, 0, 0, 0, 2)


def test_one_workbook_more_than_may_wait_is_asked_to_come_again(clerks: Clerks) -> None:
    orgs = [org for _ in range(MOST_OF_ONE_UNIT) for org in UNITS][: MOST_WAITING + 1]
    for org in UNITS:
        clerks.gateway.token(org, "test")
    # Those that are read at once take longer than it takes to hand the others in.
    workbooks = [long_one(), long_one(), *[b"no workbook"] * (len(orgs) - 2)]
    *taken, last = [(org, clerks.post(data, "check", org, "test")) for org, data in zip(orgs, workbooks, strict=True)]
    assert (last[1].status_code, last[1].headers["retry-after"]) == (429, "30")
    assert last[1].headers["content-type"] == "application/problem+json"
    ended = [clerks.result(answer.json()["page"], org, "test")["state"] for org, answer in taken]
    assert ended == ["finished"] * 2 + ["not_read"] * (MOST_WAITING - 2)


def test_the_third_workbook_of_a_unit_is_asked_to_come_again_and_told_why(clerks: Clerks) -> None:
    workbooks = [long_one(), *[b"no workbook"] * MOST_OF_ONE_UNIT]
    *taken, last = [clerks.post(data, "check") for data in workbooks]
    assert (last.status_code, last.headers["retry-after"]) == (429, "30")
    assert "a unit has at most two at once" in last.json()["detail"]
    ended = [clerks.result(answer.json()["page"])["state"] for answer in taken]
    assert ended == ["finished"] + ["not_read"] * (MOST_OF_ONE_UNIT - 1)


def test_programs_are_answered_in_json(gateway: Gateway) -> None:
    answer = gateway.http.post("/sheets", files={"file": ("x", b"x")}, data={"choice": "all"}, headers=JSON)
    assert (answer.status_code, answer.json()["status"]) == (401, 401)


def test_what_is_refused_behind_the_page_stands_on_the_unit_s_next_result(clerks: Clerks) -> None:
    event = {
        "specversion": "1.0",
        "id": "sheet.formed.1.1.0:h-1",
        "source": f"/orgs/{ORG}/sheets",
        "type": "disclosure.formed.v1",
        "subject": "h-1",
        "time": "2026-03-05T11:20:00+08:00",
        "data": {"formed_on": "2026-03-05", "attribute": "主动公开", "title": f"联系人{MOBILE}"},
    }
    clerks.gateway.put([Message(inbox(ORG), None, json.dumps(event).encode(), [("content-type", STRUCTURED)])])
    result = clerks.handed_in(information(row("h-2")))

    def page() -> str:
        return text(clerks.gateway.get(result["page"]))

    until(lambda: "h-1" in page(), "the refusal stands on the page")
    assert ("手机号码" in page(), MOBILE in page()) == (True, False)
    assert "h-1" in text(clerks.gateway.get("/sheets"))
    assert "h-1" not in text(clerks.gateway.get("/sheets", OTHER))
