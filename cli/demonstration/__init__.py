"""What ``gongkai demo`` does: a state folder of its own, a simulated year sent day by day, a check, a summary."""
