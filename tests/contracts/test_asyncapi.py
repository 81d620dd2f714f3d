"""asyncapi.yaml by the rules of AsyncAPI 3.0, and against the topics and events there are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator, FormatChecker

from contracts.facts import AMENDMENTS, FACTS
from contracts.generator.files import ASYNCAPI, valid
from contracts.generator.messages import CONTRACT_OF
from contracts.states import DAY_CLOSED, EVENTS
from contracts.topics import INTAKE, STATES_OF, all_topics, inbox, notices, shared_topics


def load() -> dict[str, Any]:
    document: dict[str, Any] = yaml.safe_load(ASYNCAPI.read_text(encoding="utf-8"))
    return document


DOCUMENT = load()
CHANNELS = DOCUMENT["channels"]
OPERATIONS = DOCUMENT["operations"]
MESSAGES = DOCUMENT["components"]["messages"]


def references(node: Any, path: str = "#") -> Iterator[tuple[str, str]]:
    for key, value in (
        node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    ):
        if key == "$ref":
            yield path, value
        else:
            yield from references(value, f"{path}/{key}")


def at(reference: str) -> Any:
    found: Any = DOCUMENT
    for step in reference.removeprefix("#/").split("/"):
        found = found[step]
    return found


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
    found = list(references(DOCUMENT))
    assert len(found) > 100
    for path, reference in found:
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
        named = {
            operation["channel"]["$ref"] for operation in OPERATIONS.values() if operation["action"] == action
        }
        assert named == {f"#/channels/{name}" for name in CHANNELS}


def test_departments_may_send_every_fact_and_hear_of_refusals_and_dates() -> None:
    assert types_on(inbox("{org}")) == {*FACTS, *AMENDMENTS}
    assert types_on(notices("{org}")) == {
        "fact.refused.v1",
        "obligation.due_soon.v1",
        "obligation.due_today.v1",
        "obligation.overdue.v1",
        "obligation.firm.v1",
        "obligation.moved.v1",
        "application.unconfirmed.v1",
        "application.repeat_suspected.v1",
    }


@pytest.mark.parametrize(
    ("service", "family"),
    [("catalog", "document"), ("publishing", "information"), ("requests", "application")],
)
def test_a_service_gets_its_family_of_facts_and_all_amendments(service: str, family: str) -> None:
    expected = {name for name in FACTS if name.startswith(f"{family}.")} | set(AMENDMENTS)
    assert types_on(INTAKE[service]) == expected


@pytest.mark.parametrize("kind", EVENTS)
def test_every_event_of_a_subject_lies_on_its_services_topic_and_nothing_else_but_the_mark(kind: str) -> None:
    topic = STATES_OF[kind.partition(".")[0]]
    assert types_on(topic) == {f"{kind}.{verb}.v1" for verb in EVENTS[kind]} | {DAY_CLOSED}


def test_every_type_of_message_is_on_some_channel() -> None:
    assert {name for channel in CHANNELS.values() for name in channel["messages"]} == set(CONTRACT_OF)


def test_reference_records_and_views_have_their_topics() -> None:
    others = {spec.name for spec in shared_topics()} - {*INTAKE.values(), *STATES_OF.values()}
    assert {address: types_on(address) for address in others} == {
        "time.days.v1": {"time.day.v1"},
        "calendar.years.v1": {"calendar.year.v1"},
        "registry.orgs.v1": {"registry.org.v1"},
        "requests.suggestions.v1": {"disclosure.suggested.v1"},
        "metrics.monthly.v1": {"metrics.period.v1"},
        "metrics.quarterly.v1": {"metrics.period.v1"},
        "metrics.annual.v1": {"metrics.period.v1"},
        "metrics.obligations.v1": {"metrics.obligation.v1"},
        "metrics.watermark.v1": {"metrics.watermark.v1"},
    }


@pytest.mark.parametrize("message", [message for name, message in MESSAGES.items() if not name.endswith(".routed")],
                         ids=lambda message: message["name"])  # fmt: skip
def test_examples_are_the_samples_and_fit_headers_and_payload(message: dict[str, Any]) -> None:
    assert [example["name"] for example in message["examples"]] == [
        sample.name for sample in valid(message["name"])
    ]
    for part in ("headers", "payload"):
        checked = Draft7Validator(
            {**message[part], "components": DOCUMENT["components"]}, format_checker=FormatChecker()
        )
        for example in message["examples"]:
            if part in example:
                assert [error.message for error in checked.iter_errors(example[part])] == []


def test_a_fact_without_a_header_does_not_fit_the_headers() -> None:
    checked = Draft7Validator(DOCUMENT["components"]["schemas"]["headers.sent"])
    full = MESSAGES["document.drafted.v1"]["examples"][0]["headers"]
    for name in ("ce_specversion", "ce_id", "ce_source", "ce_type", "ce_subject", "ce_time"):
        assert not checked.is_valid({key: value for key, value in full.items() if key != name})
