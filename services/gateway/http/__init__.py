"""The door on HTTP: facts in, notices out, for units whose systems do not speak Kafka."""
