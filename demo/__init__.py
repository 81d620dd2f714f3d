"""The demonstration: real documents, a simulated year of facts, and an oracle that counts them again."""
