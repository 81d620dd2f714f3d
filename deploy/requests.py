"""Requests of Kafka's protocol that its Python client does not speak: passwords of users, many rights at once, quotas."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from aiokafka.protocol.admin import CreateAclsRequest_v1, DeleteAclsRequest_v1
from aiokafka.protocol.api import Request, RequestStruct, Response
from aiokafka.protocol.types import (
    Boolean,
    CompactArray,
    CompactBytes,
    CompactString,
    Float64,
    Int8,
    Int16,
    Int32,
    Schema,
    TaggedFields,
)

_TAGS = ("tags", TaggedFields)
_TEXT = CompactString("utf-8")


class HoldersAnswer(Response):
    """DescribeUserScramCredentialsResponse, version 0."""

    API_KEY = 50
    API_VERSION = 0
    SCHEMA = Schema(
        ("throttle_time_ms", Int32),
        ("error_code", Int16),
        ("error_message", _TEXT),
        (
            "results",
            CompactArray(
                ("user", _TEXT),
                ("error_code", Int16),
                ("error_message", _TEXT),
                ("credential_infos", CompactArray(("mechanism", Int8), ("iterations", Int32), _TAGS)),
                _TAGS,
            ),
        ),
        _TAGS,
    )


class HoldersStruct(RequestStruct):
    """DescribeUserScramCredentialsRequest, version 0."""

    API_KEY = 50
    API_VERSION = 0
    FLEXIBLE_VERSION = True
    RESPONSE_TYPE = HoldersAnswer
    SCHEMA = Schema(("users", CompactArray(("name", _TEXT), _TAGS)), _TAGS)


class Holders(Request[HoldersStruct]):
    """All users that have a password."""

    API_KEY = 50

    def build(self, request_struct_class: type[HoldersStruct]) -> HoldersStruct:
        """The request as it is sent."""
        return request_struct_class(None, {})


class PasswordsAnswer(Response):
    """AlterUserScramCredentialsResponse, version 0."""

    API_KEY = 51
    API_VERSION = 0
    SCHEMA = Schema(
        ("throttle_time_ms", Int32),
        ("results", CompactArray(("user", _TEXT), ("error_code", Int16), ("error_message", _TEXT), _TAGS)),
        _TAGS,
    )


class PasswordsStruct(RequestStruct):
    """AlterUserScramCredentialsRequest, version 0."""

    API_KEY = 51
    API_VERSION = 0
    FLEXIBLE_VERSION = True
    RESPONSE_TYPE = PasswordsAnswer
    SCHEMA = Schema(
        ("deletions", CompactArray(("name", _TEXT), ("mechanism", Int8), _TAGS)),
        (
            "upsertions",
            CompactArray(
                ("name", _TEXT),
                ("mechanism", Int8),
                ("iterations", Int32),
                ("salt", CompactBytes),
                ("salted_password", CompactBytes),
                _TAGS,
            ),
        ),
        _TAGS,
    )


class Passwords(Request[PasswordsStruct]):
    """Passwords that are taken away (user, mechanism) and set (user, mechanism, iterations, salt, salted password)."""

    API_KEY = 51

    def __init__(self, gone: Sequence[tuple[Any, ...]], kept: Sequence[tuple[Any, ...]]) -> None:
        self._gone, self._kept = gone, kept

    def build(self, request_struct_class: type[PasswordsStruct]) -> PasswordsStruct:
        """The request as it is sent."""
        return request_struct_class([(*entry, {}) for entry in self._gone], [(*entry, {}) for entry in self._kept], {})


class Grants(Request[CreateAclsRequest_v1]):
    """Rights that are given, as CreateAclsRequest_v1 lists them."""

    API_KEY = 30

    def __init__(self, entries: Sequence[tuple[Any, ...]]) -> None:
        self._entries = entries

    def build(self, request_struct_class: type[CreateAclsRequest_v1]) -> CreateAclsRequest_v1:
        """The request as it is sent."""
        return request_struct_class(list(self._entries))


class Revocations(Request[DeleteAclsRequest_v1]):
    """Rights that are taken away, as DeleteAclsRequest_v1 lists filters."""

    API_KEY = 31

    def __init__(self, filters: Sequence[tuple[Any, ...]]) -> None:
        self._filters = filters

    def build(self, request_struct_class: type[DeleteAclsRequest_v1]) -> DeleteAclsRequest_v1:
        """The request as it is sent."""
        return request_struct_class(list(self._filters))


class QuotasAnswer(Response):
    """AlterClientQuotasResponse, version 1."""

    API_KEY = 49
    API_VERSION = 1
    SCHEMA = Schema(
        ("throttle_time_ms", Int32),
        (
            "entries",
            CompactArray(
                ("error_code", Int16),
                ("error_message", _TEXT),
                ("entity", CompactArray(("type", _TEXT), ("name", _TEXT), _TAGS)),
                _TAGS,
            ),
        ),
        _TAGS,
    )


class QuotasStruct(RequestStruct):
    """AlterClientQuotasRequest, version 1."""

    API_KEY = 49
    API_VERSION = 1
    FLEXIBLE_VERSION = True
    RESPONSE_TYPE = QuotasAnswer
    SCHEMA = Schema(
        (
            "entries",
            CompactArray(
                ("entity", CompactArray(("type", _TEXT), ("name", _TEXT), _TAGS)),
                ("ops", CompactArray(("key", _TEXT), ("value", Float64), ("remove", Boolean), _TAGS)),
                _TAGS,
            ),
        ),
        ("validate_only", Boolean),
        _TAGS,
    )


class Quotas(Request[QuotasStruct]):
    """Bytes and time a second that users may take: (user, {quota: most}), None for as much as there is."""

    API_KEY = 49

    def __init__(self, entries: Sequence[tuple[str, dict[str, float | None]]]) -> None:
        self._entries = entries

    def build(self, request_struct_class: type[QuotasStruct]) -> QuotasStruct:
        """The request as it is sent."""
        entries: list[tuple[Any, ...]] = [
            ([("user", user, {})], [(key, most or 0.0, most is None, {}) for key, most in limits.items()], {})
            for user, limits in self._entries
        ]
        return request_struct_class(entries, False, {})
