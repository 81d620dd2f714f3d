"""A county's practice as the environment sets it."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date

import pytest

from contracts.practice import practice_of
from law.practice import Practice


def test_without_settings_the_law_s_own_defaults_hold() -> None:
    assert practice_of({}) == practice_of({"GONGKAI_ORDER_FROM": "", "GONGKAI_CORRECTION_DAYS": ""}) == Practice()
    assert Practice() == Practice(correction_days=15, internet_confirms=False, order_from=None)


def test_each_choice_is_a_setting() -> None:
    settings = {
        "GONGKAI_CORRECTION_DAYS": "10",
        "GONGKAI_INTERNET_RECEIPT": "automatic",
        "GONGKAI_ORDER_FROM": "2026-07-01",
    }
    assert practice_of(settings) == Practice(10, True, date(2026, 7, 1))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("GONGKAI_CORRECTION_DAYS", "0"),
        ("GONGKAI_CORRECTION_DAYS", "a week"),
        ("GONGKAI_CORRECTION_DAYS", "251"),
        ("GONGKAI_INTERNET_RECEIPT", "yes"),
        ("GONGKAI_ORDER_FROM", "July"),
    ],
)
def test_a_wrong_setting_is_named(name: str, value: str) -> None:
    with pytest.raises(ValueError, match=f"{name}='{value}'"):
        practice_of({name: value})


def test_a_program_with_a_wrong_setting_ends_with_a_sentence_before_it_does_anything() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "services", "requests", "serve"],
        env={**os.environ, "GONGKAI_ORDER_FROM": "July"},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 1
    assert done.stderr == "the settings are not usable: GONGKAI_ORDER_FROM='July': give a day, YYYY-MM-DD\n"
