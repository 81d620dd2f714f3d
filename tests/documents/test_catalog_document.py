"""docs/catalog.md: the file that it shows is one that the program takes, and what it says of limits holds."""

from __future__ import annotations

from contracts.families import FAMILIES
from contracts.profile.file import SECTIONS, read
from law.local_limits import limit_of
from tests.documents.snippets import ROOT, block, section

PAGE = ROOT / "docs" / "catalog.md"


def test_the_file_of_the_page_is_taken_and_shows_every_section() -> None:
    shown = block(PAGE, "### The file", "yaml")
    profile = read(shown)
    assert (profile.county, profile.version) == ("fengjie", 2)
    assert all(f"\n{name}:" in f"\n{shown}" for name in SECTIONS)


def test_every_limit_that_the_page_writes_is_read() -> None:
    text = section(PAGE, "### The file")
    for words in ("15个工作日", "10日", "3个月", "1个季度", "1年", "当年12月31日前", "次年6月30日前"):
        assert f"`{words}`" in text
        assert limit_of(words).words == words
    free = [duty.code for duty in FAMILIES.duties.values() if not duty.statutory]
    assert {"register", "archive"} <= set(free)
