"""Asks a service whether it is ready, for a container's health check: ``python -m deploy.probe [PORT]``."""

from __future__ import annotations

import os
import sys

from deploy.readiness import asked


def main() -> int:
    """Exit status 0 when ``/health/ready`` answers 200, else 1 with the reason."""
    port = int(sys.argv[1] if len(sys.argv) > 1 else os.environ["GONGKAI_HTTP_PORT"])
    reason = asked(port)
    if reason:
        sys.stderr.write(f"not ready: {reason}\n")
    return 1 if reason else 0


if __name__ == "__main__":
    sys.exit(main())
