"""The door on HTTP: facts in, notices out, for organisations whose systems do not speak Kafka."""
