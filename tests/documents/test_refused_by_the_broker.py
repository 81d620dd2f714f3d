"""What an idempotent producer meets after a record that the broker refuses, as docs/integrating.md has it, on a real broker."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaError, MessageSizeTooLargeError, OutOfOrderSequenceNumber

from chassis.address import MECHANISM, address, client
from contracts.topics import inbox
from tests.documents import java
from tests.documents.conftest import ORG, Inbox

pytestmark = pytest.mark.servers

TOPIC = inbox(ORG)
SMALL, LARGE = b"{}", b"x" * 2_000_000
RAISED = 4_000_000

LIBRDKAFKA = """
import json, sys
from confluent_kafka import KafkaException, Producer
own, topic, limit = json.loads(sys.argv[1]), sys.argv[2], int(sys.argv[3])
settings = own | {"enable.idempotence": True, "acks": "all"}
producer = Producer(settings | ({"message.max.bytes": limit} if limit else {}))
outcomes = []
told = lambda error, _: outcomes.append(error.name() if error else "ok")
for size in (2, 2_000_000, 2, 2):
    try:
        producer.produce(topic, b"x" * size, on_delivery=told)
    except KafkaException as error:
        outcomes.append("before: " + error.args[0].name())
    producer.flush(60)
print(json.dumps(outcomes))
"""

JAVA = """
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

public class Refused {
    public static void main(String[] arguments) throws Exception {
        Map<String, Object> settings = new HashMap<>(Map.of("enable.idempotence", true, "acks", "all",
            "max.request.size", Integer.parseInt(arguments[1])));
        for (int at = 2; at < arguments.length; at += 2) settings.put(arguments[at], arguments[at + 1]);
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int size : new int[] {2, 2000000, 2, 2}) {
                try {
                    producer.send(new ProducerRecord<>(arguments[0], new byte[size])).get();
                    System.out.println("ok");
                } catch (ExecutionException error) {
                    System.out.println(error.getCause().getClass().getSimpleName());
                }
            }
        }
    }
}
"""


def librdkafka(department: Inbox) -> dict[str, str]:
    """How librdkafka is told to reach the department's inbox."""
    own = address(department.kafka)
    return {
        "bootstrap.servers": own.servers,
        "security.protocol": "SASL_SSL",
        "ssl.ca.location": str(own.authority),
        "sasl.mechanism": MECHANISM,
        "sasl.username": own.user,
        "sasl.password": own.password,
    }


def for_java(department: Inbox) -> list[str]:
    """The same for Java, as names and values in turn."""
    own = address(department.kafka)
    login = "org.apache.kafka.common.security.scram.ScramLoginModule required"
    settings = {
        "bootstrap.servers": own.servers,
        "security.protocol": "SASL_SSL",
        "ssl.truststore.type": "PEM",
        "ssl.truststore.location": str(own.authority),
        "sasl.mechanism": MECHANISM,
        "sasl.jaas.config": f'{login} username="{own.user}" password="{own.password}";',
    }
    return [word for setting in settings.items() for word in setting]


async def outcomes(department: Inbox, **limits: int) -> list[Any]:
    """What aiokafka says to a small, a large and two small records, one after the other."""
    producer = AIOKafkaProducer(**client(department.kafka), enable_idempotence=True, acks="all", **limits)
    await producer.start()
    outcomes_seen: list[Any] = []
    try:
        for value in (SMALL, LARGE, SMALL, SMALL):
            try:
                await producer.send_and_wait(TOPIC, value)
            except KafkaError as error:
                outcomes_seen.append(type(error))
            else:
                outcomes_seen.append("ok")
    finally:
        await producer.stop()
    return outcomes_seen


async def test_aiokafka_has_to_be_made_anew(department: Inbox) -> None:
    lost = OutOfOrderSequenceNumber
    assert await outcomes(department, max_request_size=RAISED) == ["ok", MessageSizeTooLargeError, lost, lost]
    assert await outcomes(department) == ["ok", MessageSizeTooLargeError, "ok", "ok"]


@pytest.mark.parametrize(
    ("limit", "refused"), [(str(RAISED), "MSG_SIZE_TOO_LARGE"), ("0", "before: MSG_SIZE_TOO_LARGE")]
)
def test_librdkafka_goes_on(department: Inbox, limit: str, refused: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LIBRDKAFKA, json.dumps(librdkafka(department)), TOPIC, limit],
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(done.stdout) == ["ok", refused, "ok", "ok"]


@pytest.mark.parametrize("limit", [RAISED, 1_048_576])
def test_java_goes_on(department: Inbox, tmp_path: Path, limit: int) -> None:
    done = java.run("Refused", JAVA, tmp_path, os.environ, TOPIC, str(limit), *for_java(department))
    assert done.stdout.split() == ["ok", "RecordTooLargeException", "ok", "ok"], done.stderr
