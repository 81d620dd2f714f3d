"""``python -m services.publishing serve|migrate``."""

from services.publishing.app import service

if __name__ == "__main__":
    service.command()(prog_name="python -m services.publishing")
