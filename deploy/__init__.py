"""How gongkai is brought up: local servers, topics, the supervisor, and what the image needs."""
