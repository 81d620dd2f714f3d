"""``python -m services.requests serve|migrate``."""

from services.requests.app import service

if __name__ == "__main__":
    service.command()(prog_name="python -m services.requests")
