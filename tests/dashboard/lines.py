"""What a page shows, as text: the lines of its tables; and what a list says as a file."""

from __future__ import annotations

import csv
import io
import re

import httpx


def plain(html: str) -> str:
    """The words of a piece of a page."""
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


def table(html: str, of_class: str, part: str = "tbody") -> list[list[str]]:
    """The lines of the first table of a class."""
    start = re.search(rf'<table class="[^"]*\b{of_class}\b[^"]*"', html)
    assert start is not None, f"no table of class {of_class}"
    body = re.search(rf"<{part}>.*?</{part}>", html[start.start() :], re.DOTALL)
    assert body is not None, f"no {part}"
    return [
        [plain(cell) for cell in re.findall(r"<t[dh][ >].*?</t[dh]>", line, re.DOTALL)]
        for line in re.findall(r"<tr.*?</tr>", body[0], re.DOTALL)
    ]


async def page(client: httpx.AsyncClient, address: str) -> str:
    """A page that is there."""
    answer = await client.get(address)
    assert answer.status_code == 200, answer.text
    return answer.text


async def exported(client: httpx.AsyncClient, address: str) -> list[list[str]]:
    """The lines of a list as CSV, its head first; what stands above is left out."""
    answer = await client.get(address + ("&" if "?" in address else "?") + "format=csv")
    assert answer.status_code == 200, answer.text
    lines = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    return [line for line in lines if len(line) > 1]
