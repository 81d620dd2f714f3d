"""Every page that a link leads to, over a small county that has something of everything: numbers, lists, files and links."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlencode, urlsplit

import httpx
from lxml import html
from openpyxl import load_workbook

from dashboard.guard import HEADERS
from tests.dashboard import filled
from tests.dashboard.told import Told
from tests.dashboard.walk import Page, Walk, route_of, routes, text_of

TOLD = Told(filled.county())


def asked(address: str) -> dict[str, str]:
    """The parameters of an address."""
    return dict(parse_qsl(urlsplit(address).query))


async def read(county: httpx.AsyncClient, address: str) -> Page:
    answer = await county.get(address)
    assert answer.status_code == 200, address
    return Page(address, html.fromstring(answer.text))


def lines_of(page: Page) -> list[html.HtmlElement]:
    """The lines of the tables of a page, without the sums below them."""
    found: list[html.HtmlElement] = page.tree.findall(".//main//table/tbody/tr")
    return found


def said(page: Page) -> list[int]:
    """How many subjects a list says that it has, and to what they come; nothing where it says neither."""
    note = page.tree.find(".//main/p[@class='note']")
    words = "" if note is None else text_of(note)
    return [int(number) for number in re.findall(r"-?\d+", words)][:2] if words.startswith("共 ") else []


def test_every_page_is_reached_from_the_front_page(walked: Walk) -> None:
    assert {*walked.samples(), *walked.files} == {*routes()}


def test_no_page_names_another_host(walked: Walk) -> None:
    for page in walked.pages.values():
        named = [
            value
            for element in page.tree.iter()
            for name, value in element.attrib.items()
            if name in ("href", "src", "action", "srcset", "data", "poster") and re.match(r"\s*([a-z]+:|//)", value)
        ]
        assert named == [], page.address


async def test_every_page_forbids_what_comes_from_elsewhere(county: httpx.AsyncClient, walked: Walk) -> None:
    for addresses in walked.samples().values():
        headers = (await county.get(addresses[0])).headers
        assert {name: headers[name] for name in HEADERS} == HEADERS
        assert "default-src 'self'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]


async def test_what_the_pages_themselves_say_is_english_on_english_pages(
    county: httpx.AsyncClient, walked: Walk
) -> None:
    for address in sorted({address for some in walked.samples().values() for address in some}):
        answer = await county.get(f"{address}{'&' if '?' in address else '?'}lang=en")
        county.cookies.clear()
        tree = html.fromstring(answer.text)
        texts = [text_of(part) for tag in ("button", "label", "dt", "caption", "kbd") for part in tree.iter(tag)]
        texts += [text_of(head) for head in tree.iterfind(".//thead//th")]
        assert [words for words in texts if re.search(r"[\u4e00-\u9fff]", words)] == [], address


async def test_every_link_leads_somewhere(county: httpx.AsyncClient, walked: Walk) -> None:
    rest = [address for address in walked.leads if address not in walked.pages and "measure=" not in address]
    assert len(rest) > 100
    for address in rest:
        assert (await county.get(address)).status_code == 200, f"{walked.leads[address]} leads to {address}"


def numbers(walked: Walk) -> Iterator[tuple[Page, str, str]]:
    """Page, target and text of every number that is a link to what it is made of."""
    for page in walked.pages.values():
        for link in page.tree.iterfind(".//a[@class='n']"):
            yield page, link.get("href"), text_of(link)


async def test_every_number_on_every_page_is_the_topics(county: httpx.AsyncClient, walked: Walk) -> None:
    checked = 0
    for page, target, text in numbers(walked):
        if target.startswith("#"):
            assert page.tree.get_element_by_id(target[1:], None) is not None, (page.address, target)
            continue
        query = asked(target)
        figures = re.findall(r"-?\d[\d,]*(?:\.\d+)?", text)
        checked += 1
        if route_of(target) == "/scores/{org}":
            org = urlsplit(target).path.split("/")[2]
            scores = TOLD.points[f"{org} {query['period']}"] | {str(TOLD.ranks.get((org, query["period"])))}
            assert set(figures) <= scores, (page.address, target)
            continue
        (number,) = (figure.replace(",", "") for figure in figures)
        if route_of(target) == "/scores":
            assert int(number) == TOLD.ranks[urlsplit(page.address).path.split("/")[2], query["period"]], page.address
            continue
        if "measure" not in query:
            listed = await read(county, target)
            if not lines_of(listed):  # A timeline tells the months, not one line for each.
                assert route_of(target) == "/units/{org}/timeline", (page.address, target)
                continue
            amount = said(listed)[-1] if said(listed) else len(lines_of(listed))
            # Money stands in 万元, with four places.
            assert float(number) == (amount / 10_000 if "." in number else amount), (page.address, target)
            continue
        scope = query["measure"], query.get("org"), query.get("period")
        if number.lstrip("-").isdecimal() and not text.endswith("%"):
            assert int(number) == TOLD.amount(*scope), (page.address, target)
        else:
            near = [float(value) for value in TOLD.quotients(*scope)]
            assert any(abs(float(number) - value) <= 0.0501 for value in near), (page.address, target, number, near)
    assert checked > 500


def test_a_number_that_is_no_link_is_nothing(walked: Walk) -> None:
    """What a cell is of is told by the other cells of its line and its column."""
    checked = 0
    for page in walked.pages.values():
        for table in page.tree.iterfind(".//table"):
            lines = [line for part in table.findall("tbody") + table.findall("tfoot") for line in part.findall("tr")]
            cells = [
                [
                    (cell, asked(link.get("href")) if (link := cell.find(".//a[@class='n']")) is not None else None)
                    for cell in line
                ]
                for line in lines
            ]
            for line in cells:
                for column, (cell, linked) in enumerate(line):
                    if linked is not None or not re.fullmatch(r"[\d,]+", text_of(cell)) or len(line) != len(cells[0]):
                        continue
                    down = common(other[column][1] for other in cells if len(other) == len(line))
                    scope = common(query for _, query in line) | down
                    if "measure" in down and "period" in scope and ("org" in scope or "county" in scope):
                        amount = TOLD.amount(scope["measure"], scope.get("org"), scope["period"])
                        assert int(text_of(cell)) == amount, (page.address, scope)
                        checked += 1
    assert checked > 100


def common(queries: Iterator[dict[str, str] | None]) -> dict[str, str]:
    """What all of those that there are ask for alike; nothing where there are not several."""
    known = [query for query in queries if query]
    if len(known) < 2:
        return {}
    return {name: value for name, value in known[0].items() if all(query.get(name) == value for query in known)}


async def test_every_number_leads_to_just_so_much(county: httpx.AsyncClient, walked: Walk) -> None:
    targets = {target: page.address for page, target, _ in numbers(walked) if route_of(target) == "/subjects"}
    assert len(targets) > 300
    for target, origin in targets.items():
        query = asked(target)
        page = await read(county, target)
        count, amount = said(page)
        lines = lines_of(page)
        assert min(count, 50) == len(lines) > 0, (origin, target)
        if "measure" in query:
            assert amount == TOLD.amount(query["measure"], query.get("org"), query.get("period")), (origin, target)
        if count == len(lines):
            assert amount == sum(int(text_of(cell)) for cell in page.tree.findall(".//td[@class='amount']")), target


def test_every_count_of_what_is_owed_is_the_topics_and_leads_to_as_many_lines(walked: Walk) -> None:
    counts = walked.pages["/"].tree.findall(".//ul[@class='now']/li")
    assert sum(int(text_of(item.find(".//b"))) for item in counts) == len(TOLD.owed)
    checked = 0
    for page in walked.pages.values():
        for target, text in page.links():
            amount = re.search(r"\d+", re.sub(r"\d+ (至 \d+ )?个", "", text))
            if route_of(target) == "/due" and amount and target in walked.pages:
                assert len(lines_of(walked.pages[target])) == int(amount[0]), (page.address, target)
                checked += 1
    assert checked > 10


async def test_every_list_as_a_file_is_the_list_on_the_page(county: httpx.AsyncClient, walked: Walk) -> None:
    lists = [address for address in walked.leads if asked(address).get("format") == "csv"]
    taken = set()
    for address in lists:
        query = asked(address)
        sort = route_of(address), tuple(query), query.get("measure", "").strip("abcdefghijklmnopqrstuvwxyz_")[:1]
        if sort in taken:
            continue
        taken.add(sort)
        del query["format"]
        base = urlsplit(address).path
        page = await read(county, f"{base}?{urlencode(query)}")
        whole = [target for target, _ in page.links() if "whole=1" in target]
        if whole and "whole" not in query:
            page = await read(county, whole[0])
        as_csv = list(csv.reader(io.StringIO((await county.get(address)).content.decode("utf-8-sig"), newline="")))
        same_lines(page, [[plain(cell) for cell in line] for line in as_csv])
        content = (await county.get(address.replace("format=csv", "format=xlsx"))).content
        book = load_workbook(io.BytesIO(content)).worksheets
        if len(book) == 1:  # The official tables have a sheet each, in the form of the annual report.
            filled_in = [[plain(cell) for cell in line if cell not in (None, "")] for line in book[0].values]
            assert filled_in == [[plain(cell) for cell in line if cell != ""] for line in as_csv], address
    assert {sort[0] for sort in taken} >= {"/subjects", "/due", "/scores"}


def plain(cell: object) -> str:
    """A cell's words, whatever kind of file it stands in."""
    text = " ".join(("" if cell is None else str(cell)).split())
    return re.sub(r"^'(?=\s*[=+\-@])| 00:00:00$|(?<=\d)\.0$", "", text)


def same_lines(page: Page, lines: list[list[str]]) -> None:
    """Holds that each line of a file stands in a table of the page, in its order, and no line of that table is left out."""
    above = {text_of(heading) for heading in page.tree.iterfind(".//main//h2")}
    heads = next(number for number, line in enumerate(lines) if len(line) > 1 and line[1])
    main = page.tree.find(".//main")
    # The sums below a table stand in some files, and a page of several tables may have a file of one of them.
    parts = [
        [*part.xpath(path)]
        for part in (main, *main.iter("table"))
        for path in (".//tbody/tr", ".//tbody/tr|.//tfoot/tr")
    ]
    lacking = [_lacking([text_of(line).replace(",", "") for line in part], lines[heads + 1 :], above) for part in parts]
    # The official tables are told cell by cell.
    cells = [plain(text_of(cell)) for cell in main.iter("td") if re.fullmatch(r"-?[\d,.]+", text_of(cell))]
    if joined := _side_by_side(page, len(lines) - heads - 1):
        lacking.append(_lacking(joined, [line[1:] for line in lines[heads + 1 :]], above))
    assert None in lacking or cells == [line[-1] for line in lines[heads + 1 :]], (page.address, lacking[0])


def _side_by_side(page: Page, count: int) -> list[str]:
    """Lines of the tables of so many lines, joined: a wide table stands on a page in several parts, under short names."""
    tables = [table.xpath("./tbody/tr") for table in page.tree.iter("table")]
    whole = [[text_of(line).replace(",", "") for line in lines] for lines in tables if len(lines) == count]
    return [" ".join(parts) for parts in zip(*whole, strict=True)]


def _lacking(shown: list[str], lines: list[list[str]], above: set[str]) -> object:
    """What of the lines does not stand there, or what stands there and is none of them; None where all is equal."""
    place = -1
    for line in lines:
        cells = [cell.replace(",", "") for cell in line if cell not in ("", "—", "·") and cell not in above]
        # A subject of several duties has a line in the file for each.
        place += place + 1 < len(shown) and all(_stands(cell, shown[place + 1]) for cell in cells)
        lacking = [cell for cell in cells if place < 0 or not _stands(cell, shown[place])]
        if lacking:
            return lacking, line[:3], shown[max(place, 0) : place + 2]
    return None if place == len(shown) - 1 else shown[place + 1]


def _stands(cell: str, shown: str) -> bool:
    return cell in shown or (re.fullmatch(r"[01](\.\d+)?", cell) is not None and f"{float(cell):.1%}" in shown)
