"""Migrates the tables of every service, one after the other: ``python -m deploy.migrate``, a one-shot job."""

from __future__ import annotations

import subprocess
import sys

from deploy.programs import PROGRAMS


def main() -> int:
    """Exit status 0 when every service's tables are up to date, else that of the first that failed."""
    for program in PROGRAMS:
        if program.needs_database:
            status = subprocess.run(program.argv("migrate"), check=False).returncode
            if status:
                sys.stderr.write(f"{program.name} could not migrate its tables: see the lines above\n")
                return status
    return 0


if __name__ == "__main__":
    sys.exit(main())
