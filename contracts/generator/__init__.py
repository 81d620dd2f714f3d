"""Writes the JSON Schemas, asyncapi.yaml and the event pages from the models. Nothing here runs in a service."""
