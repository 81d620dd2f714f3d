"""What ``gongkai sheet`` does: reads what clerks filled in, judges it as the door does, sends what is new or has changed."""
