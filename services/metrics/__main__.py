"""``python -m services.metrics serve|migrate``."""

from services.metrics.app import service

if __name__ == "__main__":
    service.command()(prog_name="python -m services.metrics")
