"""Letters as PDF: the document's words on the same page, the signature with the last paragraph, drafts marked."""

from __future__ import annotations

from dataclasses import replace

import pytest

from papers.letters.paper import DRAFT, paper
from papers.official.faces import SAN
from tests.papers.lettering import EVERY, made, registered
from tests.papers.official.pages import lines, reader


@pytest.mark.parametrize("kind", EVERY[:4])
def test_every_paragraph_is_there_and_every_page_says_which_text_it_is(kind: str) -> None:
    letter = made(kind, None, registered())
    pages = reader(paper(letter)).pages
    text = "".join(line.text for page in pages for line in lines(page, SAN)).replace(" ", "")
    for paragraph in letter.paragraphs:
        assert all(line.replace(" ", "") in text for line in paragraph.text.split("\n"))
    assert all(letter.footer.replace(" ", "") in lines(page)[-1].text.replace(" ", "") for page in pages)


def test_a_draft_says_so_on_every_page() -> None:
    letter = replace(made("registered", None, registered()), objections=("登记没有记录",))
    assert all(lines(page)[0].text == f"{DRAFT}：登记没有记录" for page in reader(paper(letter)).pages)
