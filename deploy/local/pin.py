"""Writes ``kafka-jars.sha256`` anew for a Kafka version: ``python -m deploy.local.pin 4.3.1``, when Kafka is upgraded."""

from __future__ import annotations

import hashlib
import sys

import jgo

from deploy.local.jars import LIST

# Kafka's own distribution adds the binding that makes its log visible; its Maven metadata do not name it.
LOG_BINDING = "org.apache.logging.log4j:log4j-slf4j-impl"


def main(version: str) -> None:
    """Resolves the broker's jars with jgo and writes sha256, size and coordinate of each."""
    artifacts = list(jgo.resolve(f"org.apache.kafka:kafka_2.13:{version}"))
    log_version = next(artifact.version for artifact in artifacts if artifact.artifactId == "log4j-core")
    artifacts += [
        artifact
        for artifact in jgo.resolve(f"{LOG_BINDING}:{log_version}")
        if artifact.artifactId == "log4j-slf4j-impl"
    ]
    lines = [
        f"# Apache Kafka {version}, as resolved by jgo: sha256, bytes, Maven coordinate; the order of the class path"
    ]
    for artifact in artifacts:
        data = artifact.resolve().read_bytes()
        coordinate = f"{artifact.groupId}:{artifact.artifactId}:{artifact.version}"
        lines.append(f"{hashlib.sha256(data).hexdigest()} {len(data)} {coordinate}")
    LIST.write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
