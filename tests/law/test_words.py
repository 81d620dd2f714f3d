"""Every code that people read has its words."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

import pytest

from law.clock import STATE_NAMES, State
from law.codes import (
    APPLICANT_NAMES,
    STATUS_NAMES,
    ApplicantKind,
    ObligationStatus,
)
from law.completeness import REQUIRED, Part
from law.fees import BASIS_NAMES, UNIT_NAMES, Basis
from law.outcomes import GROUND_NAMES, GROUNDS, OUTCOMES, AnswerCode, Ground
from law.table4 import BLOCKS, RESULT_NAMES, Remedy, Result


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        (STATE_NAMES, State),
        (APPLICANT_NAMES, ApplicantKind),
        (STATUS_NAMES, ObligationStatus),
        (REQUIRED, Part),
        (BASIS_NAMES, Basis),
        (UNIT_NAMES, Basis),
        (GROUND_NAMES, Ground),
        (GROUNDS, Ground),
        (OUTCOMES, AnswerCode),
        (BLOCKS, Remedy),
        (RESULT_NAMES, Result),
    ],
)
def test_every_code_has_words_in_the_order_of_the_codes(words: Mapping[str, object], codes: type[StrEnum]) -> None:
    assert list(words) == list(codes)
