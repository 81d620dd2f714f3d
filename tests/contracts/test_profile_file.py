"""The file of a county's profile: read, refused with words, written again."""

from __future__ import annotations

import contextlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.attendance import NOTICE
from contracts.consultation import CONSULTATION, CONSULTATION_PERIOD
from contracts.families import FAMILIES
from contracts.faults import Fault
from contracts.profile import County
from contracts.profile.checking import ProfileError, check
from contracts.profile.file import MOST_CHARACTERS, read
from contracts.profile.record import CountyProfile, DutyChoice, FamilyChoice, LimitChoice, PracticeChoice, Span
from contracts.profile.writing import written
from law.limit import LimitUnit

HEAD = "县: fengjie\n版本: 1\n"
WHOLE = """
县: fengjie   # 奉节县
版本: ２
说明: "某方案: 全面推进"
种类: {account: 2021-01-01, dispute: 不适用}
义务:
  register: 不适用
  archive: 2026-01-01
  answer: [{自: 2008-05-01, 止: 2020-12-31}, {自: 2022-01-01}]
期限:
  answer: {自: 2026-07-01, 期限: 15个工作日}
  archive: {自: 2026-01-01, 期限: 2年后3月31日前}
做法:
  - {自: 2026-01-01, 补正期限: 10个工作日, 网上申请: 系统确认}
"""


def faults(text: str) -> list[Fault]:
    with pytest.raises(ProfileError) as refused:
        read(text)
    return list(refused.value.faults)


def test_a_file_in_chinese_terms_is_read_whole() -> None:
    profile = read(WHOLE)
    assert (profile.county, profile.version, profile.note) == ("fengjie", 2, "某方案: 全面推进")
    assert [(c.family, c.since) for c in profile.families] == [("account", date(2021, 1, 1)), ("dispute", None)]
    assert [(c.duty, [(s.since.year, s.until) for s in c.spans]) for c in profile.duties] == [
        ("register", []),
        ("archive", [(2026, None)]),
        ("answer", [(2008, date(2020, 12, 31)), (2022, None)]),
    ]
    assert [choice.limit.words for choice in profile.limits] == ["15个工作日", "2年后3月31日前"]
    assert [(c.correction_days, c.internet_receipt) for c in profile.practice] == [(10, "automatic")]


@pytest.mark.parametrize(
    ("text", "field", "rule", "remedy"),
    [
        ("", "文件", "no table of settings", "begin with 县"),
        ("县: [", "文件", "no YAML", "docs/catalog.md"),
        (HEAD + "县: wushan\n", "文件", "县 stands twice", "docs/catalog.md"),
        ("[" * 5_000, "文件", "no YAML", "docs/catalog.md"),
        ("x" * (MOST_CHARACTERS + 1), "文件", "more than", "shorten"),
        ("版本: 1\n", "县", "missing", "write 县:"),
        ("县: fengjie\n版本: 一\n", "版本", "no whole number", "such as 1"),
        ("县: fengjie\n版本: 0\n", "version", "greater than or equal to 1", "correct"),
        ("县: 奉节\n版本: 1\n", "county", "pattern", "correct"),
        (HEAD + "期限: {publish: {自: 2026-07-01, 期限: 0个工作日}}\n", "期限.publish", "no time at all", "1 or more"),
        (HEAD + "义务: register\n", "义务", "no table", "a line for each code"),
        (HEAD + "义务: {register: 2026-02-30}\n", "义务.register", "no day", "2026-01-01"),
        (HEAD + "义务: {register: 20260101}\n", "义务.register", "no day", "2026-01-01"),
        (HEAD + "义务: {register: {自: 2026-01-01, 到: 2026-02-01}}\n", "义务.register.到", "no such setting", "自"),
        (HEAD + "义务: {register: [2026-01-01]}\n", "义务.register", "no table of settings", "{自:"),
        (HEAD + "义务: {registr: 不适用}\n", "义务.registr", "no such duty", "register"),
        (HEAD + "义务: {登记: 不适用}\n", "义务.登记", "no such duty", "register"),
        (HEAD + "种类: {acount: 不适用}\n", "种类.acount", "no such kind", "account"),
        (HEAD + "种类: {account: {自: 2026-01-01}}\n", "种类.account", "no day", "不适用"),
        (HEAD + "核查: {nothing: 2026-01-01}\n", "核查.nothing", "no such check", ""),
        (HEAD + "义务: {register: 1999-01-01}\n", "义务.register", "no day from 2008-05-01", "correct"),
        (
            HEAD + "义务: {register: {自: 2026-02-01, 止: 2026-01-01}}\n",
            "义务.register",
            "止 lies before 自",
            "last day",
        ),
        (HEAD + "义务: {register: [{自: 2026-01-01}, {自: 2026-02-01}]}\n", "义务.register", "overlap", "with 止"),
        (HEAD + "期限: {answer: {自: 2026-01-01, 期限: 25个工作日}}\n", "期限.answer", "sets 20个工作日", "or less"),
        (HEAD + "期限: {answer: {自: 2026-01-01, 期限: 10日}}\n", "期限.answer", "working days", "15个工作日"),
        (HEAD + "期限: {answer: {自: 2026-01-01, 期限: 快办}}\n", "期限.answer.期限", "is no limit", "correct"),
        (HEAD + "期限: {answr: {自: 2026-01-01, 期限: 10个工作日}}\n", "期限.answr", "no such duty", "answer"),
        (
            HEAD + "期限: {consultation_period: {自: 2026-01-01, 期限: 20日}}\n",
            "期限.consultation_period",
            "at least 30日",
            "or more",
        ),
        (
            HEAD + "期限: {consultation_period: {自: 2026-01-01, 期限: 29个工作日}}\n",
            "期限.consultation_period",
            "at least 30日",
            "same unit",
        ),
        (
            HEAD + "期限: {hearing_papers_ahead: {自: 2026-01-01, 期限: 1个月}}\n",
            "期限.hearing_papers_ahead",
            "counted in days",
            "7日",
        ),
        (HEAD + "做法: {自: 2026-01-01, 补正期限: 300个工作日}\n", "做法.补正期限", "1 to 250", "15个工作日"),
        (HEAD + "做法: {自: 2026-01-01, 网上申请: 自动}\n", "做法.网上申请", "no way", "双方确认"),
        (HEAD + "做法: [{自: 2026-01-01}, {自: 2026-01-01}]\n", "做法", "one day", "leave one"),
        (HEAD + "职责: {}\n", "职责", "no such section", "义务"),
    ],
)
def test_what_is_wrong_is_said_with_the_setting_the_rule_and_the_remedy(
    text: str, field: str, rule: str, remedy: str
) -> None:
    (fault,) = faults(text)
    assert fault.field == field
    assert rule in fault.rule
    assert remedy in fault.remedy


def test_all_faults_are_said_at_once() -> None:
    text = HEAD + "义务: {registr: 不适用, archive: 2026-13-01}\n期限: {answer: {自: 2026-01-01, 期限: 30个工作日}}\n"
    assert [fault.field for fault in faults(text)] == ["义务.archive", "义务.registr", "期限.answer"]


def test_a_limit_of_ours_may_be_longer_and_one_of_the_law_s_may_not() -> None:
    longer = HEAD + "期限: {{{}: {{自: 2026-01-01, 期限: {}}}}}\n"
    assert read(longer.format("register", "10个工作日")).limits[0].amount == 10
    assert faults(longer.format("correct", "8个工作日"))[0].field == "期限.correct"


def test_what_has_to_last_may_only_be_longer_and_a_custom_may_be_shorter() -> None:
    profile = read(
        HEAD
        + "期限: {consultation_period: {自: 2026-01-01, 期限: 45日}, attendance_notice: {自: 2026-01-01, 期限: 2日}}\n"
    )
    chosen = County(profile).family(CONSULTATION)
    for least, before, after in ((CONSULTATION_PERIOD, "30日", "45日"), (NOTICE, "5日", "2日")):
        assert chosen.least(least, date(2025, 12, 31)).words == before
        assert chosen.least(least, date(2026, 1, 1)).words == after


def test_an_unknown_county_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(ProfileError, match="did you mean fengjie"):
        check(read("县: fenjie\n版本: 1\n"), FAMILIES, {"fengjie": "奉节县"})


DAYS = st.dates(date(2008, 5, 1), date(2100, 12, 31))
SPANS = st.lists(DAYS, max_size=4, unique=True).map(
    lambda days: [
        Span(since=since, until=until)
        for since, until in zip(sorted(days)[::2], [*sorted(days)[1::2], None], strict=False)
    ]
)
DATED = st.lists(DAYS, max_size=2, unique=True)
PROFILES = st.builds(
    CountyProfile,
    county=st.just("fengjie"),
    version=st.integers(1, 1_000_000),
    note=st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=40).map(str.strip),
    families=st.lists(
        st.builds(FamilyChoice, family=st.sampled_from(sorted(FAMILIES.by_name)), since=st.none() | DAYS),
        unique_by=lambda choice: choice.family,
    ),
    duties=st.lists(
        st.builds(DutyChoice, duty=st.sampled_from(sorted(FAMILIES.duties)), spans=SPANS),
        unique_by=lambda choice: choice.duty,
    ),
    limits=DATED.map(
        lambda days: [LimitChoice(duty="answer", since=day, amount=9, unit=LimitUnit.WORKING_DAYS) for day in days]
    ),
    practice=DATED.map(lambda days: [PracticeChoice(since=day, correction_days=7) for day in days]),
)


@given(PROFILES)
def test_what_is_written_is_read_as_it_was(profile: CountyProfile) -> None:
    assert read(written(profile)) == profile


@given(st.text(max_size=300))
def test_no_text_makes_anything_but_a_profile_or_faults(text: str) -> None:
    with contextlib.suppress(ProfileError):
        assert read(HEAD + text).county == "fengjie"
