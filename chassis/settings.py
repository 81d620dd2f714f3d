"""Settings from the environment, checked before anything starts."""

from __future__ import annotations

import platform
import sys
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from chassis import database as databases
from chassis.access.text import digest
from chassis.address import client
from chassis.secrets import SecretError, kept_in

SECRETS = ("kafka", "database", "office_sha256")
"""Settings that may be given as ``GONGKAI_<NAME>_FILE``, a file that holds the value."""


class Settings(BaseSettings):
    """What a service must know. Every name is read from ``GONGKAI_<NAME>``."""

    model_config = SettingsConfigDict(env_prefix="GONGKAI_", extra="ignore", frozen=True)

    kafka: str = Field(min_length=1, description="address of the broker, see chassis/address.py")
    kafka_file: Path | None = Field(default=None, description="file that holds the address (a secret)")
    database: str = Field(default="", description="PostgreSQL DSN")
    database_file: Path | None = Field(default=None, description="file that holds the DSN (a secret)")
    http_host: str = "127.0.0.1"
    http_port: int = Field(default=0, ge=0, le=65535, description="0 picks a free port")
    instance: str = Field(
        default_factory=lambda: platform.node()[:60] or "1",
        min_length=1,
        max_length=60,
        description="static member name in the group; the host's name, so that replicas differ",
    )
    hosts: str = Field(
        default="",
        description="names, separated by commas, by which the program may be asked besides its own and this machine's",
    )
    office_sha256: str = Field(
        default="",
        pattern=r"^([0-9a-f]{64})?$",
        description="SHA-256, in hex, of the key of the office: a token that always holds",
    )
    office_sha256_file: Path | None = Field(default=None, description="file that holds it")
    body_bytes: int = Field(
        default=1024 * 1024, ge=1024, description="bytes of a request's body, where a page takes no more"
    )
    request_seconds: float = Field(
        default=10.0, gt=0, le=600, description="seconds until the head of a request is there, and until its body"
    )
    connections: int = Field(default=500, ge=10, description="connections open at once")
    rate: int = Field(
        default=50,
        ge=1,
        description="requests a second of one token of an organisation, or of one address without a token",
    )
    burst: int = Field(default=200, ge=1, description="requests of one token that may come at once")
    wrong_tokens: int = Field(default=10, ge=1, description="wrong tokens a minute from one address")
    readers: str = Field(
        default="open",
        pattern=r"^(open|token|header:[A-Za-z][A-Za-z0-9-]*)$",
        description="who may read: open (anyone who reaches the program), token, or header:NAME as the county's proxy sets it",
    )
    session_timeout_ms: int = Field(default=30_000, ge=6_000, le=300_000)
    max_records: int = Field(default=2_000, ge=1, le=50_000, description="records a batch")
    log_format: Literal["json", "console"] = "json"
    ready_lag: int = Field(default=50_000, ge=0, description="records behind at which a service is not ready")
    ready_outbox_age: float = Field(default=60.0, gt=0, description="seconds; age of the oldest outbox row")
    ready_stuck: float = Field(default=60.0, gt=0, description="seconds a partition with records may stand still")
    transaction_timeout: float = Field(
        default=30.0,
        ge=1,
        le=600,
        description="seconds the database lets a transaction last; a lock, half of it",
    )
    clock: Literal["real", "manual"] = "real"
    intake_seconds: float = Field(
        default=2.0,
        ge=0,
        le=600,
        description="gateway: seconds of a service's work that may lie in its intake, before organisations of which much lies there "
        "wait in their inboxes; 0: no limit",
    )
    registry: Path | None = Field(default=None, description="CSV of the organisations, instead of the packaged one")
    cache: Path | None = Field(
        default=None, description="dashboard: folder of its cache; left out, one that ends with it"
    )
    fonts: Path | None = Field(
        default=None, description="dashboard: folder with the fonts of the papers; none, no PDFs"
    )
    demonstration: bool = Field(default=False, description="what the pages show is simulated, and says so")
    drill: str = Field(default="", description="failure drill, point:action[:nth]; see chassis/drill.py")
    fence: Literal["on", "off"] = Field(default="on", description="off only in a drill that shows why it exists")

    @model_validator(mode="before")
    @classmethod
    def _secret(cls, values: dict[str, object]) -> dict[str, object]:
        for name in SECRETS:
            path = values.get(f"{name}_file")
            if path and not values.get(name):
                values[name] = kept_in(Path(str(path)), f"GONGKAI_{name.upper()}_FILE")
        return values

    @field_validator("kafka")
    @classmethod
    def _an_address(cls, kafka: str) -> str:
        client(kafka)
        return kafka

    @field_validator("office_sha256")
    @classmethod
    def _of_a_key(cls, office_sha256: str) -> str:
        if office_sha256 == digest(""):
            raise ValueError(
                "it is the SHA-256 of nothing: the key of the office is empty; make one, and its SHA-256 anew"
            )
        return office_sha256

    @field_validator("database")
    @classmethod
    def _a_dsn(cls, database: str) -> str:
        if databases.place(database) == databases.UNREADABLE:
            raise ValueError(databases.UNREADABLE)
        return database

    @model_validator(mode="after")
    def _fence_only_in_drills(self) -> Settings:
        if self.fence == "off" and not self.drill:
            raise ValueError("GONGKAI_FENCE=off is only for drills; set GONGKAI_DRILL too, or leave the fence on")
        return self


def load(*, database: bool = True) -> Settings:
    """Settings of this process; on a mistake, says which variable is wrong and ends with status 2."""
    try:
        settings = Settings()
    except SecretError as error:
        sys.exit(_die(str(error)))
    except ValidationError as error:
        sys.exit(_explain(error))
    if database and not settings.database:
        sys.exit(_die("GONGKAI_DATABASE is not set; give a DSN such as postgresql://user@host:5432/gongkai"))
    return settings


def _explain(error: ValidationError) -> int:
    lines = []
    for item in error.errors():
        name = "GONGKAI_" + "_".join(str(part) for part in item["loc"]).upper() if item["loc"] else "settings"
        lines.append(f"{name}: {item['msg']}")
    return _die("\n".join(lines))


def _die(text: str) -> int:
    sys.stderr.write(f"settings are not usable:\n{text}\n")
    return 2
