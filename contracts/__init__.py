"""What is said on the bus: facts, states, views, topics and the envelope around them."""
