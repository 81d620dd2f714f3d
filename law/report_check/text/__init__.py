"""What the text of a report says in numbers, and whether the tables say the same."""
