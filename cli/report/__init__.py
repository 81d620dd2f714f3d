"""What ``gongkai report`` does behind its commands."""
