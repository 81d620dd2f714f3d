"""Numbers of persons are found whatever letters touch them; digests and credit codes are never taken for one."""

from __future__ import annotations

import uuid
from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from chassis import personal
from services.gateway.rules import WITHHELD
from services.gateway.strict_json import BETWEEN
from tests.gateway.making import DRAFTED, GOOD, accepted, binary, refused, structured
from tests.gateway.population import WEIGHTS

LETTERS = st.text(st.sampled_from("abcdefXYZeEB座手机号Phoneé_/:()（）《，。+~'\""), max_size=9)
"""Never long enough, with a number, for the length of a digest."""

MOBILES = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)
REGIONS = st.sampled_from(["110101", "500236", "512223", "310115", "650102"])
CREDIT_DIGITS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
CREDIT_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
"""GB 32100-2015, table 2."""


def with_check_digit(body: str) -> str:
    total = sum(int(digit) * weight for digit, weight in zip(body, WEIGHTS, strict=True))
    return body + "10X98765432"[total % 11]


CARDS = st.builds(
    lambda region, born, serial: with_check_digit(f"{region}{born:%Y%m%d}{serial:03d}"),
    REGIONS,
    st.dates(date(1930, 1, 1), date(2020, 12, 31)),
    st.integers(1, 999),
)


@st.composite
def credit_codes(draw: st.DrawFn) -> str:
    kind = draw(st.sampled_from(["11", "12", "13", "19", "51", "52", "53", "91", "92", "93", "N1", "Y1"]))
    region = draw(st.from_regex(r"[1-6][0-9]{5}", fullmatch=True))
    organisation = draw(st.text(st.sampled_from(CREDIT_DIGITS), min_size=9, max_size=9))
    body = kind + region + organisation
    total = sum(CREDIT_DIGITS.index(digit) * weight for digit, weight in zip(body, CREDIT_WEIGHTS, strict=True))
    return body + CREDIT_DIGITS[-total % 31]


@given(before=LETTERS, mobile=MOBILES, after=LETTERS)
def test_a_mobile_number_is_found_whatever_letters_touch_it(before: str, mobile: str, after: str) -> None:
    assert personal.find(before + mobile + after) == "personal.mobile"
    assert personal.find_in_code(before + mobile + after) == "personal.mobile"


@given(before=LETTERS, card=CARDS, after=LETTERS)
def test_an_identity_card_is_found_whatever_letters_touch_it(before: str, card: str, after: str) -> None:
    assert personal.find(before + card + after) == "personal.id_card"
    assert personal.find(f"{before}{card}/2024{after}") == "personal.id_card"
    assert personal.find_in_code(before + card + after) == "personal.id_card"


@given(octets=st.sampled_from([16, 20, 32, 64]).flatmap(lambda size: st.binary(min_size=size, max_size=size)))
def test_a_digest_is_no_number_of_a_person(octets: bytes) -> None:
    digest = octets.hex()
    assume(not digest.isdecimal())
    for written in (digest, digest.upper(), f"https://x.gov.cn/{digest}.html", f"附件{digest}号"):
        assert personal.find(written) is None
        assert personal.find_in_code(written) is None


@given(identifier=st.uuids())
def test_a_uuid_is_no_number_of_a_person(identifier: uuid.UUID) -> None:
    assert personal.find(f"urn:uuid:{identifier}") is None
    accepted(structured(DRAFTED, id=str(identifier), subject=str(identifier)))


@given(code=credit_codes())
def test_a_credit_code_and_an_index_number_are_no_number_of_a_person(code: str) -> None:
    assume(not (code[:17].isdecimal() and with_check_digit(code[:17]) == code))
    for written in (code, f"{code}/2024-00105", f"索引号：{code}/2024-00105。"):
        assert personal.find(written) is None
        assert personal.find_in_code(written) is None


@given(texts=st.lists(st.one_of(LETTERS, MOBILES, CARDS, credit_codes()), min_size=1, max_size=4))
def test_what_one_text_gives_many_joined_give_too(texts: list[str]) -> None:
    for find in (personal.find, personal.find_in_code):
        assert any(map(find, texts)) <= bool(find(BETWEEN.join(texts)))


@pytest.mark.parametrize(
    "text", ["Phone13812345678", "13812345678Email", "手机13812345678B座", "110101199003071233/2024"]
)
def test_it_is_refused_in_every_text_of_a_fact(text: str) -> None:
    for make in (structured, binary):
        for refusal in (
            refused(make(DRAFTED, {**GOOD[DRAFTED], "title": text})),
            refused(make(DRAFTED, {**GOOD[DRAFTED], "title": f"关于{text}的通知"})),
            refused(make(DRAFTED, source=text)),
        ):
            assert refusal.code in {"personal.mobile", "personal.id_card"}
            assert refusal.value == WITHHELD


@pytest.mark.parametrize("text", ["LiSiPhone13812345678", "13800138000e", "sq-2026-13800138000e"])
def test_it_is_refused_as_a_register_number_an_id_and_a_subject(text: str) -> None:
    registered = GOOD["application.registered.v1"]
    for make in (structured, binary):
        for record in (
            make("application.registered.v1", {**registered, "number": text}),
            make("application.registered.v1", id=text),
            make("application.registered.v1", subject=text),
            make(DRAFTED, id=text),
            make(DRAFTED, subject=text),
        ):
            assert refused(record).code == "personal.mobile"
