"""``python -m services.catalog serve|migrate``."""

from services.catalog.app import service

if __name__ == "__main__":
    service.command()(prog_name="python -m services.catalog")
