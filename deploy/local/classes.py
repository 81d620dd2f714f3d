"""Kafka's classes as a JVM holds them once they are loaded, kept in a file: a broker that finds it starts in half the time.

``python -m deploy.local.classes`` makes it, by a broker that is started and stopped for that; it takes some ten seconds, which earn
themselves where many brokers are started, as in the tests. Without the file everything works as with it.
"""

from __future__ import annotations

import asyncio
import fcntl
import tempfile
from pathlib import Path

from contracts.topics import all_topics
from deploy import topics
from deploy.local import jars, kafka
from deploy.process import ProcessFailedError

_STOP_S = 300


def make() -> None:
    """Make the file if it is missing. Raises as KafkaBroker does, and ProcessFailedError when no file came of it."""
    path = kafka.classes(jars.class_path(progress=True))
    with (
        path.with_suffix(".lock").open("w") as lock,
        tempfile.TemporaryDirectory(dir=path.parent, prefix=".classes-") as folder,
    ):
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not path.exists():
            _train(Path(folder)).replace(path)


def _train(folder: Path) -> Path:
    made = folder / "classes"
    broker = kafka.KafkaBroker(folder, options=[*kafka.CLASSES_ONLY, f"-XX:AOTCacheOutput={made}"])
    broker.start()
    asyncio.run(topics.create(broker.address(), all_topics(["unit"])))
    broker.stop(_STOP_S)
    assert broker.child is not None
    if not made.exists():
        raise ProcessFailedError(f"the JVM kept no classes. Its last lines:\n{broker.child.last_lines()}")
    return made


if __name__ == "__main__":
    make()
