"""The files of one workbook; none has a name, so that nothing of it stays when the gateway is gone."""

from __future__ import annotations

import hashlib
import os
from contextlib import ExitStack
from tempfile import TemporaryFile
from typing import IO

_PART = 1 << 20


class Files:
    """What was handed in, its facts a line each, what it came to, and the workbook that goes back."""

    def __init__(self, upload: IO[bytes]) -> None:
        self._open = ExitStack()
        self.upload, self.lines, self.result, self.returned = (self._file() for _ in range(4))
        digest = hashlib.sha256()
        upload.seek(0)
        while part := upload.read(_PART):
            self.upload.write(part)
            digest.update(part)
        self.upload.seek(0)
        self.sha256 = digest.hexdigest()

    def _file(self) -> IO[bytes]:
        return self._open.enter_context(TemporaryFile())

    @property
    def size(self) -> int:
        """Bytes that are kept when the work is done."""
        return 0 if self.returned.closed else os.fstat(self.returned.fileno()).st_size

    def finished(self) -> None:
        """Nobody reads what was handed in, or its facts, any more."""
        for file in (self.upload, self.lines, self.result):
            file.close()

    def close(self) -> None:
        """Forget all of it."""
        self._open.close()
