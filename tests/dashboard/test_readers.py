"""Who reads is asked where the setting says so; a unit is shown its own subjects alone, and no page that another was shown."""

from __future__ import annotations

import base64
import re
import zipfile
from collections import Counter
from collections.abc import AsyncIterator
from datetime import date
from io import BytesIO
from urllib.parse import quote

import httpx
import pytest
import pytest_asyncio

from chassis.access.text import new
from chassis.settings import Settings
from contracts import topics
from contracts.kit import key_of
from dashboard.access import Access
from dashboard.app import application
from dashboard.desk import Desk
from dashboard.themes.declared import THEMES
from tests import office
from tests.dashboard import grounded, lived, unit_county
from tests.dashboard.inside import read_in
from tests.dashboard.walk import walk
from tests.tokens import token

HEADER = "X-County-Unit"
OWN, OTHER = "alpha", "beta"
RECORDS = grounded.county(subjects=60)
MADE = {org: new() for org in (OWN, OTHER)}

Titles = dict[str, set[str]]


def access(setting: str) -> Access:
    made = Access.of(Settings(kafka="127.0.0.1:9", readers=setting, office_sha256=office.SHA256))
    assert made is not None
    made.tokens.today = date(2026, 4, 20)
    made.tokens.known = {text.id: token(text, org=org) for org, text in MADE.items()}
    return made


def asked(desk: Desk, **headers: str) -> httpx.AsyncClient:
    transport = httpx.ASGITransport(application(desk))
    return httpx.AsyncClient(transport=transport, base_url="http://dashboard", headers=headers)


@pytest_asyncio.fixture(scope="module")
async def behind_a_proxy() -> AsyncIterator[httpx.AsyncClient]:
    """A dashboard that trusts the proxy's header; one application, and so one memory of pages."""
    desk = read_in(RECORDS)
    desk.access = access(f"header:{HEADER}")
    async with asked(desk) as client:
        yield client
    desk.ledger.close()


@pytest_asyncio.fixture(scope="module")
async def with_tokens() -> AsyncIterator[httpx.AsyncClient]:
    """A dashboard that asks for a token."""
    desk = read_in(RECORDS)
    desk.access = access("token")
    async with asked(desk) as client:
        yield client
    desk.ledger.close()


def strangers(org: str) -> set[str]:
    """Titles of the subjects of all other units."""
    keys = [record for record in RECORDS if record.topic == topics.SUBJECTS]
    of_others = [record for record in keys if record.key.split("/")[1] != org]
    assert 0 < len(of_others) < len(keys)
    return {f"关于事项{record.key.split('/')[2]}的通知" for record in of_others}


def words_of(answer: httpx.Response) -> str:
    """What a page or a file says."""
    if not answer.content.startswith(b"PK"):
        return answer.text
    with zipfile.ZipFile(BytesIO(answer.content)) as book:
        return "\n".join(book.read(name).decode() for name in book.namelist() if name.endswith(".xml"))


async def test_wherever_a_unit_goes_it_meets_no_subject_of_another_even_where_the_office_has_just_been(
    behind_a_proxy: httpx.AsyncClient,
) -> None:
    behind_a_proxy.headers[HEADER] = "office"
    every = await walk(behind_a_proxy, "/", f"/units/{OTHER}", "/due?whole=1", "/subjects", each=2)
    addresses = [*every.pages, *sorted(every.leads)][:700]
    theirs, seen, refused = strangers(OWN), 0, 0
    for address in addresses:
        behind_a_proxy.headers[HEADER] = "office"
        await behind_a_proxy.get(address)
        behind_a_proxy.headers[HEADER] = OWN
        answer = await behind_a_proxy.get(address)
        assert answer.status_code in {200, 403, 404}, address
        said = words_of(answer)
        assert not {title for title in theirs if title in said}, address
        seen += "关于事项" in said
        refused += answer.status_code == 403
    assert seen > 20, "its own subjects it is shown"
    assert refused > 5
    assert any(address.startswith("/themes/") for address in addresses)


@pytest.mark.parametrize(
    "address",
    [
        f"/units/{OTHER}",
        f"/units/{OTHER}/timeline",
        f"/due?org={OTHER}",
        f"/due?org={OTHER}&format=csv",
        f"/subjects?org={OTHER}",
        f"/subjects?org={OTHER}&format=xlsx",
        f"/subjects?org={OTHER}&whole=1",
        f"/subjects/publishing.disclosure/{OTHER}/2026-1",
        f"/subjects/publishing.disclosure/{OTHER}/never-heard-of",
        f"/scores/{OTHER}",
        f"/quality/refused?org={OTHER}&period=2026-03",
        f"/quality/aside?org={OTHER}&period=2026-03&format=csv",
        f"/papers/fengjie%7Cmonthly%7C2026-03/{OTHER}.docx",
    ],
)
async def test_what_is_another_units_is_refused_in_words(behind_a_proxy: httpx.AsyncClient, address: str) -> None:
    behind_a_proxy.headers[HEADER] = OWN
    answer = await behind_a_proxy.get(address)
    assert (answer.status_code, "这是别的单位的事项" in answer.text) == (403, True)


async def test_the_paper_of_every_unit_s_restatements_is_offered_to_whom_it_is_open() -> None:
    desk = read_in(unit_county.county())
    desk.access = access(f"header:{HEADER}")
    report, paper = (
        f"/reports/{quote(unit_county.REPORT)}",
        f"/papers/{quote(unit_county.REPORT, safe='')}/restated.docx",
    )
    async with asked(desk) as client:
        for who, status in (("office", 200), ("beta", 403)):
            client.headers[HEADER] = who
            for page in ("/reports", report):
                assert (f'href="{paper}"' in (await client.get(page)).text) is (status == 200), (who, page)
            assert (await client.get(paper)).status_code == status
    desk.ledger.close()


async def test_sums_and_rankings_are_for_all(behind_a_proxy: httpx.AsyncClient) -> None:
    pages = {}
    for reader in ("office", OWN):
        behind_a_proxy.headers[HEADER] = reader
        pages[reader] = [
            (await behind_a_proxy.get(address)).text
            for address in ("/", "/heat", "/scores", "/tables", "/api/rows?period=2026-03")
        ]
    assert pages[OWN] == pages["office"]
    assert "白帝镇" in pages[OWN][0]


async def test_themes_count_everyones_subjects_and_list_ones_own() -> None:
    desk = read_in(lived.county())
    desk.access = access(f"header:{HEADER}")
    ((own, _),) = Counter(key_of(key).org for key in lived.states()).most_common(1)
    listed: dict[str, set[str]] = {}
    async with asked(desk) as client:
        for reader in (own, "office"):
            pages = [
                await client.get(f"/themes/{theme.name}?period=2026", headers={HEADER: reader}) for theme in THEMES
            ]
            assert {page.status_code for page in pages} == {200}
            listed[reader] = {
                org for page in pages for org in re.findall(r'href="/subjects/[^/"]+/([^/"]+)/', page.text)
            }
    desk.ledger.close()
    assert listed[own] == {own}
    assert len(listed["office"]) > 1


async def test_without_a_token_there_is_nothing_but_health_metrics_and_files(with_tokens: httpx.AsyncClient) -> None:
    for address in ("/", "/due", "/events", "/status", "/api/rows?period=2026-03", "/nowhere"):
        answer = await with_tokens.get(address)
        assert (answer.status_code, "Basic" in answer.headers["www-authenticate"]) == (401, True), address
    assert "令牌" in (await with_tokens.get("/")).text
    assert 'gongkai_http_refusals_total{code="reader.unknown"}' in (await with_tokens.get("/metrics")).text
    for address in ("/health/live", "/health/ready", "/metrics", "/static/board.css"):
        assert (await with_tokens.get(address)).status_code in {200, 404}, address


@pytest.mark.parametrize("form", ["bearer", "basic"])
async def test_a_token_is_taken_from_programs_and_from_browsers(with_tokens: httpx.AsyncClient, form: str) -> None:
    async def subjects(text: str) -> httpx.Response:
        sent = f"Bearer {text}" if form == "bearer" else f"Basic {base64.b64encode(f'x:{text}'.encode()).decode()}"
        return await with_tokens.get("/subjects", headers={"authorization": sent})

    for org in (OWN, OTHER):
        answer = await subjects(MADE[org].text)
        assert answer.status_code == 200
        assert "关于事项" in answer.text
        assert not {title for title in strangers(org) if title in answer.text}
        assert "authorization" in answer.headers["vary"].lower()
        assert answer.headers["cache-control"] == "private, no-cache"
    assert (await subjects(office.KEY)).text.count("关于事项") > 20
    assert (await subjects(new().text)).status_code == 401


@pytest.mark.parametrize(
    ("sent", "status"),
    [([], 401), (["Alpha Unit"], 403), (["../beta"], 403), ([OWN, "office"], 403), (["office", "office"], 403)],
)
async def test_a_header_that_names_nobody_or_several_lets_nobody_in(
    behind_a_proxy: httpx.AsyncClient, sent: list[str], status: int
) -> None:
    behind_a_proxy.headers.pop(HEADER, None)
    answer = await behind_a_proxy.get("/due", headers=[(HEADER, value) for value in sent])
    assert answer.status_code == status


async def test_many_wrong_tokens_from_one_address_are_told_to_wait() -> None:
    desk = read_in(grounded.county(subjects=1))
    desk.access = access("token")
    async with asked(desk) as client:
        answers = [await client.get("/", headers={"authorization": f"Bearer {new().text}"}) for _ in range(12)]
    desk.ledger.close()
    assert {answer.status_code for answer in answers[:10]} == {401}
    assert (answers[-1].status_code, answers[-1].headers["retry-after"]) == (429, "60")
