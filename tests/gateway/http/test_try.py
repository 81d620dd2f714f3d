"""The page on which a fact is tried: the door's verdict and the schema, in two languages, and nothing is sent."""

from __future__ import annotations

import json
import re
from html import unescape
from urllib.parse import urlencode

import httpx
import pytest

from contracts.families import FAMILIES
from tests import office
from tests.gateway.http.asked import ORG, Gateway, fact

pytestmark = pytest.mark.servers


def tried(gateway: Gateway, text: str, **choice: str) -> httpx.Response:
    form = urlencode({"org": ORG, "fact": text} | choice)
    return gateway.http.post("/try", content=form, headers={"content-type": "application/x-www-form-urlencoded"})


def test_without_a_token_a_fact_is_judged_and_nothing_is_sent(gateway: Gateway) -> None:
    before = len(gateway.inbox())
    good = tried(gateway, json.dumps(fact("try-1")))
    assert (good.status_code, 'class="good"' in good.text) == (200, True)
    assert f"requests.application/{ORG}/try-1" in good.text
    bad = unescape(tried(gateway, json.dumps(fact("try-1", data={"received_on": "2027-03-05"}))).text)
    assert 'class="wrong"' in bad
    for words in ("field.missing", "applicant_kind", "加上该字段"):
        assert words in bad
    assert len(gateway.inbox()) == before


def test_the_schema_of_what_was_pasted_stands_beside_it(gateway: Gateway) -> None:
    page = tried(gateway, json.dumps(fact("try-2")), type="document.drafted.v1").text
    assert "<code>applicant_kind</code>" in page
    assert "收到申请" in page


@pytest.mark.parametrize(
    "text", ["", "not json", "[1]", "{" * 40_000, "\x00", "<script>alert(1)</script>", '"</textarea><b>']
)
def test_whatever_is_pasted_is_answered_and_stays_a_text(gateway: Gateway, text: str) -> None:
    answer = tried(gateway, text)
    assert answer.status_code == 200
    assert 'class="wrong"' in answer.text
    assert "<script" not in answer.text
    assert "</textarea><b>" not in answer.text


def test_every_kind_has_a_sample_that_the_page_shows(gateway: Gateway) -> None:
    for kind in FAMILIES.messages:
        page = gateway.http.get(f"/try?type={kind}&org={ORG}")
        assert page.status_code == 200
        assert f"<code>{kind}</code>" in page.text


def test_a_county_is_offered_its_own_units_and_a_unit_of_another_gives_way(gateway: Gateway) -> None:
    def offered(query: str) -> set[str]:
        page = gateway.http.get(f"/try?{query}").text
        (units,) = re.findall(r'<select[^>]*name="org".*?</select>', page, re.DOTALL)
        return set(re.findall(r'value="([^"]+)"', units))

    listed = gateway.http.get("/organisations", headers=office.HEADERS).json()["organisations"]
    counties = {unit["county"] for unit in listed}
    assert len(counties) > 5
    for county in counties:
        own = {unit["org"] for unit in listed if unit["county"] == county}
        assert offered(f"county={county}") == own
        assert offered(f"county={county}&org={ORG}") == own


def test_it_speaks_english_and_needs_nothing_from_elsewhere(gateway: Gateway) -> None:
    page = gateway.http.get("/try?lang=en")
    assert ('lang="en"' in page.text, "Nothing is sent from here" in page.text) == (True, True)
    assert "default-src 'none'" in page.headers["content-security-policy"]
    for text in (page.text, gateway.http.get("/try/style.css").text, gateway.http.get("/sheets/style.css").text):
        assert "http://" not in text
        assert "https://" not in text.replace("https://json-schema.org/", "")


def test_a_form_of_another_page_is_not_taken(gateway: Gateway) -> None:
    answer = gateway.http.post(
        "/try",
        content=urlencode({"fact": "{}"}),
        headers={"content-type": "application/x-www-form-urlencoded", "origin": "http://elsewhere.example"},
    )
    assert answer.status_code == 403
