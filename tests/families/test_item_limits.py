"""Limits of a row of the catalog: what cannot be read says why, and a county's own may not be longer than the national one."""

from __future__ import annotations

import pytest

from tests.families.test_item import adapted, codes, listed, state


@pytest.mark.parametrize(
    ("local", "longer"),
    [
        ("20个工作日内", True),
        ("15日内", True),
        ("30日内", True),
        ("14日内", False),
        ("3个工作日内", False),
        ("长期公开", False),
    ],
)
def test_a_local_limit_that_is_longer_than_the_national_one_is_found(local: str, longer: bool) -> None:
    facts = [listed("l1", "2024-01-01"), adapted("a1", "2025-01-01", time_limit=local)]
    assert codes(facts) == (["item.longer_than_national"] if longer else [])


@pytest.mark.parametrize(
    ("local", "rarer"),
    [
        ("每年", True),
        ("每季度首月15日前", True),
        ("季度结束后10日内", True),
        ("每季度", True),
        ("每季度首月10日前", False),
        ("每季度首月5日前", False),
        ("每月", False),
        ("长期公开", False),
    ],
)
def test_a_local_period_that_comes_later_or_less_often_than_the_national_one_is_found(local: str, rarer: bool) -> None:
    national = listed("l1", "2024-01-01", time_limit="每季度首月10日前")
    assert codes([national, adapted("a1", "2025-01-01", time_limit=local)]) == (
        ["item.longer_than_national"] if rarer else []
    )


@pytest.mark.parametrize(
    ("limit", "notes", "flag"),
    [
        ("适时公开", ["unclear"], "limit_unread"),
        ("同上", ["nothing_above"], "limit_unread"),
        (None, ["empty"], "limit_unread"),
        ("信息形成或者变更之日起 * 个工作日内", ["no_amount"], "limit_unread"),
        ("及时公开，公告期限为5个…", ["no_unit"], "limit_doubtful"),
    ],
)
def test_a_limit_that_cannot_be_read_keeps_its_text_and_says_why(
    limit: str | None, notes: list[str], flag: str
) -> None:
    stated = state([listed("l1", "2024-01-01", time_limit=limit)])
    assert (stated.notes, stated.flags, stated.time_limit) == (notes, [flag], limit)
    assert stated.counts["2024-01"]["catalog_limits_unread"] == 1
