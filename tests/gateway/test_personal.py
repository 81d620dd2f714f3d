"""Numbers of persons are found however they are written; numbers of things are left alone."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from chassis import personal
from tests.gateway.making import (
    APPROVED,
    DRAFTED,
    GOOD,
    accepted,
    binary,
    code_and_field,
    refused,
    structured,
)

CARD = "110101199003071233"
DOCUMENTS = Path(__file__).parents[2] / "demo" / "data" / "documents.csv"

CARDS = [
    CARD,
    "11010119900307123X",
    "11010119900307123x",
    f"申请人身份证号{CARD}，电话另告",
    f"ID{CARD}",
    f"({CARD})",
    f"{CARD}。",
    f"户口本及身份证{CARD}/2份",
    "110101 19900307 1233",
    "110101-1990-0307-1233",
    "110101 1990 03 07 123X",
    "1101 0119 9003 0712 33",
    "1 1 0 1 0 1 1 9 9 0 0 3 0 7 1 2 3 3",
    "１１０１０１１９９００３０７１２３Ｘ",
    "110101　19900307　1233",
    "110101\u200b19900307\u200b1233",
    "110101–19900307–1233",
    "110101.1990.0307.1233",
    "110101_19900307_1233",
    "110101 - 19900307 - 1233",
    f"{CARD}/2024",
    "索引号 500236199003071233/2024-00105",
    f"证{CARD}B座",
    f"ID{CARD}e",
    "11010119900307123X2024",
    "11010119900307123xe",
    "110101199003071230",
    f"2020 {CARD}",
    f"6222 0211 {CARD}",
    "11010519491231002X",
    "810000199408230021",
    "500236201001011235",
    "身份证：110101900307123",
    "证件号码 500236 850101 001",
]

MOBILES = [
    "13800138000",
    "联系电话：13800138000。",
    "tel13800138000",
    "19912345678",
    "138-0013-8000",
    "138 0013 8000",
    "138 00138000",
    "138_0013_8000",
    "138＿00138000",
    "138 - 0013 - 8000",
    "sq_138 – 0013 – 8000_1",
    "1380013 8000",
    "+86 138 0013 8000",
    "+8613800138000",
    "008613800138000",
    "86-13800138000",
    "(+86)13800138000",
    "１３８００１３８０００",
    "138　0013　8000",
    "13800138000元旦值班",
    "Phone13812345678",
    "13812345678Email",
    "手机13812345678B座",
    "LiSiPhone13812345678",
    "13800138000e",
    "e13800138000",
    "a13800138000b4c8-0000",
    "f-13800138000-1",
    "13800138000.50",
    "13800138000.html",
    "８６13800138000Ａ",
    "deadbeef13800138000",
    "13800138000" + "a" * 20,
    "13800138000" * 2 + "|13800138000",
    "0" * 21 + "|" + "13800138000abcde",
]

NEITHER = [
    "115002360086581307/2024-00105",
    "11500112009315877L/2024-00127",
    "115001080092963381/2021-00021",
    "渝府办发〔2021〕48号",
    "2026-03-01 2026-03-02 2026-03-03",
    "20260301123045123456",
    "202603011230451234",
    "500236-20200101-0001",
    "110101199013071233",
    "110101199002301233",
    "000000199003071233",
    "990101199003071233",
    "1101011990030712334",
    "110101900307123",
    "138001380001",
    "013800138000",
    "12800138000",
    "1380013800",
    "金额13800138000元",
    "投资13800138000.50元",
    "总额 13800138000 万元",
    "0192f7c4-7b5a-7000-8000-0123456789ab",
    "13812345678e13812345678e13812345",
    "d13812345678e13812345678e13812345678e138",
    "13812345-6781-4138-8123-a13812345678",
    "00-0af7651916cd43dd8448eb211c80319c-b13812345678b331-01",
    "/t/13812345678abcde13812345678abcde.html",
    "19870123110101199003071233" + "0b" * 19,
    "023-56557890",
    "https://cqfj.gov.cn/zwxx_61464/gsgg_107031/202112/t20211201_10057771.html",
    "第138号、2020年第2021期",
    "138-2020 2021",
    "500236_20200101_0001",
    "2026_03_01_2026_03_02",
    "W020260301_397_123_456",
]


@pytest.mark.parametrize("text", CARDS)
def test_an_identity_card_number_is_found(text: str) -> None:
    assert personal.find(text) == "personal.id_card"


@pytest.mark.parametrize("text", MOBILES)
def test_a_mobile_number_is_found(text: str) -> None:
    assert personal.find(text) == "personal.mobile"


@pytest.mark.parametrize("text", NEITHER)
def test_a_number_of_something_else_is_left_alone(text: str) -> None:
    assert personal.find(text) is None


def test_births_since_2008_need_the_right_check_digit_and_earlier_ones_do_not() -> None:
    assert [digit for digit in "0123456789X" if personal.find(f"50023620100101123{digit}")] == ["5"]
    assert all(personal.find(f"50023619900101123{digit}") for digit in "0123456789X")


def test_no_text_of_the_real_documents_is_taken_for_personal() -> None:
    with DOCUMENTS.open(encoding="utf-8", newline="") as file:
        texts = [text for row in csv.DictReader(file) for text in row.values()]
    assert len(texts) > 500
    assert {text for text in texts if personal.find(text)} == set()


def test_every_text_of_a_fact_is_looked_at() -> None:
    places: list[dict[str, Any]] = [
        {"data": {**GOOD[DRAFTED], "title": f"给{CARD}的通知"}},
        {"data": {**GOOD[DRAFTED], "attribute": CARD}},
        {"data": {**GOOD[DRAFTED], "remark": {"list": ["", f"{CARD}"]}}},
        {"data": {**GOOD[DRAFTED], CARD: 1}},
        {"data": {**GOOD[DRAFTED], "title": 110101199003071233}},
        {"id": f"f-{CARD}"},
        {"subject": CARD},
        {"source": f"oa/{CARD}"},
        {"causationid": CARD},
        {"type": CARD},
    ]
    for place in places:
        for make in (structured, binary):
            assert refused(make(DRAFTED, **place)).code == "personal.id_card", place


@pytest.mark.parametrize("escape", ["\\u0031\\u0033800138000", "\\uff113800138000", "138\\u30000013\\u30008000"])
def test_escapes_hide_nothing(escape: str) -> None:
    raw = json.dumps(GOOD[DRAFTED]).replace('"title": "', f'"title": "{escape} ')
    record = binary(DRAFTED)._replace(value=raw.encode())
    assert code_and_field(record) == ("personal.mobile", "title")


def test_texts_next_to_one_another_are_not_read_as_one() -> None:
    data = {**GOOD[DRAFTED], "title": "第1380013号", "document_number": "8000", "index_number": "1380013"}
    accepted(structured(DRAFTED, data))
    accepted(structured(APPROVED, id="138001", subject="38000"))
