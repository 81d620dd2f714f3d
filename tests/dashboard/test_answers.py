"""Answers of a running dashboard: headers, errors, languages, and what programs read."""

from __future__ import annotations

import json
import re
import subprocess
import sys

import httpx
import pytest

from contracts import topics
from contracts.families import FAMILIES
from contracts.views import PeriodRow
from dashboard.reader import READ
from deploy.local.kafka import KafkaBroker
from tests.dashboard import sample, year
from tests.dashboard.boards import unit
from tests.dashboard.sample import DAY, Line
from tests.dashboard.served import Dashboard, publish
from tests.deploy.waiting import until

pytestmark = pytest.mark.servers

ADDRESSES = (
    "/",
    "/heat",
    "/due",
    "/units/fengjie-baidizhen",
    "/events",
    "/api/rows?period=2026",
    "/health/live",
    "/health/ready",
    "/metrics",
    "/status",
    "/static/style.css",
    "/nowhere",
    "/units/nobody",
    "/?period=x",
    "/api/rows",
)


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_answer_forbids_what_is_not_ours(dashboard: Dashboard, address: str) -> None:
    with httpx.stream("GET", dashboard.url + address, timeout=60) as answer:
        policy = answer.headers["content-security-policy"]
        assert "default-src 'self'" in policy
        assert "unsafe" not in policy
        assert "http" not in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["x-frame-options"] == "DENY"
        assert answer.headers["referrer-policy"] == "same-origin"


@pytest.mark.parametrize(
    ("address", "field", "value", "rule"),
    [
        ("/?period=2026-13", "period", "2026-13", "必须是月"),
        ("/?county=atlantis", "county", "atlantis", "必须是下列值之一"),
        ("/?county=fengjie&county=yubei", "county", "fengjie, yubei", "只能给一次"),
        ("/?lang=de", "lang", "de", "必须是下列值之一"),
        ("/heat?year=26", "year", "26", "四位数字"),
        ("/heat?year=0000", "year", "0000", "四位数字"),
        ("/heat?measure=speed", "measure", "speed", "必须是下列值之一"),
        ("/due?group=soon", "group", "soon", "必须是下列值之一"),
        ("/due?page=0", "page", "0", "页码"),
        ("/due?org=A%20B", "org", "A B", "单位代号"),
        ("/units/fengjie-baidizhen?year=next", "year", "next", "四位数字"),
    ],
)
def test_a_wrong_parameter_is_refused_with_field_value_rule_and_remedy(
    dashboard: Dashboard, address: str, field: str, value: str, rule: str
) -> None:
    answer = dashboard.get(address)
    assert answer.status_code == 400
    assert f"<code>{field}</code>" in answer.text
    assert f"<code>{value}</code>" in answer.text
    assert rule in answer.text
    assert "请改正网址中的这个参数" in answer.text


def test_a_measure_that_is_not_counted_is_refused_with_those_that_are(dashboard: Dashboard) -> None:
    page = dashboard.get("/heat?measure=fees_collected").text
    for code in ("rate", "overdue", "items_published", "applications_received"):
        assert f"<code>{code}</code>" in page


def test_a_wrong_parameter_of_the_api_is_refused_as_json(dashboard: Dashboard) -> None:
    answer = dashboard.get("/api/rows?period=March&lang=en")
    assert answer.status_code == 400
    error = answer.json()["error"]
    assert (error["field"], error["value"]) == ("period", "March")
    assert "2026-03" in error["rule"]
    assert error["remedy"]


@pytest.mark.parametrize("query", ["?from=groupmessage&isappinstalled=0", "?period=&county=", "?period=2031-05"])
def test_unknown_and_empty_parameters_and_periods_without_rows_are_no_error(dashboard: Dashboard, query: str) -> None:
    assert dashboard.get("/" + query).status_code == 200


def test_a_value_from_the_address_is_never_markup(dashboard: Dashboard) -> None:
    answer = dashboard.get("/", params={"period": "<script>alert(1)</script>"})
    assert answer.status_code == 400
    assert "<script>alert" not in answer.text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in answer.text


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/nowhere", "没有这个页面"),
        ("/units/nobody", "没有这个单位"),
        ("/units/", "没有这个页面"),
        ("/due?org=nobody", "没有这个单位"),
        ("/static/none.css", "没有这个页面"),
    ],
)
def test_what_is_not_there_says_what_to_do(dashboard: Dashboard, address: str, words: str) -> None:
    answer = dashboard.get(address)
    assert answer.status_code == 404
    assert words in answer.text
    assert "怎么办" in answer.text


def test_the_dashboard_only_reads(dashboard: Dashboard) -> None:
    answer = httpx.post(dashboard.url + "/", timeout=60)
    assert answer.status_code == 405
    assert "只供阅读" in answer.text
    assert "GET" in answer.headers["allow"]


def test_the_language_is_chosen_in_the_address_and_remembered(dashboard: Dashboard) -> None:
    with httpx.Client(base_url=dashboard.url, timeout=60) as reader:
        assert '<html lang="zh-CN">' in reader.get("/").text
        chosen = reader.get("/?lang=en")
        assert '<html lang="en">' in chosen.text
        assert "HttpOnly" in chosen.headers["set-cookie"]
        assert "Ranking of units" in reader.get("/").text
        assert "Due dates" in reader.get("/due").text
        assert '<html lang="zh-CN">' in reader.get("/?lang=zh").text
        assert "单位排名" in reader.get("/").text


def test_a_spoilt_cookie_means_chinese(dashboard: Dashboard) -> None:
    answer = dashboard.get("/", headers={"cookie": "gongkai_lang=<de>"})
    assert answer.status_code == 200
    assert '<html lang="zh-CN">' in answer.text


@pytest.mark.parametrize("address", ["/", "/heat?measure=rate", "/due", "/units/fengjie-baidizhen", "/nowhere"])
def test_an_english_page_has_no_chinese_but_names_titles_and_clauses(dashboard: Dashboard, address: str) -> None:
    page = dashboard.get(address, params={"lang": "en", **dict(httpx.URL(address).params)}).text
    text = re.sub(r"<[^>]*>", " ", page)
    orgs = year.organisations()
    names = [*(org.name for org in orgs), *(org.county_name for org in orgs)]
    articles = [duty.article for duty in FAMILIES.duties.values()]
    for known in sorted([*names, *year.TITLES, *articles], key=len, reverse=True):
        text = text.replace(known, "")
    assert re.findall(r"[\u4e00-\u9fff]+", text.replace("中文", "")) == []


@pytest.mark.parametrize("address", ["/", "/heat", "/due", "/units/fengjie-baidizhen"])
def test_no_page_carries_inline_script_style_or_a_foreign_address(dashboard: Dashboard, address: str) -> None:
    page = dashboard.get(address).text
    assert re.findall(r"<script(?![^>]*\bsrc=\"/static/)", page) == []
    assert re.findall(r"<style|\sstyle=|\son\w+=|javascript:", page) == []
    assert re.findall(r"(?:href|src|action)=\"(?!/|#)[^\"]*", page) == []


def test_rows_come_back_in_the_very_bytes_they_were_published_in(dashboard: Dashboard) -> None:
    answer = dashboard.get("/api/rows?period=2026-03&org=fengjie-baidizhen")
    published = [
        made.value
        for made in year.county_year()
        if (made.topic, made.key) == (topics.MONTHLY, "2026-03|fengjie-baidizhen")
    ]
    assert answer.headers["content-type"] == "application/json"
    assert published[0] is not None
    assert published[0] in answer.content
    body = answer.json()
    assert body["board"]["complete_up_to"] == DAY.isoformat()
    assert body["board"]["count"] == len(body["rows"]) == 1


def test_rows_of_a_unit_are_all_its_periods_and_rows_of_a_period_all_units(dashboard: Dashboard) -> None:
    rows = dashboard.get("/api/rows?org=fengjie-baidizhen").json()["rows"]
    of_unit = [PeriodRow.model_validate_json(json.dumps(row)) for row in rows]
    assert len(of_unit) == 12 + 4 + 1
    of_year = dashboard.get("/api/rows?period=2026").json()["rows"]
    assert len({row["org"] for row in of_year}) == len(of_year) > 39
    assert dashboard.get("/api/rows?org=nobody").json()["rows"] == []


def test_health_status_and_metrics_agree_on_what_was_read(dashboard: Dashboard) -> None:
    assert dashboard.get("/health/live").json() == {"live": True}
    assert dashboard.get("/health/ready").json() == {"ready": True, "connected": True, "missing": []}
    status = dashboard.get("/status").json()
    assert set(status["positions"]) == set(READ)
    assert status["day"] == DAY.isoformat()
    metrics = dashboard.get("/metrics").text
    assert f'gongkai_dashboard_entries{{what="rows"}} {status["counts"]["rows"]:.1f}' in metrics
    assert "gongkai_dashboard_connected 1.0" in metrics
    assert 'gongkai_dashboard_requests_total{method="GET",route="overview",status="200"}' in metrics


def test_asking_for_the_head_of_the_stream_does_not_hang(dashboard: Dashboard) -> None:
    answer = httpx.head(dashboard.url + "/events", timeout=60)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/event-stream")


def test_an_address_never_becomes_a_label_of_a_metric(dashboard: Dashboard) -> None:
    dashboard.get("/secret-address-17")
    metrics = dashboard.get("/metrics").text
    assert 'route="other"' in metrics
    assert "secret-address-17" not in metrics


async def test_what_departments_write_is_text_and_never_markup(
    dashboard: Dashboard, published_year: KafkaBroker
) -> None:
    wild = "<img src=x onerror=alert(1)>\"'&"
    org = unit("wild-unit", name=wild, county="wild")
    counted = sample.row("2026-03", "wild-unit", Line(published=1, on_time=1), county="wild")
    written = [
        sample.registered(org),
        sample.period_record(counted.model_copy(update={"counts": {wild: 3}, "by": {wild: {wild: 1}}})),
        sample.owed_record(sample.owed("wild-unit", wild, DAY, title=wild, county="wild")),
    ]
    await publish(published_year.address(), written)
    until(lambda: dashboard.answers("/units/wild-unit"), "the unit is known")
    for address in (
        "/?county=wild",
        "/heat?county=wild",
        "/due?county=wild&group=within3",
        "/units/wild-unit",
    ):
        page = dashboard.get(address).text
        assert "<img" not in page
        assert "&lt;img src=x onerror=alert(1)&gt;&#34;&#39;&amp;" in page
    await publish(published_year.address(), map(sample.gone, written))
    until(lambda: dashboard.answers("/units/wild-unit", 404), "the unit is gone")


def test_a_unit_without_any_row_is_shown_as_silent_and_not_as_zero(dashboard: Dashboard) -> None:
    silent = [org for org in year.organisations() if org.county == sample.COUNTY][-1]
    page = dashboard.get(f"/units/{silent.org}").text
    assert silent.name in page
    assert "没有数据不等于零" in page


def test_the_help_names_the_settings() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "dashboard", "serve", "--help"], capture_output=True, text=True, check=True
    )
    assert "GONGKAI_KAFKA" in done.stdout
    assert "Example" in done.stdout
