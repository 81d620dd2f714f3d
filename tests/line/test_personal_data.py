"""A population offered to the whole line on real servers: it stays in the inbox, and good neighbours go on."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import NamedTuple
from zipfile import ZipFile

import pytest

from cli.letters import matter_of
from contracts.amendments import CORRECTED, WITHDRAWN
from contracts.application import APPLICATION
from contracts.topics import inbox, states
from demo.sent import Sent
from papers.letters import NotFillable, fill
from papers.letters.paper import paper
from papers.official import word
from services.gateway.door import judge
from services.gateway.privacy import REASON
from services.gateway.records import Accepted, Inbound, Refused, Unit, Units
from tests.gateway.making import CODES_ONLY_FACTS, ENVELOPE, ORG
from tests.gateway.offered import about
from tests.gateway.population import Person, population
from tests.line.facts import fact, lives
from tests.line.line import NAMES, Line
from tests.line.searching import in_tables, on_topics, page
from tests.papers.lettering import EVERY

pytestmark = pytest.mark.servers

TODAY = date(2026, 6, 22)
NEIGHBOUR = "wushan-aa"
UNITS = Units({ORG: Unit(), NEIGHBOUR: Unit()})
PEOPLE = population(7112019, 60)
PAGES = ("/metrics", "/status", "/dead-letters?limit=10000")
WORDS = ("word/document", "word/header", "word/footer", "docProps")
"""Parts of a Word document in which a text can stand."""

READ = (
    "/applications",
    f"/applications/{ORG}/sq-1",
    "/tables/2026",
    f"/subjects/{APPLICATION.kind}/{ORG}/sq-1",
    "/failed",
)


class Offered(NamedTuple):
    """What was sent, where it lies, and what the door alone says to it."""

    records: list[Sent]
    offsets: list[int]
    verdicts: list[Accepted | Refused]


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Line]:
    line = Line(tmp_path_factory.mktemp("personal"), {ORG: "fengjie", NEIGHBOUR: "wushan"})
    try:
        line.start_all()
        line.start("dashboard")
        line.until(TODAY)
        yield line
    finally:
        line.stop()


@pytest.fixture(scope="module")
def offered(county: Line) -> Offered:
    """Every place of every fact with one of the population's texts in it, good facts between them."""
    verdicts: list[Accepted | Refused] = []
    records: list[Sent] = []
    neighbours = [Sent(org, value) for org, value in lives(71, 60, [NEIGHBOUR])]
    for number, kind in enumerate(CODES_ONLY_FACTS):
        for position, (_, offer) in enumerate(about(kind)):
            person = PEOPLE[(number * 17 + position) % len(PEOPLE)]
            texts = [*person.words, *person.numbers]
            text = texts[(number + position) % len(texts)]
            record = with_id_of_its_own(offer(text), len(records))
            verdicts.append(judge(record, ORG, TODAY, UNITS))
            headers = (
                *((name, raw) for name, raw in record.headers if raw is not None),
                ("about", text.encode()),
            )
            records.append(Sent(ORG, record.value, "unseen", text.encode(), headers))
    offsets = county.send_records(records)
    county.send_records(neighbours)
    county.send_unseen(amended())
    county.counted(seconds=240)
    return Offered(records, offsets, verdicts)


def with_id_of_its_own(record: Inbound, number: int) -> Inbound:
    """The record as a new fact, so that what gets in is not taken for a repeat."""
    old, new = ENVELOPE["id"].encode(), f"offer-{number}".encode()
    headers = [(name, raw and raw.replace(old, new)) for name, raw in record.headers]
    return record._replace(value=record.value and record.value.replace(old, new), headers=headers)


def amended() -> list[tuple[str, bytes | None]]:
    """A good application, put right and taken back in words that name a person; both sent twice, in other words."""
    day, kind = date(2026, 6, 1), "application.received.v1"
    received: dict[str, object] = {"received_on": "2026-06-01", "applicant_kind": "natural"}
    better = {**received, "applicant_kind": "business"}
    facts = [fact(ORG, f"sq-{n}-received", kind, f"sq-{n}", day, received) for n in (1, 2)]
    for person in PEOPLE[:2]:
        why = f"{person.name}（{person.address}）来电更正"
        ours: dict[str, object] = {"fact_type": kind, "reason": why}
        facts += [
            fact(ORG, "sq-1-c", CORRECTED, "sq-1", day, {**ours, "fact": "sq-1-received", "data": better}),
            fact(ORG, "sq-2-w", WITHDRAWN, "sq-2", day, {**ours, "fact": "sq-2-received"}),
        ]
    return [(ORG, value) for value in facts]


def people_in(text: str) -> dict[Person, list[str]]:
    """Who of the population stands in a text, and how."""
    return {person: there for person in PEOPLE if (there := person.within(text))}


def test_the_population_lies_in_the_inbox_so_that_it_would_be_found(county: Line, offered: Offered) -> None:
    assert len(offered.records) > 3000
    assert len(people_in(on_topics(county, inboxes=True))) == len(PEOPLE)


def test_no_other_topic_says_anything_of_it(county: Line, offered: Offered) -> None:
    values = on_topics(county, inboxes=False)
    assert f"{ORG}/sq-1" in values
    assert REASON in values
    assert people_in(values) == {}


def test_no_table_says_anything_of_it(county: Line, offered: Offered) -> None:
    tables = in_tables(county)
    assert sum("dead_letter" in name for name in tables) == len(NAMES)
    assert any(REASON in text for text in tables.values())
    assert {name: there for name, text in tables.items() if (there := people_in(text))} == {}


def test_no_log_says_anything_of_it(county: Line, offered: Offered) -> None:
    logs = {
        path.name: path.read_text("utf-8", "replace")
        for path in county.state.rglob("*.log")
        if "data" not in path.parts
    }
    assert {f"{name}-serve.log" for name in (*NAMES, "dashboard")} <= logs.keys()
    assert {name: there for name, text in logs.items() if (there := people_in(text))} == {}


def test_no_page_and_no_metric_says_anything_of_it(county: Line, offered: Offered) -> None:
    pages = {(name, path): page(county, name, path) for name in NAMES for path in PAGES}
    pages |= {("requests", path): page(county, "requests", path) for path in READ}
    pages |= {("dashboard", path): page(county, "dashboard", path) for path in ("/metrics", "/due", f"/units/{ORG}")}
    assert 'code="personal.text"' in pages["gateway", "/metrics"]
    assert {where: there for where, text in pages.items() if (there := people_in(text))} == {}


def test_no_letter_says_anything_of_it(county: Line, offered: Offered, tmp_path: Path) -> None:
    written: dict[str, str] = {}
    for subject in (ENVELOPE["subject"], "sq-1"):
        case = json.loads(page(county, "requests", f"/applications/{ORG}/{subject}"))
        matter = matter_of(case, {})
        for kind in EVERY:
            with suppress(NotFillable):
                word.write(paper(fill(kind, matter, anyway=True)), tmp_path / "letter.docx")
                with ZipFile(tmp_path / "letter.docx") as letter:
                    parts = [
                        letter.read(name).decode("utf-8", "replace")
                        for name in letter.namelist()
                        if name.startswith(WORDS)
                    ]
                written[f"{subject} {kind}"] = "\n".join(parts)
    assert len(written) > len(EVERY) / 2
    assert {letter: there for letter, text in written.items() if (there := people_in(text))} == {}


def test_each_record_is_put_aside_once_by_its_place_and_its_digest(county: Line, offered: Offered) -> None:
    refused = {
        offset: verdict.refusal
        for offset, verdict in zip(offered.offsets, offered.verdicts, strict=True)
        if isinstance(verdict, Refused)
    }
    letters = {
        letter["offset"]: (letter["code"], letter["sha256"])
        for letter in json.loads(page(county, "gateway", PAGES[2]))
        if letter["topic"] == inbox(ORG)
    }
    assert letters == {offset: (refusal.code, refusal.sha256) for offset, refusal in refused.items()}
    assert {"personal.text", "personal.id_card", "personal.mobile"} < {code for code, _ in letters.values()}


def test_good_neighbours_went_on(county: Line, offered: Offered) -> None:
    assert [difference for difference in county.differences() if NEIGHBOUR in difference.key] == []
    whole = json.loads(page(county, "requests", READ[1]))
    assert whole["state"]["applicant_kind"] == "business"
    assert len(whole["facts"]) == 2
    known = {record.key: record.value for record in county.records(states(APPLICATION.service))}
    withdrawn = known.get(f"{APPLICATION.kind}/{ORG}/sq-2".encode())
    assert withdrawn is None or json.loads(withdrawn)["counts"] == {}
    assert not [
        letter for letter in json.loads(page(county, "requests", PAGES[2])) if letter["fact"] in {"sq-1-c", "sq-2-w"}
    ]
