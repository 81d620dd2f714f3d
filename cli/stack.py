"""What can go wrong when a stack is started."""

from __future__ import annotations

from deploy.folder import FolderError
from deploy.local.jars import JarError
from deploy.orgs import RegistryError
from deploy.process import ProcessFailedError
from deploy.servers import NoServerError
from deploy.topics import TopicError

STARTING_ERRORS = (FolderError, ProcessFailedError, JarError, NoServerError, RegistryError, TopicError)
"""Raised by ``Stack.start``; their texts say what to do."""
