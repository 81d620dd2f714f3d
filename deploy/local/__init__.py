"""Real Kafka and PostgreSQL for a machine without Docker, Java or packages of its own."""
