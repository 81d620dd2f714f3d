"""A county's own family beside those of the publishing service, with a rule that fails and one that is mended."""

from __future__ import annotations

from contracts.fields import DATE, BusModel, Date, described
from contracts.kit import Duty, Family, Measure
from contracts.state import SubjectState
from law.limit import working_days


class LampHung(BusModel, title="挂灯", meaning="a lamp was hung."):
    hung_on: Date = described("挂灯日期", "day of hanging", unit=DATE)
    watts: int = described("功率", "of the lamp", unit="W", ge=0)


class LampState(SubjectState, title="路灯", meaning="a lamp."):
    hours_a_unit: int = described("每度小时", "how long it shines for a kilowatt hour", default=0)


LIGHT = Duty("light_lamp", "点亮路灯", "Light the lamp", "某县规定第二条", working_days(5))


def lamp(rules: str) -> Family:
    """The family, with its fold in the module ``rules``."""
    return Family(
        name="lamp",
        service="publishing",
        chinese="路灯",
        english="lamp",
        facts={"hung": LampHung},
        state=LampState,
        duties=(LIGHT,),
        measures=(Measure("lamps_hung", "挂灯", "Hung", "盏", group="路灯", group_english="Lamps"),),
        rules=rules,
    )
