"""Drawn lives of what is published beside disclosures: policies, decisions, sites, accounts, villages.

A life is several subjects where these flow to one another: an interpretation with its document, a site with its columns.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date

from tests.line.decision_lives import decision
from tests.line.site_lives import incident, site
from tests.line.steps import Step, began, iso, later

PLACES = ("村务公开栏", "网上")


def policy(chance: random.Random, subject: str) -> list[Step]:
    """A document that mostly has to be interpreted, published or not, with interpretations or none."""
    drafted_on = began(chance)
    approved_on = later(chance, drafted_on, 8)
    draft: dict[str, object] = {"title": f"{subject}管理办法", "drafted_on": iso(drafted_on), "attribute": "主动公开"}
    draft["kind"] = chance.choice(("规章", "行政规范性文件", "其他文件"))
    if chance.random() < 0.7:
        draft["interpretation_plan"] = {"outline": "背景", "forms": ["图解"], "material": chance.random() < 0.8}
    steps = [
        Step("document.drafted", drafted_on, draft),
        Step("document.approved", approved_on, {"approved_on": iso(approved_on), "interpretation": {"approved": True}}),
    ]
    on = later(chance, approved_on, 30)
    if chance.random() < 0.8:
        steps.append(Step("disclosure.published", on, {"published_on": iso(on), "channel": "政府网站"}))
    for number in range(chance.randrange(3)):
        steps += _interpretation(chance, subject, f"-i{number}", later(chance, on, 10))
    return steps


def _interpretation(chance: random.Random, subject: str, part: str, on: date) -> Iterator[Step]:
    forms = chance.sample(("图解", "问答", "新闻发布"), chance.randrange(1, 3))
    documents = [subject] if chance.random() < 0.9 else [f"{subject}-none"]
    content = {"published_on": iso(on), "documents": documents, "forms": forms, "linked": "解读页链到公文页"}
    yield Step("interpretation.published", on, content, part)
    on = later(chance, on, 20)
    if chance.random() < 0.5:
        yield Step("interpretation.linked", on, {"linked_on": iso(on), "linked": "互相链接"}, part)
    if chance.random() < 0.2:
        yield Step("interpretation.withdrawn", on, {"withdrawn_on": iso(on), "reason": "内容更新"}, part)


def account(chance: random.Random, subject: str) -> list[Step]:
    """Opened, now and then posted on, checked, renamed with its unit, closed."""
    on = began(chance)
    platform = chance.choice(("微信", "微博"))
    opened = {"opened_on": iso(on), "platform": platform, "name": f"发布{subject}", "filed_on": iso(on)}
    steps = [Step("account.opened", on, opened)]
    for _ in range(chance.randrange(4)):
        on = later(chance, on, 30)
        steps.append(Step("account.posted", on, {"posted_on": iso(on)}))
    if chance.random() < 0.2:
        steps.append(Step("account.verified", on, {"verified_on": iso(on), "verified_as": "镇政府"}))
        steps.append(Step("account.checked", on, {"checked_on": iso(on), "interactive": False}))
        steps += incident(chance, "account", later(chance, on, 10))
    if chance.random() < 0.2:
        steps.append(Step("account.unit_renamed", on, {"renamed_on": iso(on), "name": "新局"}))
        on = later(chance, on, 50)
        steps.append(Step("account.renamed", on, {"renamed_on": iso(on), "name": f"新发布{subject}"}))
    if chance.random() < 0.1:
        steps.append(Step("account.changed", on, {"changed_on": iso(on), "what": "用途变更"}))
    if chance.random() < 0.2:
        on = later(chance, on, 30)
        steps.append(Step("account.closed", on, {"closed_on": iso(on)}))
    return steps


def village(chance: random.Random, subject: str) -> list[Step]:
    """A township's list, a village that goes by it and publishes now and then, and what arises there."""
    on = began(chance)
    often = ("每季度", "每月", "随时")
    affairs = [{"affair": f"a{n}", "name": f"事项{n}", "how_often": chance.choice(often)} for n in range(3)]
    steps = [Step("village_list.issued", on, {"issued_on": iso(on), "affairs": affairs}, "-l")]
    on = later(chance, on, 20)
    listed = {"listed_on": iso(on), "name": f"{subject}村", "township_list": f"{subject}-l", "affairs": affairs[:2]}
    steps.append(Step("village.listed", on, listed))
    for _ in range(chance.randrange(8)):
        day = later(chance, on, 100)
        content = {"published_on": iso(day), "affair": f"a{chance.randrange(3)}", "place": chance.choice(PLACES)}
        steps.append(Step("village.published", day, content))
    for number in range(chance.randrange(3)):
        day = later(chance, on, 60)
        arose = {"arose_on": iso(day), "village": subject, "title": "承包方案"}
        steps.append(Step("village_matter.arose", day, arose, f"-m{number}"))
        for place in chance.sample(PLACES, chance.randrange(3)):
            day = later(chance, day, 10)
            content = {"published_on": iso(day), "place": place}
            steps.append(Step("village_matter.published", day, content, f"-m{number}"))
    if chance.random() < 0.15:
        day = later(chance, on, 100)
        steps.append(Step("village.dissolved", day, {"dissolved_on": iso(day)}))
    return steps


LIVES = {"policy": policy, "decision": decision, "site": site, "account": account, "village": village}
"""Kind of life → what makes one."""
