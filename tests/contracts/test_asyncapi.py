"""asyncapi.yaml by the rules of AsyncAPI 3.0, and against the topics and events there are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator, FormatChecker

from contracts.amendments import AMENDMENTS
from contracts.closing import DAY_CLOSED
from contracts.envelope import REQUIRED
from contracts.families import FAMILIES
from contracts.generator.messages import BUS
from contracts.generator.paths import ASYNCAPI
from contracts.generator.samples import valid
from contracts.notices import DUE_NOTICES, JUDGED, REFUSED, UNKNOWN, WAITING
from contracts.registry import ENTRIES
from contracts.topics import MEASURES, PERIODS, all_topics, inbox, intake, notices, states


def load() -> dict[str, Any]:
    document: dict[str, Any] = yaml.safe_load(ASYNCAPI.read_text(encoding="utf-8"))
    return document


DOCUMENT = load()
CHANNELS = DOCUMENT["channels"]
OPERATIONS = DOCUMENT["operations"]
MESSAGES = DOCUMENT["components"]["messages"]


def references(node: Any, path: str = "#") -> Iterator[tuple[str, str]]:
    for key, value in node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ():
        if key == "$ref":
            yield path, value
        else:
            yield from references(value, f"{path}/{key}")


def at(reference: str) -> Any:
    node: Any = DOCUMENT
    for step in reference.removeprefix("#/").split("/"):
        node = node[step]
    return node


def by_address() -> dict[str, dict[str, Any]]:
    return {channel["address"]: channel for channel in CHANNELS.values()}


def types_on(address: str) -> set[str]:
    return set(by_address()[address]["messages"])


def test_it_is_a_document_of_version_3_0() -> None:
    assert DOCUMENT["asyncapi"] == "3.0.0"
    assert DOCUMENT.keys() <= {
        "asyncapi",
        "info",
        "defaultContentType",
        "channels",
        "operations",
        "components",
    }
    assert DOCUMENT["info"]["title"]
    assert DOCUMENT["info"]["version"]
    assert set(DOCUMENT["components"]) == {"schemas", "messages"}
    for kind in DOCUMENT["components"].values():
        assert all(re.fullmatch(r"[\w.\-]+", name) for name in kind)


def test_every_reference_leads_to_something() -> None:
    all_references = list(references(DOCUMENT))
    assert len(all_references) > 100
    for path, reference in all_references:
        assert reference.startswith("#/"), path
        assert isinstance(at(reference), dict), path


def test_nothing_among_the_components_is_unused() -> None:
    used = {reference for _, reference in references(DOCUMENT)}
    for kind, parts in DOCUMENT["components"].items():
        assert {name for name in parts if f"#/components/{kind}/{name}" not in used} == set()


def test_every_topic_is_a_channel_with_its_partitions_and_its_cleanup() -> None:
    specs = {spec.name.replace("dept.x.", "dept.{org}."): spec for spec in all_topics(["x"])}
    assert by_address().keys() == specs.keys()
    for address, channel in by_address().items():
        kafka = channel["bindings"]["kafka"]
        assert kafka["partitions"] == specs[address].partitions
        assert kafka["topicConfiguration"]["cleanup.policy"] == [specs[address].cleanup]


def test_a_channel_has_the_parameters_of_its_address_and_no_others() -> None:
    for channel in CHANNELS.values():
        assert set(re.findall(r"\{(\w+)\}", channel["address"])) == set(channel.get("parameters", {}))


def test_every_channel_has_messages_and_names_them_by_their_type() -> None:
    for name, channel in CHANNELS.items():
        assert channel["messages"], name
        for kind, message in channel["messages"].items():
            assert at(message["$ref"])["name"] == kind


def test_every_message_has_headers_a_payload_and_words() -> None:
    for message in MESSAGES.values():
        assert message["headers"]["$ref"].startswith("#/components/schemas/headers.")
        assert message["payload"]["$ref"].startswith("#/components/schemas/")
        assert message["title"]
        assert message["summary"]


def test_every_operation_sends_to_or_receives_from_a_channel() -> None:
    for name, operation in OPERATIONS.items():
        party, action, channel = name.split(".", 2)
        assert operation["action"] == action
        assert action in {"send", "receive"}
        assert operation["channel"] == {"$ref": f"#/channels/{channel}"}
        assert operation["tags"] == [{"name": party}]


def test_every_channel_is_sent_to_and_received_from() -> None:
    for action in ("send", "receive"):
        named = {operation["channel"]["$ref"] for operation in OPERATIONS.values() if operation["action"] == action}
        assert named == {f"#/channels/{name}" for name in CHANNELS}


def test_departments_may_send_every_fact_and_hear_of_refusals_dates_and_what_folds_tell() -> None:
    assert types_on(inbox("{org}")) == set(FAMILIES.messages)
    assert types_on(notices("{org}")) == {REFUSED, WAITING, UNKNOWN, *DUE_NOTICES, *FAMILIES.notices}


def test_departments_may_try_out_every_fact_and_get_nothing_but_verdicts() -> None:
    assert types_on(inbox("{org}", test=True)) == set(FAMILIES.messages)
    assert types_on(notices("{org}", test=True)) == {JUDGED}


@pytest.mark.parametrize("service", FAMILIES.services)
def test_a_service_gets_the_facts_of_its_families_and_all_amendments(service: str) -> None:
    families = FAMILIES.of_service(service)
    facts = {name for name in FAMILIES.facts if FAMILIES.of_fact(name) in families}
    assert types_on(intake(service)) == facts | set(AMENDMENTS)


@pytest.mark.parametrize("service", FAMILIES.services)
def test_every_event_of_a_service_lies_on_its_topic_and_nothing_else_but_the_mark(service: str) -> None:
    events = {name for family in FAMILIES.of_service(service) for name in FAMILIES.events(family)}
    assert types_on(states(service)) == events | {DAY_CLOSED}


def test_a_service_whose_states_flow_to_another_is_read_by_it() -> None:
    for service in FAMILIES.services:
        for above in FAMILIES.upstream(service):
            assert f"{service}.receive.{above}.states" in OPERATIONS


def test_every_type_of_message_is_on_some_channel() -> None:
    assert {name for channel in CHANNELS.values() for name in channel["messages"]} == set(BUS.contract_of)


def test_reference_records_and_views_have_their_topics() -> None:
    assert types_on(MEASURES) == set(ENTRIES)
    for topic in PERIODS.values():
        assert types_on(topic) == {"metrics.period.v1"}
    for topic, message in (
        ("time.days.v1", "time.day.v1"),
        ("calendar.years.v1", "calendar.year.v1"),
        ("registry.orgs.v1", "registry.org.v1"),
        ("registry.profiles.v1", "registry.profile.v1"),
        ("registry.rubrics.v1", "registry.rubric.v1"),
        ("metrics.obligations.v1", "metrics.obligation.v1"),
        ("metrics.watermark.v1", "metrics.watermark.v1"),
    ):
        assert types_on(topic) == {message}


SHOWN = [message for name, message in MESSAGES.items() if not name.endswith(".routed") and valid(message["name"])]


@pytest.mark.parametrize("message", SHOWN, ids=lambda message: message["name"])
def test_examples_are_the_samples_and_fit_headers_and_payload(message: dict[str, Any]) -> None:
    assert [example["name"] for example in message["examples"]] == [sample.name for sample in valid(message["name"])]
    for part in ("headers", "payload"):
        checked = Draft7Validator(
            {**message[part], "components": DOCUMENT["components"]}, format_checker=FormatChecker()
        )
        for example in message["examples"]:
            if part in example:
                assert [error.message for error in checked.iter_errors(example[part])] == []


def test_a_message_without_samples_of_its_own_has_no_examples() -> None:
    for message in MESSAGES.values():
        assert ("examples" in message) is (message in SHOWN)


def test_a_fact_without_a_header_does_not_fit_the_headers() -> None:
    checked = Draft7Validator(DOCUMENT["components"]["schemas"]["headers.sent"])
    full = MESSAGES["document.drafted.v1"]["examples"][0]["headers"]
    for name in REQUIRED:
        assert not checked.is_valid({key: value for key, value in full.items() if key != name})
