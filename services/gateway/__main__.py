"""``python -m services.gateway serve|migrate``."""

from services.gateway.app import service

if __name__ == "__main__":
    service.command()(prog_name="python -m services.gateway")
