"""What can go wrong when a stack is started."""

from __future__ import annotations

from deploy.folder import FolderError
from deploy.local.jars import JarError
from deploy.orgs import RegistryError
from deploy.process import ProcessFailedError
from deploy.quotas import QuotaError
from deploy.servers import NoServerError
from deploy.topics import TopicError
from deploy.users import UsersError

STARTING_ERRORS = (
    FolderError,
    ProcessFailedError,
    JarError,
    NoServerError,
    QuotaError,
    RegistryError,
    TopicError,
    UsersError,
)
"""Raised by ``Stack.start``; their texts say what to do."""
