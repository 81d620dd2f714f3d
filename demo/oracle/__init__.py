"""What the views must say, worked out from the sent facts by plain code of its own.

Nothing here is shared with the services: no law, no contracts, no chassis. The oracle reads the sent bytes,
the calendar files and the last day, and counts everything afresh, as slowly and as literally as it likes.
"""
