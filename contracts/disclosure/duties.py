"""What is owed for a piece of information: to publish it, everywhere, to deliver it, to take it down."""

from __future__ import annotations

from contracts.disclosure.facts import Receiver
from contracts.dispute import COMPLY_LAW
from contracts.item import CATALOG
from contracts.kit import Check, Duty
from law.codes import PUBLISH_WITHIN_WORKING_DAYS
from law.limit import set_by_fact, working_days, years
from law.limits import COMPLY_DAYS

REVIEW_RECORD = Check(
    "review_record",
    "公开前的审查记录",
    "Record of a review before publication",
    "条例第十七条",
)
"""Where a county asks for it, what is published without one is found."""

PUBLISH = Duty("publish", "主动公开政府信息", "Publish", "条例第二十六条", working_days(PUBLISH_WITHIN_WORKING_DAYS))
PUBLISH_EVERYWHERE = Duty(
    "publish_everywhere",
    "在目录规定的全部渠道公开",
    "Publish on every channel that the catalog requires",
    f"{CATALOG}：公开渠道和载体",
    working_days(PUBLISH_WITHIN_WORKING_DAYS),
    by_default=False,
)
"""By the day by which it has to be public; met when the last of the channels (■) has been confirmed."""

ART_25 = "条例第二十五条"
DELIVER_ARCHIVE, DELIVER_LIBRARY = (
    Duty(
        code,
        f"向{receiver}提供主动公开的政府信息",
        english,
        ART_25,
        working_days(20),
        statutory=False,
        by_default=False,
    )
    for code, receiver, english in (
        ("deliver_archive", Receiver.ARCHIVE, "Deliver to the archive"),
        ("deliver_library", Receiver.LIBRARY, "Deliver to the library"),
    )
)
"""及时: 20 working days from formation or change, as 福建's rules have it, unless the county says otherwise."""

DELIVERIES = {Receiver.ARCHIVE: DELIVER_ARCHIVE, Receiver.LIBRARY: DELIVER_LIBRARY}

TAKE_DOWN = Duty("take_down", "公示期满撤下", "Take down when its time is over", "条例第二十条", set_by_fact())
"""By the day that the formation names."""

ENFORCEMENT = "行政执法结果公示期限"
TAKE_DOWN_ENFORCEMENT = Duty(
    "take_down_enforcement",
    "行政执法结果公示期满撤下",
    "Take down results of enforcement",
    ENFORCEMENT,
    years(5),
    statutory=False,
    by_default=False,
)
TAKE_DOWN_PERSON = Duty(
    "take_down_person",
    "自然人行政执法结果公示期满撤下",
    "Take down results of enforcement about natural persons",
    ENFORCEMENT,
    years(2),
    statutory=False,
    by_default=False,
)
"""Counted from the first day on which it could be read; 5 and 2 years are a district's rule, a county sets its own."""

TAKE_DOWN_ANNULLED = Duty(
    "take_down_annulled",
    "决定撤销后撤下",
    "Take down what was annulled",
    ENFORCEMENT,
    working_days(1),
    statutory=False,
)

COMPLY = Duty(
    "comply_disclosure",
    "履行责令主动公开的决定或者裁判",
    "Publish as ordered",
    COMPLY_LAW,
    working_days(COMPLY_DAYS),
)
