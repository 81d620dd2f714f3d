"""The services: each its own process, none knowing another."""
