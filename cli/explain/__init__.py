"""``gongkai explain``: from a number down to the events behind it."""
