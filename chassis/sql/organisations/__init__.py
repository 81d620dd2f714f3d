"""Organisations with their county, for services whose pages ask for it."""
