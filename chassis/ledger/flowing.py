"""What of a state flows on: the part that its receivers' folds read, and whether it is the same as before.

A state of some kilobytes changes more often than the few fields that another fold reads of it. Where a rules' module says what it
reads (``READS``), a receiver is folded again only when that has changed.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import msgspec

from chassis.rules import Rules
from chassis.states import read_state

_DIGEST_BYTES = 12
_encode = msgspec.json.Encoder(order="deterministic").encode


class Flows:
    """From a sender's kind to the kinds of one service that say what they read of it."""

    def __init__(self, rules: Mapping[str, Rules]) -> None:
        self._reads: defaultdict[str, dict[str, type[Any]]] = defaultdict(dict)
        for kind, rule in rules.items():
            for sender, reads in rule.reads.items():
                self._reads[sender][kind] = reads

    def same(self, sender: str, before: bytes | None, after: bytes | None) -> list[str]:
        """Kinds to which the state ``after`` of a subject of kind ``sender`` brings nothing that ``before`` did not."""
        if before is None or after is None:
            return []
        return [kind for kind, reads in self._reads.get(sender, {}).items() if _is_same(reads, before, after)]

    def parts(self, sender: str, state: bytes) -> str:
        """The kinds that read a part of this state, each with the digest of that: ``kind:digest``, parted by spaces.

        A state that a kind cannot read has no part for it: its subjects are folded, and their folds meet the error.
        """
        named = {kind: _digest(reads, state) for kind, reads in self._reads.get(sender, {}).items()}
        return " ".join(f"{kind}:{digest}" for kind, digest in named.items() if digest)


def _is_same(reads: type[Any], before: bytes, after: bytes) -> bool:
    try:
        return bool(read_state(reads, before) == read_state(reads, after))
    except msgspec.MsgspecError:
        return False


def _digest(reads: type[Any], state: bytes) -> str:
    try:
        return hashlib.blake2b(_encode(read_state(reads, state)), digest_size=_DIGEST_BYTES).hexdigest()
    except msgspec.MsgspecError:
        return ""
