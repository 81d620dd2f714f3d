"""Webhooks: the notices of an organisation, delivered by POST to an address of its own."""
