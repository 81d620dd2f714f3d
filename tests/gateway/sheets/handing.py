"""Workbooks handed in on the page, as a browser and as a program do it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import httpx

from tests import office
from tests.deploy.waiting import until
from tests.gateway.http.asked import ORG, Gateway

JSON = {"accept": "application/json"}


class Clerks:
    """Who hands workbooks in at a gateway; ``folder`` has its log."""

    def __init__(self, gateway: Gateway, folder: Path) -> None:
        self.gateway, self.folder = gateway, folder

    def post(self, data: bytes, choice: str = "all", org: str = ORG, kind: str = "unit") -> httpx.Response:
        """As a program: the token in a header."""
        headers = office.bearer(self.gateway.token(org, kind)) | JSON
        files = {"file": ("三月.xlsx", data)}
        return self.gateway.http.post("/sheets", files=files, data={"choice": choice}, headers=headers)

    def handed_in(self, data: bytes, choice: str = "all", org: str = ORG, kind: str = "unit") -> dict[str, Any]:
        """What became of it, when something has."""
        taken = self.post(data, choice, org, kind)
        assert taken.status_code == 202, taken.text
        return self.result(taken.json()["page"], org, kind)

    def result(self, page: str, org: str = ORG, kind: str = "unit") -> dict[str, Any]:
        """The result at an address, when it is there."""
        headers = office.bearer(self.gateway.token(org, kind)) | JSON

        def ended() -> bool:
            state = self.gateway.http.get(page, headers=headers).json().get("state")
            return state in {"finished", "failed", "not_read"}

        until(ended, "the workbook has been read")
        return {**self.gateway.http.get(page, headers=headers).json(), "page": page}

    def returned(self, result: dict[str, Any], org: str = ORG) -> httpx.Response:
        """The workbook that goes back."""
        return self.gateway.get(result["page"].replace("?", "/returned.xlsx?"), org)

    def browser(self) -> httpx.Client:
        """One with cookies of its own."""
        return httpx.Client(base_url=self.gateway.url, trust_env=False, timeout=120)


def what(result: dict[str, Any]) -> tuple[object, ...]:
    """How it came out; new, corrected, withdrawn, as they were, sent."""
    names = ("outcome", "new", "corrected", "withdrawn", "unchanged", "sent")
    return tuple(result.get(name) for name in names)


def text(page: httpx.Response) -> str:
    """What a page says, without its marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.text))
