"""What departs from the law on the way to an answer: found, and without effect on the clock. Days as in test_clock.py."""

from __future__ import annotations

import pytest

from law.calendar import CalendarView
from law.clock import Step, derive
from tests.law.steps import ASKED, CHARGED, CORRECTED, EXTENDED, OPINION, PAID, K, d, received, step

VIOLATIONS = [
    (
        "second correction notice",
        [ASKED, CORRECTED, step(K.CORRECTION_REQUESTED, "03-18", until="03-25")],
        ["correction.second"],
        "04-14",
    ),
    (
        "correction notice on the 8th day",
        [step(K.CORRECTION_REQUESTED, "03-12", until="03-25")],
        ["correction.late"],
        None,
    ),
    (
        "correction notice after the due date",
        [step(K.CORRECTION_REQUESTED, "03-31", until="04-25")],
        ["correction.after_due"],
        "03-30",
    ),
    (
        "correction notice without a period",
        [step(K.CORRECTION_REQUESTED, "03-05")],
        ["correction.no_period"],
        None,
    ),
    ("correction nobody asked for", [CORRECTED], ["correction.unasked"], "03-30"),
    (
        "extension after the due date",
        [step(K.EXTENDED, "03-31", approved="03-24")],
        ["extension.after_due"],
        "03-30",
    ),
    ("extension without consent", [step(K.EXTENDED, "03-25")], ["extension.unapproved"], "03-30"),
    (
        "extension late and without consent",
        [step(K.EXTENDED, "03-31")],
        ["extension.after_due", "extension.unapproved"],
        "03-30",
    ),
    (
        "extension late, with later consent, too long",
        [step(K.EXTENDED, "03-31", approved="04-01", days=30)],
        ["extension.after_due", "extension.too_long", "extension.unapproved"],
        "03-30",
    ),
    (
        "second correction notice without a period",
        [ASKED, CORRECTED, step(K.CORRECTION_REQUESTED, "03-18")],
        ["correction.no_period", "correction.second"],
        "04-14",
    ),
    (
        "second fee notice, late",
        [CHARGED, PAID, step(K.FEE_NOTICED, "04-20", amount=1)],
        ["fee.after_due", "fee.second"],
        "04-17",
    ),
    (
        "extension with later consent",
        [step(K.EXTENDED, "03-25", approved="03-26")],
        ["extension.unapproved"],
        "03-30",
    ),
    (
        "extension of 30 days",
        [step(K.EXTENDED, "03-25", approved="03-24", days=30)],
        ["extension.too_long"],
        "04-28",
    ),
    (
        "extension twice beyond 20",
        [EXTENDED, step(K.EXTENDED, "04-02", approved="04-02", days=1)],
        ["extension.too_long"],
        "04-28",
    ),
    (
        "extension while the applicant corrects",
        [ASKED, step(K.EXTENDED, "03-10", approved="03-09")],
        ["extension.after_due"],
        None,
    ),
    (
        "third party asked after the due date",
        [step(K.THIRD_PARTY_ASKED, "04-01")],
        ["consultation.after_due"],
        "03-30",
    ),
    ("an opinion nobody asked for", [OPINION], ["consultation.unasked"], "03-30"),
    ("fee noticed after the due date", [step(K.FEE_NOTICED, "03-31", amount=200)], ["fee.after_due"], "03-30"),
    ("fee noticed twice", [CHARGED, PAID, step(K.FEE_NOTICED, "03-23", amount=200)], ["fee.second"], "04-17"),
    ("a payment nobody asked for", [PAID], ["fee.unasked"], "03-30"),
    ("agreed after the due date", [step(K.AGREED, "04-01", until="05-29")], ["agreed.after_due"], "03-30"),
    ("agreed on an earlier day", [step(K.AGREED, "03-20", until="03-25")], ["agreed.not_later"], "03-30"),
    ("received twice", [step(K.RECEIVED, "03-04")], ["receipt.twice"], "03-30"),
    (
        "a step before the receipt",
        [step(K.EXTENDED, "02-26", approved="02-26")],
        ["step.before_receipt"],
        "03-30",
    ),
    ("a step after the answer", [step(K.ANSWERED, "03-20"), EXTENDED], ["step.after_close"], "03-30"),
    ("answered one day late", [step(K.ANSWERED, "03-31")], ["answer.late"], "03-30"),
    ("answered before it was received", [step(K.ANSWERED, "02-27")], ["answer.before_receipt"], "03-30"),
    (
        "reopened with a day already past",
        [step(K.ANSWERED, "03-20"), step(K.REOPENED, "06-01", until="05-10")],
        ["reopened.day_past"],
        "06-30",
    ),
    ("reopened without an answer", [step(K.REOPENED, "03-20")], ["reopened.open"], "03-30"),
]


@pytest.mark.parametrize(("steps", "codes", "due"), [v[1:] for v in VIOLATIONS], ids=[v[0] for v in VIOLATIONS])
def test_a_violation_is_found_and_never_stops_the_fold(
    view: CalendarView, steps: list[Step], codes: list[str], due: str | None
) -> None:
    clock = derive([received("03-02"), *steps], view)
    assert [finding.code for finding in clock.findings] == codes
    assert all(finding.article and finding.text for finding in clock.findings)
    assert clock.due_on == (d(due) if due else None)
