"""A population that does not exist, offered wherever a record about an application can hold a text."""

from __future__ import annotations

import pytest

from chassis import personal
from contracts.amendments import CORRECTED
from services.gateway.door import judge
from services.gateway.privacy import REASON
from services.gateway.records import Accepted, Inbound, Refused
from tests.gateway.making import (
    CODES_ONLY_FACTS,
    GOOD,
    ORG,
    TODAY,
    accepted,
    binary,
    gone_on,
    refused,
    structured,
)
from tests.gateway.offered import CODES, EXTENSION, about
from tests.gateway.offered import REASON as IN_THE_REASON
from tests.gateway.population import Person, population

PEOPLE = population(20190515, 400)


def leaving(verdict: Accepted | Refused) -> str:
    """All that leaves the door: the record that goes on, or the notice, of which the dead letter is a part."""
    if isinstance(verdict, Refused):
        return verdict.refusal.model_dump_json()
    headers = "\n".join(f"{name}: {raw.decode()}" for name, raw in verdict.headers)
    return f"{verdict.key.decode()}\n{headers}\n{verdict.value.decode()}"


def offered(record: Inbound, person: Person) -> Accepted | Refused:
    """The verdict, after making sure that it says nothing of the person."""
    verdict = judge(record, ORG, TODAY)
    assert not person.within(leaving(verdict)), record
    return verdict


@pytest.mark.parametrize("kind", CODES_ONLY_FACTS)
def test_nothing_of_a_person_leaves_the_door_wherever_it_is_offered(
    kind: str, capfd: pytest.CaptureFixture[str]
) -> None:
    number = list(CODES_ONLY_FACTS).index(kind)
    for position, (place, offer) in enumerate(about(kind)):
        person = PEOPLE[(number * 31 + position) % len(PEOPLE)]
        for text in (*person.words, *person.numbers):
            verdict = offered(offer(text), person)
            stays_behind = place in {EXTENSION, "an extension's name", IN_THE_REASON}
            assert isinstance(verdict, Refused) or stays_behind, (place, text)
    out, err = capfd.readouterr()
    assert (out, err) == ("", "")


@pytest.mark.parametrize("kind", CODES_ONLY_FACTS)
@pytest.mark.parametrize("name", CODES)
def test_a_name_or_an_address_is_no_code_whatever_the_fact(kind: str, name: str) -> None:
    person = PEOPLE[0]
    for make, field in ((structured, name), (binary, f"ce_{name}")):
        for text in person.words:
            refusal = refused(make(kind, **{name: text}))
            assert (refusal.code, refusal.field, refusal.value) == ("personal.text", field, "（不显示）")


@pytest.mark.parametrize("person", PEOPLE[:100])
def test_every_number_of_a_person_is_known_as_one_in_the_codes_of_an_application(person: Person) -> None:
    for text in person.numbers:
        code = "personal.mobile" if person.mobile[-4:] in text else "personal.id_card"
        assert personal.find_in_code(text) in {code, "personal.id_card"}
        for record in (
            structured("application.received.v1", id=text),
            binary("application.registered.v1", {**GOOD["application.registered.v1"], "number": text}),
            structured("dispute.review_filed.v1", subject=text),
            binary("dispute.review_filed.v1", {**GOOD["dispute.review_filed.v1"], "applications": [text]}),
        ):
            assert refused(record).code.startswith("personal.")


def test_what_an_amendment_is_about_is_named_by_a_code() -> None:
    good = {
        "fact": "f-1",
        "fact_type": "application.withdrawn.v1",
        "data": GOOD["application.withdrawn.v1"],
        "reason": "重复",
    }
    refusal = refused(structured(CORRECTED, {**good, "fact": PEOPLE[1].name}))
    assert (refusal.code, refusal.field) == ("personal.text", "fact")
    assert refused(structured(CORRECTED, {**good, "fact": PEOPLE[1].old_card})).code == "personal.id_card"


def test_two_reasons_are_one_behind_the_door_so_that_a_repeat_is_known_as_one() -> None:
    good = {"fact": "f-1", "fact_type": "application.withdrawn.v1", "data": GOOD["application.withdrawn.v1"]}
    first = accepted(structured(CORRECTED, {**good, "reason": f"{PEOPLE[2].name}来电更正"}))
    other = accepted(binary(CORRECTED, {**good, "reason": "录入有误"}))
    assert first == other
    assert REASON in first.value.decode()


def test_the_reason_of_an_amendment_about_a_document_goes_on() -> None:
    assert gone_on(CORRECTED, GOOD[CORRECTED]) is GOOD[CORRECTED]
    assert "成文日期录错" in accepted(structured(CORRECTED)).value.decode()


def test_slips_of_the_pen_are_still_told_by_name() -> None:
    good = GOOD["application.received.v1"]
    refusal = refused(structured("application.received.v1", {**good, "recieved_on": "2026-02-10"}))
    assert (refusal.code, refusal.field) == ("field.unknown", "recieved_on")
    late = refused(structured("application.received.v1", {**good, "received_on": "2026/02/10"}))
    assert (late.code, late.value) == ("date.invalid", "2026/02/10")


def test_a_code_that_only_looks_long_is_taken() -> None:
    for code in ("202603011230451", "0192f7c4-7b5a-7000-8000-0123456789ab", "500236-260210-001", "a1" * 16):
        accepted(structured("application.received.v1", id=code, subject=code))


def test_documents_keep_their_chinese_numbers() -> None:
    accepted(structured("document.approved.v1", id="兴隆府发〔2026〕3号", subject="兴隆府发〔2026〕3号"))
    refusal = refused(structured("document.approved.v1", {"approved_on": "2026年"}, id="兴隆府发〔2026〕3号"))
    assert (refusal.fact, refusal.value) == ("兴隆府发〔2026〕3号", "2026年")
