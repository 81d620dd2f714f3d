"""村务公开: what villages and communities publish, told by the township that guides them (奉节府办发〔2020〕101号 二（八）).

A village is ``publishing.village/<township>/<village>``. Its township issues a list for all of its villages, aligned with its own
catalog; each village has a list of its own. What comes again is the village's; a matter that arises is a subject of its own.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from functools import partial

from contracts.fields import DATE, PATTERN_ID, PATTERN_ORG, PATTERN_PERIOD, PATTERN_URL, BusModel, Date, described
from contracts.inspection import Days
from contracts.item import ITEM, SEED, item_reference
from contracts.kit import Duty, Family, Measure, MeasureKind
from contracts.references import reference
from contracts.state import SubjectState
from law.limit import set_by_fact, working_days

LAW_30 = "村民委员会组织法第三十条"
GUIDANCE = f"{SEED} 二（八）"
MOST_AFFAIRS = 60


class HowOften(StrEnum):
    """How often something is published at least (第三十条)."""

    QUARTERLY = "每季度"
    MONTHLY = "每月"
    ANY_TIME = "随时"


class Place(StrEnum):
    """Where a village publishes."""

    BOARD = "村务公开栏"
    ONLINE = "网上"


PLACE_LABELS = {Place.BOARD.value: (Place.BOARD.value, "Board"), Place.ONLINE.value: (Place.ONLINE.value, "On line")}


def _affair_number() -> str:
    number: str = described(
        "事项代号",
        "of the affair, the same in every list",
        source=GUIDANCE,
        min_length=1,
        max_length=60,
        pattern=PATTERN_ID,
    )
    return number


class VillageAffair(BusModel, title="村务公开事项", meaning="an affair of a village that is published."):
    affair: str = _affair_number()
    name: str = described("事项名称", "e.g. 村级财务", min_length=1, max_length=100)
    how_often: HowOften = described("公开频次", "at least so often", source=LAW_30)
    item: str | None = item_reference("目录事项", "row of the township's catalog that it carries on, <issuer>:<number>")


def _affairs() -> list[VillageAffair]:
    affairs: list[VillageAffair] = described(
        "事项", "each number once; of several the first counts", source=GUIDANCE, min_length=1, max_length=MOST_AFFAIRS
    )
    return affairs


class VillageListIssued(
    BusModel, title="印发村务公开清单", meaning="a township issued the list that its villages go by, or a new one."
):
    issued_on: Date = described("印发日期", "day of issue", unit=DATE, source=GUIDANCE)
    affairs: list[VillageAffair] = _affairs()


class VillageListed(BusModel, title="编制村务公开清单", meaning="a village has its list, or a new one."):
    listed_on: Date = described("编制日期", "day from which it goes by it", unit=DATE, source=GUIDANCE)
    name: str = described("村（社区）名称", "its name", min_length=1, max_length=100)
    township: str | None = described(
        "所属乡镇（街道）",
        "slug of its township; absent: the sender",
        default=None,
        pattern=PATTERN_ORG,
        max_length=80,
        registered=True,
    )
    township_list: str | None = described(
        "所依清单",
        "subject of the township's list that it goes by; absent: none",
        default=None,
        min_length=1,
        max_length=200,
        pattern=PATTERN_ID,
    )
    affairs: list[VillageAffair] = _affairs()


class VillagePublished(BusModel, title="公布村务", meaning="an affair that comes again was published in one place."):
    published_on: Date = described("公布日期", "day of publication", unit=DATE, source=LAW_30)
    affair: str = _affair_number()
    place: Place = described("公布位置", "on the board or on line; each is told by itself", source=GUIDANCE)
    period: str | None = described(
        "所属期间",
        "2026-Q1 or 2026-03, where it makes good an earlier one; absent: the one in which it was published",
        default=None,
        pattern=PATTERN_PERIOD,
    )
    url: str | None = described("网址", "address, when on line", default=None, max_length=2000, pattern=PATTERN_URL)


class VillageDissolved(BusModel, title="撤并", meaning="the village was dissolved or joined to another."):
    dissolved_on: Date = described("撤并日期", "first day on which there is none", unit=DATE)


class VillageMatterArose(
    BusModel, title="重大事项发生", meaning="a matter that touches the villagers' interests came to be."
):
    arose_on: Date = described("发生日期", "day of the decision or event", unit=DATE, source=LAW_30)
    village: str = reference("村（社区）", "the village")
    affair: str | None = described(
        "事项代号", "affair of the village's list", default=None, min_length=1, max_length=60, pattern=PATTERN_ID
    )
    title: str | None = described("标题", "what it is", default=None, min_length=1, max_length=200)


class VillageMatterPublished(BusModel, title="公布重大事项", meaning="the matter was published in one place."):
    published_on: Date = described("公布日期", "day of publication", unit=DATE, source=LAW_30)
    place: Place = described("公布位置", "on the board or on line; each is told by itself", source=GUIDANCE)
    url: str | None = described("网址", "address, when on line", default=None, max_length=2000, pattern=PATTERN_URL)


class AffairListed(BusModel, title="清单事项", meaning="an affair as a township's list has it."):
    affair: str = described("事项代号", "number")
    name: str = described("事项名称", "name")
    how_often: HowOften = described("公开频次", "at least so often")


class VillageListVersion(BusModel, title="清单版本", meaning="a township's list from a day on."):
    since: date = described("起", "day of issue", unit=DATE)
    affairs: list[AffairListed] = described("事项", "as issued, each number once")


class VillageListState(SubjectState, title="村务公开指导清单", meaning="a township's list for its villages."):
    versions: list[VillageListVersion] = described("版本", "by day; the newest", default_factory=list)


class AffairState(
    BusModel, title="事项公布情况", meaning="an affair of the list in force, and when it was published last."
):
    affair: str = described("事项代号", "number")
    name: str = described("事项名称", "name")
    how_often: HowOften = described("公开频次", "at least so often")
    board_on: date | None = described("公开栏最近公布", "newest on the board", unit=DATE, default=None)
    online_on: date | None = described("网上最近公布", "newest on line", unit=DATE, default=None)


class VillageState(SubjectState, title="村务公开", meaning="a village and what it publishes; its title is its name."):
    township: str | None = described("所属乡镇（街道）", "where it is another than the one that speaks", default=None)
    listed_on: date | None = described("编制日期", "of the list in force", unit=DATE, default=None)
    affairs: list[AffairState] = described("事项", "of the list in force", default_factory=list)
    publications: int = described("公布次数", "in all, each place by itself", default=0)
    dissolved_on: date | None = described(
        "撤并日期", "first day on which there is none; empty: there is the village", unit=DATE, default=None
    )
    gone: list[Days] = described(
        "撤并期间", "days on which there was none, until it was listed again; the newest", default_factory=list
    )


class VillageMatterState(SubjectState, title="村务重大事项", meaning="a matter that has to be published at any time."):
    village: str | None = described("村（社区）", "subject of the village", default=None)
    arose_on: date | None = described("发生日期", "day on which it arose", unit=DATE, default=None)
    board_on: date | None = described("公开栏公布", "first day on the board", unit=DATE, default=None)
    online_on: date | None = described("网上公布", "first day on line", unit=DATE, default=None)


def _each(code: str, chinese: str, english: str) -> Duty:
    return Duty(code, chinese, english, LAW_30, set_by_fact(), by_default=False)


QUARTERLY = _each("village_quarterly", "村务每季度公布", "Publish village affairs each quarter")
MONTHLY = _each("village_monthly", "村级财务等每月公布", "Publish village affairs each month")
"""Met on the day on which the last affair of the list was on the board; due on the period's last day."""

ONLINE_EACH = Duty(
    "village_online", "村务同步在网上公布", "Publish village affairs on line", GUIDANCE, set_by_fact(), by_default=False
)
"""The same on line, for each period."""

AT_ANY_TIME = Duty(
    "village_matter",
    "村务重大事项随时公布",
    "Publish a matter that arose",
    LAW_30,
    working_days(3),
    statutory=False,
    by_default=False,
)
"""随时 has no number; three working days are our custom, a county sets its own."""

MATTER_ONLINE = Duty(
    "village_matter_online",
    "村务重大事项同步在网上公布",
    "Publish a matter on line",
    GUIDANCE,
    working_days(3),
    statutory=False,
    by_default=False,
)

_measure = partial(Measure, unit="个", group="村务公开", group_english="Village affairs")

VILLAGE_LIST = Family(
    name="village_list",
    service="publishing",
    chinese="村务公开指导清单",
    english="list for villages",
    facts={"issued": VillageListIssued},
    state=VillageListState,
    findings={
        "village_list.not_of_township": "清单不属于乡镇（街道）",
    },
    measures=(_measure("village_lists", "清单", "Lists", shown=False),),
    takes=(ITEM.kind,),
    rules="services.publishing.village",
    most_facts=50,
)

VILLAGE = Family(
    name="village",
    service="publishing",
    chinese="村务公开",
    english="village",
    facts={"listed": VillageListed, "published": VillagePublished, "dissolved": VillageDissolved},
    state=VillageState,
    findings={
        "village.affair_unlisted": "公布的村务不在清单内",
        "village.after_dissolution": "撤并之后仍报村务",
        "village.less_often": "公布频次低于法定",
        "village.list_incomplete": "村务清单不全",
        "village.of_another_township": "村属于别的乡镇",
        "village.period_ahead": "期间开始前公布村务",
        "village.period_of_other_length": "村务期间与频次不符",
        "village.township_list_unknown": "所依的乡镇清单没有报过",
        "village.unlisted": "村务清单没有报过",
    },
    duties=(QUARTERLY, MONTHLY, ONLINE_EACH),
    measures=(
        _measure("villages_listed", "编清单的村", "With a list"),
        _measure("villages_dissolved", "撤并", "Dissolved", shown=False),
        _measure(
            "village_publications",
            "村务公布次数，按位置",
            "Village publications, by place",
            unit="次",
            kind=MeasureKind.LABELLED,
            labels=PLACE_LABELS,
        ),
    ),
    takes=(VILLAGE_LIST.kind,),
)

VILLAGE_MATTER = Family(
    name="village_matter",
    service="publishing",
    chinese="村务重大事项",
    english="village matter",
    facts={"arose": VillageMatterArose, "published": VillageMatterPublished},
    state=VillageMatterState,
    findings={
        "village_matter.after_dissolution": "撤并之后发生的村务事项",
        "village_matter.not_arisen": "没有报过村务事项发生",
        "village_matter.of_another_township": "村务事项属于别的乡镇",
        "village_matter.published_before": "发生之前公布村务事项",
        "village_matter.village_unknown": "村务事项的村没有报过清单",
    },
    duties=(AT_ANY_TIME, MATTER_ONLINE),
    measures=(
        _measure("village_matters", "重大事项", "Matters", unit="件"),
        _measure(
            "village_matters_published",
            "重大事项公布，按位置",
            "Matters published, by place",
            unit="件",
            kind=MeasureKind.LABELLED,
            labels=PLACE_LABELS,
        ),
    ),
    takes=(VILLAGE.kind,),
    rules="services.publishing.village",
    most_facts=50,
)

FAMILIES = (VILLAGE_LIST, VILLAGE, VILLAGE_MATTER)
