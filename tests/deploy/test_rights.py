"""What the channels of the contract declare is what the programs ask for."""

from __future__ import annotations

import pytest

from contracts.organisations import organisations
from contracts.programs import CONTROLLER, OFFICE, OPERATOR, reserved
from contracts.topics import ADMISSIONS, DAYS, TOKENS, all_topics
from dashboard.reader import READ
from deploy.rights import USERS, rights
from deploy.rights import tester_of as user_of_tests
from deploy.users import Operation, Resource

ORGS = ("unit-a", "unit-b")


def topics_of(user: str, operation: Operation) -> set[str]:
    return {
        right.name
        for right in rights(ORGS)
        if (right.user, right.resource, right.operation) == (user, Resource.TOPIC, operation)
    }


def test_the_dashboard_may_read_what_it_reads_and_write_nothing() -> None:
    assert topics_of(USERS["dashboard"], Operation.READ) == {*READ, DAYS, TOKENS}
    assert topics_of(USERS["dashboard"], Operation.WRITE) == set()


def test_every_topic_has_who_writes_it_and_inboxes_have_their_department_and_the_gateway_that_speaks_http() -> None:
    written = {user: topics_of(user, Operation.WRITE) for user in (*USERS.values(), *ORGS, *map(user_of_tests, ORGS))}
    # What the operator tells needs no right.
    assert set().union(*written.values()) == {spec.name for spec in all_topics(ORGS)} - {ADMISSIONS}
    for org in ORGS:
        inbox = f"dept.{org}.events"
        assert [user for user, names in written.items() if inbox in names] == [USERS["gateway"], org]
        assert written[org] == {inbox}


def test_a_department_s_tests_reach_its_test_inbox_and_the_verdicts_alone() -> None:
    for org in ORGS:
        tester = user_of_tests(org)
        assert topics_of(tester, Operation.WRITE) == {f"dept.{org}.events-test"}
        assert topics_of(tester, Operation.READ) == {f"dept.{org}.notices-test"}
        assert not topics_of(org, Operation.WRITE) & topics_of(tester, Operation.WRITE)


def test_no_organisation_is_called_as_anybody_who_is_let_in_already_or_as_the_office() -> None:
    groups = {right.name for right in rights(()) if right.resource is Resource.GROUP}
    taken = {OPERATOR, CONTROLLER, OFFICE, *groups, *USERS} - {*USERS.values()}
    assert taken == reserved()
    for org in (*taken, "unit-a"):
        listed = f"org,county,county_name,name,kind\n{org},a,甲县,甲局,部门\n"
        if org in taken:
            with pytest.raises(ValueError, match=f"line 2: org: {org} is what a program"):
                organisations(listed)
        else:
            assert [unit.org for unit in organisations(listed)] == [org]


def test_a_right_names_what_there_is() -> None:
    known = {spec.name for spec in all_topics(ORGS)}
    assert {right.name for right in rights(ORGS) if right.resource is Resource.TOPIC} == known
